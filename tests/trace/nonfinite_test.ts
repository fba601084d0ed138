// Where a NaN or an infinity comes from: the step is named, with its operands, on the way there or back.

import {
  add,
  div,
  exp,
  grad,
  log,
  max,
  mul,
  pow,
  type Scalar,
  sqrt,
  square,
  sub,
  sum,
  type Unary,
  unary,
} from "@fluxion/ad";
import { checkGrads } from "@fluxion/ad/check";
import { trace } from "@fluxion/ad/trace";
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A row that is constant between its steps. */
function flat(name: string, value: (x: number) => number): Unary {
  return unary({ name, value, partials: [0] });
}

function found(
  f: (x: Scalar) => Scalar,
  x: number,
): [string, string | undefined, string] | undefined {
  const nonfinite = trace(f)(x).nonfinite();
  return nonfinite && [nonfinite.direction, nonfinite.step?.name, nonfinite.message];
}

describe("nonfinite", () => {
  it("is silent where all is finite, forward and backward", () => {
    assertEquals(found((x) => sqrt(square(x)), 3), undefined);
    assertEquals(found((x) => max(x, -Infinity), 3), undefined);
  });

  it("names the step that makes an infinity or a NaN of finite operands", () => {
    assertEquals(found((x) => exp(log(sub(x, 1))), 1), [
      "forward",
      "v₂",
      "v₂ = log(v₁) is -Infinity, at v₁ = 0",
    ]);
    assertEquals(found((x) => div(sub(x, 2), sub(x, 2)), 2), [
      "forward",
      "v₂",
      "v₂ = v₁ / v₁ is NaN, at v₁ = 0",
    ]);
    assertEquals(found((x) => mul(x, 2), NaN), ["forward", "v₀", "The input x is NaN"]);
  });

  it("names the step with a finite value and an infinite derivative", () => {
    assertEquals(found((x) => sqrt(square(x)), 0), [
      "backward",
      "v₂",
      "v₂ = sqrt(v₁) is 0, and its derivative by v₁ is Infinity, at v₁ = 0",
    ]);
  });

  it("names the step at which 0 meets an infinite derivative on the way back", () => {
    assertEquals(found((x) => mul(x, sqrt(x)), 0), [
      "backward",
      "v₁",
      "v₁ = sqrt(v₀) is 0, and its derivative by v₀ is Infinity, at v₀ = 0 (the input x); times the adjoint of v₁, 0, that is NaN",
    ]);
  });

  it("names the step with a finite derivative and no second one", () => {
    const kink = flat("kink", (x) => x === 0 ? NaN : 0);
    const side = unary({ name: "side", value: Math.sign, partials: [(x) => kink(x)] });
    const bent = unary({ name: "bent", value: Math.abs, partials: [(x) => side(x)] });
    const message =
      "v₁ = bent(v₀) is 0, and its second derivative by v₀ is NaN, at v₀ = 0 (the input x)";
    assertEquals(found((x) => square(bent(x)), 0), ["second", "v₁", message]);
    assertEquals(found((x) => bent(x), 2), undefined);
    assertEquals(found(grad((x: Scalar) => bent(x)), 0)?.slice(0, 2), ["backward", "v₁"]);
    assertEquals(found((x) => pow(x, 1.5), 0)?.slice(0, 2), ["second", "v₁"]);
    const { message: complaint } = assertThrows(
      () => checkGrads((x) => square(bent(x)), [0]),
      Error,
    );
    assertStringIncludes(complaint, "gives NaN");
    assertStringIncludes(complaint, message.replace("input x", "input args[0]"));
  });

  it("knows what a derivative does not follow: the exponent of a power of a negative number", () => {
    assertEquals(found((x) => pow(x, 2), -1), undefined);
    assertEquals(found((x) => pow(x, add(x, 3)), -1)?.slice(0, 2), ["backward", "v₂"]);
  });

  it("says where finite contributions add up to an infinity", () => {
    const f = (x: Scalar) => sum([mul(x, 1e308), mul(1e308, x)]);
    assertEquals(found(f, 0), [
      "backward",
      "v₀",
      "What flows back to the input x adds up to Infinity",
    ]);
  });

  it("names the inputs that the step reads, but not all of many", () => {
    const norm = (params: { w: Scalar[] }) => sqrt(sum(params.w.map((w) => square(w))));
    assertEquals(
      trace(norm, { names: ["params"] })({ w: [1e200, 0] }).nonfinite()?.message,
      "v₁ = v₋₁² is Infinity, at v₋₁ = 1e200 (the input params.w[0])",
    );
    const many = Array.from({ length: 20 }, () => 1e308);
    assertEquals(
      trace((x: Scalar[]) => sum(x))(many).nonfinite()?.message.replace(/^.* at /, ""),
      "v₋₁₉ = 1e308 (the input x[0]), v₋₁₈ = 1e308 (the input x[1]), v₋₁₇ = 1e308 (the input x[2]), " +
        "v₋₁₆ = 1e308 (the input x[3]) and 16 more",
    );
  });

  it("says that a constant among the results is none of the steps'", () => {
    const f = (x: Scalar) => ({ loss: Math.log(-1), x: mul(2, x) });
    assertEquals(
      trace(f)(1).nonfinite()?.message,
      "No step makes it: result.loss is the constant NaN",
    );
    assertEquals(trace(f)(1).nonfinite()?.step, undefined);
  });

  it("starts from the adjoints of the trace where it has some", () => {
    const program = trace((x: Scalar) => [sqrt(x), x])(0);
    assertEquals(program.adjoints([1, 1]).nonfinite()?.step?.name, "v₁");
    assertEquals(program.nonfinite()?.direction, "backward");
    assertEquals(
      program.adjoints([-1, 0]).nonfinite()?.message,
      "v₁ = sqrt(v₀) is 0, and its derivative by v₀ is Infinity, at v₀ = 0 (the input x); times the adjoint of v₁, -1, that is -Infinity",
    );
  });
});
