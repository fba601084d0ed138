// Answers are differentiable in what the function gets and closes over, in every mode and compiled, and a function that
// has been compiled is not taken for what it was when it closes over something else.

import {
  add,
  derivative,
  div,
  exp,
  grad,
  hessian,
  jacobian,
  lt,
  mul,
  type Scalar,
  square,
  sub,
  sum,
  value,
} from "@fluxion/ad";
import { numericDerivative } from "@fluxion/ad/check";
import { leastSquares, minimize, root, rootScalar } from "@fluxion/ad/fit";
import { jit } from "@fluxion/ad/jit";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

type Decay = { size: Scalar; rate: Scalar };
const decay = ({ size, rate }: Decay, ys: readonly Scalar[]) =>
  ys.map((y, t) => sub(mul(size, exp(mul(-t, rate))), y));
const start = { size: 1, rate: 1 };
const measured = (y: Scalar): Scalar[] => [y, 2.2, 0.9, 0.6];

const answers: { readonly [name: string]: (a: Scalar) => Scalar } = {
  "leastSquares, by its arguments": (a) =>
    leastSquares(decay, start, { args: [measured(a)] }).parameters.rate,
  "leastSquares, by what it closes over": (a) =>
    leastSquares((p: Decay) => decay(p, measured(a)), start).parameters.rate,
  "leastSquares at a bound": (a) =>
    leastSquares(decay, start, { args: [measured(a)], bounds: { low: { rate: 1 } } })
      .parameters.size,
  "leastSquares at an upper bound": (a) =>
    leastSquares(decay, start, { args: [measured(a)], bounds: { high: { rate: 0.5 } } })
      .parameters.size,
  "leastSquares with a loss": (a) =>
    leastSquares(decay, start, { args: [measured(a)], loss: "soft-l1", lossScale: 0.1 })
      .parameters.size,
  "leastSquares by Huber": (a) =>
    leastSquares(decay, start, { args: [measured(a)], loss: "huber", lossScale: 0.01 })
      .parameters.rate,
  "leastSquares by Cauchy": (a) =>
    leastSquares(decay, start, { args: [measured(a)], loss: "cauchy", lossScale: 0.5 })
      .parameters.rate,
  "leastSquares, by a bound": (a) =>
    leastSquares((p: { size: Scalar; rate: Scalar }) => decay(p, measured(4)), start, {
      bounds: { low: { rate: mul(0.3, a) as number } },
    }).parameters.size,
  "minimize, by a bound": (a) =>
    minimize(([x, y]: Scalar[]) => add(square(sub(x, y)), square(sub(y, 9))), [0, 0], {
      bounds: { high: [99, square(mul(0.5, a)) as number] },
    }).parameters[0],
  "the sum of squares": (a) => leastSquares(decay, start, { args: [measured(a)] }).value,
  "a residual": (a) => leastSquares(decay, start, { args: [measured(a)] }).residuals[2],
  "minimize, by its arguments": (a) =>
    minimize((x: Scalar, own: Scalar) => sub(exp(x), mul(own, x)), 0, { args: [a] }).parameters,
  "minimize, by what it closes over": (a) =>
    minimize((x: Scalar) => sub(exp(x), mul(a, x)), 0, { method: "newton-cg" }).parameters,
  "the least value": (a) => minimize((x: Scalar) => sub(exp(x), mul(a, x)), 0).value,
  "root, by its arguments": (a) =>
    root(([x, y]: Scalar[], own: Scalar) => [sub(mul(x, y), own), sub(exp(x), y)], [1, 1], {
      args: [a],
    }).parameters[0],
  "root, by what it closes over": (a) =>
    root(([x, y]: Scalar[]) => [sub(mul(x, y), a), sub(exp(x), y)], [1, 1]).parameters[1],
  "rootScalar, by its arguments": (a) =>
    rootScalar((x: Scalar, own: Scalar) => sub(mul(x, exp(x)), own), [0, 5], { args: [a] }),
  "rootScalar, by what it closes over": (a) =>
    rootScalar((x: Scalar) => sub(mul(x, exp(x)), a), [0, 5]),
  "rootScalar between ends that move": (a) =>
    rootScalar((x: Scalar) => sub(mul(x, exp(x)), a), [sub(a, 5), add(a, 5)]),
};

