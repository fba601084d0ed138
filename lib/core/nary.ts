// An operation of a list of reals, of any length: one row and one backpropagator for all its operands.

import { contribute, scaled, total } from "./binary.ts";
import { belongsTo, innermostLevel, isOf, keptPartial } from "./belonging.ts";
import { isTraced, primalOf, Variable } from "./box.ts";
import { type Dual, dualOf, isDual } from "./dual.ts";
import { describe } from "./describe.ts";
import { isNumberArray, type NumberArray, type NumberList } from "./floats.ts";
import { interpreted, interpreter } from "./interpreter.ts";
import type { Level } from "./level.ts";
import { operationOf } from "./operation.ts";
import { type Interval, named } from "./row.ts";
import type { Scalar } from "./scalar.ts";

/** A list of reals: what the operations of lists take. */
export type ScalarList = readonly Scalar[] | NumberArray;

/** What is to be known of an operation z = f(x₁ … xₙ). */
export interface NaryRow {
  /** What it is called in error messages and listings. */
  readonly name: string;
  /** The function on plain numbers. */
  readonly value: (xs: ArrayLike<number>) => number;
  /** The number that every ∂z/∂xᵢ constantly is, or all of them given the operands and the result. */
  readonly partials: number | ((xs: readonly Scalar[], z: Scalar) => readonly Scalar[]);
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
  const { name, value, partials, selects = false } = row;
  const operation = operationOf(row, "list");

  function apply(xs: ScalarList): Scalar {
    if (!Array.isArray(xs)) {
      if (isNumberArray(xs)) return value(xs);
      throw new TypeError(`Cannot apply ${name} to ${describe(xs)}: it takes an array of numbers`);
    }
    const level = innermostLevel(xs, (i) => notScalar(name, xs, i));
    if (level === undefined) return value(xs);
    const result = interpreted(level, operation, xs);
    if (result !== undefined) return result;

    const primals = xs.map((x) => isOf(level, x) ? primalOf(x, name) : x);
    const z = apply(primals);
    // A partial that is constantly 0 is a structural zero.
    if (level.phase !== "open" || partials === 0) return z;

    const slopes = typeof partials === "number" ? undefined : partials(primals, z);
    const followed: number[] = [];
    xs.forEach((x, i) => {
      if (belongsTo(level, x) && !(selects && slopes?.[i] === 0)) followed.push(i);
    });
    if (followed.length === 0) return z;

    const slope = (i: number) => {
      if (slopes === undefined) return partials as number;
      const answered = slopes[i];
      const own = typeof answered === "number" ? answered : keptPartial(level, answered, name);
      return selects && isTraced(own) ? interpreter().selecting(own) : own;
    };
    const first = xs[followed[0]];
    if (isDual(first)) {
      const tangent = followed
        .map((i) => scaled(partials, slope(i), (xs[i] as Dual).tangent))
        .reduce(total);
      return dualOf(level, z, tangent);
    }
    return linkedToAll(
      level,
      z,
      followed.map((i) => (xs[i] as Variable).index),
      followed.map(slope),
      partials,
    );
  }

  return named(apply, row) as Nary;
}

function linkedToAll(
  level: Level,
  z: Scalar,
  from: readonly number[],
  partials: readonly Scalar[],
  declared: unknown,
): Variable {
  const index = level.backpropagators.addClosure((cotangents) => {
    const cotangent = cotangents.of(index);
    if (cotangent === undefined) return;
    for (let i = 0; i < from.length; i++) {
      contribute(cotangents, from[i], scaled(declared, partials[i], cotangent) as Scalar);
    }
  }, from);
  return new Variable(level, z, index);
}

function notScalar(name: string, xs: readonly unknown[], i: number): TypeError {
  return new TypeError(
    `Cannot apply ${name} to this array: element ${i} is ${
      describe(xs[i])
    }, and a number is wanted`,
  );
}
