// The workloads whose gradients can be written down: each against its formula.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { grad } from "@fluxion/ad";
import { determinant as determinantOf, inverse, Matrix } from "ml-matrix";
import { det, determinant } from "../../../bench/gradbench/det.ts";
import { hello } from "../../../bench/gradbench/hello.ts";
import { kmeans } from "../../../bench/gradbench/kmeans.ts";
import { llsq } from "../../../bench/gradbench/llsq.ts";
import { lse } from "../../../bench/gradbench/lse.ts";
import { last, ode } from "../../../bench/gradbench/ode.ts";
import { inputs } from "../../../bench/inputs.ts";
import { assertClose } from "../../assert_close.ts";

describe("The workload hello", () => {
  it("squares, and doubles by the derivative of that", () => {
    assertEquals([hello.square(3)(), hello.double(3)()], [9, 6]);
  });
});

describe("The workload llsq", () => {
  // At the places −1, 0 and 1 a parabola leaves the residuals −1 − a + b − c, −a and 1 − a − b − c.
  it("is half the sum of squares at three places, with its gradient", () => {
    const input = { x: [0.5, 0.25, -2], n: 3 };
    const [left, middle, right] = [0.75, -0.5, 2.25];
    assertClose(llsq.primal(input)(), (left ** 2 + middle ** 2 + right ** 2) / 2);
    assertClose(llsq.gradient(input)(), [-left - middle - right, left - right, -left - right]);
  });

  it("has the gradient 0 where the fit is perfect", () => {
    assertClose(llsq.gradient({ x: [0, 1], n: 2 })(), [0, 0]);
  });
});

describe("The workload lse", () => {
  it("is the logarithm of the sum of exponentials, with their shares for a gradient", () => {
    const x = inputs(50);
    const exponentials = x.map(Math.exp);
    const total = exponentials.reduce((sum, exponential) => sum + exponential);
    assertClose(lse.primal({ x })(), Math.log(total));
    assertClose(lse.gradient({ x })(), exponentials.map((exponential) => exponential / total));
  });

  it("does not overflow", () => {
    assertClose(lse.primal({ x: [1000, 1000] })(), 1000 + Math.LN2);
    assertClose(lse.gradient({ x: [1000, 1000] })(), [0.5, 0.5]);
  });
});

describe("The workload ode", () => {
  // yᵢ(2) = x₀ ⋯ xᵢ·2ⁱ⁺¹/(i + 1)!, which the method hits exactly up to i = 3.
  const x = [0.5, -1.5, 2, 0.75];
  const end = 0.5 * -1.5 * 2 * 0.75 * 16 / 24;
  const slopes = x.map((xi) => end / xi);

  for (const s of [1, 7]) {
    it(`solves up to degree four in ${s} steps, and differentiates the last component, with a limited tape as well`, () => {
      assertClose(ode.primal({ x, s })(), [1, -1.5, -2, end], 1e-11);
      assertClose(ode.gradient({ x, s })(), slopes, 1e-11);
      assertClose(grad(last)(x, s, 1), slopes, 1e-11);
    });
  }
});

describe("The workload det", () => {
  for (const ell of [1, 2, 5, 7]) {
    it(`expands ${ell} rows, and has the cofactors for a gradient, with a limited tape as well`, () => {
      const A = inputs(ell * ell);
      const matrix = new Matrix(
        Array.from({ length: ell }, (_, i) => A.slice(ell * i, ell * (i + 1))),
      );
      const expected = determinantOf(matrix);
      const cofactors = inverse(matrix).transpose().mul(expected);
      assertClose(det.primal({ A, ell })(), expected, 1e-10);
      for (const limit of [0, 10, 1000, Infinity]) {
        assertClose(grad(determinant)(A, ell, limit), cofactors.to1DArray(), 1e-10);
      }
      assertClose(det.gradient({ A, ell })(), cofactors.to1DArray(), 1e-10);
    });
  }
});

describe("The workload kmeans", () => {
  const points = [[0, 1], [2, 1], [1, 4], [10, 10], [12, 14]];
  const centroids = [[0, 0], [9, 9]];

  it("sums the squared distances to the nearest centroids", () => {
    assertEquals(kmeans.cost({ points, centroids })(), 1 + 5 + 17 + 2 + 34);
  });

  // Newton's step on a sum of squares ends at the mean.
  it("directs each centroid away from the mean of the points that are nearest to it", () => {
    assertClose(kmeans.dir({ points, centroids })(), [[0 - 1, 0 - 2], [9 - 11, 9 - 12]]);
  });
});
