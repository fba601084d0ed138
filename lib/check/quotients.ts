// What every difference quotient is made of: the values of a curve to both sides of a point, and what they
// tell of the slope, of rounding and of kinks.

/** Several reals as functions of one. */
export type Curve = (x: number) => readonly number[];

/** A derivative and how far it may be off: Infinity where that is not known. */
export interface Estimate {
  readonly derivative: number;
  readonly error: number;
}

/** Nothing is known of the derivative. */
export const unknown: Estimate = { derivative: NaN, error: Infinity };

/** A derivative with its error, to which the rounding of the derivative itself is added. */
export function estimate(derivative: number, error: number): Estimate {
  const total = error + Number.EPSILON * Math.abs(derivative);
  return { derivative, error: Number.isNaN(total) ? Infinity : total };
}

/** The step nearest to `h` with which x + h and, where it is no larger than |x|, x − h are exact. */
export function exactStep(x: number, h: number): number {
  return (Math.abs(x) + h) - Math.abs(x);
}

/** By how much a step shrinks with which the curve has no finite values. */
export const retreat = 16;

/** What the values at x − h, x and x + h tell. */
export interface Quotients {
  /** (f(x + h) − f(x − h)) / 2h. */
  readonly slope: number;
  /** Half of what the slopes to both sides differ by: h·f″/2 where the function is smooth. */
  readonly bend: number;
  /** What the rounding of the values does to the slope. */
  readonly rounding: number;
  /** That, and what a function does that rounds a multiple of x, as sin(1000·x) does. */
  readonly noise: number;
}

/** The quotients of one real function, from its values at x, x + h and x − h. */
export function quotientsOf(
  x: number,
  h: number,
  value: number,
  right: number,
  left: number,
): Quotients {
  const slope = (right - left) / (2 * h);
  const size = Math.max(Math.abs(value), Math.abs(right), Math.abs(left));
  const rounding = (Number.EPSILON * size + Number.MIN_VALUE) / h;
  return {
    slope,
    bend: ((right - value) - (value - left)) / (2 * h),
    rounding,
    noise: 2 * rounding + Number.EPSILON * Math.abs(x * slope) / h,
  };
}

/** Which values are taken: to both sides of the point, to the right of it, or to the left. */
export type Side = 0 | 1 | -1;

/** The quotients of one real function to one side, from its values at x and a step away. */
export function quotientsToOneSide(
  x: number,
  h: number,
  value: number,
  other: number,
  side: Side,
): Quotients {
  const slope = side * (other - value) / h;
  const size = Math.max(Math.abs(value), Math.abs(other));
  const rounding = 2 * (Number.EPSILON * size + Number.MIN_VALUE) / h;
  const noise = 2 * rounding + Number.EPSILON * Math.abs(x * slope) / h;
  return { slope, bend: 0, rounding, noise };
}

/**
 * The error that a kink makes. Where a function is smooth its bend shrinks in proportion to the step; one
 * that does not, and is no rounding either, is a kink or jump between the values.
 */
export function kink(outer: Quotients, inner: Quotients, ratio: number): number {
  const bend = Math.abs(inner.bend);
  const isSmooth = bend <= 1.45 / ratio * Math.abs(outer.bend);
  return isSmooth || bend <= 2 * inner.noise ? 0 : bend;
}

/** What two entries are at the step 0, where they differ by a power of the step that is so many times as large. */
export function extrapolated(entry: number, above: number, power: number): number {
  return entry + (entry - above) / (power - 1);
}

/** Slopes that move this many times on in one direction, by no less each time, do not converge. */
const mostMovesAway = 8;

/** Whether the slopes of ever smaller steps move on for ever, as at a jump or a vertical tangent. */
export function moveAway(slopes: readonly number[]): boolean {
  const last = slopes.slice(-2 - mostMovesAway);
  const moves = last.slice(1).map((slope, i) => slope - last[i]);
  return moves.length > mostMovesAway && moves.slice(1).every((move, i) => move / moves[i] > 0.97);
}
