// Comparisons return booleans, by the plain numbers inside of boxes, so that ordinary `if`, `while` and recursion
// work in programs that are differentiated.

import { beneathDerivatives, isTraced } from "../values/box.ts";
import { type Comparison, interpreter } from "../values/interpreter.ts";
import type { Scalar } from "../values/scalar.ts";

/**
 * Checks whether `x` is less than `y`, by their plain numbers: x < y.
 *
 * @example
 * ```ts
 * import { lt } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(lt(1, 2), true);
 * ```
 */
export function lt(x: Scalar, y: Scalar): boolean {
  return typeof x === "number" && typeof y === "number" ? x < y : compare("lt", x, y);
}

/**
 * Checks whether `x` is less than or equal to `y`, by their plain numbers: x ≤ y.
 *
 * @example
 * ```ts
 * import { le } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(le(2, 2), true);
 * ```
 */
export function le(x: Scalar, y: Scalar): boolean {
  return typeof x === "number" && typeof y === "number" ? x <= y : compare("le", x, y);
}

/**
 * Checks whether `x` is greater than `y`, by their plain numbers: x > y.
 *
 * @example
 * ```ts
 * import { gt } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(gt(1, 2), false);
 * ```
 */
export function gt(x: Scalar, y: Scalar): boolean {
  return typeof x === "number" && typeof y === "number" ? x > y : compare("gt", x, y);
}

/**
 * Checks whether `x` is greater than or equal to `y`, by their plain numbers: x ≥ y.
 *
 * @example
 * ```ts
 * import { ge } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(ge(2, 2), true);
 * ```
 */
export function ge(x: Scalar, y: Scalar): boolean {
  return typeof x === "number" && typeof y === "number" ? x >= y : compare("ge", x, y);
}

/**
 * Checks whether `x` is equal to `y`, by their plain numbers: x = y.
 *
 * @example
 * ```ts
 * import { eq } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(eq(2, 2), true);
 * ```
 */
export function eq(x: Scalar, y: Scalar): boolean {
  return typeof x === "number" && typeof y === "number" ? x === y : compare("eq", x, y);
}

/**
 * Checks whether `x` is different from `y`, by their plain numbers: x ≠ y.
 *
 * @example
 * ```ts
 * import { ne } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(ne(2, 2), false);
 * ```
 */
export function ne(x: Scalar, y: Scalar): boolean {
  return typeof x === "number" && typeof y === "number" ? x !== y : compare("ne", x, y);
}

/** The comparisons, by name. */
export const comparisons: { readonly [C in Comparison]: (x: number, y: number) => boolean } = {
  lt,
  le,
  gt,
  ge,
  eq,
  ne,
};

function compare(comparison: Comparison, x: Scalar, y: Scalar): boolean {
  const left = beneathDerivatives(x, comparison);
  const right = beneathDerivatives(y, comparison);
  return isTraced(left) || isTraced(right)
    ? interpreter().compare(comparison, left, right)
    : comparisons[comparison](left as number, right as number);
}
