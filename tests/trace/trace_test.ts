// A trace as people meet it: the table of the classic function, paths, branches, and what is refused.

import { add, customVjp, grad, log, lt, mul, type Scalar, sin, value } from "@fluxion/ad";
import { trace } from "@fluxion/ad/trace";
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assert, type IsExact } from "@std/testing/types";
import { inspect } from "node:util";

const classic = (a: Scalar, b: Scalar) => log(mul(a, b));
const named = { names: ["a", "b"] };

function lines(program: { toString(): string }): string[] {
  return String(program).split("\n");
}

describe("The trace of log(a·b) at (2, 3)", () => {
  const program = trace(classic, named)(2, 3);

  it("is its Wengert list, with tangents and adjoints", () => {
    assertEquals(lines(program.tangents([1, 0]).adjoints()), [
      "step  expression  primal    tangent  adjoint",
      "v₋₁   a           2         1        0.5",
      "v₀    b           3         0        0.3333333",
      "v₁    v₋₁·v₀      6         3        0.1666667",
      "v₂    log(v₁)     1.791759  0.5      1",
      "      result = v₂",
    ]);
  });

  it("has steps with their operations, operands and numbers", () => {
    const { steps, inputs, outputs } = program.adjoints();
    assertEquals(steps.map(({ operation }) => operation), [undefined, undefined, "mul", "log"]);
    assertEquals(steps[2].operands, [
      { name: "v₋₁", primal: 2, step: 0 },
      { name: "v₀", primal: 3, step: 1 },
    ]);
    assertEquals(steps.map(({ primal }) => primal), [2, 3, 6, Math.log(6)]);
    assertEquals(steps.map(({ adjoint }) => adjoint), [3 / 6, 2 / 6, 1 / 6, 1]);
    assertEquals(inputs.map(({ path }) => path), ["a", "b"]);
    assertEquals(outputs, [
      { path: "result", operand: { name: "v₂", primal: Math.log(6), step: 3 } },
    ]);
  });

  it("is not changed by being annotated", () => {
    program.tangents([1, 1]);
    assertEquals([program.hasTangents, program.steps[0].tangent], [false, undefined]);
  });

  it("is printed as its table by Deno, Node and notebooks", () => {
    const table = String(program);
    assertEquals(Deno.inspect(program), table);
    assertEquals(inspect(program), table);
    const display = (program as unknown as Record<symbol, () => Record<string, string>>)[
      Symbol.for("Jupyter.display")
    ];
    const bundle = display.call(program);
    assertEquals(bundle["text/plain"], table);
    assertStringIncludes(bundle["text/html"], '<td style="text-align:left">log(v₁)</td>');
  });

  it("has the arguments of the function as the types of its own", () => {
    assert<IsExact<Parameters<typeof program.tangents>[0], readonly [Scalar, Scalar] | undefined>>(
      true,
    );
    assert<IsExact<Parameters<typeof program.adjoints>[0], Scalar | undefined>>(true);
  });
});

