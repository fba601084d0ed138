// Series in, series out: the power series of a function along any curve.

import { factorial } from "../elementary/factorial.ts";
import { describe } from "../values/describe.ts";
import type { Sparse } from "../values/interpretation.ts";
import type { Scalar } from "../values/scalar.ts";
import { div } from "../elementary/arithmetic.ts";
import { seedsOf } from "../modes/seeds.ts";
import { Call, type Callable, checkOptions } from "../trees/call.ts";
import { flattenAll } from "../trees/flat.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { thenDo } from "../trees/promises.ts";
import type { TakesScalars } from "../trees/objections.ts";
import type { Answer, Argument, Promised, ScalarsFor, Trees } from "../trees/types.ts";
import { checkOrder, type CoefficientsOption, expanded } from "./pass.ts";

/** The coefficients of order 1, 2 … of each argument: lists of trees, each in the shape of its primal. */
export type SeriesOf<A extends unknown[]> = {
  readonly [I in keyof A]: readonly Argument<A[I]>[];
};

/** The options of `jet`. */
export interface JetOptions {
  /**
   * What the coefficients of order k are, of arguments and results alike: `"taylor"` for those of the power series,
   * x⁽ᵏ⁾/k!, or `"derivatives"` for the derivatives x⁽ᵏ⁾ with respect to t, as JAX has them.
   *
   * @default "taylor"
   */
  readonly coefficients?: CoefficientsOption;
}

/**
 * The power series of a function along a curve. The arguments are x(t) = Σ xₖ·tᵏ, with the primals for x₀ and the
 * series for x₁, x₂ …; the answer is [y₀, [y₁, y₂ …]], where f(x(t)) = Σ yₖ·tᵏ. Series may be of different lengths: what
 * is not given is a structural zero, as is the plain number 0, and the answer is as long as the longest. With
 * `{ coefficients: "derivatives" }` xₖ and yₖ are derivatives with respect to t, which are k! times as large.
 *
 * @param primals the arguments at t = 0, as a list
 * @param series for each argument the list of its coefficients of order 1, 2 …, each in the shape of its primal
 * @throws {TypeError} if there is not one series for each argument, if a coefficient has another structure than its
 * primal, if anything in arguments or result is no number, or if there is no such option.
 *
 * @example The kinetic energy of a falling stone, which starts with speed 2 and is accelerated by 10
 * ```ts
 * import { mul, type Scalar, square } from "@fluxion/ad";
 * import { jet } from "@fluxion/ad/taylor";
 * import { assertEquals } from "@std/assert";
 *
 * const energy = (speed: Scalar) => mul(0.5, square(speed));
 * // ½·(2 + 10·t)² = 2 + 20·t + 50·t²
 * assertEquals(jet(energy, [2], [[10, 0]]), [2, [20, 50]]);
 * assertEquals(jet(energy, [2], [[10, 0]], { coefficients: "derivatives" }), [2, [20, 100]]);
 * ```
 */
export function jet<
  Out,
  P extends readonly unknown[],
  S extends SeriesOf<A>,
  // Of a function without annotations, the parameters are those of the primals.
  A extends unknown[] = ScalarsFor<P>,
>(
  f: ((...args: A) => Out) & TakesScalars<[A], 0>,
  primals: readonly [...P] & NoInfer<Trees<A>>,
  series: readonly [...S],
  options?: JetOptions,
): Promised<
  Out,
  [out: Answer<[P, S], Awaited<Out>>, outSeries: Answer<[P, S], Awaited<Out>>[]]
>;
export function jet(
  f: Callable,
  primals: readonly unknown[],
  series: readonly unknown[],
  options: JetOptions = {},
): unknown {
  const call = new Call("jet", f);
  checkOptions(
    "jet",
    options,
    ["coefficients"],
    "they come last, as in jet(f, primals, series, {})",
  );
  const { coefficients = "taylor" } = options;
  if (coefficients !== "taylor" && coefficients !== "derivatives") {
    throw new TypeError(
      `Cannot take jet with coefficients ${
        describe(coefficients)
      }: they are "taylor" or "derivatives"`,
    );
  }
  const flat = flattenAll(call, primals);
  const order = checkSeries(series, primals);
  checkOrder("jet", order, coefficients);
  // For each order the leaves of all arguments; absent where an argument has no coefficient of it.
  const orders = Array.from(
    { length: order },
    (_, k) =>
      primals.flatMap((primal, i): (Scalar | undefined)[] => {
        const given = (series[i] as unknown[])[k];
        const place = `series[${i}][${k}]`;
        const leaves = matchingLeaves(primal, "primals", primal, "primals");
        return given === undefined
          ? leaves.map(() => undefined)
          : [...seedsOf(matchingLeaves(given, place, primal, `primals[${i}]`))];
      }),
  );
  const factor = (k: number) => coefficients === "derivatives" ? factorial(k) : 1;
  const ofLeaf = (leaf: number): Sparse =>
    orders.map((leaves, k) => {
      const own = leaves[leaf];
      return own === undefined || k === 0 ? own : div(own, factor(k + 1));
    });
  const own = flat.leaves.map((_, leaf) => ofLeaf(leaf));
  return thenDo(
    expanded(call, flat.run, flat.leaves, own, order, coefficients),
    ([out, ...outSeries]) => [out, outSeries],
  );
}

/** Returns the order of the longest series. */
function checkSeries(series: unknown, primals: readonly unknown[]): number {
  if (!Array.isArray(series) || series.length !== primals.length) {
    throw new TypeError(
      `Cannot take jet along ${
        describe(series)
      }: series are a list, one for each of ${primals.length} ` +
        `argument${primals.length === 1 ? "" : "s"}`,
    );
  }
  const wrong = series.findIndex((own) => !Array.isArray(own));
  if (wrong >= 0) {
    throw new TypeError(
      `Cannot take jet along series[${wrong}], which is ${
        describe(series[wrong])
      }: it is the list of the ` +
        "coefficients of order 1, 2 … of an argument, as in [[1, 0]]",
    );
  }
  return Math.max(...series.map((own) => own.length));
}
