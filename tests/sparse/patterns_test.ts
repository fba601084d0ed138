// Patterns of single operations: what is joined, and what is not.

import {
  add,
  checkpoint,
  customJvp,
  derivative,
  div,
  dot,
  exp,
  floor,
  grad,
  hessian,
  implicitRoot,
  logsumexp,
  max,
  mul,
  norm,
  pow,
  type Scalar,
  sin,
  square,
  stopGradient,
  sub,
  sum,
  sumOfSquares,
} from "@fluxion/ad";
import { numericVjp } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { sparseHessian, sparseJacobian, sparsity } from "@fluxion/ad/sparse";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";

const point = [0.5, 0.7, 0.9];

/** The places of a pattern, row by row. */
function placesOf(f: (xs: Scalar[]) => Scalar | Scalar[], of: "jacobian" | "hessian"): string {
  const pattern = sparsity(f as (xs: Scalar[]) => Scalar, { of })(point);
  return Array.from(
    { length: pattern.shape[0] },
    (_, i) => [0, 1, 2].map((j) => pattern.has(i, j) ? "x" : ".").join(""),
  ).join(" ");
}

describe("The pattern of a Jacobian", () => {
  it("has what results depend on, and no structural zeros", () => {
    const f = ([x, y, z]: Scalar[]) => [mul(x, z), floor(y), stopGradient(x), sub(y, y), 7];
    assertEquals(placesOf(f, "jacobian"), "x.x ... ... .x. ...");
  });

  it("looks into checkpoints, and takes rules and black boxes as full", () => {
    const body = ([x, y]: Scalar[]) => [sin(x), exp(y)];
    const rule = customJvp(body, ([[x, y]], [[dx, dy]]) => [
      body([x, y]),
      [mul(sin(add(x, Math.PI / 2)), dx), mul(exp(y), dy)],
    ]) as (xs: Scalar[]) => Scalar[];
    const box = numericVjp(([x, y]: number[]) => [x, y]) as unknown as typeof rule;
    assertEquals(placesOf((xs) => checkpoint(body)(xs), "jacobian"), "x.. .x.");
    assertEquals(placesOf(([x, y]) => rule([x, y]), "jacobian"), "xx. xx.");
    assertEquals(placesOf(([x, y]) => box([x, y]), "jacobian"), "xx. xx.");
  });
});

describe("The pattern of a Hessian", () => {
  const cases: [string, (xs: Scalar[]) => Scalar, string][] = [
    ["nothing of what is linear", ([x, y, z]) => add(sub(x, y), mul(3, z)), "... ... ..."],
    ["a pair of a product", ([x, y]) => mul(x, y), ".x. x.. ..."],
    ["a row and a column of a quotient", ([x, y]) => div(x, y), ".x. xx. ..."],
    ["both of a power", ([x, y]) => pow(x, y), "xx. xx. ..."],
    ["the diagonal of a sum of squares", (xs) => sumOfSquares(xs), "x.. .x. ..x"],
    ["the diagonal of a sum of functions", (xs) => sum(xs.map(sin)), "x.. .x. ..x"],
    ["pairs of an inner product", ([x, y, z]) => dot([x, y], [y, z]), ".x. x.x .x."],
    ["all of a norm", (xs) => norm(xs), "xxx xxx xxx"],
    ["all of a log of a sum of exponentials", (xs) => logsumexp(xs), "xxx xxx xxx"],
    ["what a curved function was applied to", ([x, y, z]) => add(sin(mul(x, y)), z), "xx. xx. ..."],
    ["nothing that the result does not depend on", ([x, y]) => (mul(x, y), x), "... ... ..."],
    [
      "what a gradient inside brings together",
      ([x, y]) => grad((t) => mul(t, t, x))(y),
      ".x. x.. ...",
    ],
  ];
  for (const [what, f, expected] of cases) {
    it(`has ${what}`, () => assertEquals(placesOf(f, "hessian"), expected));
  }

  it("covers both of a maximum, whichever it selects, for the kink between them", () => {
    assertEquals(placesOf(([x, y]) => max(x, y), "hessian"), "xx. xx. ...");
  });
});

describe("Sparse derivatives", () => {
  it("of a black box are those of its differences, and a second one is refused", () => {
    const box = numericVjp((x: number) => x ** 3);
    const f = (xs: Scalar[]) => xs.map((x) => box(x));
    const matrix = sparseJacobian(f)([1, 2]);
    assertEquals(matrix.colours, 1);
    assertClose(matrix.toDense(), [[3, 0], [0, 12]], 1e-8);
    let refusal: unknown;
    try {
      sparseHessian((xs: Scalar[]) => sum(f(xs)))([1, 2]);
    } catch (error) {
      refusal = error;
    }
    assert(String(refusal).includes("second derivatives"), String(refusal));
  });

  it("of solutions of equations are those of the equations, of second order too", () => {
    const root = implicitRoot(
      (x: Scalar, a: Scalar) => sub(square(x), a),
      (a: number) => Math.sqrt(a),
    );
    const roots = (xs: Scalar[]) => sum(xs.map((x) => root(x)));
    const matrix = sparseHessian(roots)([1, 4, 9]);
    assertEquals([matrix.size, matrix.colours], [3, 1]);
    assertClose(matrix.toDense(), hessian(roots)([1, 4, 9]), 1e-14);
  });

  it("follow what they close over, of any level", () => {
    const bend = (k: Scalar) =>
      sparseHessian(([x, y]: Scalar[]) => mul(k, square(x), y))([2, 3]).at(0, 1) as Scalar;
    assertEquals([derivative(bend)(5), grad(bend)(5)], [4, 4]);
    const slope = (k: Scalar) =>
      sparseJacobian((xs: Scalar[]) => xs.map((x) => mul(k, k, x)))([2, 3]).at(1, 1) as Scalar;
    assertEquals([derivative(slope)(5), grad(slope)(5)], [10, 10]);
  });

  it("of a compiled function are those of the function", () => {
    const f = (xs: Scalar[]) => sum(xs.map((x) => mul(x, x, x)));
    const compiled = jit(f);
    compiled([1, 2]);
    assertEquals(sparseHessian(compiled)([1, 2]).toDense(), [[6, 0], [0, 12]]);
  });
});