describe("A trace", () => {
  it("shows what was written: a factor 1, a repeated step once, and nothing that is not used", () => {
    const f = (x: Scalar) => {
      sin(x);
      return add(mul(x, 1), mul(x, 1));
    };
    assertEquals(lines(trace(f)(4)), [
      "step  expression  primal",
      "v₀    x           4",
      "v₁    v₀·1        4",
      "v₂    v₁ + v₁     8",
      "      result = v₂",
    ]);
  });

  it("names inputs and outputs by their paths in trees", () => {
    const f = (params: { w: readonly Scalar[]; b: Scalar }, x: readonly Scalar[]) => ({
      y: [mul(params.w[0], x[1]), 7],
      "of b": params.b,
    });
    const program = trace(f, { names: ["params", "x"] })({ w: [1, 2], b: 3 }, new Float64Array(2));
    const paths = ["params.w[0]", "params.w[1]", "params.b", "x[0]", "x[1]"];
    assertEquals(program.inputs.map(({ path }) => path), paths);
    assertEquals(lines(program).slice(-3), [
      "      result.y[0] = v₁",
      "      result.y[1] = 7",
      '      result["of b"] = v₋₂',
    ]);
    const unnamed = trace(f)({ w: [1], b: 3 }, [1, 2]);
    const args = ["args[0].w[0]", "args[0].b", "args[1][0]", "args[1][1]"];
    assertEquals(unnamed.inputs.map(({ path }) => path), args);
    assertEquals(trace((x: Scalar[]) => x[0])([1]).inputs.map(({ path }) => path), ["x[0]"]);
  });

  it("shows the questions by which a loop has taken its way", () => {
    const f = (x: Scalar) => {
      let y = x;
      while (lt(y, 5)) y = mul(2, y);
      return mul(y, value(x));
    };
    assertEquals(lines(trace(f)(2).adjoints()), [
      "step  expression  primal  adjoint",
      "v₀    x            2      8",
      "      v₀ < 5: yes",
      "v₁    2·v₀         4      4",
      "      v₁ < 5: yes",
      "v₂    2·v₁         8      2",
      "      v₂ < 5: no",
      "      value of v₀: 2",
      "v₃    v₂·2        16      1",
      "      result = v₃",
    ]);
  });

  it("of a gradient is the program of the gradient", () => {
    assertEquals(lines(trace(grad(classic, { argnums: [0, 1] }), named)(2, 3)), [
      "step  expression  primal",
      "v₋₁   a           2",
      "v₀    b           3",
      "v₁    v₋₁·v₀      6",
      "v₂    1 / v₁      0.1666667",
      "v₃    v₂·1        0.1666667",
      "v₄    v₀·v₃       0.5",
      "v₅    v₋₁·v₃      0.3333333",
      "      result[0] = v₄",
      "      result[1] = v₅",
    ]);
  });

  it("is not annotated without a function's own rule, which the trace of its derivative has", () => {
    const doubled = customVjp((x) => x, (x) => [x, undefined], (_none, seed) => [mul(2, seed)]);
    const f = (x: Scalar) => mul(doubled(x), x);
    assertThrows(() => trace(f)(3).adjoints(), TypeError, "has a rule of its own");
    assertThrows(() => trace(f)(3).tangents(), TypeError, "trace(grad(f))");
    assertEquals(trace(grad(f))(3).outputs[0].operand.primal, 9);
    const onNumbers = (x: Scalar) => mul(x, doubled(3));
    assertEquals(trace(onNumbers)(2).adjoints().inputs[0].adjoint, 3);
  });
});

describe("trace refuses", () => {
  it("what is no function, and arguments and results that hold what is no number", () => {
    assertThrows(() => trace(3 as never), TypeError, "Cannot take a trace of the number 3");
    const first = trace((xs: readonly Scalar[]) => xs[0]);
    assertThrows(() => first(["2" as never]), TypeError, "args[0][0] is a string");
    assertThrows(() => trace((x: Scalar) => ({ x, y: "2" }))(1), TypeError, "result.y is a string");
  });

  it("names that do not fit", () => {
    assertThrows(() => trace(classic, { names: ["a"] })(2, 3), RangeError, "a name of its own");
    assertThrows(
      () => trace(classic, { names: ["a", "a"] })(2, 3),
      RangeError,
      "a name of its own",
    );
  });

  it("to run inside a derivative or another trace, and to take in what a derivative follows", () => {
    const inside = (x: Scalar) => trace((y: Scalar) => mul(2, y))(x).outputs[0].operand.primal;
    assertThrows(() => grad(inside)(1), TypeError, "inside a derivative");
    assertThrows(() => trace(inside)(1), TypeError, "trace the outer one");
    const closing = (x: Scalar) => trace((y: Scalar) => mul(x, y))(2).outputs[0].operand.primal;
    assertThrows(() => grad(closing)(1), TypeError, "a value that a derivative follows");
  });

  it("to guess a seed, or to take one of another structure", () => {
    const program = trace((x: Scalar, y: Scalar) => [mul(x, y), x])(2, 3);
    assertThrows(() => program.tangents(), RangeError, "the arguments hold 2 numbers");
    assertThrows(() => program.adjoints(), RangeError, "the result holds 2 numbers");
    assertThrows(() => program.adjoints([1]), TypeError, "Cannot pair cotangent with result");
  });
});
