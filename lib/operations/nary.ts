// An operation of a list of reals, of any length: one row for all its operands. Short lists are as frequent as
// pairs, and so the list is gone through in plain loops, which make no closure and no array but the one of its
// primals.

import { isZeroOnKink, linkedSelectively, scaled, total } from "./binary.ts";
import type { Tangent } from "../values/block.ts";
import { type AnyBox, primalOf, selecting, Variable } from "../values/box.ts";
import { type Dual, dualOf, isPlainDual, PlainDual } from "../values/dual.ts";
import { keptPartial } from "../values/membership.ts";
import { describe } from "../values/describe.ts";
import { HOME } from "../values/refusal.ts";
import { isNumberArray, type NumberArray, type NumberList } from "../values/floats.ts";
import { interpreted } from "../values/interpreter.ts";
import { type Level, NOT_HERE, PUSH } from "../values/level.ts";
import { operationOf } from "../values/operation.ts";
import { checkListRow, type Interval, named } from "./row.ts";
import type { Scalar } from "../values/scalar.ts";

/** A list of reals: what the operations of lists take. */
export type ScalarList = readonly Scalar[] | NumberArray;

/**
 * The partial derivatives of z = f(x₁ … xₙ), written with the operations of this library, or the number that
 * every one of them constantly is. A constant 0 is structural: no operand is followed.
 */
export type NaryPartials = number | ((xs: readonly Scalar[], z: Scalar) => readonly Scalar[]);

/** What is to be known of an operation z = f(x₁ … xₙ). */
export interface NaryRow {
  /** What it is called in error messages and listings. */
  readonly name: string;
  /** The function on plain numbers. */
  readonly value: (xs: ArrayLike<number>) => number;
  /** All ∂z/∂xᵢ, given the operands and the result. */
  readonly partials: NaryPartials;
  /** Set where the partials say which operands were selected: a 0 among them is structural. */
  readonly selects?: boolean;
  /** Where each operand may be sampled by tests; [−3, 3] unless told. */
  readonly domain?: Interval;
}

/** An operation of a list of reals: numbers in, number out. */
export interface Nary {
  (xs: NumberList): number;
  (xs: ScalarList): Scalar;
  /** The row it was made from. */
  readonly row: NaryRow;
}

