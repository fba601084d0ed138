// A root of one equation in one unknown, between two ends of different signs, by the method ITP (Oliveira and Takahashi
// 2021): it interpolates, truncates and projects, so that it needs about one evaluation more than bisection at worst,
// and on smooth functions few.

import { isAnyBox, value } from "../values/box.ts";
import { describe, nameOf } from "../values/describe.ts";
import { type Callable, checkOptions, withNameOf } from "../trees/call.ts";
import type { Scalar } from "../values/scalar.ts";
import { implicitRoot } from "../rules/implicit.ts";
import type { Answer, Trees } from "../trees/types.ts";
import { hasBoxes } from "./tree_function.ts";

/** The options of `rootScalar`. */
export interface RootScalarOptions<A extends readonly unknown[] = readonly unknown[]> {
  /** What the function gets after the unknown, to be differentiated by. */
  readonly args?: A;
  /**
   * How far off the root may be.
   *
   * @default what rounding leaves: four units in the last place of the larger end
   */
  readonly tolerance?: number;
}

/**
 * Finds x with f(x) = 0 between two ends at which f has different signs, by the method ITP (Oliveira and Takahashi 2021).
 * It always ends: after as many evaluations as bisection takes, and one, at worst. The root is differentiable in `args`
 * and in what `f` closes over, by its equation.
 *
 * @param f a continuous function of one number, and of `args`
 * @param ends the two ends, in any order
 * @throws {TypeError} if `f` is no function, or the ends are no two numbers.
 * @throws {RangeError} if f has the same sign at both ends, or is NaN at a point that was tried.
 *
 * @example Kepler's equation, and how its solution moves with the eccentricity
 * ```ts
 * import { derivative, mul, type Scalar, sin, sub } from "@fluxion/ad";
 * import { rootScalar } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const anomaly = (eccentricity: Scalar) =>
 *   rootScalar((x: Scalar) => sub(sub(x, mul(eccentricity, sin(x))), 1), [0, 3]);
 * const x = Number(anomaly(0.5));
 * assertAlmostEquals(x, 1.498701133517848, 1e-14);
 * assertAlmostEquals(derivative(anomaly)(0.5), Math.sin(x) / (1 - 0.5 * Math.cos(x)), 1e-14);
 * ```
 */
export function rootScalar<A extends unknown[], const B extends Trees<A> = Trees<A>>(
  f: (x: Scalar, ...args: A) => Scalar,
  ends: readonly [Scalar, Scalar],
  options?: RootScalarOptions<B>,
): Answer<[B], Scalar>;
export function rootScalar(
  f: Callable,
  ends: readonly Scalar[],
  options: RootScalarOptions = {},
): Scalar {
  if (typeof f !== "function") {
    throw new TypeError(
      `Cannot take rootScalar of ${describe(f)}: it takes a function of one number`,
    );
  }
  checkOptions(
    "rootScalar",
    options,
    ["args", "tolerance"],
    "they come last, as in rootScalar(f, [0, 1], {})",
  );
  const { args = [], tolerance = 0 } = options;
  if (!(typeof tolerance === "number" && tolerance >= 0)) {
    throw new RangeError(
      `Cannot take rootScalar with tolerance ${describe(tolerance)}: it is a number, 0 or more`,
    );
  }
  const isPair = Array.isArray(ends) && ends.length === 2 &&
    ends.every((end) => (typeof end === "number" || isAnyBox(end)) && Number.isFinite(value(end)));
  if (!isPair) {
    throw new TypeError(
      `Cannot take rootScalar of ${nameOf(f)} between ${
        Array.isArray(ends) ? `[${ends.map(describe).join(", ")}]` : describe(ends)
      }: the ends are two finite numbers, as in [0, 1]`,
    );
  }
  const [a, b] = [value(ends[0]), value(ends[1])];
  let isFollowed = hasBoxes(args);
  const solve = (...own: unknown[]) => {
    const at = (x: number) => {
      const answer = f(x, ...own) as Scalar;
      isFollowed ||= isAnyBox(answer);
      const y = value(answer);
      if (!Number.isNaN(y)) return y;
      throw new RangeError(
        `Cannot take rootScalar of ${
          nameOf(f)
        }: it is NaN at ${x}; choose ends between which it is a number`,
      );
    };
    return bracketed(at, Math.min(a, b), Math.max(a, b), tolerance, nameOf(f));
  };
  if (isFollowed) {
    return implicitRoot(withNameOf(f, f), solve as never)(...args as never[]) as Scalar;
  }
  const found = solve(...args);
  if (!isFollowed) return found;
  return implicitRoot(f as never, (() => found) as never)(...args as never[]) as Scalar;
}

/** Returns the root between a < b, which it keeps within the bracket that bisection would have after as many steps. */
function bracketed(
  at: (x: number) => number,
  a: number,
  b: number,
  tolerance: number,
  name: string,
): number {
  let [ya, yb] = [at(a), at(b)];
  if (ya === 0) return a;
  if (yb === 0) return b;
  if (ya > 0 === yb > 0) {
    throw new RangeError(
      `Cannot take rootScalar of ${name} between ${a} and ${b}: it is ${ya} and ${yb} there, of the same sign; choose ` +
        "ends between which it changes sign",
    );
  }
  const sign = yb > 0 ? 1 : -1;
  while (true) {
    // Half the width of the last bracket: of what rounding leaves where the bracket lies now.
    const unit = 2 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b));
    const last = Math.max(tolerance, unit, 5e-324);
    const width = Math.min(b - a, Number.MAX_VALUE);
    if (!(width > 2 * last)) break;
    const most = Math.ceil(Math.log2(width / (2 * last))) + 1;
    for (let round = 0; b - a > 2 * last && round <= 2 * most; round++) {
      const middle = Number.isFinite(b - a) ? a + (b - a) / 2 : a / 2 + b / 2;
      // How far from the middle the point may lie, so that no more rounds are needed than planned.
      const slack = Math.max(0, last * 2 ** (most - round) - (b - a) / 2);
      const secant = (yb * a - ya * b) / (yb - ya);
      const towards = Math.sign(middle - secant);
      const nudge = 0.2 / width * (b - a) ** 2;
      const truncated = nudge <= Math.abs(middle - secant) ? secant + towards * nudge : middle;
      const isNear = Math.abs(truncated - middle) <= slack;
      const x = isNear ? truncated : middle - towards * slack;
      const own = x > a && x < b ? x : middle;
      const y = at(own);
      if (y === 0) return own;
      if (sign * y > 0) [b, yb] = [own, y];
      else [a, ya] = [own, y];
    }
  }
  // The end where the function is smaller is closer, if it is smooth.
  return Math.abs(ya) < Math.abs(yb) ? a : b;
}