describe("An answer is differentiable:", () => {
  for (const [name, answer] of Object.entries(answers)) {
    it(name, () => {
      const at = 4.1;
      const first = derivative(answer)(at);
      assertAlmostEquals(first, numericDerivative((a: number) => Number(answer(a)))(at), 1e-6);
      assertAlmostEquals(grad(answer)(at), first, 1e-12);
      const second = derivative(derivative(answer))(at);
      assertAlmostEquals(second, numericDerivative((a: number) => derivative(answer)(a))(at), 1e-5);
      assertAlmostEquals(grad(derivative(answer))(at), second, 1e-10);
    });
  }

  it("in many arguments at once, and compiled", () => {
    const answer = (ys: Scalar[]) => {
      const { size, rate } = leastSquares(decay, start, { args: [ys] }).parameters;
      return [size, rate];
    };
    const [a, b] = [[4.1, 2.2, 0.9, 0.6], [4, 2, 1, 0.5]];
    const compiled = jit(jacobian(answer), { eager: true });
    for (const ys of [a, b, a]) {
      jacobian(answer)(ys).forEach((row, i) =>
        row.forEach((own, j) => assertAlmostEquals(compiled(ys)[i][j], own, 1e-12))
      );
    }
    assert(compiled.stats().hits >= 2);
  });

  it("compiled at a bound and away from it", () => {
    const answer = (a: Scalar) =>
      minimize((x: Scalar, own: Scalar) => square(sub(x, own)), 0, {
        args: [a],
        bounds: { high: 1 },
      }).parameters;
    const compiled = jit(derivative(answer), { eager: true });
    assertEquals([0.5, 2, 0.7, 3].map((a) => compiled(a)), [1, 0, 1, 0]);
  });

  it("not where the Jacobian is singular, which is said", () => {
    const line = (a: Scalar) =>
      leastSquares(([x, y]: Scalar[]) => [sub(add(x, y), a)], [0, 0]).parameters[0];
    assertThrows(() => derivative(line)(1), RangeError, "singular");
  });

  it("within a fit: the best place of a minimum", () => {
    const found = minimize(
      (a: Scalar) => square(sub(minimize((x: Scalar) => sub(exp(x), mul(a, x)), 0).parameters, 2)),
      1,
    );
    assertAlmostEquals(found.parameters, Math.exp(2), 1e-5);
    const curvature = hessian((a: Scalar) =>
      minimize((x: Scalar, own: Scalar) => sub(exp(x), mul(own, x)), 0, { args: [a] }).value
    )(2);
    assertAlmostEquals(curvature, -0.5, 1e-7);
  });
});

describe("A compiled function", () => {
  const ys = [4.1, 2.2, 0.9, 0.6];

  it("answers what the function itself answers, bit for bit", () => {
    const plain = leastSquares(decay, start, { args: [ys], compile: false });
    for (let i = 0; i < 9; i++) {
      const { parameters, evaluations } = leastSquares(decay, start, { args: [ys] });
      assertEquals(parameters, plain.parameters);
      assertEquals(evaluations, plain.evaluations);
    }
    const valley = ([x, y]: Scalar[]) =>
      add(square(sub(1, x)), mul(100, square(sub(y, square(x)))));
    for (const method of ["lbfgs", "newton-cg"] as const) {
      const { parameters } = minimize(valley, [-1.2, 1], { method });
      assertEquals(parameters, minimize(valley, [-1.2, 1], { method, compile: false }).parameters);
    }
  });

  it("is made anew where what the function closes over has changed", () => {
    let data = ys;
    const residuals = (p: Decay) => decay(p, data);
    for (let i = 0; i < 9; i++) leastSquares(residuals, start);
    data = [5, 2, 1, 0.5];
    const wanted = leastSquares(decay, start, { args: [data] }).parameters;
    assertEquals(leastSquares(residuals, start).parameters, wanted);
    for (let i = 0; i < 9; i++) leastSquares(residuals, start);
    data = [...data, 0.3];
    const longer = leastSquares(decay, start, { args: [data] }).parameters;
    assertEquals(leastSquares(residuals, start).parameters, longer);
  });

  it("is made anew where only the answer tells of the change", () => {
    let rates = [1, 2, 3];
    // At the start the size is 0, and so all residuals are those of the data.
    const residuals = ([size]: Scalar[]) => rates.map((rate, i) => sub(mul(size, rate), i));
    for (let i = 0; i < 40; i++) leastSquares(residuals, [0]);
    rates = [3, 2, 1];
    assertAlmostEquals(leastSquares(residuals, [0]).parameters[0], 4 / 14, 1e-12);
  });

  it("gives way to the function, where a derivative comes to follow what it closes over", () => {
    let height: Scalar = 1;
    const f = (x: Scalar) => add(square(sub(x, height)), exp(mul(0.1, x)));
    for (let i = 0; i < 9; i++) minimize(f, 0);
    const answer = (a: Scalar) => {
      height = a;
      return minimize(f, 0).parameters;
    };
    const own = (a: Scalar) =>
      minimize((x: Scalar) => add(square(sub(x, a)), exp(mul(0.1, x))), 0).parameters;
    assertAlmostEquals(derivative(answer)(2), derivative(own)(2), 1e-12);
  });

  it("runs as it is where it cannot be compiled, and where it branches", () => {
    const native = ([x]: Scalar[]) => [sub(x, Math.sqrt(2)), mul(0, value(x) > 0 ? 1 : 2)];
    for (let i = 0; i < 30; i++) {
      assertAlmostEquals(leastSquares(native, [5]).parameters[0], Math.SQRT2, 1e-12);
    }
    const bent = ([x]: Scalar[]) => [lt(x, 1) ? sub(x, 3) : sub(mul(2, x), 4)];
    for (let i = 0; i < 30; i++) assertEquals(leastSquares(bent, [-5]).parameters, [2]);
    const ratio = (x: readonly Scalar[]) => sum(x.map((own, i) => square(sub(div(own, i + 1), 1))));
    for (let n = 1; n < 5; n++) {
      const { parameters } = minimize(ratio, new Array(n).fill(0));
      parameters.forEach((own, i) => assertAlmostEquals(own, i + 1, 1e-7));
    }
  });
});
