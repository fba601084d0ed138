// The table: arithmetic.

import { type Binary, binary, plus, times } from "../core/binary.ts";
import { type Unary, unary } from "../core/unary.ts";
import { type Variadic, variadic } from "../core/variadic.ts";

/**
 * The sum of any number of reals: x + y + …; 0 of none.
 *
 * @example
 * ```ts
 * import { add } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(add(1, 2, 3), 6);
 * ```
 */
export const add: Variadic = variadic(plus, 0);

/**
 * The difference of two reals: x − y.
 *
 * @example
 * ```ts
 * import { sub } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sub(5, 3), 2);
 * ```
 */
export const sub: Binary = binary({
  name: "sub",
  value: (x, y) => x - y,
  partials: [1, -1],
});

/**
 * The product of any number of reals: x · y · …; 1 of none.
 *
 * @example
 * ```ts
 * import { mul } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(mul(2, 3, 4), 24);
 * ```
 */
export const mul: Variadic = variadic(times, 1);

/**
 * The quotient of two reals: x / y.
 *
 * @example
 * ```ts
 * import { derivative, div } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(div(1, 4), 0.25);
 * assertEquals(derivative((y) => div(1, y))(2), -0.25);
 * ```
 */
export const div: Binary = binary({
  name: "div",
  value: (x, y) => x / y,
  partials: [(_x, y) => reciprocal(y), (_x, y, z) => neg(div(z, y))],
  domain: [[-3, 3], [0.2, 3]],
});

/**
 * The opposite: −x.
 *
 * @example
 * ```ts
 * import { neg } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(neg(2), -2);
 * ```
 */
export const neg: Unary = unary({ name: "neg", value: (x) => -x, partials: [-1] });

/**
 * The square: x².
 *
 * @example
 * ```ts
 * import { derivative, square } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(square)(3), 6);
 * ```
 */
export const square: Unary = unary({
  name: "square",
  value: (x) => x * x,
  partials: [(x) => mul(2, x)],
});

/**
 * The reciprocal: 1 / x.
 *
 * @example
 * ```ts
 * import { derivative, reciprocal } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(reciprocal)(2), -0.25);
 * ```
 */
export const reciprocal: Unary = unary({
  name: "reciprocal",
  value: (x) => 1 / x,
  partials: [(_x, y) => neg(square(y))],
  domain: [0.2, 3],
});
