// The table: interpolation in a table of points. Outside of a trace the interval is found by bisection; in one it is
// found by a row, so that a compiled program has no branch, and one variant for all intervals.

import { beneathDerivatives, isTraced } from "../values/box.ts";
import { describe } from "../values/describe.ts";
import { type Nary, nary, type ScalarList } from "../operations/nary.ts";
import type { OfOperand } from "../operations/row.ts";
import type { Scalar } from "../values/scalar.ts";
import { add, div, mul, sub } from "./arithmetic.ts";
import { lerp } from "./blending.ts";
import { scalarsOf } from "./logarithmic_sums.ts";
import { areNumbers } from "./helpers.ts";
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
    const [keys, values] = [scalarsOf("interpolate", xs), scalarsOf("interpolate", ys)];
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

/** Returns the slopes of the parabolas through three neighbouring points, at each of the points. */
function slopesOf(keys: readonly Scalar[], values: readonly Scalar[]): Scalar[] {
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
  const plain = [x, ...keys].map((own) => beneathDerivatives(own, "interpolate"));
  const index = intervalOf(plain);
  if (typeof index === "number" && !plain.some(isTraced)) {
    // Of boxes the row picks here as well, so that contributions are added in the same order as in a trace.
    return (list, offset) =>
      areNumbers(list)
        ? list[index + offset]
        : element([index, ...list.slice(offset, offset + last)]);
  }
  // One list for both offsets: all but the last, and all but the first.
  return (list, offset) => element([index, ...list.slice(offset, offset + last)]);
}

/** Returns the index of the interval of a table where x is: `intervalOf([x, ...xs])`. */
const intervalOf: Nary = /* @__PURE__ */ nary({
  name: "intervalOf",
  value: (xs) => {
    let low = 0;
    let high = xs.length - 2;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (xs[middle + 1] <= xs[0]) low = middle;
      else high = middle;
    }
    return low;
  },
  partials: 0,
});

/** Returns an element of a list by its index: `element([index, ...list])`. */
const element: Nary = /* @__PURE__ */ nary({
  name: "element",
  value: (xs) => xs[xs[0] + 1],
  partials: (xs) => [0, ...xs.slice(1).map((_, i) => isIndex([xs[0], i]))],
  selects: true,
});

/** Returns 1 where two indices are equal, and 0 elsewhere. */
const isIndex: Nary = /* @__PURE__ */ nary({
  name: "isIndex",
  value: ({ 0: i, 1: k }) => i === k ? 1 : 0,
  partials: 0,
});

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
