// Forward and central differences: as few values as a derivative can be had from, and two more to tell how
// far it may be off.

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

/** A quotient, and the error that rounding alone makes. */
export interface Quotient extends Estimate {
  readonly noise: number;
}

const nothing: Quotient = { ...unknown, noise: 0 };

/** How many times the error of rounding an estimate may be, where the step is well chosen. */
const plausible = 10;

/**
 * Whether the few values agree about an error as rounding and curvature make it. Where they do not, as among
 * noise, or where they repeat each other, as on a grid, two of them say nothing.
 */
export function isPlausible({ derivative, error, noise }: Quotient): boolean {
  return Number.isNaN(derivative) || error <= plausible * noise;
}

/** The quotients (f(x + h) − f(x)) / h; or to the left, where the function has no value to the right. */
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
 * The quotients (f(x + h) − f(x − h)) / 2h; or of two values to one side, of the same order, where the
 * function has none on the other however small the step.
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

/** The error is h·f″/2, half of what the quotients to both sides differ by; or, where f″ = 0, h²·f‴/6. */
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
    // Where the function is smooth, the first is h²·f‴/2 and the second of fourth order; noise makes both.
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
  // An error that nothing is known of is held against more values.
  return { ...estimate(derivative, error + noise), noise: isCoarse ? 0 : noise };
}

/** Whether the values are as those of a function that rounds: they repeat each other, or all of them are short. */
function areCoarse(value: number, near: number, opposite: number, far: number): boolean {
  if (near === value || opposite === value || far === near) return true;
  return [value, near, opposite, far].every((own) =>
    !Number.isFinite(own) || Number.isInteger(own) || isShort(own, 14)
  );
}

function isFound({ derivative }: Estimate): boolean {
  return Number.isFinite(derivative);
}

/** For each component the first finite quotient, from a step that shrinks until there is one. */
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
