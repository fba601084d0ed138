// The table: measures of the deviation of a list from its mean.

import { beneathDerivatives } from "../values/box.ts";
import { describe } from "../values/describe.ts";
import { type Nary, nary, type OfList, type ScalarList } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { div, mul, sub } from "./arithmetic.ts";
import { checkList } from "./helpers.ts";
import { norm } from "./norms.ts";
import { sum } from "./reductions.ts";

/** Options of `variance` and `standardDeviation`. */
export interface SpreadOptions {
  /**
   * The number that is subtracted from the number of elements: 0 for a whole population, 1 for a sample.
   *
   * @default 0
   */
  readonly correction?: number;
}

/** The type of `variance` and `standardDeviation`: numbers in, number out. */
export interface Spread {
  <L extends ScalarList>(xs: L, options?: SpreadOptions): OfList<L>;
}

/**
 * Returns the variance of a list: Σ (xᵢ − mean)² / (n − correction), smooth everywhere. By default the correction is
 * 0, as in NumPy and JAX; `{ correction: 1 }` estimates from a sample. It is NaN where the divisor is 0, as for an
 * empty list.
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
 * Returns the standard deviation of a list, the root of its variance: √(Σ (xᵢ − mean)² / (n − correction)), with the
 * correction 0 by default. Where all elements are equal it has a kink, as `norm` has at the origin: the first
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

/** Returns the differences between the elements and their mean. */
function deviations(xs: ScalarList): Scalar[] {
  // Without a number close to it subtracted before, the mean would be rounded in proportion to its size.
  const about = center(Array.from<Scalar, Scalar>(xs, (x) => beneathDerivatives(x, "variance")));
  const centered = Array.from<Scalar, Scalar>(xs, (x) => sub(x, about));
  const rest = div(sum(centered), xs.length);
  return centered.map((x) => sub(x, rest));
}

/** Returns the mean up to rounding, without overflow, as a constant: deviations do not depend on it. */
const center: Nary = /* @__PURE__ */ nary({
  name: "center",
  value: (xs) => {
    const plain = sum.row.value(xs);
    if (Number.isFinite(plain)) return plain / xs.length;
    let total = 0;
    for (let i = 0; i < xs.length; i++) total += xs[i] / xs.length;
    return total;
  },
  partials: 0,
});

/** Checks the operands, and returns the divisor of the sum of squares. */
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
