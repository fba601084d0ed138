// What the playground knows of every step: the numbers of its three modes, against the library called
// directly, and formulas of derivatives that its own parser reads again.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { derivative, grad, hvp, jvp, log, mul, type Scalar, vjp } from "@fluxion/ad";
import { trace } from "@fluxion/ad/trace";
import { type Formula, parseFormula } from "../../examples/playground/formula.ts";
import { annotated } from "../../examples/playground/program.ts";
import { readingsOf } from "../../examples/playground/readings.ts";
import type { Mode, Scene } from "../../examples/playground/scene.ts";
import { assertClose } from "../assert_close.ts";
import { table } from "../laws/operations.ts";

function sceneOf(
  formula: Formula,
  point: readonly number[],
  direction: readonly number[],
  mode: Mode,
): Scene {
  return {
    formula,
    inputs: formula.variables.map((name, i) => ({
      name,
      value: point[i],
      tangent: direction[i],
      range: [-5, 5],
    })),
    mode,
    axes: [0, 1],
    readings: readingsOf(formula, point, direction),
  };
}

describe("The steps of log(a·b) at (2, 3) along (1, −2)", () => {
  const point = [2, 3];
  const direction = [1, -2];
  const of = (mode: Mode) => annotated(sceneOf(parseFormula("log(a*b)"), point, direction, mode));
  const all = ([a, b]: Scalar[]) => [a, b, mul(a, b), log(mul(a, b))];

  it("have tangents in forward mode", () => {
    const { program: { steps }, turnings } = of("forward");
    assertClose(steps.map(({ tangent }) => tangent), jvp(all, [point], [direction])[1]);
    assertEquals([turnings, ...steps.map(({ adjoint }) => adjoint)], Array(5).fill(undefined));
  });

  it("have adjoints in reverse mode", () => {
    const { program: { steps }, turnings } = of("reverse");
    const [, pull] = vjp(all, [point]);
    const expected = [...pull([0, 0, 0, 1]), derivative(log)(6), 1];
    assertClose(steps.map(({ adjoint }) => adjoint), expected);
    assertEquals([turnings, ...steps.map(({ tangent }) => tangent)], Array(5).fill(undefined));
  });

  it("have tangents of adjoints in forward mode on reverse mode", () => {
    const f = (xs: Scalar[]) => all(xs)[3];
    const [, ofProduct] = jvp((xs: Scalar[]) => derivative(log)(mul(xs[0], xs[1])), [point], [
      direction,
    ]);
    const expected = [...hvp(f)(point, direction), ofProduct, 0];
    assertClose(of("forward-on-reverse").turnings, expected);
  });
});

describe("Every function of the table, called by a formula", () => {
  for (const { name, domain } of table) {
    it(`has derivatives of its steps that are those of the whole: ${name}`, () => {
      const point = domain.map(([low, high], i) => low + (0.3 + i / 7) * (high - low));
      const formula = parseFormula(`${name}(${point.map((_, i) => `x${i}`)})`);
      const direction = point.map((_, i) => 1 - i / 3);
      const scene = sceneOf(formula, point, direction, "forward-on-reverse");
      const { program: { steps }, turnings } = annotated(scene);
      const { slope, gradient, turning } = scene.readings;
      assertClose(steps.at(-1)!.tangent ?? 0, slope);
      assertClose(steps.slice(0, point.length).map(({ adjoint }) => adjoint ?? 0), gradient);
      assertClose(turnings!.slice(0, point.length), turning, 1e-12, 1e-2);
    });
  }
});

describe("The formula of a derivative", () => {
  const formulas: readonly [text: string, ...point: number[]][] = [
    ["log(a*b)", 2, 3],
    ["-x^2 - -x/(1 - x)", 0.4],
    ["a - (b - c)*(a/(b/c))", 0.4, 1.7, -2],
    ["(a + b)^(a - b)^2/b", 1.2, 0.6],
    ["sin(x)*exp(-x^2/8)", 1.3],
    ["(1 - x)^2 + 100*(y - x^2)^2", -1, 0.5],
    ["sigmoid(w*x + b)*tanh(w - x)", 1.5, 1, -1],
    ["hypot(a, 2*b)/max(a, b)", 0.7, 0.2],
    ["sqrt(x)*atan2(x, 3) + erf(1e-3*x)", 2.5],
  ];

  for (const [text, ...point] of formulas) {
    it(`is read again by the parser that read the function: ${text}`, () => {
      const { variables, evaluate } = parseFormula(text);
      const f = (xs: Scalar[]) => evaluate(xs);
      grad(f)(point).forEach((expected, i) => {
        const program = trace((...xs: Scalar[]) => grad(f)(xs)[i], { names: variables })(...point);
        const again = parseFormula(program.toInfix({ expanded: true }));
        assert(again.variables.every((name) => variables.includes(name)));
        const values = again.variables.map((name) => point[variables.indexOf(name)]);
        assertClose(again.evaluate(values), expected);
      });
    });
  }
});
