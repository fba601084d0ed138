// The boxes of reverse mode, of traces and of interpreted levels (those of forward mode are in dual.ts), and how
// any box is read: as its primal, as a plain number, or not at all once its level is closed.

import { describe } from "./describe.ts";
import { type Dual, dualOf, isDual, type PlainDual } from "./dual.ts";
import type { FlatBox } from "./flat_box.ts";
import { isIndexBox } from "./index_box.ts";
import { interpreter } from "./interpreter.ts";
import type { Level } from "./level.ts";
import { definePrototype, escaped, HOME, isForeign } from "./refusal.ts";
import type { Box, Scalar } from "./scalar.ts";

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

/** The box of a trace: its number in this run, and its place in the graph that is being written. */
export class Traced implements FlatBox {
  private static readonly isPrepared: boolean = /* @__PURE__ */ definePrototype(
    this,
    false,
    refuseWhileTraced,
    convertTraced,
  );
  declare readonly level: Level;
  declare readonly primal: number;
  declare readonly index: number;
  /** A place in the graph: in runs where that is 0, this value is a structural zero. */
  declare readonly condition: number | undefined;
  declare readonly [Symbol.toPrimitive]: () => never;
  declare readonly toJSON: () => never;
  declare readonly toString: () => never;

  constructor(level: Level, primal: number, index: number, condition?: number) {
    this.level = level;
    this.primal = primal;
    this.index = index;
    this.condition = condition;
  }

  withParts(number: number, companion: number): Traced {
    return new Traced(this.level, number, companion);
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

function convertTraced(this: Traced): number {
  const isRunning = this.level.phase === "traced";
  return isRunning && isIndexBox(this) ? interpreter().read(this) : refuseWhileTraced.call(this);
}

function refuseWhileTraced(this: Traced): never {
  const { level } = this;
  if (level.phase !== "traced") throw escaped(level);
  return interpreter().refuse(
    "a native operator, a function of Math, a template string or JSON takes one of its numbers: use add, " +
      "mul, lt, sin … in place of +, *, <, Math.sin …",
  );
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

/** Checks whether a value is a box of a derivative's level, not of a trace. */
export function isFollowed(x: unknown): x is FollowedBox {
  return isDual(x) || x instanceof Variable || x instanceof Carrier;
}

/** Checks whether a value is a box of any kind. */
export function isAnyBox(x: unknown): x is Box {
  return isFollowed(x) || x instanceof Traced;
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
  return x instanceof Traced && x.level.phase === "traced";
}

/**
 * Returns a tangent or cotangent as it leaves its level. Where a trace knows it as a structural zero of some runs,
 * the result is an ordinary traced value that is 0 in those runs.
 */
export function withoutCondition(x: Scalar): Scalar;
export function withoutCondition(x: Scalar | undefined): Scalar | undefined;
export function withoutCondition(x: Scalar | undefined): Scalar | undefined {
  if (x === undefined || typeof x === "number") return x;
  if (x instanceof Traced) return x.condition === undefined ? x : interpreter().settled(x);
  const box = x as FollowedBox;
  const primal = withoutCondition(box.primal);
  return Object.is(primal, box.primal) ? x : withPrimal(box, primal);
}

/** Returns a box like another one, with another primal. */
function withPrimal(box: FollowedBox, primal: Scalar): Scalar {
  if (isDual(box)) return dualOf(box.level, primal, box.tangent);
  return box instanceof Variable
    ? new Variable(box.level, primal, box.index)
    : new Carrier(box.level, primal, box.carried);
}

/**
 * Returns a partial as the factor of a product, for an operation that selects. A traced partial is marked, so
 * that in runs where the condition is 0 the product is a structural zero; any other is returned as it is. Both
 * may be inside boxes of other levels.
 */
export function selecting(partial: Scalar, condition: Scalar = partial): Scalar {
  if (typeof partial === "number") return partial;
  const known = beneathDerivatives(condition, "where");
  // A condition that a row has set itself stays.
  if (!isTraced(known) || known.condition !== undefined) return partial;
  return conditional(partial, (interpreter().selecting(known) as Traced).condition!);
}

function conditional(x: Scalar, condition: number): Scalar {
  if (typeof x === "number") return x;
  if (x instanceof Traced) return new Traced(x.level, x.primal, x.index, condition);
  const box = x as FollowedBox;
  return withPrimal(box, conditional(box.primal, condition));
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
  "is a return missing? Or has indexOf or includes not found what max or min answers, " +
  "which inside a derivative is a value of its own? Use argmax or argmin";
