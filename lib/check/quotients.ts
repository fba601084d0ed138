// The parts of every difference quotient: the values of a curve on both sides of a point, and the slope,
// rounding and kinks that follow from them.

/** Several reals as functions of one. */
export type Curve = (x: number) => readonly number[];

/** A derivative and its estimated error: Infinity if that is not known. */
export interface Estimate {
  readonly derivative: number;
  readonly error: number;
}

/** The estimate of a derivative of which nothing is known. */
export const unknown: Estimate = { derivative: NaN, error: Infinity };

/** Returns a derivative with its error, to which the rounding of the derivative itself is added. */
export function estimate(derivative: number, error: number): Estimate {
  const total = error + Number.EPSILON * Math.abs(derivative);
  return { derivative, error: Number.isNaN(total) ? Infinity : total };
}

/** Returns the step nearest to `h` with which x + h is exact, and x − h if the step is no larger than |x|. */
export function exactStep(x: number, h: number): number {
  return (Math.abs(x) + h) - Math.abs(x);
}

/** Factor by which a step shrinks if the curve has no finite values there. */
export const retreat = 16;

/** The quotients from the values at x − h, x and x + h. */
export interface Quotients {
  /** (f(x + h) − f(x − h)) / 2h. */
  readonly slope: number;
  /** Half of the difference of the slopes to both sides: h·f″/2 for a smooth function. */
  readonly bend: number;
  /** The error of the slope from rounding of the values. */
  readonly rounding: number;
  /** The same, with the error of functions that round a multiple of x, as sin(1000·x) does. */
  readonly noise: number;
}

/** Returns the quotients of one real function, from its values at x, x + h and x − h. */
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

/** The side on which values are taken: 0 for both, 1 for the right, −1 for the left. */
export type Side = 0 | 1 | -1;

/** Returns the quotients of one real function to one side, from its values at x and a step away. */
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
 * Returns the error from a kink. For a smooth function the bend shrinks in proportion to the step; a bend
 * that does not, and is larger than rounding, comes from a kink or jump between the values.
 */
export function kink(outer: Quotients, inner: Quotients, ratio: number): number {
  const bend = Math.abs(inner.bend);
  const isSmooth = bend <= 1.45 / ratio * Math.abs(outer.bend);
  return isSmooth || bend <= 2 * inner.noise ? 0 : bend;
}

/**
 * Extrapolates two entries to the step 0, if their errors have the ratio `power`, a power of the ratio of
 * steps.
 */
export function extrapolated(entry: number, above: number, power: number): number {
  return entry + (entry - above) / (power - 1);
}

/** Number of moves in one direction, each no smaller than the last, after which slopes count as divergent. */
const mostMovesAway = 8;

/** Returns whether the slopes of smaller and smaller steps diverge, as at a jump or a vertical tangent. */
export function moveAway(slopes: readonly number[]): boolean {
  const last = slopes.slice(-2 - mostMovesAway);
  const moves = last.slice(1).map((slope, i) => slope - last[i]);
  return moves.length > mostMovesAway && moves.slice(1).every((move, i) => move / moves[i] > 0.97);
}
