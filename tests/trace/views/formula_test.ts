// Formulas read as a person would write them, keep what is shared, and say what sharing saves.

import {
  abs,
  add,
  cbrt,
  ceil,
  derivative,
  div,
  erf,
  exp,
  expm1,
  floor,
  grad,
  hessian,
  log,
  log1p,
  lt,
  max,
  mul,
  neg,
  pow,
  type Scalar,
  sigmoid,
  sin,
  sqrt,
  square,
  sub,
  tanh,
  unary,
} from "@fluxion/ad";
import { trace } from "@fluxion/ad/trace";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const classic = trace((a: Scalar, b: Scalar) => log(mul(a, b)), { names: ["a", "b"] })(2, 3);
const infix = (f: (x: Scalar) => Scalar, x = 1.5) => trace(f)(x).toInfix();
const latex = (f: (x: Scalar) => Scalar, name = "x") => trace(f, { names: [name] })(1.5).toLatex();

describe("A formula in infix", () => {
  it("is the classic function", () => {
    assertEquals(classic.toInfix(), "log(a*b)");
  });

  it("is a loop with its rounds one in the other", () => {
    const loop = (x: Scalar) => {
      let y = x;
      for (let i = 0; i < 3; i++) y = sin(add(y, 0.1));
      return y;
    };
    assertEquals(infix(loop), "sin(sin(sin(x + 0.1) + 0.1) + 0.1)");
  });

  it("has the parentheses it needs and no others", () => {
    assertEquals(infix((x) => mul(sub(x, 1), sub(2, sub(x, 3)))), "(x - 1)*(2 - (x - 3))");
    assertEquals(infix((x) => pow(neg(x), add(x, 1))), "(-x)^(x + 1)");
    assertEquals(infix((x) => neg(pow(x, 2))), "-x^2");
    assertEquals(infix((x) => div(1, mul(x, sin(x)))), "1/(x*sin(x))");
    assertEquals(infix((x) => sub(x, add(x, neg(3)))), "x - (x - 3)");
  });

  it("leaves out what nobody writes", () => {
    assertEquals(infix((x) => add(0, mul(1, x), mul(sin(x), -1e-7))), "x - 1e-7*sin(x)");
    assertEquals(infix((x) => mul(x, x, x)), "x^3");
    assertEquals(infix((x) => neg(neg(div(div(x, 2), div(3, sin(x)))))), "x*sin(x)/6");
  });

  it("has its numbers and its powers together, and nothing both above and below a line", () => {
    assertEquals(infix((x) => mul(mul(2, x), mul(3, sin(x)), mul(x, x))), "6*x^3*sin(x)");
    assertEquals(infix((x) => div(mul(4, x, sin(x)), mul(6, square(x)))), "2*sin(x)/(3*x)");
    assertEquals(infix((x) => mul(pow(x, -2), exp(x), div(x, exp(x)))), "1/x");
    assertEquals(infix((x) => sub(mul(3, x), div(x, 2))), "3*x - x/2");
    assertEquals(infix((x) => add(mul(3, sin(x)), mul(sin(x), 0.5))), "3.5*sin(x)");
    assertEquals(infix((x) => sub(square(x), mul(x, x))), "0");
    assertEquals(infix((x) => mul(1e-200, mul(1e-200, x))), "1e-200*1e-200*x");
  });

  it("has variables in the order of the inputs", () => {
    const f = (a: Scalar, b: Scalar, c: Scalar) => mul(exp(c), div(mul(c, b), square(a)), b);
    assertEquals(trace(f, { names: ["a", "b", "c"] })(1, 2, 3).toInfix(), "b^2*c*exp(c)/a^2");
  });

  it("of a product of a thousand factors is no matter of patience", () => {
    const xs = Array.from({ length: 1000 }, (_, i) => i + 1);
    const product = (xs: Scalar[]) => xs.reduce((x, y) => mul(x, y), 1);
    assertEquals(trace(product)(xs).formulaSize(), { shared: 999, expanded: 999 });
  });

  it("gives different names to paths that read alike", () => {
    const f = (w: Scalar[], w_0: Scalar) => add(w[0], w_0);
    const program = trace(f, { names: ["w", "w_0"] })([1], 2);
    assertEquals(program.toInfix(), "w_0 + w_0_");
    assertEquals(program.toLatex(), "w_{0} + \\mathit{w\\_}_{0}");
  });

  it("is the derivative of a function, for free", () => {
    const gradient = trace(grad((a, b) => log(mul(a, b)), { argnums: [0, 1] }), {
      names: ["a", "b"],
    });
    assertEquals(gradient(2, 3).toInfix(), "result_0 = 1/a\nresult_1 = 1/b");
    assertEquals(infix(derivative((x: Scalar) => pow(x, 3))), "3*x^2");
    assertEquals(infix(derivative(sqrt as (x: Scalar) => Scalar)), "1/(2*sqrt(x))");
    assertEquals(infix(derivative((x: Scalar) => tanh(square(x)))), "2*x/cosh(x^2)^2");
    assertEquals(infix(derivative((x: Scalar) => sqrt(add(1, square(x))))), "x/sqrt(1 + x^2)");
    assertEquals(infix(derivative((x: Scalar) => pow(x, x))), "x*x^(x - 1) + x^x*log(x)");
  });

  it("is that of the branch that was taken", () => {
    assertEquals(infix((x) => lt(x, 1) ? sin(x) : exp(x), 0), "sin(x)");
    assertEquals(infix((x) => lt(x, 1) ? sin(x) : exp(x), 2), "exp(x)");
    assertEquals(infix(derivative((x: Scalar) => max(x, square(x)))), "2*x");
  });

  it("gives names to what is used more than once", () => {
    const gradient = trace(grad((x: Scalar[]) => exp(mul(x[0], sin(x[1])))))([1, 2]);
    assertEquals(gradient.toInfix().split("\n"), [
      "t1 = sin(x_1)",
      "t2 = exp(x_0*t1)",
      "result_0 = t1*t2",
      "result_1 = x_0*cos(x_1)*t2",
    ]);
    assertEquals(gradient.toInfix({ expanded: true }).split("\n"), [
      "result_0 = sin(x_1)*exp(x_0*sin(x_1))",
      "result_1 = x_0*cos(x_1)*exp(x_0*sin(x_1))",
    ]);
    assertEquals(gradient.formulaSize(), { shared: 7, expanded: 11 });
  });

  it("names intermediates as no input is named", () => {
    const f = (t1: Scalar) => mul(sin(t1), exp(sin(t1)));
    assertEquals(trace(f, { names: ["t1"] })(1).toInfix(), "u1 = sin(t1)\nu1*exp(u1)");
  });

  it("calls functions of the user by their names, also where those are taken", () => {
    const bell = unary({ name: "bell", value: (x) => Math.exp(-x * x), partials: [0] });
    const sine = unary({ name: "sin", value: (x) => x, partials: [1] });
    assertEquals(infix((x) => bell(sine(x))), "bell(sin_(x))");
  });
});

