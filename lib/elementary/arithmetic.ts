// The table: arithmetic. These operations are so cheap that calling the value of a row costs more than they do.
// Each has a callable of its own, which computes on numbers itself and leaves boxes to its row. V8 inlines it into
// the caller, where numbers need no allocation (a function of plain numbers takes a third less). Functions of up to
// 27 bytecodes are inlined into any caller: hence two returns, where one with a condition would make 28.

import { type Binary, binary, type BinaryRow, minus, plus, times } from "../operations/binary.ts";
import { oppositeOf, squareOf } from "../operations/intrinsics.ts";
import { namedAfter } from "../operations/row.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Unary, unary } from "../operations/unary.ts";
import { fold, type Variadic } from "../operations/variadic.ts";

// Sums and products of other than two operands get them as `arguments`. Its length is known where a call is inlined,
// so that no object is made for two operands; and spreading them into a second call would overflow the stack with
// half as many. Three are frequent, and written out; more are computed as numbers up to the first box.
const addAll = (xs: ArrayLike<Scalar>): Scalar => {
  if (xs.length !== 3) return addList(xs);
  const { 0: x, 1: y, 2: z } = xs;
  const areNumbers = typeof x === "number" && typeof y === "number" && typeof z === "number";
  return areNumbers ? x + y + z : plus(plus(x, y), z);
};
const addList = (xs: ArrayLike<Scalar>): Scalar => {
  if (xs.length === 0) return 0;
  const first = xs[0];
  if (typeof first !== "number") return fold(plus, first, xs, 1);
  let result = first;
  for (let i = 1; i < xs.length; i++) {
    const x = xs[i];
    if (typeof x !== "number") return fold(plus, result, xs, i);
    result += x;
  }
  return result;
};
const mulAll = (xs: ArrayLike<Scalar>): Scalar => {
  if (xs.length !== 3) return mulList(xs);
  const { 0: x, 1: y, 2: z } = xs;
  const areNumbers = typeof x === "number" && typeof y === "number" && typeof z === "number";
  return areNumbers ? x * y * z : times(times(x, y), z);
};
const mulList = (xs: ArrayLike<Scalar>): Scalar => {
  if (xs.length === 0) return 1;
  const first = xs[0];
  if (typeof first !== "number") return fold(times, first, xs, 1);
  let result = first;
  for (let i = 1; i < xs.length; i++) {
    const x = xs[i];
    if (typeof x !== "number") return fold(times, result, xs, i);
    result *= x;
  }
  return result;
};

type OfTwo = (x: Scalar, y: Scalar) => Scalar;

/**
 * Returns the sum of any number of reals: x + y + …; 0 of none. An engine passes some 100,000 operands in one call
 * and throws a `RangeError` of its own beyond that: of a longer list, take `sum(xs)`.
 *
 * @example
 * ```ts
 * import { add } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(add(1, 2, 3), 6);
 * ```
 */
export const add: Variadic = /* @__PURE__ */ namedAfter<OfTwo, BinaryRow>(function (x, y) {
  if (arguments.length !== 2) return addAll(arguments);
  if (typeof x !== "number" || typeof y !== "number") return plus(x, y);
  return x + y;
}, plus) as Variadic;

/**
 * Returns the difference of two reals: x − y.
 *
 * @example
 * ```ts
 * import { sub } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sub(5, 3), 2);
 * ```
 */
export const sub: Binary = /* @__PURE__ */ namedAfter((x: Scalar, y: Scalar): Scalar => {
  if (typeof x !== "number" || typeof y !== "number") return minus(x, y);
  return x - y;
}, minus) as Binary;

/**
 * Returns the product of any number of reals: x · y · …; 1 of none. An engine passes some 100,000 operands in one
 * call and throws a `RangeError` of its own beyond that: multiply a longer list in a loop.
 *
 * @example
 * ```ts
 * import { mul } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(mul(2, 3, 4), 24);
 * ```
 */
export const mul: Variadic = /* @__PURE__ */ namedAfter<OfTwo, BinaryRow>(function (x, y) {
  if (arguments.length !== 2) return mulAll(arguments);
  if (typeof x !== "number" || typeof y !== "number") return times(x, y);
  return x * y;
}, times) as Variadic;

const over: Binary = /* @__PURE__ */ binary({
  name: "div",
  value: (x, y) => x / y,
  partials: [(_x, y) => reciprocal(y), (_x, y, z) => neg(div(z, y))],
  domain: [[-3, 3], [0.2, 3]],
});

/**
 * Returns the quotient of two reals: x / y.
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
export const div: Binary = /* @__PURE__ */ namedAfter((x: Scalar, y: Scalar): Scalar => {
  if (typeof x !== "number" || typeof y !== "number") return over(x, y);
  return x / y;
}, over) as Binary;

const opposite: Unary = /* @__PURE__ */ unary({ name: "neg", value: oppositeOf, partials: [-1] });

/**
 * Returns the opposite: −x.
 *
 * @example
 * ```ts
 * import { neg } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(neg(2), -2);
 * ```
 */
export const neg: Unary = /* @__PURE__ */ namedAfter((x: Scalar): Scalar => {
  return typeof x === "number" ? -x : opposite(x);
}, opposite) as Unary;

const squared: Unary = /* @__PURE__ */ unary({
  name: "square",
  value: squareOf,
  partials: [(x) => mul(2, x)],
});

/**
 * Returns the square: x².
 *
 * @example
 * ```ts
 * import { derivative, square } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(square)(3), 6);
 * ```
 */
export const square: Unary = /* @__PURE__ */ namedAfter((x: Scalar): Scalar => {
  return typeof x === "number" ? x * x : squared(x);
}, squared) as Unary;

/**
 * Returns the reciprocal: 1 / x.
 *
 * @example
 * ```ts
 * import { derivative, reciprocal } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(reciprocal)(2), -0.25);
 * ```
 */
export const reciprocal: Unary = /* @__PURE__ */ unary({
  name: "reciprocal",
  value: (x) => 1 / x,
  partials: [(_x, y) => neg(square(y))],
  domain: [0.2, 3],
});
