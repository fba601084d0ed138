// Densities of vectors and matrices, by values of SciPy, in every nest of modes and compiled.

import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { jacfwd, jacrev, type Scalar } from "@fluxion/ad";
import { numericGrad } from "@fluxion/ad/check";
import {
  categoricalLogitLogDensity,
  dirichletLogDensity,
  lkjLogDensity,
  multivariateNormalLogDensity,
} from "@fluxion/ad/density";
import { jit } from "@fluxion/ad/jit";
import { assertClose } from "../assert_close.ts";

const cases: [string, (xs: Scalar[]) => Scalar, number[], number][] = [
  [
    "Dirichlet",
    (xs) => dirichletLogDensity([0.2, 0.3, 0.5], xs),
    [1.5, 2.5, 0.7],
    -0.0910967415917443,
  ],
  [
    "multivariate normal",
    ([x, y, mean, a, b, c]) => multivariateNormalLogDensity([x, y], [mean, 0], [[a, b], [b, c]]),
    [1, 2, 0.5, 4, 2, 5],
    -3.638233927529236,
  ],
  // The correlation matrices of three variables have the volume π²/2.
  [
    "LKJ",
    ([a, b, c, shape]) => lkjLogDensity([[1, a, b], [a, 1, c], [b, c, 1]], shape),
    [0.2, -0.3, 0.4, 1],
    Math.log(2 / Math.PI ** 2),
  ],
  ["categorical", (xs) => categoricalLogitLogDensity(1, xs), [0, Math.LN2, 0], -Math.LN2],
];

describe("Log-densities of lists", () => {
  for (const [name, f, at, expected] of cases) {
    it(`have the value, and gradients and Hessians in all nests of modes: ${name}`, () => {
      assertClose(f(at), expected, 1e-12, 1);
      const gradient = jacrev(f)(at);
      assertClose(jacfwd(f)(at), gradient, 1e-11);
      assertClose(gradient, numericGrad(f)(at), 1e-6, 1);
      const second = jacfwd(jacrev(f))(at);
      for (const other of [jacfwd(jacfwd(f)), jacrev(jacfwd(f)), jacrev(jacrev(f))]) {
        assertClose(other(at), second, 1e-10);
      }
    });

    it(`have the same bits compiled: ${name}`, () => {
      assertEquals(jit(f)(at), f(at));
      assertEquals(jit(jacrev(f))(at), jacrev(f)(at));
    });
  }

  it("refuse lists of different lengths", () => {
    assertThrows(() => dirichletLogDensity([0.5, 0.5], [1, 1, 1]), RangeError, "2 shares");
    assertThrows(
      () => multivariateNormalLogDensity([1, 2, 3], [0, 0], [[1, 0], [0, 1]]),
      RangeError,
      "3 numbers with 2 means",
    );
  });
});
