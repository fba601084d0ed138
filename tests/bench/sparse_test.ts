// The functions of the sparse benchmarks have the shapes that they are named after, and their sparse derivatives
// are the dense ones.

import { hessian, jacobian, type Scalar } from "@fluxion/ad";
import { sparseHessian, sparseJacobian } from "@fluxion/ad/sparse";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { inputs } from "../../bench/inputs.ts";
import { groups } from "../../bench/sparse_bench.ts";
import { reprojectionErrors, sceneOf } from "../../bench/workloads/bundle_adjustment.ts";
import { rosenbrock } from "../../bench/workloads/rosenbrock.ts";
import { shapes } from "../../bench/workloads/shapes.ts";
import { assertClose } from "../assert_close.ts";

describe("The functions of the sparse benchmarks", () => {
  for (const [name, { f, size, colours }] of Object.entries(shapes)) {
    it(`have the Hessian that they are named after: ${name}`, () => {
      const small = inputs(24);
      assertClose(sparseHessian(f)(small).toDense(), hessian(f)(small), 1e-12);
      assertEquals(sparseHessian(f)(inputs(Math.min(size, 2000))).colours, Math.min(colours, 2000));
    });
  }

  it("see each point by four cameras, with fourteen entries in a row of the Jacobian", () => {
    const scene = sceneOf(40);
    const errors = reprojectionErrors(scene);
    const matrix = sparseJacobian(errors)(scene.parameters);
    assertEquals([matrix.size, matrix.colours], [14 * 80, 14]);
    const dense = jacobian(errors)(scene.parameters) as number[][];
    assert(dense.flat().every(Number.isFinite));
    assertClose(matrix.toDense(), dense, 1e-12);
  });

  it("are called by every candidate of every group", () => {
    for (const { candidates, warmSize } of groups) {
      for (const { prepare } of candidates) assert(prepare(warmSize)() !== undefined);
    }
  });

  it("take three colours for Rosenbrock's function, whatever its length", () => {
    for (const n of [10, 1000]) {
      assertEquals(sparseHessian((x: readonly Scalar[]) => rosenbrock(x))(inputs(n)).colours, 3);
    }
  });
});
