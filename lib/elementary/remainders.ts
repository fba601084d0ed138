// The table: remainders of a division, and signs.

import { type Binary, binary } from "../operations/binary.ts";
import { type Unary, unary } from "../operations/unary.ts";
import { mul, neg } from "./arithmetic.ts";
import { side } from "./kinks.ts";

/**
 * Returns the remainder of x / y with the sign of the divisor y, as `jax.numpy.mod` and Python have it:
 * x − y·⌊x / y⌋, without the rounding of the quotient. ∂/∂x = 1 and ∂/∂y = −⌊x / y⌋, also where it jumps, as
 * floor' = 0 everywhere. It is NaN for y = 0 and for infinite x.
 *
 * @example
 * ```ts
 * import { grad, mod } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([mod(7, 3), mod(-7, 3), mod(7, -3)], [1, 2, -2]);
 * assertEquals(grad(mod, { argnums: [0, 1] })(-7, 3), [1, 3]);
 * ```
 */
export const mod: Binary = /* @__PURE__ */ binary({
  name: "mod",
  value: flooredRemainder,
  partials: [1, (x, y) => neg(flooredQuotient(x, y))],
  domain: [[0.1, 0.9], [1, 2]],
});

/**
 * Returns the remainder of x / y with the sign of the dividend x, as `%` and C have it: x − y·trunc(x / y).
 * ∂/∂x = 1 and ∂/∂y = −trunc(x / y), also where it jumps.
 *
 * @example
 * ```ts
 * import { fmod, grad } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([fmod(7, 3), fmod(-7, 3), fmod(7, -3)], [1, -1, 1]);
 * assertEquals(grad(fmod, { argnums: [0, 1] })(-7, 3), [1, 2]);
 * ```
 */
export const fmod: Binary = /* @__PURE__ */ binary({
  name: "fmod",
  value: (x, y) => x % y,
  partials: [1, (x, y) => neg(truncatedQuotient(x, y))],
  domain: [[0.1, 0.9], [1, 2]],
});

const flooredQuotient: Binary = /* @__PURE__ */ binary({
  name: "flooredQuotient",
  // The difference to the remainder is a multiple of y, up to rounding.
  value: (x, y) => nearest((x - flooredRemainder(x, y)) / y, x),
  partials: [0, 0],
});

const truncatedQuotient: Binary = /* @__PURE__ */ binary({
  name: "truncatedQuotient",
  value: (x, y) => nearest((x - x % y) / y, x),
  partials: [0, 0],
});

/** Returns the integer nearest to a quotient, 0 with the sign of the dividend left out; NaN for NaN. */
function nearest(quotient: number, x: number): number {
  return x === x ? Math.round(quotient) + 0 : NaN;
}

function flooredRemainder(x: number, y: number): number {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
}

/**
 * Returns the size of x with the sign of y, that of −0 being negative: |x|·sign y. Convention: the derivative by x
 * is 0 at x = 0, as that of `abs`, and the second NaN; that by y is 0 everywhere.
 *
 * @example
 * ```ts
 * import { copysign, derivative } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([copysign(3, -0), copysign(-3, 2)], [-3, 3]);
 * assertEquals(derivative((x) => copysign(x, -1))(3), -1);
 * ```
 */
export const copysign: Binary = /* @__PURE__ */ binary({
  name: "copysign",
  value: (x, y) => Math.abs(x) * signOf(y),
  partials: [(x, y) => mul(side(x), signBit(y)), 0],
  domain: [[0.1, 3], [0.1, 3]],
});

/** Returns 1 for positive numbers and 0, −1 for negative ones and −0. */
const signBit: Unary = /* @__PURE__ */ unary({ name: "signBit", value: signOf, partials: [0] });

function signOf(y: number): number {
  return y > 0 || Object.is(y, 0) ? 1 : y === y ? -1 : NaN;
}
