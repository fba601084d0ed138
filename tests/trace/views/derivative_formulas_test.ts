// The formulas of the derivatives of every row, up to the third, contain no row that only derivatives use: they
// are read back by the playground's parser, and mean what the derivative answers.

import { derivative, log, pow, type Scalar, sqrt } from "@fluxion/ad";
import { trace } from "@fluxion/ad/trace";
import { assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { parseFormula } from "../../../examples/playground/formula.ts";
import { assertClose } from "../../assert_close.ts";
import { table } from "../../laws/operations.ts";

type RealFunction = (x: Scalar) => Scalar;

const functions: [name: string, f: RealFunction, at: number][] = [
  ...table.filter(({ domain }) => domain.length === 1).map(
    ({ name, apply, domain: [[low, high]] }): [string, RealFunction, number] => [
      name,
      (x) => apply([x]),
      low + 0.7 * (high - low),
    ],
  ),
  ["x³", (x) => pow(x, 3), 1.3],
  ["x⁻²", (x) => pow(x, -2), 1.3],
  ["3ˣ", (x) => pow(3, x), 1.3],
  ["xˣ", (x) => pow(x, x), 1.3],
];

describe("The formula of a derivative", () => {
  for (const [name, f, at] of functions) {
    it(`of ${name} up to the third order says what it answers`, () => {
      let differentiated = f;
      for (let order = 1; order <= 3; order++) {
        differentiated = derivative(differentiated) as RealFunction;
        const infix = trace(differentiated)(at).toInfix({ expanded: true });
        const { variables, evaluate } = parseFormula(`${infix} + 0*x`);
        const answer = evaluate(variables.map(() => at));
        assertClose(answer, differentiated(at) as number, 1e-9);
      }
    });
  }

  it("is the textbook's", () => {
    const slope = (name: string) => {
      const { apply } = table.find((entry) => entry.name === name)!;
      return trace(derivative((x: Scalar) => apply([x])))(0.5).toInfix();
    };
    assertMatch(slope("log"), /^1\/x$/);
    assertMatch(slope("atan"), /^1\/\(1 \+ x\^2\)$/);
    assertMatch(slope("asin"), /^1\/sqrt\(1 - x\^2\)$/);
    assertMatch(slope("sqrt"), /^1\/\(2\*sqrt\(x\)\)$/);
    assertMatch(slope("sigmoid"), /^sigmoid\(x\)\*sigmoid\(-x\)$/);
  });

  it("has steps as a person writes them", () => {
    const steps = (f: RealFunction) => String(trace(derivative(f))(2));
    assertStringIncludes(steps((x) => pow(x, 3)), "3·v₀² ");
    assertStringIncludes(steps((x) => pow(x, -2)), "(-2)·v₀^-3 ");
    assertStringIncludes(steps((x) => pow(x, x)), "v₀·v₀^(v₀ - 1) ");
    assertStringIncludes(steps((x) => pow(x, x)), "v₀^v₀·log(v₀) ");
    assertStringIncludes(steps((x) => log(x)), "1 / v₀ ");
    assertStringIncludes(steps((x) => sqrt(x)), "1 / (2·v₁) ");
  });
});
