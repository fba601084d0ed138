// Which level a scalar belongs to, and what it is to others.

import { scalarsIn } from "./block.ts";
import { type AnyBox, type Carrier, escaped, isAnyBox, isFollowed, type Variable } from "./box.ts";
import { type Dual, isDual, type PlainDual } from "./dual.ts";
import type { Level } from "./level.ts";
import type { Scalar } from "./scalar.ts";

/** Whether a value is a box of a level, which may be a trace. */
export function isOf(level: Level, x: unknown): x is AnyBox {
  return isAnyBox(x) && (x as AnyBox).level === level;
}

/** Whether a value is a box of a derivative's level. */
export function belongsTo(level: Level, x: unknown): x is Dual | PlainDual | Variable | Carrier {
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
 * What a scalar is outside a level: a box of the level reads as its primal, any other stays as it is.
 *
 * @throws {TypeError} if `x` belongs to a level that has already ended.
 */
export function leaving<T>(level: Level, x: T): T | Scalar {
  if (!isAnyBox(x)) return x;
  const box = x as unknown as AnyBox;
  if (box.level === level) return box.primal;
  if (box.level.phase === "closed") throw escaped(box.level);
  return x;
}

/**
 * What a result of a level is outside it.
 *
 * @throws {TypeError} if `x` belongs to a level that has already ended, or to one further in.
 */
export function leavingResult<T>(level: Level, x: T): T | Scalar {
  if (isFollowed(x) && x.level.tag > level.tag) {
    throw x.level.phase === "closed" ? escaped(x.level) : furtherIn(x.level, level);
  }
  return leaving(level, x);
}

/** The error for a box that is handed to a level it cannot belong to. */
function furtherIn(inner: Level, outer: Level): TypeError {
  return new TypeError(
    `Cannot hand a value of ${inner.call} to ${outer.call}, which was called before it: the function uses a ` +
      "value of the inner derivative that is not among its arguments; pass it as an argument",
  );
}
