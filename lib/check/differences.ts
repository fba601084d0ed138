// The derivative of a curve at a point by difference quotients: the choice of values and steps, and the error.

import { central, forward, isPlausible, type Quotient } from "./finite_differences.ts";
import { type Curve, type Estimate, estimate } from "./quotients.ts";
import { extrapolate } from "./richardson.ts";
import type { Found } from "./tableau.ts";

/** The method that computes a derivative from values of the function. */
export type DifferenceMethod = "forward" | "central" | "richardson";

/** Options of numeric differentiation. */
export interface DifferenceOptions {
  /**
   * - `"forward"`: (f(x + h) − f(x)) / h, one value an input and half of the digits;
   * - `"central"`: (f(x + h) − f(x − h)) / 2h, two values and two thirds of the digits;
   * - `"richardson"`: central differences of shrinking steps, extrapolated to h = 0; about twenty values,
   *   and nearly all of the digits.
   *
   * If the function has finite values on one side of the point only, each method takes them on that side. A
   * call that throws counts as having no value.
   *
   * @default "richardson"
   */
  readonly method?: DifferenceMethod;
  /**
   * The step h in units of the point's scale, max(|x|, 1); for `"richardson"` the first and largest step. If
   * the function has no finite values so far away, as beyond the edge of its domain, a smaller step is taken.
   *
   * @default √ε for `"forward"` and ∛ε for `"central"`, with ε = 2⁻⁵²; for `"richardson"` 0.075, or 0.16 if
   * the values are so coarse that they hardly change within 0.075
   */
  readonly step?: number;
  /**
   * The largest distance from the point at which the function is called, in units of the input itself: for
   * programs that cannot be called everywhere, such as a simulator that does not terminate.
   *
   * @default Infinity
   */
  readonly maximumStep?: number;
}

/** Steps at which truncation and rounding are about equally large. */
const defaultSteps: Readonly<Record<DifferenceMethod, number>> = {
  forward: Math.sqrt(Number.EPSILON),
  central: Math.cbrt(Number.EPSILON),
  richardson: 0.075,
};
/** The first step if values are too coarse for the default one. */
const coarseStep = 0.16;

/** The names of the methods. */
export const methods: readonly string[] = /* @__PURE__ */ Object.keys(defaultSteps);

/**
 * Returns the derivatives of a curve at `x`, where its values are `here`.
 *
 * @param wantsError whether `"forward"` and `"central"` may take more values, to estimate their error
 */
export function differentiate(
  curve: Curve,
  x: number,
  here: readonly number[],
  { method = "richardson", step, maximumStep = Infinity }: DifferenceOptions,
  wantsError: boolean,
): Estimate[] {
  const scale = Math.max(Math.abs(x), 1);
  const firstStep = (step ?? defaultSteps[method]) * scale;
  // Steps are rounded to what can be added to x exactly.
  const furthest = maximumStep === Infinity
    ? Infinity
    : maximumStep - Number.EPSILON * (Math.abs(x) + maximumStep);
  if (method === "richardson") {
    const coarsest = step === undefined ? coarseStep * scale : firstStep;
    const [first, largest] = [firstStep, coarsest].map((h) => Math.min(h, furthest));
    return richardson(curve, x, here, first, largest);
  }
  // The error estimate takes values two steps away; the quotient is the same with and without it.
  const h = Math.min(firstStep, furthest / 2);
  const quotients = (method === "forward" ? forward : central)(curve, x, here, h, wantsError);
  if (!wantsError || quotients.every(isPlausible)) return quotients;
  const references = differentiate(curve, x, here, { maximumStep }, true);
  return quotients.map((own, i) => isPlausible(own) ? own : comparedWith(own, references[i]));
}

/** Returns a quotient of few values, with the error by comparison with a better one. */
function comparedWith({ derivative }: Quotient, reference: Estimate): Estimate {
  return estimate(derivative, Math.abs(derivative - reference.derivative) + reference.error);
}

/**
 * Extrapolates from a fraction of the scale max(|x|, 1). If the result is not good, other steps are tried:
 * the values may be coarse, and change over larger steps only; the function may have another scale, that of a
 * small x (log, 1/x) or one far smaller than x (fast oscillations); or it may have values on one side only.
 */
function richardson(
  curve: Curve,
  x: number,
  here: readonly number[],
  firstStep: number,
  largestStep: number,
): Estimate[] {
  const size = Math.abs(x);
  const best = extrapolate(curve, x, here, firstStep);
  const isDone = (found: Estimate, i: number) =>
    !Number.isFinite(here[i]) || isGood(found, here[i], Math.max(size, 1));

  if (largestStep > firstStep && best.some(isTooCoarse)) {
    extrapolate(curve, x, here, largestStep).forEach((candidate, i) => {
      if (isTooCoarse(best[i]) && isBetterAtLargerSteps(candidate, best[i])) best[i] = candidate;
    });
  }
  for (const factor of x !== 0 && size < 1 ? [size, 1e-4, 1e-8] : [1e-4, 1e-8]) {
    const step = factor * largestStep;
    // If noise limits the accuracy, smaller steps make it worse.
    const isHopeless = ({ coarse, noise, error }: Found) => coarse !== "no" || noise > step * error;
    if (best.every((found, i) => isDone(found, i) || isHopeless(found))) break;
    extrapolate(curve, x, here, step).forEach((candidate, i) => {
      if (!isHopeless(best[i]) && isCloser(candidate, best[i])) best[i] = candidate;
    });
  }
  for (const side of [1, -1] as const) {
    if (best.every((found, i) => isDone(found, i) || !found.isBounded)) break;
    extrapolate(curve, x, here, firstStep, side).forEach((candidate, i) => {
      if (!best[i].isBounded) return;
      const isFirst = best[i].error === Infinity && candidate.error < Infinity;
      if (isFirst || isCloser(candidate, best[i])) best[i] = { ...candidate, isBounded: true };
    });
  }
  return best;
}

/** Returns whether the values are too coarse for the steps that were taken. */
function isTooCoarse({ coarse, derivative, error }: Found): boolean {
  return coarse === "constant" || coarse === "grid" && error > 0.1 * Math.abs(derivative);
}

function isBetterAtLargerSteps(candidate: Found, best: Found): boolean {
  return best.coarse === "constant" ? candidate.coarse === "grid" : candidate.error < best.error;
}

/** Returns whether an error is small relative to the derivative or, for one near 0, to value and scale. */
function isGood({ derivative, error }: Estimate, value: number, scale: number): boolean {
  return error <= 1e-8 * Math.max(Math.abs(derivative), Math.abs(value) / scale);
}

/** Returns whether an estimate from other steps is good to three digits, and better than the best so far. */
function isCloser(candidate: Estimate, best: Estimate): boolean {
  const reached = relativeError(candidate);
  return reached < 1e-3 && !(reached >= relativeError(best));
}

function relativeError({ derivative, error }: Estimate): number {
  return error / Math.abs(derivative);
}
