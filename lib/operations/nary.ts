// Operations of a list of reals, of any length: `nary` makes a callable of a row that describes all operands at
// once. Most lists are short, and so they are read in plain loops, which make no closure and only one array, that
// of the primals.

import { followedOnKink, isZeroOnKink, scaled, total } from "./binary.ts";
import type { Tangent } from "../values/block.ts";
import { type AnyBox, primalOf, Variable } from "../values/box.ts";
import { type Dual, dualOf, isPlainDual, PlainDual } from "../values/dual.ts";
import { innermostLevel, type KeepPartial, present } from "../values/membership.ts";
import { describe } from "../values/describe.ts";
import { isNumberArray } from "../values/floats.ts";
import { interpreted, selecting } from "../values/interpreter.ts";
import { type Level, NOT_HERE, PUSH } from "../values/level.ts";
import { addList, type ListOperands, SHORTEST_LIST } from "./list_backpropagator.ts";
import { operationOf } from "../values/operation.ts";
import { named } from "./row.ts";
import type { Nary, NaryRow, ScalarList } from "./nary_row.ts";
import type { Scalar } from "../values/scalar.ts";

export type { Nary, NaryPartials, NaryRow, OfList, ScalarList } from "./nary_row.ts";

/**
 * Returns the operation of a list of reals that a row describes.
 *
 * @param keep what its partials are kept by; a user's row is checked before
 */
