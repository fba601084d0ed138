// A structural zero is not the number 0: what was not selected, not followed, not seeded or not
// used is never multiplied, so no infinity turns it into NaN. A zero that the user gives as a seed is
// structural as well; as a factor it is a number like any.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  add,
  ceil,
  clamp,
  div,
  dot,
  floor,
  grad,
  hessian,
  hvp,
  hypot,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  log,
  logsumexp,
  max,
  min,
  mul,
  relu,
  round,
  type Scalar,
  sign,
  sqrt,
  square,
  stopGradient,
  trunc,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { assertClose } from "../assert_close.ts";
import { forward, itInEveryMix, mixes, repeated, reverse, SECOND_ORDER_MODES } from "./mixes.ts";

describe("At 0, where √x, ln x and 1/x have infinite derivatives,", () => {
  const rows: [name: string, f: (x: Scalar) => Scalar, value: number][] = [
    ["max(√x, 1)", (x) => max(sqrt(x), 1), 1],
    ["max [2, √x, 1]", (x) => max([2, sqrt(x), 1]), 2],
    ["max(ln x, 0)", (x) => max(log(x), 0), 0],
    ["min(1/x, 1)", (x) => min(div(1, x), 1), 1],
    ["min(√x, −1)", (x) => min(-1, sqrt(x)), -1],
    ["relu(ln x)", (x) => relu(log(x)), 0],
    ["clamp(ln x, −1, 1)", (x) => clamp(log(x), -1, 1), -1],
    ["clamp(1/x, −1, 1)", (x) => clamp(div(1, x), -1, 1), 1],
    ["clamp(0, −1, 1 + √x)", (x) => clamp(0, -1, add(1, sqrt(x))), 0],
    ["sign √x", (x) => sign(sqrt(x)), 0],
    ["floor √x", (x) => floor(sqrt(x)), 0],
    ["ceil √x", (x) => ceil(sqrt(x)), 0],
    ["round √x", (x) => round(sqrt(x)), 0],
    ["trunc √x", (x) => trunc(sqrt(x)), 0],
    ["stopGradient √x", (x) => stopGradient(sqrt(x)), 0],
  ];
  for (const [name, f, value] of rows) {
    it(`${name} is ${value} and has derivatives 0 in every mix of modes`, () => {
      assertEquals(f(0), value);
      for (const mix of [...mixes(1), ...mixes(2)]) assertEquals(repeated(mix, f)(0), 0);
    });
  }

  it("relu(−√x), at the kink of relu, has the derivative 0, and no second one", () => {
    const f = (x: Scalar) => relu(mul(-1, sqrt(x)));
    for (const mix of mixes(1)) assertEquals(repeated(mix, f)(0), 0);
    for (const mix of mixes(2)) assertEquals(repeated(mix, f)(0), NaN);
  });

  itInEveryMix(2, "an operand of an outer level that was not selected has none", (outer, inner) => {
    const f = (x: Scalar) => inner.derivative((y) => mul(3, max(sqrt(x), y)))(1);
    assertEquals(f(0), 3);
    assertEquals(outer.derivative(f)(0), 0);
  });

  for (const { name, gradient, derivative } of [forward, reverse]) {
    it(`the selected operand alone has a gradient (${name})`, () => {
      assertEquals(gradient(([x, y]) => max(sqrt(x), y))([0, 1]), [0, 1]);
      assertEquals(gradient(([x, y]) => min(y, log(x), 5))([4, 1]), [0, 1]);
      assertEquals(gradient(([x, y]) => clamp(sqrt(x), y, 2))([0, 1]), [0, 1]);
    });

    it(`a value that is computed but not used has none (${name})`, () => {
      assertEquals(gradient(([x, y]) => (sqrt(x), mul(2, y)))([0, 1]), [0, 2]);
    });

    it(`an infinite number among the data makes no NaN (${name})`, () => {
      assertEquals(derivative((x) => dot([x, 1], [2, Infinity]))(3), 2);
      assertEquals(derivative((x) => logsumexp([x, -Infinity]))(3), 1);
      assertEquals(derivative((x) => hypot(x, Infinity))(3), 0);
      assertEquals(derivative((x) => min(x, Infinity))(3), 1);
    });
  }
});

