// Indices that are computed. In a trace one is a box, as every value of the program, but where a number is wanted it
// becomes one, since it is no number that a derivative could follow.

import type { Box, Scalar } from "./scalar.ts";

/**
 * An index that was computed: a number that no derivative follows. In a trace it is a value of the program, and becomes
 * a number by itself where one is wanted, as in `xs[i]`; that number is then asked for, as by `value`.
 */
export type Index = number & Box;

const marked = /* @__PURE__ */ new WeakSet<object>();

/** Returns an index, which in a trace is marked as one. */
export function asIndex(x: Scalar): Scalar {
  if (typeof x !== "number") marked.add(x);
  return x;
}

/** Checks whether a box of a trace is an index. */
export function isIndexBox(x: object): boolean {
  return marked.has(x);
}