export function nary(row: NaryRow, keep: KeepPartial = present): Nary {
  const { name, value, partials: declared, selects = false } = row;
  const operation = operationOf(row, "list");
  const isOne = declared === 1;

  function apply(xs: ScalarList): Scalar {
    if (!Array.isArray(xs)) {
      if (isNumberArray(xs)) return value(xs);
      throw notList(name, xs);
    }
    const level = innermostLevel(xs, notScalar);
    if (level === undefined) return value(xs);
    if (level.action === NOT_HERE) return elsewhere(level, xs);

    let areNumbers = true;
    // A long array that grows is copied again and again.
    const primals: Scalar[] = xs.length < SHORTEST_LIST ? [] : new Array(xs.length);
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i];
      const primal = isOf(level, x) ? isPlainDual(x) ? x.number : x.primal : x;
      if (typeof primal !== "number") areNumbers = false;
      primals[i] = primal;
    }
    const z = areNumbers ? value(primals as number[]) : apply(primals);
    if (declared === 0) return z;
    if (isOne && areNumbers && level.action === PUSH) {
      const sum = sumOfTangents(level, xs);
      if (sum !== undefined) return new PlainDual(level, z as number, sum);
    }
    const partials = typeof declared === "number" ? undefined : allPartials(primals, z);
    if (selects && partials !== undefined && partials.some(isZeroOnKink)) {
      const followed = [...xs.keys()].filter((i) => isFollowed(level, xs[i], partials, i));
      const boxes = followed.map((i) => xs[i] as AnyBox);
      const own = followed.map((i) => partialOf(level, partials, i));
      return boxes.length === 0 ? z : followedOnKink(level, z, boxes, own);
    }
    return level.action === PUSH
      ? pushed(level, z, xs, partials)
      : recorded(level, z, xs, partials);
  }

  function allPartials(primals: readonly Scalar[], z: Scalar): readonly Scalar[] {
    const partials = (declared as (xs: readonly Scalar[], z: Scalar) => readonly Scalar[])(
      primals,
      z,
    );
    if (partials?.length === primals.length) return partials;
    throw new TypeError(
      `Cannot use the partial derivatives of ${name}: they are ${
        describe(partials)
      }, and an array of ` +
        `${primals.length} is wanted, one for each operand` +
        (partials === undefined ? "; is a return missing?" : ""),
    );
  }

  /** Returns the result where the level does not follow operations now: by its interpretation, or on primals. */
  function elsewhere(level: Level, xs: readonly Scalar[]): Scalar {
    return interpreted(level, operation, xs) ??
      apply(xs.map((x) => isOf(level, x) ? primalOf(x, name) : x));
  }

  /** Checks whether a level follows the i-th operand. */
  function isFollowed(
    level: Level,
    x: Scalar,
    partials: readonly Scalar[] | undefined,
    i: number,
  ): x is AnyBox {
    return isOf(level, x) && !(selects && partials?.[i] === 0);
  }

  /** Returns the partial derivative with respect to the i-th operand. */
  function partialOf(level: Level, partials: readonly Scalar[] | undefined, i: number): Scalar {
    if (partials === undefined) return declared as number;
    const partial = partials[i];
    if (typeof partial === "number") return partial;
    const own = keep(partial, level, name);
    return selects ? selecting(own) : own;
  }

  /** Returns the dual z + Σ dᵢ·tᵢ·ε. Numbers are summed in a variable of their own, so that none is allocated. */
  function pushed(
    level: Level,
    z: Scalar,
    xs: readonly Scalar[],
    partials: readonly Scalar[] | undefined,
  ): Scalar {
    let number = 0;
    let areNone = true;
    let tangent: Tangent | undefined;
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i];
      if (!isFollowed(level, x, partials, i)) continue;
      if (tangent === undefined && isPlainDual(x)) {
        const partial = partialOf(level, partials, i);
        if (typeof partial === "number") {
          const own = partial * x.tangentNumber;
          number = areNone ? own : number + own;
          areNone = false;
          continue;
        }
      }
      const own = scaled(declared, partialOf(level, partials, i), (x as Dual).tangent);
      if (tangent !== undefined) tangent = total(tangent, own);
      else tangent = areNone ? own : total(number, own);
    }
    if (tangent !== undefined) return dualOf(level, z, tangent);
    return areNone ? z : dualOf(level, z, number);
  }

  /**
   * Returns the variable z. A backpropagator in columns has two operands, and so n operands need a chain of
   * backpropagators: one for the last two, one for the third last and that one, and so on. The partial of each
   * inner one is 1, so that it passes its cotangent on unchanged; the first operand gets its contribution first.
   */
  function recorded(
    level: Level,
    z: Scalar,
    xs: readonly Scalar[],
    partials: readonly Scalar[] | undefined,
  ): Scalar {
    if (xs.length >= SHORTEST_LIST) {
      const operands = operandsOf(level, xs, partials);
      if (operands !== undefined) {
        return new Variable(level, z, addList(level.backpropagators, operands));
      }
    }
    const { backpropagators } = level;
    let rest: number | undefined;
    let partialOfRest: Scalar = 1;
    let restIsOne = isOne;
    let isChain = false;
    for (let i = xs.length - 1; i >= 0; i--) {
      const x = xs[i];
      if (!isFollowed(level, x, partials, i)) continue;
      const partial = partialOf(level, partials, i);
      const { index } = x as Variable;
      if (rest === undefined) {
        rest = index;
        partialOfRest = partial;
      } else {
        rest = backpropagators.addTwo(index, partial, isOne, rest, partialOfRest, restIsOne);
        partialOfRest = 1;
        restIsOne = isChain = true;
      }
    }
    if (rest === undefined) return z;
    return new Variable(
      level,
      z,
      isChain ? rest : backpropagators.addOne(rest, partialOfRest, isOne),
    );
  }

  /** Returns the followed operands of a list in columns, where several are and all partials are numbers. */
  function operandsOf(
    level: Level,
    xs: readonly Scalar[],
    partials: readonly Scalar[] | undefined,
  ): ListOperands | undefined {
    const from = new Int32Array(xs.length);
    const own = isOne ? undefined : new Float64Array(xs.length);
    let count = 0;
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i];
      if (!isFollowed(level, x, partials, i)) continue;
      if (own !== undefined) {
        const partial = partialOf(level, partials, i);
        if (typeof partial !== "number") return undefined;
        own[count] = partial;
      }
      from[count++] = (x as Variable).index;
    }
    if (count < SHORTEST_LIST) return undefined;
    return count === xs.length
      ? { from, partials: own }
      : { from: from.slice(0, count), partials: own?.slice(0, count) };
  }

  function notScalar(xs: readonly unknown[], i: number): TypeError {
    return new TypeError(
      `Cannot apply ${name} to this array: element ${i} is ${
        describe(xs[i])
      }, and a number is wanted`,
    );
  }

  return named(apply, row) as Nary;
}

/** Returns the error for an operand of a list operation that is no list. */
export function notList(name: string, xs: unknown): TypeError {
  return new TypeError(`Cannot apply ${name} to ${describe(xs)}: it takes an array of numbers`);
}

/**
 * Returns the sum of the tangents of a level's duals; `undefined` unless all are duals of plain numbers, as in most
 * sums (which are a third faster by this).
 */
function sumOfTangents(level: Level, xs: readonly Scalar[]): number | undefined {
  let sum = -0;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    if (typeof x === "number") continue;
    if (!isPlainDual(x) || x.level !== level) return undefined;
    sum += x.tangentNumber;
  }
  return sum;
}

/** Checks whether a scalar is a box of a level. */
function isOf(level: Level, x: Scalar): x is AnyBox {
  return typeof x !== "number" && (x as AnyBox).level === level;
}
