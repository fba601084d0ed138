// Forward and central differences: the fewest values that give a derivative, and two more for an estimate of
// its error.

import { isShort } from "./grid.ts";
import {
  type Curve,
  type Estimate,
  estimate,
  exactStep,
  kink,
  quotientsOf,
  quotientsToOneSide,
  retreat,
  type Side,
  unknown,
} from "./quotients.ts";

/** A quotient, with the part of its error that comes from rounding alone. */
export interface Quotient extends Estimate {
  readonly noise: number;
}

const nothing: Quotient = { ...unknown, noise: 0 };

/** Largest plausible ratio of an error estimate to the rounding error, for a well chosen step. */
const plausible = 10;

/**
 * Returns whether the error estimate is as rounding and curvature make it. If it is not, because of noise, or
 * because values on a grid repeat each other, it cannot be trusted.
 */
export function isPlausible({ derivative, error, noise }: Quotient): boolean {
  return Number.isNaN(derivative) || error <= plausible * noise;
}

/**
 * Returns the quotients (f(x + h) − f(x)) / h, or those to the left if the function has no value to the
 * right.
 */
export function forward(
  curve: Curve,
  x: number,
  here: readonly number[],
  firstStep: number,
  wantsError: boolean,
): Quotient[] {
  return retreating(x, here, firstStep, (h) => {
    const right = toOneSide(curve, x, here, h, 1, wantsError);
    if (right.every(isFound)) return right;
    const left = toOneSide(curve, x, here, h, -1, wantsError);
    return right.map((own, i) => isFound(own) ? own : left[i]);
  });
}

/**
 * Returns the quotients (f(x + h) − f(x − h)) / 2h or, if the function has no values on one side for any
 * step, the quotients of the same order from two values on the other.
 */
export function central(
  curve: Curve,
  x: number,
  here: readonly number[],
  firstStep: number,
  wantsError: boolean,
): Quotient[] {
  const found = retreating(x, here, firstStep, (h) => toBothSides(curve, x, here, h, wantsError));
  for (const side of [1, -1] as const) {
    if (found.every((own, i) => isFound(own) || !Number.isFinite(here[i]))) break;
    const others = retreating(x, here, firstStep, (h) => twiceToOneSide(curve, x, here, h, side));
    others.forEach((other, i) => {
      if (!isFound(found[i])) found[i] = other;
    });
  }
  return found;
}

/** The error is h·f″/2, half of the difference of the quotients to both sides or, if f″ = 0, h²·f‴/6. */
function toOneSide(
  curve: Curve,
  x: number,
  here: readonly number[],
  h: number,
  side: Side,
  wantsError: boolean,
): Quotient[] {
  const near = curve(x + side * h);
  if (!wantsError || !near.some(Number.isFinite)) {
    return here.map((value, i) => ({ ...nothing, derivative: side * (near[i] - value) / h }));
  }
  const [opposite, far] = [curve(x - side * h), curve(x + side * 2 * h)];
  return here.map((value, i) => {
    const { slope, noise } = quotientsToOneSide(x, h, value, near[i], side);
    const wider = side * (far[i] - value) / (2 * h);
    const bend = Math.abs((near[i] - value) - (value - opposite[i])) / h;
    // Beyond the edge of a domain there is no value on the other side, and nothing to compare.
    const curved = Math.max(Number.isFinite(bend) ? bend : 0, Math.abs(wider - slope));
    return quotient(slope, curved, noise, areCoarse(value, near[i], opposite[i], far[i]));
  });
}

/** The error is h²·f‴/6, a third of the difference to the quotient of twice the step. */
function toBothSides(
  curve: Curve,
  x: number,
  here: readonly number[],
  h: number,
  wantsError: boolean,
): Quotient[] {
  const [right, left] = [curve(x + h), curve(x - h)];
  if (!wantsError) {
    return here.map((_, i) => ({ ...nothing, derivative: (right[i] - left[i]) / (2 * h) }));
  }
  const others = [curve(x + 2 * h), curve(x - 2 * h)];
  return here.map((value, i) => {
    const inner = quotientsOf(x, h, value, right[i], left[i]);
    const outer = quotientsOf(x, 2 * h, value, others[0][i], others[1][i]);
    // For a smooth function the first term is h²·f‴/2 and the second of fourth order; noise adds to both.
    const truncation = Math.abs(inner.slope - outer.slope) + Math.abs(outer.bend - 2 * inner.bend);
    const error = truncation + kink(outer, inner, 2);
    return quotient(inner.slope, error, inner.noise, areCoarse(value, right[i], left[i], NaN));
  });
}

/** (4·f(x + h) − 3·f(x) − f(x + 2h)) / 2h, or the same to the left: its error is of second order as well. */
function twiceToOneSide(
  curve: Curve,
  x: number,
  here: readonly number[],
  h: number,
  side: Side,
): Quotient[] {
  const [near, far] = [curve(x + side * h), curve(x + side * 2 * h)];
  return here.map((value, i) => {
    const { slope, noise } = quotientsToOneSide(x, h, value, near[i], side);
    const derivative = 2 * slope - side * (far[i] - value) / (2 * h);
    return quotient(derivative, Math.abs(derivative - slope), noise, true);
  });
}

function quotient(derivative: number, error: number, noise: number, isCoarse: boolean): Quotient {
  // Without a known rounding error, no error estimate is plausible, and more values are taken.
  return { ...estimate(derivative, error + noise), noise: isCoarse ? 0 : noise };
}

/**
 * Returns whether the values look like those of a function that rounds: they repeat each other, or all are
 * short.
 */
function areCoarse(value: number, near: number, opposite: number, far: number): boolean {
  if (near === value || opposite === value || far === near) return true;
  return [value, near, opposite, far].every((own) =>
    !Number.isFinite(own) || Number.isInteger(own) || isShort(own, 14)
  );
}

function isFound({ derivative }: Estimate): boolean {
  return Number.isFinite(derivative);
}

/** Returns for each component the first finite quotient of steps that shrink until there is one. */
function retreating(
  x: number,
  here: readonly number[],
  firstStep: number,
  quotientsAt: (h: number) => Quotient[],
): Quotient[] {
  const found = here.map(() => nothing);
  let step = firstStep;
  for (let attempt = 0; attempt < 16; attempt++, step /= retreat) {
    const h = exactStep(x, step);
    if (h === 0) break;
    if (h === Infinity) continue;
    quotientsAt(h).forEach((candidate, i) => {
      if (!isFound(found[i]) && isFound(candidate)) found[i] = candidate;
    });
    if (found.every((own, i) => isFound(own) || !Number.isFinite(here[i]))) break;
  }
  return found;
}
