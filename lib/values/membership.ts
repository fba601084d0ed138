// Which level a scalar belongs to, and what it is to others.

import { scalarsIn } from "./block.ts";
import { type AnyBox, type Carrier, escaped, isAnyBox, isFollowed, type Variable } from "./box.ts";
import { describe } from "./describe.ts";
import { type Dual, isDual, type PlainDual } from "./dual.ts";
import type { Level } from "./level.ts";
import type { Scalar } from "./scalar.ts";

/** Whether a value is a box of a level, which may be a trace. */
export function isBoxOf(level: Level, x: unknown): x is AnyBox {
  return isAnyBox(x) && (x as AnyBox).level === level;
}

/** Whether a value is a box of a derivative's level. */
export function isDerivativeBoxOf(
  level: Level,
  x: unknown,
): x is Dual | PlainDual | Variable | Carrier {
  return isFollowed(x) && x.level === level;
}

/** Whether a scalar is a dual with boxes of another level inside. */
export function isInside(x: Scalar): boolean {
  if (!isDual(x)) return false;
  const { primal, tangent } = x;
  return isFollowed(primal) || scalarsIn(tangent).some(isFollowed);
}

/**
 * The level furthest in among scalars, or `undefined` where all are numbers.
 *
 * @param refusal makes the error for an element that is neither a number nor a box
 */
export function innermostLevel(
  xs: readonly unknown[],
  refusal: (index: number) => Error,
): Level | undefined {
  let innermost: Level | undefined;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    if (typeof x === "number") continue;
    if (!isAnyBox(x)) throw refusal(i);
    const { level } = x as AnyBox;
    if (innermost === undefined || level.tag > innermost.tag) innermost = level;
  }
  return innermost;
}

/**
 * Returns what a scalar is at this moment: a box of a level that is being pulled back reads as its primal.
 * Whatever keeps a scalar for later keeps this, since by then the level may have ended.
 */
export function present<T>(x: T): T | Scalar {
  if (typeof x === "number") return x;
  let scalar: T | Scalar = x;
  while (isFollowed(scalar) && scalar.level.phase === "paused") scalar = scalar.primal;
  return scalar;
}

/**
 * What a scalar is outside a level: a box of the level reads as its primal, any other stays as it is.
 *
 * @throws {TypeError} if `x` belongs to a level that has already ended.
 */
export function outside<T>(level: Level, x: T): T | Scalar {
  if (!isAnyBox(x)) return x;
  const box = x as unknown as AnyBox;
  if (box.level === level) return present(box.primal);
  if (box.level.phase === "closed") throw escaped(box.level);
  return present(x);
}

/** Whether a scalar is a box of an open level further in than another. */
export function isFurtherIn(level: Level, x: unknown): x is Dual | PlainDual | Variable {
  return isFollowed(x) && x.level.tag > level.tag && x.level.phase === "open";
}

/**
 * What a result of a level is outside it.
 *
 * @throws {TypeError} if `x` belongs to a level that has already ended, or to one further in.
 */
export function outsideResult<T>(level: Level, x: T): T | Scalar {
  const own = present(x);
  if (isFollowed(own) && own.level.tag > level.tag) {
    throw own.level.phase === "closed" ? escaped(own.level) : new FurtherIn(own.level, level);
  }
  return outside(level, own);
}

/**
 * A partial derivative that a row has answered, as a level may keep it.
 *
 * @throws {TypeError} if it is no scalar, or belongs to the level or to one further in: the partial closes over
 * what is differentiated, and the row's value, which is a function of plain numbers, cannot say how it depends
 * on that.
 */
export function keptPartial(level: Level | undefined, d: Scalar, operation: string): Scalar {
  if (!isAnyBox(d)) {
    throw new TypeError(
      `Cannot use a partial derivative of ${operation}: it returned ${
        describe(d)
      }, and a number is wanted` +
        (d === undefined
          ? "; is a return missing?"
          : "; write it with operations, one result a partial"),
    );
  }
  const own = present(d);
  if (isFollowed(own)) {
    if (own.level.phase === "closed") throw escaped(own.level);
    if (level !== undefined && own.level.tag >= level.tag) {
      throw new TypeError(
        `Cannot use a partial derivative of ${operation}: it closes over a value that ${own.level.call} follows, ` +
          "and a partial depends on the operands and the result alone; make that value one more operand, with " +
          "binary or nary, or give the function a rule with customJvp",
      );
    }
  }
  return own;
}

/** The error for a box that is handed to a level it cannot belong to. */
export class FurtherIn extends TypeError {
  /** The level of the box. */
  readonly inner: Level;

  constructor(inner: Level, outer: Level) {
    super(
      `Cannot hand a value of ${inner.call} to ${outer.call}, which was called before it: the function uses ` +
        "a value of the inner derivative that is not among its arguments; pass it as an argument",
    );
    this.inner = inner;
  }
}
