// Gradients that are too large, made smaller before a step is taken: a single steep place throws nothing off.

import { checkNumbers, kinds } from "./checks.ts";
import { type GradientTransformation, transformationOf } from "./gradient_transformation.ts";

/** The state of what remembers nothing. */
export type NoState = readonly [];

/**
 * Shortens gradients whose Euclidean norm, over all parameters together, is above a maximum to that norm (Pascanu,
 * Mikolov and Bengio 2013).
 *
 * @throws {RangeError} if the maximum is no number above 0.
 *
 * @example
 * ```ts
 * import { clipByGlobalNorm } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const clipping = clipByGlobalNorm(1);
 * const [shortened] = clipping.update({ a: 3, b: [4] }, clipping.init({ a: 0, b: [0] }), { a: 0, b: [0] });
 * assertAlmostEquals(shortened.b[0], 0.8);
 * ```
 */
export function clipByGlobalNorm(maximum: number): GradientTransformation<NoState> {
  checkNumbers("clip by a global norm", { maximum }, { maximum: kinds.positive });
  return transformationOf<NoState>("clipByGlobalNorm", {
    init: () => [],
    vectors: [],
    update(gradient, state) {
      let largest = 0;
      for (let i = 0; i < gradient.length; i++) largest = Math.max(largest, Math.abs(gradient[i]));
      // In units of the largest entry, whose square need not overflow.
      let squares = 0;
      for (let i = 0; i < gradient.length; i++) squares += (gradient[i] / largest) ** 2;
      const root = Math.sqrt(squares);
      if (largest === 0 || largest * root <= maximum) return [gradient, state];
      return [gradient.map((slope) => slope / largest * (maximum / root)), state];
    },
  });
}

/**
 * Limits each entry of a gradient by itself to −maximum … maximum. Infinite ones are limited, too.
 *
 * @throws {RangeError} if the maximum is no number above 0.
 *
 * @example
 * ```ts
 * import { clipByValue } from "@fluxion/ad/fit";
 * import { assertEquals } from "@std/assert";
 *
 * const clipping = clipByValue(1);
 * assertEquals(clipping.update([0.5, -Infinity], clipping.init([0, 0]), [0, 0])[0], [0.5, -1]);
 * ```
 */
export function clipByValue(maximum: number): GradientTransformation<NoState> {
  checkNumbers("clip by value", { maximum }, { maximum: kinds.positive });
  return transformationOf<NoState>("clipByValue", {
    init: () => [],
    vectors: [],
    update: (
      gradient,
      state,
    ) => [gradient.map((slope) => Math.max(-maximum, Math.min(maximum, slope))), state],
  }, "or infinite");
}
