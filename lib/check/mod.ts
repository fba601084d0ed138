/**
 * Checks derivatives by difference quotients: `numericDerivative`, `numericGrad` and `numericJacobian`
 * compute them with an estimate of their error, `checkGrads` compares every mode and nesting with them, and
 * `numericVjp` differentiates a black box by them.
 *
 * @example A derivative and its numeric estimate
 * ```ts
 * import { derivative, sin } from "@fluxion/ad";
 * import { checkGrads, numericDerivative } from "@fluxion/ad/check";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(derivative(sin)(1), numericDerivative(Math.sin)(1), 1e-9);
 * checkGrads(sin, [1]);
 * ```
 *
 * @module
 */

export { numericVjp } from "./numeric_vjp.ts";
export { numericDerivative, numericGrad, numericJacobian } from "./numeric.ts";
export type { DifferenceMethod, DifferenceOptions } from "./differences.ts";
export type {
  NumericGradient,
  NumericGradientWithError,
  NumericJacobian,
  NumericJacobianWithError,
  NumericOptions,
  WithError,
  WithoutBoxes,
} from "./types.ts";
export { checkGrads, type CheckGradsOptions } from "./check_grads.ts";
export type { Mode } from "../values/level.ts";
