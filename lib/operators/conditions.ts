// Comparisons, identity and truth: of a box they are those of the number that it stands for, and a trace takes note
// of the question.

import * as comparison from "../elementary/comparison.ts";
import { isAnyBox, value } from "../values/box.ts";
import type { Comparison } from "../values/interpreter.ts";
import { plain, scalarOf } from "./arithmetic.ts";

type Order = Exclude<Comparison, "eq" | "ne">;
type Native = (x: number, y: number) => boolean;

function ordered(name: Order, native: Native): (x: unknown, y: unknown) => boolean {
  return (x, y) => {
    if (!isAnyBox(x) && !isAnyBox(y)) return native(x as number, y as number);
    return comparison[name](scalarOf(x), scalarOf(y));
  };
}

const isLess = /* @__PURE__ */ ordered("lt", (x, y) => x < y);
const isAtMost = /* @__PURE__ */ ordered("le", (x, y) => x <= y);
const isGreater = /* @__PURE__ */ ordered("gt", (x, y) => x > y);
const isAtLeast = /* @__PURE__ */ ordered("ge", (x, y) => x >= y);

/** Returns `x < y`. */
export function liftedLess(x: unknown, y: unknown): boolean {
  return typeof x === "number" && typeof y === "number" ? x < y : isLess(x, y);
}

/** Returns `x <= y`. */
export function atMost(x: unknown, y: unknown): boolean {
  return typeof x === "number" && typeof y === "number" ? x <= y : isAtMost(x, y);
}

/** Returns `x > y`. */
export function greater(x: unknown, y: unknown): boolean {
  return typeof x === "number" && typeof y === "number" ? x > y : isGreater(x, y);
}

/** Returns `x >= y`. */
export function atLeast(x: unknown, y: unknown): boolean {
  return typeof x === "number" && typeof y === "number" ? x >= y : isAtLeast(x, y);
}

/** Returns `x === y`. */
export function liftedSame(x: unknown, y: unknown): boolean {
  if (typeof x === "number" && typeof y === "number") return x === y;
  if (!isAnyBox(x) && !isAnyBox(y)) return x === y;
  const areNumbers = (isAnyBox(x) || typeof x === "number") &&
    (isAnyBox(y) || typeof y === "number");
  return areNumbers && comparison.eq(x, y);
}

/** Returns `x == y`. */
export function alike(x: unknown, y: unknown): boolean {
  if (x === null || x === undefined || y === null || y === undefined) return x == y;
  const hasBox = isAnyBox(x) || isAnyBox(y);
  const isOfNumbers = (isAnyBox(x) || typeof x === "number") &&
    (isAnyBox(y) || typeof y === "number");
  return hasBox && isOfNumbers ? comparison.eq(x, y) : plain(x) == plain(y);
}

/** Returns whether a value counts as true: a number that is neither 0 nor NaN. */
export function truth(x: unknown): boolean {
  return isAnyBox(x) ? comparison.ne(x, 0) && comparison.eq(x, x) : Boolean(x);
}

let latest: unknown;

/** Returns whether a value counts as true, and keeps it for `it`, which is called next. */
export function truthOfIt(x: unknown): boolean {
  latest = x;
  return truth(x);
}

/** Returns whether a value is there, and keeps it for `it`, which is called next. */
export function isThere(x: unknown): boolean {
  latest = x;
  return x !== undefined && x !== null;
}

/** Returns the value that was asked about last. */
export function it(): unknown {
  const x = latest;
  latest = undefined;
  return x;
}

/** Returns `typeof x`. */
export function kind(x: unknown): string {
  return isAnyBox(x) ? "number" : typeof x;
}

/** Returns `x instanceof type`: a number is an instance of nothing. */
export function instance(x: unknown, type: unknown): boolean {
  return !isAnyBox(x) && x instanceof (type as new () => object);
}

/** Returns what a template string writes for a value: of a box, its number. */
export function text(x: unknown): unknown {
  return isAnyBox(x) ? value(x) : x;
}
