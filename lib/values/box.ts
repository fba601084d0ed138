// The boxes of reverse mode, of traces and of all other meanings of programs, and what boxes read as.

import { describe } from "./describe.ts";
import { type Dual, dualOf, isDual, type PlainDual } from "./dual.ts";
import type { FlatBox } from "./flat.ts";
import { interpreter } from "./interpreter.ts";
import type { Level } from "./level.ts";
import { definePrototype, HOME, isForeign } from "./refusal.ts";
import type { Box, Scalar } from "./scalar.ts";

/** The reverse box: a primal with a backpropagator, by its number among those of the level. */
export class Variable implements FlatBox {
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

  alike(number: number, companion: number): Variable {
    return new Variable(this.level, number, companion);
  }
}

/** The box of a trace: the number it is in this run, and its place in the graph that is being written. */
export class Traced implements Box {
  declare readonly level: Level;
  declare readonly primal: number;
  declare readonly index: number;
  /** Where it is a structural zero: wherever this place of the graph is 0. */
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
}

/** The box of an interpreted level: a primal, and what the level's meaning of programs carries beside it. */
export class Carrier<T = unknown> implements Box {
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

definePrototype(Variable, false);
definePrototype(Carrier, false);
definePrototype(Traced, false, function (this: Traced): never {
  const { level } = this;
  if (level.phase !== "traced") throw escaped(level);
  return interpreter().refuse(
    "a native operator, a function of Math, a template string or JSON takes one of its numbers: use add, " +
      "mul, lt, sin … in place of +, *, <, Math.sin …",
  );
});

/**
 * Whether a value is a box, that is, whether a derivative is following it.
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

/** Whether a value is a box of a derivative. */
export function isFollowed(x: unknown): x is Dual | PlainDual | Variable | Carrier {
  return isDual(x) || x instanceof Variable || x instanceof Carrier;
}

/** Whether a value is a box of a derivative or of a trace. */
export function isAnyBox(x: unknown): x is Box {
  return isFollowed(x) || x instanceof Traced;
}

/**
 * The plain number inside a scalar, with every derivative left behind: for printing, for table look-ups,
 * for array indices, for a decision that the comparisons cannot express.
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

/** What a scalar is to the program that all derivatives were taken away from: a number, or traced. */
export function beneathDerivatives(x: Scalar, operation: string): number | Traced {
  let scalar = x;
  while (typeof scalar !== "number" && !isTraced(scalar)) scalar = primalOf(scalar, operation);
  return scalar;
}

/** Whether a value is a box of the trace that is running. */
export function isTraced(x: unknown): x is Traced {
  return x instanceof Traced && x.level.phase === "traced";
}

/** A tangent or cotangent on its way out of its level: 0 wherever a trace has a structural zero. */
export function withoutCondition(x: Scalar): Scalar;
export function withoutCondition(x: Scalar | undefined): Scalar | undefined;
export function withoutCondition(x: Scalar | undefined): Scalar | undefined {
  if (x === undefined || typeof x === "number") return x;
  if (x instanceof Traced) return x.condition === undefined ? x : interpreter().settled(x);
  const box = x as Dual | PlainDual | Variable | Carrier;
  const primal = withoutCondition(box.primal);
  return Object.is(primal, box.primal) ? x : withPrimal(box, primal);
}

/** A box with another primal. */
function withPrimal(box: Dual | PlainDual | Variable | Carrier, primal: Scalar): Scalar {
  if (isDual(box)) return dualOf(box.level, primal, box.tangent);
  return box instanceof Variable
    ? new Variable(box.level, primal, box.index)
    : new Carrier(box.level, primal, box.carried);
}

/**
 * A partial derivative that says by its number whether an operand was selected: in a trace it is a structural
 * zero wherever the condition is 0. Boxes of other levels may be around both.
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
  const box = x as Dual | PlainDual | Variable | Carrier;
  return withPrimal(box, conditional(box.primal, condition));
}

/** Any box. */
export type AnyBox = Dual | PlainDual | Variable | Carrier | Traced;

/**
 * Checks that what is no number is a box.
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
 * What a box stands for where its level does not interpret the operation: its primal.
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
      (x === undefined ? `; ${MISSING}` : ""),
  );
}

/** What may be wrong where a number is wanted and nothing is there. */
export const MISSING: string =
  "is a return missing? Or is an element: indexOf and includes do not find in a list " +
  "what max or min answers, which inside a derivative is a value of its own; use argmax or argmin";

/** What outlives a call, and pauses its level for as long as it runs. */
const outliving: { readonly [verb: string]: string | undefined } = {
  vjp: "the pullback",
  linearize: "the map",
};

/** The error for a box that is used after the derivative call that made it has ended. */
export function escaped(level: Level): TypeError {
  const rest = outliving[level.verb];
  return new TypeError(
    `Cannot use a value that has escaped from its derivative: it was made by ${level.call}, and that call ` +
      `has ended${
        rest === undefined ? "" : ` (${rest} that it answered works on, the values inside do not)`
      }; ` +
      "return the value from the function that is differentiated (with hasAux for what is not), " +
      "or keep value(x) instead of x",
  );
}
