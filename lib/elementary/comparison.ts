// Comparisons answer concrete booleans about primals, so that ordinary `if`, `while` and recursion work,
// and with them every program that branches.

import { value } from "../core/box.ts";
import type { Scalar } from "../core/scalar.ts";

/**
 * Whether `x` is less than `y`, by their plain numbers: x < y.
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
  return value(x) < value(y);
}

/**
 * Whether `x` is less than or equal to `y`, by their plain numbers: x ≤ y.
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
  return value(x) <= value(y);
}

/**
 * Whether `x` is greater than `y`, by their plain numbers: x > y.
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
  return value(x) > value(y);
}

/**
 * Whether `x` is greater than or equal to `y`, by their plain numbers: x ≥ y.
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
  return value(x) >= value(y);
}

/**
 * Whether `x` is equal to `y`, by their plain numbers: x = y.
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
  return value(x) === value(y);
}

/**
 * Whether `x` is different from `y`, by their plain numbers: x ≠ y.
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
  return value(x) !== value(y);
}
