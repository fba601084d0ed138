// The table: the inner product of two lists. It consists of products and sums, which a trace writes down one by one; a
// derivative of plain numbers follows all of them at once, with the same bits.

import { describe } from "../values/describe.ts";
import { Variable } from "../values/box.ts";
import { isPlainDual, PlainDual } from "../values/dual.ts";
import { isNumberArray } from "../values/floats.ts";
import { type Level, NOT_HERE, PUSH } from "../values/level.ts";
import { addList, SHORTEST_LIST } from "../operations/list_backpropagator.ts";
import type { OfList, ScalarList } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import { add, mul } from "./arithmetic.ts";

/** The type of `dot`: numbers in, number out. */
export interface Dot {
  <L extends ScalarList, M extends ScalarList>(xs: L, ys: M): OfList<L | M>;
}

/**
 * Returns the inner product of two lists of equal length: Σ xᵢ·yᵢ.
 *
 * @throws {RangeError} if the lengths differ.
 *
 * @example
 * ```ts
 * import { dot, grad } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(dot([1, 2], [3, 4]), 11);
 * assertEquals(grad(dot)([1, 2], [3, 4]), [3, 4]);
 * ```
 */
export const dot: Dot = ((xs: ScalarList, ys: ScalarList): Scalar => {
  if (!isList(xs) || !isList(ys)) {
    throw new TypeError(
      `Cannot apply dot to ${describe(xs)} and ${describe(ys)}: it takes two arrays of numbers`,
    );
  }
  if (xs.length !== ys.length) {
    throw new RangeError(
      `Cannot apply dot to lists of ${xs.length} and ${ys.length} numbers: give both the same length`,
    );
  }
  if (xs.length >= SHORTEST_LIST) {
    const atOnce = followedAtOnce(xs, ys);
    if (atOnce !== undefined) return atOnce;
  }
  let total: Scalar = 0;
  for (let i = 0; i < xs.length; i++) total = add(total, mul(xs[i], ys[i]));
  return total;
}) as Dot;

function isList(xs: unknown): xs is ScalarList {
  return Array.isArray(xs) || isNumberArray(xs);
}

/** Returns the inner product where all boxes are of one open level, around plain numbers; `undefined` elsewhere. */
function followedAtOnce(xs: ScalarList, ys: ScalarList): Scalar | undefined {
  const level = levelOf(xs, levelOf(ys, undefined));
  if (level === undefined || level === null) return undefined;
  return level.action === PUSH ? pushed(level, xs, ys) : recorded(level, xs, ys);
}

/** Returns the level of all boxes of a list, which is `level` where that is one already; `null` if there are others. */
function levelOf(xs: ScalarList, level: Level | undefined | null): Level | undefined | null {
  let own = level;
  for (let i = 0; i < xs.length && own !== null; i++) {
    const x = xs[i];
    if (typeof x === "number") continue;
    const isPlain = isPlainDual(x) || x instanceof Variable && typeof x.primal === "number";
    if (!isPlain || x.level.action === NOT_HERE) return null;
    if (own === undefined) own = x.level;
    else if (own !== x.level) return null;
  }
  return own;
}

/** Returns the dual of the inner product, with the operations of the product and the sum of duals. */
function pushed(level: Level, xs: ScalarList, ys: ScalarList): Scalar {
  let total = 0;
  let tangent = 0;
  let areNone = true;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const y = ys[i];
    let own: number;
    if (isPlainDual(x)) {
      if (isPlainDual(y)) {
        total += x.number * y.number;
        own = y.number * x.tangentNumber + x.number * y.tangentNumber;
      } else {
        total += x.number * (y as number);
        own = (y as number) * x.tangentNumber;
      }
    } else if (isPlainDual(y)) {
      total += (x as number) * y.number;
      own = (x as number) * y.tangentNumber;
    } else {
      total += (x as number) * (y as number);
      continue;
    }
    tangent = areNone ? own : tangent + own;
    areNone = false;
  }
  return new PlainDual(level, total, tangent);
}

/** Returns the variable of the inner product. Products are pulled back from last to first, as those of a loop are. */
function recorded(level: Level, xs: ScalarList, ys: ScalarList): Scalar {
  const count = xs.length;
  const from = new Int32Array(2 * count);
  const partials = new Float64Array(2 * count);
  let total = 0;
  let start = 2 * count;
  for (let i = 0; i < count; i++) {
    const x = xs[i];
    const y = ys[i];
    const p = typeof x === "number" ? x : (x as Variable).primal as number;
    const q = typeof y === "number" ? y : (y as Variable).primal as number;
    total += p * q;
    if (typeof y !== "number") {
      from[--start] = (y as Variable).index;
      partials[start] = p;
    }
    if (typeof x !== "number") {
      from[--start] = (x as Variable).index;
      partials[start] = q;
    }
  }
  const operands = start === 0
    ? { from, partials }
    : { from: from.slice(start), partials: partials.slice(start) };
  return new Variable(level, total, addList(level.backpropagators, operands));
}
