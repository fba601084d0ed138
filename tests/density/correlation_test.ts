// Correlation matrices by their Cholesky factors: the density agrees with that of the matrix, and the bijector
// stretches as it says.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { grad, jacfwd, jacobian, jacrev, type Scalar } from "@fluxion/ad";
import * as d from "@fluxion/ad/density";
import { jit } from "@fluxion/ad/jit";
import { logDeterminant, matmul, transpose } from "@fluxion/ad/linalg";
import { assertClose } from "../assert_close.ts";
import { law } from "../laws/runs.ts";

const { constrain, unconstrain, logJacobian } = d.correlationCholeskyFactorBijector;
const real = fc.double({ min: -2, max: 2, noNaN: true });
const six = fc.tuple(real, real, real, real, real, real);
const below = (matrix: readonly (readonly Scalar[])[]) =>
  matrix.flatMap((row, i) => row.slice(0, i));
const correlationOf = (ys: Scalar[]) => {
  const factor = constrain(ys);
  return matmul(factor, transpose(factor)) as Scalar[][];
};

describe("Cholesky factors of correlation matrices", () => {
  law(
    "are made by a bijector: rows of norm 1, its way back, and the determinant of its Jacobian",
    fc.property(six, (ys) => {
      const factor = constrain(ys) as number[][];
      for (const row of factor) assertClose(Math.hypot(...row), 1, 1e-14);
      assertClose(unconstrain(factor), ys, 1e-11, 1);
      const matrix = jacobian((zs: Scalar[]) => below(constrain(zs)))([...ys]);
      assertClose(logJacobian(ys), logDeterminant(matrix as number[][]), 1e-11, 1);
    }),
  );

  law(
    "have the LKJ density of their matrices, and of the Jacobian from these",
    fc.property(six, fc.double({ min: 0.1, max: 5, noNaN: true }), (ys, shape) => {
      const ofFactor = d.lkjCholeskyLogDensity(constrain(ys), shape) as number;
      const ofMatrix = d.lkjLogDensity(correlationOf([...ys]), shape) as number;
      const through = jacobian((zs: Scalar[]) => below(correlationOf(zs)))([...ys]);
      const stretch = logDeterminant(through as number[][]) as number;
      assertClose(ofFactor + (logJacobian(ys) as number), ofMatrix + stretch, 1e-9, 1);
    }),
  );

  it("are differentiated in all modes, and compiled", () => {
    const of = (zs: Scalar[]) => {
      const [shape, ...ys] = zs;
      return d.lkjCholeskyLogDensity(constrain(ys), shape);
    };
    const at = [1.7, 0.3, -0.4, 0.9];
    assertClose(jacfwd(of)(at), jacrev(of)(at), 1e-12);
    assertClose(jacrev(jacrev(of))(at), jacfwd(jacrev(of))(at), 1e-11);
    assertEquals(jit(of)(at), of(at));
    assertEquals(jit(grad(of))(at), grad(of)(at));
  });

  it("keep their digits by correlations of nearly 1", () => {
    const ys = [20, 15, 18];
    assertClose(unconstrain(constrain(ys)), ys, 1e-14);
    assert(Number.isFinite(logJacobian([800, 900, -700])));
  });

  it("are refused where they are none", () => {
    assertThrows(() => constrain([1, 2]), RangeError, "correlation matrix of 2 reals");
    assertThrows(() => logJacobian([1, 2]), RangeError, "n(n − 1)/2");
    assertThrows(() => d.lkjCholeskyLogDensity([[1], [0, 1]], 1), RangeError, "square");
    assertEquals(d.lkjCholeskyLogDensity([[1, 0], [1, -1]], 1), NaN);
    assertEquals(d.lkjCholeskyLogDensity([[1, 0], [0, 1]], -1), NaN);
    assertEquals(constrain([]), [[1]]);
  });
});
