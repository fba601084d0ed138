// Formulas as people type them: what they mean, and what is wrong with them, and where.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { grad, hessian, type Scalar } from "@fluxion/ad";
import { defaultPoint } from "../../examples/playground/defaults.ts";
import { parseFormula } from "../../examples/playground/formula.ts";
import { functions } from "../../examples/playground/functions.ts";
import { otherNames } from "../../examples/playground/spelling.ts";
import { FormulaError } from "../../examples/playground/syntax.ts";
import { table } from "../laws/operations.ts";

const valueOf = (text: string, ...values: number[]) => parseFormula(text).evaluate(values);

describe("A formula", () => {
  it("has its variables in the order in which they are read", () => {
    assertEquals(parseFormula("b*x_1 + a*b").variables, ["b", "x_1", "a"]);
  });

  it("knows pi and e, and numbers with an exponent", () => {
    assertEquals(parseFormula("pi*e*x").variables, ["x"]);
    assertEquals(valueOf("pi*x", 1), Math.PI);
    assertEquals(valueOf("e + x", 0), Math.E);
    assertEquals(valueOf("1.5e-1 + .25*x", 1), 0.4);
  });

  it("subtracts and divides from the left, and raises to a power from the right", () => {
    assertEquals(valueOf("x - 2 - 3", 10), 5);
    assertEquals(valueOf("x/2/3", 12), 2);
    assertEquals(valueOf("x^3^2", 2), 512);
    assertEquals(valueOf("x + 2*3", 1), 7);
  });

  it("lets a sign bind less tightly than a power, and more tightly than a product", () => {
    assertEquals(valueOf("-x^2", 3), -9);
    assertEquals(valueOf("(-x)^2", 3), 9);
    assertEquals(valueOf("2^-x", 2), 0.25);
    assertEquals(valueOf("2^-x^2", 2), 1 / 16);
    assertEquals(valueOf("x - -x*+2", 2), 6);
  });

  it("may call every function of the table, and clamp, as the library does", () => {
    for (const { name, domain, apply } of table) {
      const middles = domain.map(([low, high]) => low + 0.6 * (high - low));
      const names = middles.map((_, i) => `x${i}`);
      assertEquals(valueOf(`${name}(${names})`, ...middles), apply(middles), name);
    }
    assertEquals(functions.size, table.length + 1);
    assertEquals(valueOf("clamp(x, 0, 1)", 3), 1);
  });

  it("is read in the spelling of books, of other programs, and of the page itself", () => {
    const spellings: readonly (readonly [typed: string, own: string])[] = [
      ["−x·y + 2×x ÷ y", "-x*y + 2*x/y"],
      ["x² + x⁻¹·y¹⁰", "x^2 + x^-1*y^10"],
      ["2·π·x*1·10⁻³", "2*pi*x*1*10^-3"],
      ["x**2 - 2**x", "x^2 - 2^x"],
      ["Math.sin(x)*Math.PI + Math.E**x", "sin(x)*pi + e^x"],
      ["ln(x) + lg(x) + ld(x)", "log(x) + log10(x) + log2(x)"],
      ["arctan(x) - tg(x)*arcsin(x/9)", "atan(x) - tan(x)*asin(x/9)"],
      ["√(x₁ + y)", "sqrt(x1 + y)"],
    ];
    for (const [typed, own] of spellings) {
      const [read, expected] = [parseFormula(typed), parseFormula(own)];
      assertEquals(read.variables, expected.variables);
      assertEquals(read.evaluate([0.7, 1.3]), expected.evaluate([0.7, 1.3]), typed);
      assertEquals(read.text, typed);
    }
  });

  it("names no function of its own that has one already", () => {
    assertEquals(Object.keys(otherNames).filter((name) => functions.has(name)), []);
    assertEquals(Object.values(otherNames).filter((name) => !functions.has(name)), []);
  });

  it("is looked at where it has derivatives, and on no kink", () => {
    const at = (text: string) => defaultPoint(parseFormula(text));
    assertEquals(at("x^2*y"), [1, 1.5]);
    for (const text of ["min(x, y)", "clamp(x, 0, 1)", "abs(x - 1)", "asin(x)", "log(x - 3)"]) {
      const { variables, evaluate } = parseFormula(text);
      const second = hessian((xs: Scalar[]) => evaluate(xs))(at(text));
      assertEquals([second.flat().every(Number.isFinite), variables.length], [true, second.length]);
    }
    assertEquals(at("log(-x^2)"), [1]);
  });

  it("is differentiated as the same function written with the operations", () => {
    const { evaluate } = parseFormula("log(a*b)");
    const f = (xs: Scalar[]) => evaluate(xs);
    assertEquals(grad(f)([2, 3]), [0.5, 1 / 3]);
    assertEquals(hessian(f)([2, 4]), [[-0.25, 0], [0, -0.0625]]);
  });
});

