// The derivative of a curve at a point by difference quotients: which values are taken, at which steps,
// and how far the answer may be off.

import {
  type Curve,
  type Estimate,
  estimate,
  exactStep,
  kink,
  quotientsOf,
  retreat,
  unknown,
} from "./quotients.ts";
import { extrapolate } from "./richardson.ts";

/** How a derivative is formed from values of the function. */
export type DifferenceMethod = "forward" | "central" | "richardson";

/** How to differentiate numerically. */
export interface DifferenceOptions {
  /**
   * - `"forward"`: (f(x + h) − f(x)) / h, one value an input and half of the digits;
   * - `"central"`: (f(x + h) − f(x − h)) / 2h, two values and two thirds of the digits;
   * - `"richardson"`, unless told: central differences of shrinking steps, extrapolated to h = 0; about
   *   twenty values, and nearly all of the digits.
   */
  readonly method?: DifferenceMethod;
  /**
   * The step h in units of the point's scale, max(|x|, 1); for `"richardson"` the first and largest one.
   * Unless told it is √ε, ∛ε or 0.15, with ε = 2⁻⁵². Where the function has no finite values so far
   * away, as beyond the edge of its domain, a smaller step is taken.
   */
  readonly step?: number;
}

/** Where truncation and rounding are about equally large. */
const defaultSteps: Readonly<Record<DifferenceMethod, number>> = {
  forward: Math.sqrt(Number.EPSILON),
  central: Math.cbrt(Number.EPSILON),
  richardson: 0.15,
};

/** The names of the methods. */
export const methods: readonly string[] = Object.keys(defaultSteps);

/**
 * The derivatives of a curve at `x`, where its values are `here`.
 *
 * @param wantsError whether `"forward"` and `"central"` may take more values, to estimate their error
 */
export function differentiate(
  curve: Curve,
  x: number,
  here: readonly number[],
  { method = "richardson", step = defaultSteps[method] }: DifferenceOptions,
  wantsError: boolean,
): Estimate[] {
  const firstStep = step * Math.max(Math.abs(x), 1);
  switch (method) {
    case "forward":
      return retreating(x, here, firstStep, (h) => forward(curve, x, here, h, wantsError));
    case "central":
      return retreating(x, here, firstStep, (h) => central(curve, x, here, h, wantsError));
    case "richardson":
      return richardson(curve, x, here, firstStep);
  }
}

/** For each component the first finite estimate, from a step that shrinks until there is one. */
function retreating(
  x: number,
  here: readonly number[],
  firstStep: number,
  estimatesAt: (h: number) => Estimate[],
): Estimate[] {
  const found = here.map(() => unknown);
  let step = firstStep;
  for (let attempt = 0; attempt < 16; attempt++, step /= retreat) {
    const h = exactStep(x, step);
    if (h === 0) break;
    if (h === Infinity) continue;
    estimatesAt(h).forEach((candidate, i) => {
      if (found[i] === unknown && Number.isFinite(candidate.derivative)) found[i] = candidate;
    });
    if (found.every((best, i) => best !== unknown || !Number.isFinite(here[i]))) break;
  }
  return found;
}

/** The error is h·f″/2, half of what the quotients to both sides differ by; or, where f″ = 0, h²·f‴/6. */
function forward(
  curve: Curve,
  x: number,
  here: readonly number[],
  h: number,
  wantsError: boolean,
): Estimate[] {
  const right = curve(x + h);
  const others = wantsError ? [curve(x - h), curve(x + 2 * h)] : undefined;
  return here.map((value, i) => {
    const derivative = (right[i] - value) / h;
    if (others === undefined) return { derivative, error: Infinity };
    const [left, far] = others;
    const { bend, noise } = quotientsOf(x, h, value, right[i], left[i]);
    const wider = (far[i] - value) / (2 * h);
    return estimate(derivative, Math.max(2 * bend, Math.abs(wider - derivative)) + noise);
  });
}

/** The error is h²·f‴/6, a third of the difference to the quotient of twice the step. */
function central(
  curve: Curve,
  x: number,
  here: readonly number[],
  h: number,
  wantsError: boolean,
): Estimate[] {
  const [right, left] = [curve(x + h), curve(x - h)];
  const others = wantsError ? [curve(x + 2 * h), curve(x - 2 * h)] : undefined;
  return here.map((value, i) => {
    const inner = quotientsOf(x, h, value, right[i], left[i]);
    if (others === undefined) return { derivative: inner.slope, error: Infinity };
    const outer = quotientsOf(x, 2 * h, value, others[0][i], others[1][i]);
    const truncation = Math.abs(inner.slope - outer.slope);
    return estimate(inner.slope, truncation + inner.noise + kink(outer, inner, 2));
  });
}

/**
 * Extrapolation from the scale max(|x|, 1); where that does not lead to a good answer the function may
 * live on another scale, that of a small x (log, 1/x) or one far smaller than x (fast oscillations).
 */
function richardson(
  curve: Curve,
  x: number,
  here: readonly number[],
  firstStep: number,
): Estimate[] {
  const size = Math.abs(x);
  const smaller = x !== 0 && size < 1 ? [size, 1e-4, 1e-8] : [1e-4, 1e-8];
  const best = extrapolate(curve, x, here, firstStep);
  for (const factor of smaller) {
    if (best.every((found, i) => isGood(found, here[i], Math.max(size, 1)))) break;
    extrapolate(curve, x, here, factor * firstStep).forEach((candidate, i) => {
      const reached = relativeError(candidate);
      if (reached < 1e-3 && !(reached >= relativeError(best[i]))) best[i] = candidate;
    });
  }
  return best;
}

/** Also where the derivative is 0: its error is then compared with what would change the value. */
function isGood({ derivative, error }: Estimate, value: number, scale: number): boolean {
  return error <= 1e-8 * Math.max(Math.abs(derivative), Math.abs(value) / scale);
}

function relativeError({ derivative, error }: Estimate): number {
  return error / Math.abs(derivative);
}