describe("An input that the function does not depend on", () => {
  const onlyFirst = ([x]: Scalar[]) => sqrt(x);

  it("has the derivative 0, by every transform", () => {
    assertEquals(grad(onlyFirst)([4, 0]), [0.25, 0]);
    assertEquals(valueAndGrad(onlyFirst)([4, 0]), [2, [0.25, 0]]);
    assertEquals(jacfwd(onlyFirst)([4, 0]), [0.25, 0]);
    assertEquals(jacrev(onlyFirst)([4, 0]), [0.25, 0]);
    assertEquals(jacobian(onlyFirst)([4, 0]), [0.25, 0]);
    assertEquals(vjp(onlyFirst, [[4, 0]])[1](8), [2, 0]);
    assertEquals(grad((_: Scalar) => 7)(3), 0);
    assertEquals(grad((_: { w: Scalar[]; b: Scalar }) => 7)({ w: [1, 2], b: 3 }), {
      w: [0, 0],
      b: 0,
    });
    assertEquals(grad((_x: Scalar, y: Scalar) => y, { argnums: [0, 1] })(1, 2), [0, 1]);
  });

  it("has the derivative 0 where the others have infinite ones", () => {
    for (const { gradient } of [forward, reverse]) {
      assertEquals(gradient(onlyFirst)([0, 0]), [Infinity, 0]);
    }
  });

  it("has a Jacobian of zeros, in the shape of the result", () => {
    for (const transform of [jacfwd, jacrev, jacobian]) {
      assertEquals(transform((_: Scalar[]) => [1, 2])([3, 4, 5]), [[0, 0, 0], [0, 0, 0]]);
      assertEquals(transform((_: Scalar) => ({ a: 1, b: [2] }))(3), { a: 0, b: [0] });
    }
  });

  for (const mode of SECOND_ORDER_MODES) {
    it(`has a Hessian of zeros (${mode})`, () => {
      assertEquals(hessian((_: Scalar[]) => 7, { mode })([1, 2]), [[0, 0], [0, 0]]);
      assertEquals(hessian(([x]: Scalar[]) => square(x), { mode })([1, 2]), [[2, 0], [0, 0]]);
      assertEquals(hvp(([x]: Scalar[]) => square(x), { mode })([1, 2], [3, 4]), [6, 0]);
    });
  }
});

describe("A leaf that a basis pass does not seed", () => {
  for (const [name, transform] of Object.entries({ jacfwd, jacrev, jacobian })) {
    it(`multiplies nothing, next to infinite derivatives (${name})`, () => {
      assertEquals(transform(([x, y]: Scalar[]) => add(sqrt(x), y))([0, 1]), [Infinity, 1]);
      assertEquals(transform(([x, y]: Scalar[]) => [sqrt(x), y, add(log(x), y)])([0, 1]), [
        [Infinity, 0],
        [0, 1],
        [Infinity, 1],
      ]);
    });
  }

  const f = ([x, y]: Scalar[]) => add(sqrt(x), square(y));

  for (const mode of SECOND_ORDER_MODES) {
    it(`multiplies nothing in a Hessian (${mode})`, () => {
      assertEquals(hessian(f, { mode })([0, 1]), [[-Infinity, 0], [0, 2]]);
    });
  }

  itInEveryMix(2, "multiplies nothing in a Jacobian of gradients", (outer, inner) => {
    assertEquals(outer.jacobian(inner.gradient(f))([0, 1]), [[-Infinity, 0], [0, 2]]);
  });
});

describe("A zero that the user gives", () => {
  it("is a number like any as a factor, and is multiplied as IEEE arithmetic has it", () => {
    for (const { derivative } of [forward, reverse]) {
      assertClose(derivative((x) => mul(0, sqrt(x)))(0), NaN);
    }
  });

  const f = (x: Scalar, y: Scalar) => add(sqrt(x), y);

  it("is structural as a tangent or a cotangent: nothing is multiplied by it", () => {
    assertEquals(jvp(f, [0, 1], [0, 1]), [1, 1]);
    assertEquals(vjp(f, [0, 1])[1](0), [0, 0]);
    assertEquals(linearize(f, [0, 1])[1](0, 1), 1);
    assertEquals(linearize(f, [0, 1])[1](0, 0), 0);
  });

  for (const mode of SECOND_ORDER_MODES) {
    it(`is structural in a Hessian's product (${mode})`, () => {
      const bowl = ([x, y]: Scalar[]) => add(sqrt(x), square(y));
      assertEquals(hvp(bowl, { mode })([0, 1], [0, 1]), [0, 2]);
    });
  }
});
