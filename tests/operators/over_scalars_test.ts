// A function of plain numbers keeps what it is, and gets the types that entry points over scalars ask for.

import { derivative as derivativeOfScalars, type Scalar } from "@fluxion/ad";
import { derivative, overScalars } from "@fluxion/ad/operators";
import { sparseHessian, sparseJacobian } from "@fluxion/ad/sparse";
import { jet } from "@fluxion/ad/taylor";
import { checkGrads } from "@fluxion/ad/check";
import { trace } from "@fluxion/ad/trace";
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { AssertTrue, IsExact } from "@std/testing/types";
import { describe, it } from "@std/testing/bdd";
import { lifted } from "./loaded.ts";

const model = await lifted(`"use ad";
export const cubed = (x) => x ** 3;
export const neighbours = (xs) => xs.slice(1).map((x, i) => x * xs[i]);
export const energy = (xs) => xs.reduce((sum, x) => sum + x ** 4, 0);
`) as unknown as {
  readonly cubed: (x: number) => number;
  readonly neighbours: (xs: readonly number[]) => number[];
  readonly energy: (xs: readonly number[]) => number;
};

describe("A function of plain numbers, over scalars", () => {
  it("is the function itself, with other types", () => {
    const over = overScalars(model.neighbours);
    type _ = AssertTrue<IsExact<typeof over, (xs: Scalar[]) => Scalar[]>>;
    assert(over as unknown === model.neighbours);
  });

  it("is traced, also where it is a derivative", () => {
    assertEquals(trace(overScalars(model.cubed))(2).steps.length, 2);
    assert(/x/.test(trace(overScalars(derivative(model.cubed)), { names: ["x"] })(2).toInfix()));
  });

  it("has sparse derivatives and Taylor series, and mixes with functions of scalars", () => {
    const jacobian = sparseJacobian(overScalars(model.neighbours))([1, 2, 3]);
    assertEquals(jacobian.toDense(), [[2, 1, 0], [0, 3, 2]]);
    assertEquals(sparseHessian(overScalars(model.energy))([1, 2]).toDense(), [[12, 0], [0, 48]]);
    assertEquals(jet(overScalars(model.cubed), [2], [[1, 0]])[1], [12, 6]);
    checkGrads(overScalars(model.neighbours), [[1, 2, 3]]);
    assertEquals(derivativeOfScalars(overScalars(derivative(model.cubed)))(2), 12);
  });

  it("says so where it is marked and has not been lifted", () => {
    const unlifted = (x: number) => {
      "use ad";
      return x * x;
    };
    assertThrows(() => overScalars(unlifted), TypeError, "loaded without the transformer");
  });
});