describe("What is no formula", () => {
  const refused: readonly [text: string, start: number, end: number, words: string][] = [
    ["", 0, 0, "Type a formula"],
    ["2 + 3", 0, 5, "has a variable"],
    ["log(a*", 6, 6, "Expected an expression after *"],
    ["log(a", 5, 5, "Expected )"],
    ["a)", 1, 2, "Unexpected “)”"],
    ["a) + (b", 1, 2, "Unexpected “)”"],
    ["a + ()", 6, 6, "in the parentheses"],
    ["(a, b)", 4, 5, "Expected one expression"],
    ["a, b", 1, 2, "A comma stands between"],
    ["max(a,, b)", 6, 7, "Expected an expression"],
    ["a b", 2, 3, "Expected an operator"],
    ["log(a bc)", 6, 8, "Expected an operator"],
    ["2x", 1, 2, "A product needs its sign"],
    ["a * / b", 4, 5, "Expected an expression after *"],
    ["−x + lgo(y)", 5, 8, "There is no function lgo"],
    ["x² + y ** lgo(y)", 10, 13, "There is no function lgo"],
    ["2·x − y²z", 8, 9, "A product needs its sign"],
    ["sin x", 4, 5, "a product is x*y, a function sin(x)"],
    ["2(x + 1)", 1, 2, "a product is x*y, a function sin(x)"],
    ["x > 0", 2, 3, "There are no comparisons"],
    ["y = x", 2, 3, "There are no equations"],
    ["2*[x]", 2, 3, "Write parentheses in place of"],
    ["a $ b", 2, 3, "Unexpected “$”"],
    ["a.b", 1, 2, "Unexpected “.”"],
    ["a + sinn(b)", 4, 8, "There is no function sinn"],
    ["toString(a)", 0, 8, "There is no function toString"],
    ["a + sin", 4, 7, "sin is a function"],
    ["atan2(a)", 0, 5, "atan2 takes 2 operands, and has 1"],
    ["a + max()", 4, 7, "max takes at least 1 operand, and has 0"],
    ["a + b + c + d + g + h + ij", 24, 26, "There is room for 6 variables"],
  ];

  it("is refused in a sentence where it is nested too deeply, whatever nests", () => {
    const deep = [
      "(".repeat(20_000) + "x",
      "sin(".repeat(20_000) + "x" + ")".repeat(20_000),
      "-".repeat(20_000) + "x",
      "x" + "^x".repeat(20_000),
      "x" + "+x".repeat(20_000),
    ];
    for (const text of deep) {
      const error = assertThrows(() => parseFormula(text), FormulaError);
      assert(/levels of parentheses|nested too deeply/.test((error as Error).message));
    }
    assertEquals(valueOf("(".repeat(100) + "x" + ")".repeat(100), 3), 3);
  });

  for (const [text, start, end, words] of refused) {
    it(`is refused with its place: ${text || "nothing at all"}`, () => {
      const error = assertThrows(() => parseFormula(text), FormulaError, words);
      assert(error instanceof FormulaError);
      assertEquals([error.start, error.end], [start, end]);
    });
  }
});
