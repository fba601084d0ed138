// Which level a scalar belongs to, and what it reads as outside that level.

import { scalarsIn } from "./block.ts";
import { type AnyBox, type FollowedBox, isAnyBox, isFollowed } from "./box.ts";
import { describe } from "./describe.ts";
import { isDual } from "./dual.ts";
import type { Level } from "./level.ts";
import { escaped, HOME } from "./refusal.ts";
import type { Scalar } from "./scalar.ts";

/** Checks whether a value is a box of a level, which may be that of a trace. */
export function isBoxOf(level: Level, x: unknown): x is AnyBox {
  return isAnyBox(x) && (x as AnyBox).level === level;
}

/** Checks whether a value is a box of a level, which is that of a derivative. */
export function isDerivativeBoxOf(level: Level, x: unknown): x is FollowedBox {
  return isFollowed(x) && x.level === level;
}

/** Checks whether a scalar is a dual with boxes of other levels in it. */
export function isInside(x: Scalar): boolean {
  if (!isDual(x)) return false;
  const { primal, tangent } = x;
  return isFollowed(primal) || scalarsIn(tangent).some(isFollowed);
}

/**
 * Returns the innermost level among scalars, or `undefined` where all are numbers.
 *
 * @param refusal returns the error for an element that is neither a number nor a box
 */
export function innermostLevel(
  xs: readonly unknown[],
  refusal: (xs: readonly unknown[], index: number) => Error,
): Level | undefined {
  let innermost: Level | undefined;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    if (typeof x === "number") continue;
    const level = (x as AnyBox | undefined | null)?.level;
    if (level?.home !== HOME) throw refusal(xs, i);
    if (innermost === undefined || level.tag > innermost.tag) innermost = level;
  }
  return innermost;
}

/**
 * Returns what a scalar reads as at this moment: a box of a paused level reads as its primal. A scalar that is
 * kept for later is kept in this form, since by then the level may have ended.
 */
export function present<T>(x: T): T | Scalar {
  if (typeof x === "number") return x;
  let scalar: T | Scalar = x;
  while (isFollowed(scalar) && scalar.level.phase === "paused") scalar = scalar.primal;
  return scalar;
}

/**
 * Returns what a scalar reads as outside a level: a box of the level as its primal, any other as itself.
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

/** Checks whether a scalar is a box of an open level that is further in than the given one. */
export function isFurtherIn(level: Level, x: unknown): x is FollowedBox {
  return isFollowed(x) && x.level.tag > level.tag && x.level.phase === "open";
}

/**
 * Returns what a result of a level reads as outside that level.
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

/** Returns a partial as a level may keep it: one of the library's rows by `present`, one of a user's by `keptPartial`. */
export type KeepPartial = (d: Scalar, level: Level, operation: string) => Scalar;

/**
 * Checks a partial that a user's row has returned, and returns it as a level may keep it.
 *
 * @throws {TypeError} if it is no scalar, or if it belongs to the level or to one further in: then the partial
 * closes over a differentiated value, while the row's value, a function of plain numbers, cannot depend on it.
 */
export function keptPartial(d: Scalar, level: Level | undefined, operation: string): Scalar {
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
      `Cannot hand a value of ${inner.call} to ${outer.call}, which was called before it: the function closes ` +
        "over that value; pass it as an argument",
    );
    this.inner = inner;
  }
}
