// The table: interpolation in a table of points, which are looked up by the index of the interval where x is. So a
// compiled program has no branch, and one variant for all intervals.

import { describe } from "../values/describe.ts";
import { isNumberArray } from "../values/floats.ts";
import type { ScalarList } from "../operations/nary.ts";
import type { OfOperand } from "../operations/row.ts";
import type { Scalar } from "../values/scalar.ts";
import { add, div, mul, sub } from "./arithmetic.ts";
import { lerp } from "./blending.ts";
import { areNumbers, checkList } from "./helpers.ts";
import { elementFromStart } from "./look_up.ts";
import { intervalIn } from "./search.ts";
import { numberTableOf } from "./tables.ts";
import { clamp } from "./piecewise.ts";

/** Options of `interpolate`. */
export interface InterpolateOptions {
  /**
   * `"linear"` joins the points by lines. `"cubic"` joins them by cubic polynomials, with the slope at each point
   * that the parabola through it and its neighbours has there: the first derivative is continuous.
   *
   * @default "linear"
   */
  readonly method?: "linear" | "cubic";
}

/** The type of `interpolate`: numbers in, number out. */
export interface Interpolate {
  <T extends Scalar, L extends ScalarList, M extends ScalarList>(
    x: T,
    xs: L,
    ys: M,
    options?: InterpolateOptions,
  ): OfOperand<T | L[number] | M[number]>;
}

/**
 * Returns the interpolation at x in the table of the points (xᵢ, yᵢ), with the xᵢ in ascending order: linear, as
 * `jax.numpy.interp`, or cubic. Before the first point it is y₁, and behind the last one yₙ. It is differentiated by
 * x, and by the table. Convention: at a point the derivative by x is that of the interval behind it; at the last
 * point and outside it is shared with that of a constant, as `clamp` has it. Cubic polynomials pass through parabolas
 * exactly. NaN for NaN.
 *
 * @throws {RangeError} if the table is empty, or its lists differ in length.
 * @throws {TypeError} if a list is no array, or the method is none of these.
 *
 * @example
 * ```ts
 * import { derivative, grad, interpolate } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const [xs, ys] = [[0, 1, 3], [0, 10, 0]];
 * assertEquals([-1, 0.5, 2, 9].map((x) => interpolate(x, xs, ys)), [0, 5, 5, 0]);
 * assertEquals(derivative((x) => interpolate(x, xs, ys))(2), -5);
 * assertEquals(grad(interpolate, { argnums: 2 })(2, xs, ys), [0, 0.5, 0.5]);
 * const parabola = (x: number) => interpolate(x, [0, 1, 3], [0, 1, 9], { method: "cubic" });
 * assertEquals(parabola(2), 4);
 * ```
 */
export const interpolate: Interpolate = (
  (x: Scalar, xs: ScalarList, ys: ScalarList, options: InterpolateOptions = {}): Scalar => {
    const [keys, values] = [pointsOf(xs), pointsOf(ys)];
    const { method = "linear", ...others } = options;
    check(keys.length, values.length, method, Object.keys(others)[0]);
    const last = keys.length - 1;
    if (last === 0) return add(mul(0, x), values[0]);
    const at = clamp(x, keys[0], keys[last]);
    const pick = picked(at, keys, last);
    const [x1, x2] = [pick(keys, 0), pick(keys, 1)];
    const [y1, y2] = [pick(values, 0), pick(values, 1)];
    const width = sub(x2, x1);
    const t = div(sub(at, x1), width);
    if (method === "linear" || last === 1) return lerp(y1, y2, t);
    const slopes = slopesOf(keys, values);
    const [s1, s2] = [mul(pick(slopes, 0), width), mul(pick(slopes, 1), width)];
    return add(lerp(y1, y2, t), bulge(t, sub(y2, y1), s1, s2));
  }
) as Interpolate;

/** Returns t·(1 − t)·((1 − t)·(s₁ − d) + t·(d − s₂)): what Hermite's cubic has beyond the line. */
function bulge(t: Scalar, d: Scalar, s1: Scalar, s2: Scalar): Scalar {
  const rest = sub(1, t);
  return mul(mul(t, rest), sub(mul(rest, sub(s1, d)), mul(t, sub(s2, d))));
}

/** Returns a list of a table as an array, always the same one, so that a program looks up in one table only. */
function pointsOf(xs: ScalarList): readonly Scalar[] {
  if (isNumberArray(xs)) return numberTableOf(xs).list;
  checkList("interpolate", xs);
  return xs as readonly Scalar[];
}

/** Returns the slopes of the parabolas through three neighbouring points, at each of the points. */
function slopesOf(keys: readonly Scalar[], values: readonly Scalar[]): readonly Scalar[] {
  if (!areNumbers(keys) || !areNumbers(values)) return slopesAt(keys, values);
  const compute = () => slopesAt(keys, values) as number[];
  return numberTableOf(values).together(numberTableOf(keys), compute);
}

function slopesAt(keys: readonly Scalar[], values: readonly Scalar[]): Scalar[] {
  const widths = keys.slice(1).map((x, i) => sub(x, keys[i]));
  const lines = widths.map((width, i) => div(sub(values[i + 1], values[i]), width));
  const last = lines.length - 1;
  const inner = lines.slice(1).map((line, i) =>
    lerp(lines[i], line, div(widths[i], add(widths[i], widths[i + 1])))
  );
  // At the ends the parabola of the first and the last three points: its slope changes linearly.
  const first = sub(mul(2, lines[0]), inner[0]);
  return [first, ...inner, sub(mul(2, lines[last]), inner[inner.length - 1])];
}

/** Returns a function that picks, of a list, the element at either end of the interval where x is. */
function picked(
  x: Scalar,
  keys: readonly Scalar[],
  last: number,
): (list: readonly Scalar[], offset: 0 | 1) => Scalar {
  const index = intervalIn(keys, x);
  return (list, offset) =>
    typeof index === "number" || areNumbers(list)
      ? elementFromStart(list, add(index, offset))
      // One index for both offsets, among all but the last and all but the first.
      : elementFromStart(list.slice(offset, offset + last), index);
}

function check(count: number, values: number, method: unknown, unknown: string | undefined): void {
  if (count === 0 || count !== values) {
    throw new RangeError(
      `Cannot interpolate in a table of ${count} and ${values} numbers: give both lists the same length, 1 at least`,
    );
  }
  if (unknown !== undefined) {
    throw new TypeError(
      `Cannot interpolate with the option ${unknown}: there is no such option; write method`,
    );
  }
  if (method === "linear" || method === "cubic") return;
  throw new TypeError(
    `Cannot interpolate by the method ${describe(method)}: it is "linear" or "cubic"`,
  );
}
