// How far to go along a direction: the line search of Hager and Zhang (2005, "A new conjugate gradient method with
// guaranteed descent and an efficient line search"). Near a minimum it judges by slopes, which have twice the digits
// that differences of values have.

/** A point on the line: how far along, with value and slope there. */
export interface LinePoint {
  readonly t: number;
  readonly value: number;
  readonly slope: number;
}

/** Evaluates the function along the line; a value that is not finite stands for a wall. */
export type OnLine<P extends LinePoint> = (t: number) => P;

/** A share of the slope that must have been gained (Wolfe's first condition). */
const DELTA = 0.1;
/** A share of the slope that may be left (his second condition). */
const SIGMA = 0.9;
/** A bracket must shrink to this share in a round, or is halved. */
const GAMMA = 0.66;
const MOST_EVALUATIONS = 30;

/**
 * Returns a point that fulfils Wolfe's conditions, or those in terms of slopes where values have no more digits;
 * `undefined` if none is found, and `"unbounded"` if the function falls however far one goes.
 *
 * @param start the point at 0, with a slope below 0
 * @param first the length to begin with
 * @param noise by how much values may be off
 */
export function lineSearch<P extends LinePoint>(
  onLine: OnLine<P>,
  start: LinePoint,
  first: number,
  noise: number,
): P | "unbounded" | undefined {
  const ceiling = start.value + noise;
  const isGood = ({ t, value, slope }: LinePoint) => {
    if (!(slope >= SIGMA * start.slope)) return false;
    if (value - start.value <= DELTA * t * start.slope) return true;
    return value <= ceiling && slope <= (2 * DELTA - 1) * start.slope;
  };
  let found: P | undefined;
  let evaluations = 0;
  const isOver = () => found !== undefined || evaluations >= MOST_EVALUATIONS;
  const at = (t: number): LinePoint => {
    evaluations++;
    const point = onLine(t);
    if (found === undefined && isGood(point)) found = point;
    return point;
  };

  /** Returns a bracket, a falling end that is not above the ceiling and a rising end, from one that is too high. */
  const halved = (low: LinePoint, high: LinePoint): [LinePoint, LinePoint] => {
    while (!isOver()) {
      const middle = at((low.t + high.t) / 2);
      if (middle.slope >= 0) return [low, middle];
      if (middle.value <= ceiling) low = middle;
      else high = middle;
    }
    return [low, high];
  };
  /** Returns the bracket with a point in it taken for an end. */
  const updated = (low: LinePoint, high: LinePoint, t: number): [LinePoint, LinePoint] => {
    if (!(t > low.t && t < high.t)) return [low, high];
    const point = at(t);
    if (found !== undefined) return [low, high];
    if (point.slope >= 0) return [low, point];
    return point.value <= ceiling ? [point, high] : halved(low, point);
  };
  const secant = (a: LinePoint, b: LinePoint) =>
    (a.t * b.slope - b.t * a.slope) / (b.slope - a.slope);

  // From the first length on, outwards until the function rises or is too high.
  let low = start;
  let high = at(first);
  while (found === undefined) {
    if (high.value === -Infinity) return "unbounded";
    if (!Number.isFinite(high.value)) {
      if (isOver()) return undefined;
      high = at(low.t + (high.t - low.t) * 0.1);
    } else if (high.slope >= 0) break;
    else if (high.value > ceiling) {
      [low, high] = halved(start, high);
      break;
    } else {
      if (isOver()) return "unbounded";
      low = high;
      high = at(5 * high.t);
    }
  }
  while (!isOver()) {
    const width = high.t - low.t;
    const c = secant(low, high);
    let [a, b] = updated(low, high, c);
    if (!isOver() && (c === a.t || c === b.t)) {
      // The secant through the two latest points on the side that has moved.
      const again = c === b.t ? secant(high, b) : secant(low, a);
      [a, b] = updated(a, b, again);
    }
    if (!isOver() && b.t - a.t > GAMMA * width) [a, b] = updated(a, b, (a.t + b.t) / 2);
    if (b.t - a.t <= Number.EPSILON * b.t) break;
    [low, high] = [a, b];
  }
  return found;
}