describe("The size of a formula", () => {
  it("swells when it is written out: iterated squaring doubles it each time", () => {
    const iterated = (x: Scalar) => {
      let y = x;
      for (let i = 0; i < 20; i++) y = mul(y, add(y, 1));
      return y;
    };
    const program = trace(iterated)(0.1);
    assertEquals(program.formulaSize(), { shared: 40, expanded: 2 * (2 ** 20 - 1) });
    assertThrows(() => program.toInfix({ expanded: true }), RangeError, "2097150 operations");
    assertEquals(program.toInfix().split("\n").length, 20);
  });

  it("of a chain of a hundred thousand is no matter of the call stack", () => {
    const chain = (x: Scalar) => {
      let y = x;
      for (let i = 0; i < 100_000; i++) y = sin(y);
      return y;
    };
    const program = trace(chain)(1);
    assertEquals(program.formulaSize(), { shared: 100_000, expanded: 100_000 });
    assert(program.toInfix().startsWith("sin(sin(sin("));
  });
});

describe("A formula in LaTeX", () => {
  it("is the classic function", () => {
    assertEquals(classic.toLatex(), "\\ln\\left(a \\, b\\right)");
  });

  it("has fractions, roots, powers and the signs of functions", () => {
    assertEquals(latex((x) => mul(x, 1e25)), "10^{25} \\, x");
    assertEquals(latex((x) => mul(x, -2.5e-9)), "-2.5 \\cdot 10^{-9} \\, x");
    assertEquals(latex((x) => mul(x, NaN)), "x \\cdot \\text{NaN}");
    assertEquals(latex((x) => mul(x, Infinity)), "x \\cdot \\infty");
    assertEquals(latex((x) => div(sin(x), sqrt(x))), "\\frac{\\sin\\left(x\\right)}{\\sqrt{x}}");
    assertEquals(latex((x) => square(sin(x))), "\\sin^{2}\\left(x\\right)");
    assertEquals(latex((x) => pow(sin(x), -1)), "\\frac{1}{\\sin\\left(x\\right)}");
    assertEquals(latex((x) => pow(sin(x), x)), "\\left(\\sin\\left(x\\right)\\right)^{x}");
    assertEquals(latex((x) => abs(exp(neg(x)))), "\\left|e^{-x}\\right|");
    assertEquals(latex((x) => mul(2, expm1(x))), "2 \\, \\left(e^{x} - 1\\right)");
    assertEquals(latex((x) => log1p(pow(x, 0.5))), "\\ln\\left(1 + x^{0.5}\\right)");
    assertEquals(
      latex((x) => mul(sigmoid(x), floor(x))),
      "\\sigma\\left(x\\right) \\, \\left\\lfloor x \\right\\rfloor",
    );
    assertEquals(latex((x) => cbrt(ceil(x))), "\\sqrt[3]{\\left\\lceil x \\right\\rceil}");
    assertEquals(
      latex((x) => erf(max(x, 1))),
      "\\operatorname{erf}\\left(\\operatorname{max}\\left(x, 1\\right)\\right)",
    );
    assertEquals(latex((x) => mul(1e-9, pow(3, x))), "10^{-9} \\cdot 3^{x}");
  });

  it("knows Greek letters, subscripts and words", () => {
    assertEquals(latex((x) => neg(x), "alpha"), "-\\alpha");
    assertEquals(latex((x) => neg(x), "rate"), "-\\mathit{rate}");
    const program = trace((m: { w: Scalar[]; b: Scalar }) => mul(m.w[1], m.b), { names: ["m"] });
    assertEquals(program({ w: [1, 2], b: 3 }).toLatex(), "\\mathit{m.w}_{1} \\, \\mathit{m.b}");
  });

  it("aligns intermediates and several results", () => {
    const f = ([x, y]: Scalar[]) => mul(x, sin(y));
    assertEquals(trace(hessian(f))([1, 2]).toLatex().split("\n"), [
      "\\begin{aligned}",
      "t_{1} &= \\cos\\left(x_{1}\\right) \\\\",
      "\\mathit{result}_{0,0} &= 0 \\\\",
      "\\mathit{result}_{0,1} &= t_{1} \\\\",
      "\\mathit{result}_{1,0} &= t_{1} \\\\",
      "\\mathit{result}_{1,1} &= -x_{0} \\, \\sin\\left(x_{1}\\right)",
      "\\end{aligned}",
    ]);
  });
});
