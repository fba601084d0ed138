// The table: how far the numbers of a list are from their mean.

import { beneathDerivatives } from "../values/box.ts";
import { describe } from "../values/describe.ts";
import { type Nary, nary, type ScalarList } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { div, mul, sub } from "./arithmetic.ts";
import { checkList } from "./helpers.ts";
import { norm } from "./norms.ts";
import { sum } from "./reductions.ts";

/** What divides the sum of squares. */
export interface SpreadOptions {
  /**
   * What is taken from the number of elements: 0 for all there is, 1 where they are a sample of more.
   *
   * @default {0}
   */
  readonly correction?: number;
}

/** How far the numbers of a list are from their mean: numbers in, number out. */
export interface Spread {
  (xs: readonly number[] | Float64Array, options?: SpreadOptions): number;
  (xs: ScalarList, options?: SpreadOptions): Scalar;
}

/**
 * The variance of a list: Σ (xᵢ − mean)² / (n − correction), smooth everywhere. The correction is 0 unless
 * told, as in NumPy and JAX: `{ correction: 1 }` estimates from a sample. NaN where nothing is left to divide
 * by, as of an empty list.
 *
 * @example
 * ```ts
 * import { grad, type Scalar, variance } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(variance([1, 2, 6, 7]), 6.5);
 * assertEquals(variance([1, 2, 3], { correction: 1 }), 1);
 * assertEquals(grad((xs: Scalar[]) => variance(xs))([1, 2, 6, 7]), [-1.5, -1, 1, 1.5]);
 * assertEquals(grad((xs: Scalar[]) => variance(xs))([3, 3]), [0, 0]);
 * ```
 */
export const variance: Spread = ((xs: ScalarList, options?: SpreadOptions) => {
  const divisor = divisorOf("variance", xs, options);
  return div(sumOfSquaredDeviations(xs), divisor);
}) as Spread;

/**
 * The standard deviation of a list, the root of its variance: √(Σ (xᵢ − mean)² / (n − correction)), with the
 * correction 0 unless told. Where all are equal it has a kink, as `norm` has at the origin: the first
 * derivatives are 0, and the second NaN.
 *
 * @example
 * ```ts
 * import { grad, type Scalar, standardDeviation } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9]), 2);
 * assertEquals(grad((xs: Scalar[]) => standardDeviation(xs))([3, 3, 3]), [0, 0, 0]);
 * ```
 */
export const standardDeviation: Spread = ((xs: ScalarList, options?: SpreadOptions) => {
  const divisor = divisorOf("standardDeviation", xs, options);
  return div(norm(deviations(xs)), Math.sqrt(divisor));
}) as Spread;

const sumOfSquaredDeviations: Nary = /* @__PURE__ */ nary({
  name: "sumOfSquaredDeviations",
  value: (xs) => {
    let total = 0;
    for (const own of deviations(Array.from(xs)) as number[]) total += own * own;
    return total;
  },
  partials: (xs) => deviations(xs).map((own) => mul(2, own)),
});

/** What is left of each element without the mean. */
function deviations(xs: ScalarList): Scalar[] {
  // Once without a center, the mean is small, and so is its rounding.
  const about = center(Array.from<Scalar, Scalar>(xs, (x) => beneathDerivatives(x, "variance")));
  const centered = Array.from<Scalar, Scalar>(xs, (x) => sub(x, about));
  const rest = div(sum(centered), xs.length);
  return centered.map((x) => sub(x, rest));
}

/** About the mean, without overflow. It is no variable: deviations do not depend on what it is. */
const center: Nary = /* @__PURE__ */ nary({
  name: "center",
  value: (xs) => {
    let total = 0;
    for (let i = 0; i < xs.length; i++) total += xs[i];
    if (Number.isFinite(total)) return total / xs.length;
    total = 0;
    for (let i = 0; i < xs.length; i++) total += xs[i] / xs.length;
    return total;
  },
  partials: 0,
});

/** What the sum of squares is divided by. */
function divisorOf(name: string, xs: ScalarList, options: SpreadOptions = {}): number {
  checkList(name, xs);
  const { correction = 0, ...others } = options;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new TypeError(
      `Cannot take the ${name} with the option ${unknown}: there is no such option; write correction`,
    );
  }
  if (typeof correction !== "number") {
    throw new TypeError(
      `Cannot take the ${name} with a correction that is ${
        describe(correction)
      }: give a number, as 0 or 1`,
    );
  }
  return Math.max(0, xs.length - correction);
}
