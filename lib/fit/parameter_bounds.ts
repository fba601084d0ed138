// Bounds of parameters: a box in which all points lie. A parameter at a bound beyond which the objective falls is held.

import { matchingLeaves } from "../trees/matching.ts";
import { sub } from "../elementary/arithmetic.ts";
import { ge, le } from "../elementary/comparison.ts";
import { isAnyBox, value } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import { describe } from "../values/describe.ts";
import type { TreeFunction } from "./tree_function.ts";

/** Bounds in the shape of the parameters, of which any part may be left out. */
export interface Bounds<B = unknown> {
  /** The least value of each parameter. */
  readonly low?: B;
  /** The largest value of each parameter. */
  readonly high?: B;
}

/** Bounds as vectors; infinite where there is none. */
export interface Limits {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The same as they were given, where a derivative follows one. */
  readonly followed?: { readonly low: readonly Scalar[]; readonly high: readonly Scalar[] };
}

/**
 * Returns bounds as vectors, `undefined` if there are none.
 *
 * @throws {TypeError} if they have another shape than the parameters.
 * @throws {RangeError} if a lower bound is no less than the upper one, or is NaN.
 */
export function limitsOf(
  { verb, pattern, names }: TreeFunction,
  bounds: Bounds | undefined,
): Limits | undefined {
  if (bounds === undefined) return undefined;
  if (typeof bounds !== "object" || bounds === null) {
    throw new TypeError(
      `Cannot take ${verb} with the bounds ${
        describe(bounds)
      }: they are an object, { low, high }, each in the shape ` +
        "of the parameters",
    );
  }
  const side = (own: unknown, none: number, name: string): Scalar[] =>
    own === undefined
      ? names.map(() => none)
      : matchingLeaves(own, `bounds.${name}`, pattern, "start", "or absent").map((bound) =>
        bound ?? none
      );
  const given = {
    low: side(bounds.low, -Infinity, "low"),
    high: side(bounds.high, Infinity, "high"),
  };
  const [low, high] = [given.low, given.high].map((own) => Float64Array.from(own, value));
  names.forEach((name, j) => {
    if (low[j] < high[j]) return;
    throw new RangeError(
      `Cannot take ${verb} with ${name} between ${low[j]} and ${
        high[j]
      }: the lower bound is less than the upper one; ` +
        "leave a parameter that is known out of the parameters, or pass it in args",
    );
  });
  return [...given.low, ...given.high].some(isAnyBox)
    ? { low, high, followed: given }
    : { low, high };
}

/** Moves a point to the nearest one within limits. */
export function clampWithin(limits: Limits | undefined, x: Float64Array): Float64Array {
  if (limits === undefined) return x;
  for (let j = 0; j < x.length; j++) {
    x[j] = Math.min(limits.high[j], Math.max(limits.low[j], x[j]));
  }
  return x;
}

/** Returns which parameters are not held at a bound by the slope. */
export function freeAmong(
  limits: Limits | undefined,
  x: Float64Array,
  slope: Float64Array,
): Int32Array {
  const all = new Int32Array(x.length);
  for (let j = 0; j < all.length; j++) all[j] = j;
  if (limits === undefined) return all;
  const { low, high } = limits;
  return all.filter((j) => !(x[j] <= low[j] && slope[j] >= 0 || x[j] >= high[j] && slope[j] <= 0));
}

/** Returns equations for a point within limits: the given ones, and for a parameter at a bound that it is there. */
export function atLimits(
  limits: Limits | undefined,
  x: readonly Scalar[],
  equations: readonly Scalar[],
): Scalar[] {
  if (limits === undefined) return [...equations];
  const { low, high } = limits.followed ?? limits;
  return equations.map((own, j) => {
    if (le(x[j], low[j])) return sub(x[j], low[j]);
    return ge(x[j], high[j]) ? sub(x[j], high[j]) : own;
  });
}
