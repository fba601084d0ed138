// The boxes of reverse mode and of interpreted levels (those of forward mode are in dual.ts, those of traces in
// traced.ts), and how any box is read: as its primal, as a plain number, or not at all once its level is closed.

import { describe } from "./describe.ts";
import type { Dual, PlainDual } from "./dual.ts";
import type { FlatBox } from "./flat_box.ts";
import { interpreter } from "./interpreter.ts";
import type { Level } from "./level.ts";
import { definePrototype, escaped, HOME, isForeign } from "./refusal.ts";
import type { Box, Scalar } from "./scalar.ts";
import type { Traced } from "./traced.ts";

/** The box of reverse mode: a primal with a backpropagator, given by its index among those of the level. */
export class Variable implements FlatBox {
  private static readonly isPrepared: boolean = /* @__PURE__ */ definePrototype(this, false);
  declare readonly level: Level;
  declare readonly primal: Scalar;
  declare readonly index: number;
  declare readonly [Symbol.toPrimitive]: () => never;
  declare readonly toJSON: () => never;
  declare readonly toString: () => never;

  constructor(level: Level, primal: Scalar, index: number) {
    this.level = level;
    this.primal = primal;
    this.index = index;
  }

  withParts(number: number, companion: number): Variable {
    return new Variable(this.level, number, companion);
  }
}

/** The box of an interpreted level: a primal, with whatever that interpretation carries beside it. */
export class Carrier<T = unknown> implements Box {
  private static readonly isPrepared: boolean = /* @__PURE__ */ definePrototype(this, false);
  declare readonly level: Level;
  declare readonly primal: Scalar;
  declare readonly carried: T;
  declare readonly [Symbol.toPrimitive]: () => never;
  declare readonly toJSON: () => never;
  declare readonly toString: () => never;

  constructor(level: Level, primal: Scalar, carried: T) {
    this.level = level;
    this.primal = primal;
    this.carried = carried;
  }
}

/**
 * Checks whether a value is a box, that is, whether a derivative is following it.
 *
 * @example
 * ```ts
 * import { derivative, isBox } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: boolean[] = [];
 * derivative((x) => {
 *   seen.push(isBox(x), isBox(1));
 *   return x;
 * })(2);
 * assertEquals(seen, [true, false]);
 * ```
 */
export function isBox(x: unknown): x is Box {
  return isFollowed(x);
}

/** Any box of a derivative's level. */
export type FollowedBox = Dual | PlainDual | Variable | Carrier;

/** Any box. */
export type AnyBox = FollowedBox | Traced;

// Boxes are told by their level and not by their class, so that a program has those classes only that it makes boxes of.

/** Checks whether a value is a box of a derivative's level, not of a trace. */
export function isFollowed(x: unknown): x is FollowedBox {
  return isAnyBox(x) && (x as AnyBox).level.mode !== "trace";
}

/** Checks whether a value is a box of any kind. */
export function isAnyBox(x: unknown): x is Box {
  return (x as AnyBox | null | undefined)?.level?.home === HOME;
}

/**
 * Returns the plain number inside a scalar, without its derivatives: for printing, for array indices, for a decision
 * that the comparisons cannot express. (`take` looks up by an index that is a scalar.)
 *
 * @throws {TypeError} if `x` is neither a number nor a box, or if its derivative call has ended.
 *
 * @example
 * ```ts
 * import { derivative, mul, value } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const table = [1, 10, 100];
 * const f = derivative((x) => mul(table[Math.floor(value(x))], x));
 * assertEquals(f(1.5), 10);
 * ```
 */
export function value(x: Scalar): number {
  let scalar = x;
  while (typeof scalar !== "number") scalar = primalOf(scalar, "value");
  return scalar;
}

/** Returns the innermost primal of a scalar, beneath all derivatives: a number, or a box of the running trace. */
export function beneathDerivatives(x: Scalar, operation: string): number | Traced {
  let scalar = x;
  while (typeof scalar !== "number" && !isTraced(scalar)) scalar = primalOf(scalar, operation);
  return scalar;
}

/** Checks whether a value is a box of the trace that is running. */
export function isTraced(x: unknown): x is Traced {
  return isAnyBox(x) && (x as AnyBox).level.phase === "traced";
}

/**
 * Checks that a scalar that is no number is a box, and returns it.
 *
 * @throws {TypeError} if `x` is no box of this copy of the library.
 */
export function checkedBox(x: Scalar, operation: string): AnyBox {
  const box = x as AnyBox;
  // Cheaper than instanceof, which walks the prototypes twice.
  if (box?.level?.home !== HOME) primalOf(x, operation);
  return box;
}

/**
 * Returns the primal of a box, which stands for it where its level does not follow the operation.
 *
 * @throws {TypeError} if `x` is no box, or one of a level that has been closed.
 */
export function primalOf(x: Scalar, operation: string): Scalar {
  if (!isAnyBox(x)) throw notScalar(operation, x);
  const box = x as AnyBox;
  const { phase } = box.level;
  if (phase === "closed") throw escaped(box.level);
  if (phase === "hidden") interpreter().refuse("it uses a value that a derivative follows");
  return isTraced(box) ? interpreter().read(box) : box.primal;
}

/** The error for an operand that is neither a number nor a box. */
function notScalar(operation: string, x: unknown): TypeError {
  if (isForeign(x)) return new TypeError(`Cannot apply ${operation} to ${describe(x)}`);
  return new TypeError(
    `Cannot apply ${operation} to ${describe(x)}: it takes numbers, or boxes that stand for them` +
      (x === undefined ? `; ${MISSING}` : Array.isArray(x) ? `; ${LIST}` : ""),
  );
}

/** What is written where an operation of numbers is handed a list, for error messages. */
const LIST =
  "map, sum and dot take lists; reduce passes its own along, so write reduce((x, y) => …)";

/** Likely reasons why a number is wanted and `undefined` was got, for error messages. */
export const MISSING: string =
  "is a return missing? Or has indexOf or includes not found what max or min answers? Use argmax or argmin";
