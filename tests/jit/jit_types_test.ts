// The types of compiled functions are those of the functions, with numbers for numbers. Most of this file is checked, not run.

import { grad, hessian, mul, type Scalar, sin, valueAndGrad } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assert, type IsExact } from "@std/testing/types";

describe("The type of a compiled function", () => {
  it("is that of the function, and answers numbers for numbers", () => {
    const f = jit((x: Scalar, name: string) => name === "sine" ? sin(x) : [x]);
    const answer = f(1, "sine");
    assert<IsExact<typeof answer, number | number[]>>(true);
    const scalars = f(1 as Scalar, "sine");
    assert<IsExact<typeof scalars, Scalar | Scalar[]>>(true);
    assert<IsExact<Parameters<typeof f>, [x: Scalar, name: string]>>(true);
    assertEquals(answer, Math.sin(1));
  });

  it("follows the arguments where it is a derivative", () => {
    const slope = jit(grad((x: Scalar) => mul(x, x)))(3);
    assert<IsExact<typeof slope, number>>(true);
    const loss = (model: { w: Scalar[]; b: Scalar }) => mul(model.w[0], model.b);
    const gradient = jit(grad(loss))({ w: [2], b: 3 });
    assert<IsExact<typeof gradient, { w: number[]; b: number }>>(true);
    const both = jit(valueAndGrad(loss))({ w: [2], b: 3 });
    assert<IsExact<typeof both, [value: number, gradient: { w: number[]; b: number }]>>(true);
    const typed = jit(grad((x: readonly Scalar[]) => x[0]))(new Float64Array(1));
    assert<IsExact<typeof typed, Float64Array<ArrayBuffer>>>(true);
    const matrix = jit(hessian((x: Scalar[]) => mul(x[0], x[0])))([1]);
    assert<IsExact<typeof matrix, number[][]>>(true);
    assertEquals([slope, gradient, both], [6, { w: [3], b: 2 }, [6, { w: [3], b: 2 }]]);
    assertEquals([typed, matrix], [Float64Array.of(1), [[2]]]);
  });

  it("is that of the output, for into", () => {
    const gradient = jit(grad((x: readonly Scalar[]) => mul(x[0], x[0])));
    const output = gradient.into(new Float64Array(1), [3]);
    assert<IsExact<typeof output, Float64Array<ArrayBuffer>>>(true);
    assertEquals(output, Float64Array.of(6));
  });

  it("refuses what the function refuses, and what is no function", () => {
    const f = jit((x: Scalar) => x);
    // @ts-expect-error a string is no scalar
    f("1");
    // @ts-expect-error a string is no scalar
    assertThrows(() => f.into([1], "1"));
    // @ts-expect-error it takes a function
    assertThrows(() => jit(3), TypeError);
    // @ts-expect-error it takes numbers
    assertThrows(() => jit(f, { maximumVariants: "3" }), RangeError);
  });
});