/** Makes an operation of a list of reals from its value and its partial derivatives. */
export function nary(row: NaryRow): Nary {
  checkListRow(row);
  const { name, value, partials, selects = false } = row;
  const operation = operationOf(row, "list");
  const isOne = partials === 1;

  function apply(xs: ScalarList): Scalar {
    if (!Array.isArray(xs)) {
      if (isNumberArray(xs)) return value(xs);
      throw new TypeError(`Cannot apply ${name} to ${describe(xs)}: it takes an array of numbers`);
    }
    const level = innermost(xs);
    if (level === undefined) return value(xs);
    if (level.action === NOT_HERE) return elsewhere(level, xs);

    let areNumbers = true;
    const primals: Scalar[] = [];
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i];
      const primal = isOf(level, x) ? isPlainDual(x) ? x.number : x.primal : x;
      if (typeof primal !== "number") areNumbers = false;
      primals.push(primal);
    }
    const z = areNumbers ? value(primals as number[]) : apply(primals);
    if (partials === 0) return z;
    if (isOne && areNumbers && level.action === PUSH) {
      const slope = sumOfSlopes(level, xs);
      if (slope !== undefined) return new PlainDual(level, z as number, slope);
    }
    const slopes = typeof partials === "number" ? undefined : allPartials(primals, z);
    if (selects && slopes !== undefined && slopes.some(isZeroOnKink)) {
      const followed = [...xs.keys()].filter((i) => isFollowed(level, xs[i], slopes, i));
      const boxes = followed.map((i) => xs[i] as AnyBox);
      const own = followed.map((i) => slopeOf(level, slopes, i));
      return boxes.length === 0 ? z : linkedSelectively(level, z, boxes, own);
    }
    return level.action === PUSH ? pushed(level, z, xs, slopes) : linked(level, z, xs, slopes);
  }

  function allPartials(primals: readonly Scalar[], z: Scalar): readonly Scalar[] {
    const slopes = (partials as (xs: readonly Scalar[], z: Scalar) => readonly Scalar[])(
      primals,
      z,
    );
    if (slopes?.length === primals.length) return slopes;
    throw new TypeError(
      `Cannot use the partial derivatives of ${name}: they are ${
        describe(slopes)
      }, and an array of ` +
        `${primals.length} is wanted, one for each operand` +
        (slopes === undefined ? "; is a return missing?" : ""),
    );
  }

  /** The level furthest in, or `undefined` where all are numbers. */
  function innermost(xs: readonly unknown[]): Level | undefined {
    let level: Level | undefined;
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i];
      if (typeof x === "number") continue;
      const own = (x as AnyBox | undefined | null)?.level;
      if (own?.home !== HOME) throw notScalar(name, xs, i);
      if (level === undefined || own.tag > level.tag) level = own;
    }
    return level;
  }

  /** What a level does not interpret now is an operation on what its boxes stand for. */
  function elsewhere(level: Level, xs: readonly Scalar[]): Scalar {
    return interpreted(level, operation, xs) ??
      apply(xs.map((x) => isOf(level, x) ? primalOf(x, name) : x));
  }

  /** Whether a level follows the i-th operand. */
  function isFollowed(
    level: Level,
    x: Scalar,
    slopes: readonly Scalar[] | undefined,
    i: number,
  ): x is AnyBox {
    return isOf(level, x) && !(selects && slopes?.[i] === 0);
  }

  /** The partial by the i-th operand. */
  function slopeOf(level: Level, slopes: readonly Scalar[] | undefined, i: number): Scalar {
    if (slopes === undefined) return partials as number;
    const slope = slopes[i];
    if (typeof slope === "number") return slope;
    const own = keptPartial(level, slope, name);
    return selects ? selecting(own) : own;
  }

  /** z + Σ dᵢ·tᵢ·ε; numbers are added up in a variable of their own, in which none is boxed. */
  function pushed(
    level: Level,
    z: Scalar,
    xs: readonly Scalar[],
    slopes: readonly Scalar[] | undefined,
  ): Scalar {
    let number = 0;
    let areNone = true;
    let tangent: Tangent | undefined;
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i];
      if (!isFollowed(level, x, slopes, i)) continue;
      if (tangent === undefined && isPlainDual(x)) {
        const slope = slopeOf(level, slopes, i);
        if (typeof slope === "number") {
          const own = slope * x.slope;
          number = areNone ? own : number + own;
          areNone = false;
          continue;
        }
      }
      const own = scaled(partials, slopeOf(level, slopes, i), (x as Dual).tangent);
      if (tangent !== undefined) tangent = total(tangent, own);
      else tangent = areNone ? own : total(number, own);
    }
    if (tangent !== undefined) return dualOf(level, z, tangent);
    return areNone ? z : dualOf(level, z, number);
  }

  /**
   * A backpropagator takes two operands at a time: a variable for the last two, one for the third last and what is
   * there, and so on. Each hands its cotangent on as it is, and the first operand gets its share first.
   */
  function linked(
    level: Level,
    z: Scalar,
    xs: readonly Scalar[],
    slopes: readonly Scalar[] | undefined,
  ): Scalar {
    const { backpropagators } = level;
    let rest: number | undefined;
    let slopeOfRest: Scalar = 1;
    let restIsOne = isOne;
    let isLinked = false;
    for (let i = xs.length - 1; i >= 0; i--) {
      const x = xs[i];
      if (!isFollowed(level, x, slopes, i)) continue;
      const slope = slopeOf(level, slopes, i);
      const { index } = x as Variable;
      if (rest === undefined) {
        rest = index;
        slopeOfRest = slope;
      } else {
        rest = backpropagators.addTwo(index, slope, isOne, rest, slopeOfRest, restIsOne);
        slopeOfRest = 1;
        restIsOne = isLinked = true;
      }
    }
    if (rest === undefined) return z;
    return new Variable(
      level,
      z,
      isLinked ? rest : backpropagators.addOne(rest, slopeOfRest, isOne),
    );
  }

  return named(apply, row) as Nary;
}

/** The sum of the tangents of a level's duals, if all are plain: most sums are of these (a third faster). */
function sumOfSlopes(level: Level, xs: readonly Scalar[]): number | undefined {
  let sum = -0;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    if (typeof x === "number") continue;
    if (!isPlainDual(x) || x.level !== level) return undefined;
    sum += x.slope;
  }
  return sum;
}

/** Whether what is a number or a box belongs to a level. */
function isOf(level: Level, x: Scalar): x is AnyBox {
  return typeof x !== "number" && (x as AnyBox).level === level;
}

function notScalar(name: string, xs: readonly unknown[], i: number): TypeError {
  return new TypeError(
    `Cannot apply ${name} to this array: element ${i} is ${
      describe(xs[i])
    }, and a number is wanted`,
  );
}
