// Operations of a user's own, made as the built-in ones are. Their rows are checked, as tests check those of the library,
// and marked, so that nothing keeps them longer than the user does, and so that views of a program can tell two of the
// same name apart.

import { binary } from "./binary.ts";
import type { Binary, BinaryRow } from "./binary_row.ts";
import { type Nary, nary, type NaryRow } from "./nary.ts";
import { keptPartial } from "../values/membership.ts";
import { ownRow } from "../values/operation.ts";
import { checkListRow, checkRow } from "./row.ts";
import { type Unary, unary, type UnaryRow } from "./unary.ts";

/**
 * Returns an operation of one real y = f(x), made from its value and its derivative. The built-in ones are made
 * in the same way, and the result works in every mode and nesting.
 *
 * @throws {TypeError} if the row has no value or not one partial.
 *
 * @example The cardinal sine, with f'(x) = (cos x − f(x)) / x
 * ```ts
 * import { cos, derivative, div, sub, unary } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const sinc = unary({
 *   name: "sinc",
 *   value: (x) => Math.sin(x) / x,
 *   partials: [(x, y) => div(sub(cos(x), y), x)],
 * });
 * assertAlmostEquals(derivative(sinc)(2), -0.4353977749799916, 1e-15);
 * assertAlmostEquals(derivative(derivative(sinc))(2), -0.0192509384328492, 1e-15);
 * ```
 */
export function ownUnary(row: UnaryRow): Unary {
  checkRow(row, 1);
  return unary(ownRow(row), keptPartial);
}

/**
 * Returns an operation of two reals z = f(x, y), made from its value and its two partial derivatives. The
 * built-in ones are made in the same way, and the result works in every mode and nesting.
 *
 * @throws {TypeError} if the row has no value or not two partials.
 *
 * @example f(x, y) = x·y², with ∂f/∂x = y² and ∂f/∂y = 2·x·y
 * ```ts
 * import { binary, grad, mul, square } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const f = binary({
 *   name: "f",
 *   value: (x, y) => x * y * y,
 *   partials: [(_x, y) => square(y), (x, y) => mul(2, x, y)],
 * });
 * assertEquals(f(2, 3), 18);
 * assertEquals(grad(f, { argnums: [0, 1] })(2, 3), [9, 12]);
 * ```
 */
export function ownBinary(row: BinaryRow): Binary {
  checkRow(row, 2);
  return binary(ownRow(row), keptPartial);
}

/**
 * Returns an operation of a list of reals z = f(x₁ … xₙ), of any length, made from its value and its partial
 * derivatives, which one function returns for all operands. The built-in ones are made in the same way, and
 * the result works in every mode and nesting.
 *
 * @throws {TypeError} if the row has no value, or its partials are neither a function nor a number; when it is
 * differentiated, if there is not one partial for each operand.
 *
 * @example The sum of cubes, with ∂f/∂xᵢ = 3·xᵢ²
 * ```ts
 * import { grad, mul, nary, type Scalar, square } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const sumOfCubes = nary({
 *   name: "sumOfCubes",
 *   value: (xs) => Array.from(xs).reduce((sum, x) => sum + x ** 3, 0),
 *   partials: (xs) => xs.map((x) => mul(3, square(x))),
 * });
 * assertEquals(sumOfCubes([1, 2]), 9);
 * assertEquals(grad((xs: Scalar[]) => sumOfCubes(xs))([1, 2]), [3, 12]);
 * ```
 */
export function ownNary(row: NaryRow): Nary {
  checkListRow(row);
  return nary(ownRow(row), keptPartial);
}
