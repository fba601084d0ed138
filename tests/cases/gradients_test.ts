// Gradients, Jacobians and Hessians of the functions that every text and every optimiser knows, by
// every transform and in every mode that can take them.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  add,
  atan2,
  cos,
  dot,
  exp,
  grad,
  hessian,
  hvp,
  hypot,
  jacfwd,
  jacobian,
  jacrev,
  log,
  logsumexp,
  mul,
  neg,
  pow,
  type Scalar,
  sin,
  square,
  sub,
  valueAndGrad,
} from "@fluxion/ad";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix, SECOND_ORDER_MODES } from "./mixes.ts";

/** A function of a list of reals at a point, and what is known of it there. */
interface Case {
  readonly id: string;
  readonly name: string;
  readonly f: (xs: Scalar[]) => Scalar;
  readonly at: number[];
  readonly value: number;
  readonly gradient: readonly number[];
  readonly hessian: readonly (readonly number[])[];
}

const quadratic = ([x, y]: Scalar[]) => add(mul(2, square(x)), mul(3, x, y), mul(4, square(y)));
const rosenbrock = ([x, y]: Scalar[]) =>
  add(square(sub(1, x)), mul(100, square(sub(y, square(x)))));
const himmelblau = ([x, y]: Scalar[]) =>
  add(square(add(square(x), y, -11)), square(add(x, square(y), -7)));

const SOFTMAX = [0.0900305731703804, 0.2447284710547977, 0.6652409557748219];

const CASES: readonly Case[] = [
  {
    id: "F1",
    name: "2x² + 3xy + 4y²",
    f: quadratic,
    at: [3, 4],
    value: 118,
    gradient: [24, 41],
    hessian: [[4, 3], [3, 8]],
  },
  {
    id: "F2",
    name: "Rosenbrock's function",
    f: rosenbrock,
    at: [1.5, 2.5],
    value: 6.5,
    gradient: [-149, 50],
    hessian: [[1702, -600], [-600, 200]],
  },
  {
    id: "F2",
    name: "Rosenbrock's function with powers",
    f: ([x, y]) => add(pow(sub(1, x), 2), mul(100, pow(sub(y, pow(x, 2)), 2))),
    at: [-1.2, 1],
    value: 24.2,
    gradient: [-215.6, -88],
    hessian: [[1330, 480], [480, 200]],
  },
  {
    id: "F4",
    name: "Himmelblau's function",
    f: himmelblau,
    at: [0, 0],
    value: 170,
    gradient: [-14, -22],
    hessian: [[-42, 0], [0, -26]],
  },
  {
    id: "F4",
    name: "Himmelblau's function at a minimum",
    f: himmelblau,
    at: [3, 2],
    value: 0,
    gradient: [0, 0],
    hessian: [[74, 20], [20, 34]],
  },
  {
    id: "F5",
    name: "ln x + xy − sin y",
    f: ([x, y]) => sub(add(log(x), mul(x, y)), sin(y)),
    at: [2, 5],
    value: 11.652071455223084,
    gradient: [5.5, 1.7163378145367738],
    hessian: [[-0.25, 1], [1, Math.sin(5)]],
  },
  {
    id: "F7",
    name: "atan2(x, y)",
    f: ([x, y]) => atan2(x, y),
    at: [1, 2],
    value: Math.atan2(1, 2),
    gradient: [0.4, -0.2],
    hessian: [[-0.16, -0.12], [-0.12, 0.16]],
  },
  {
    id: "F7",
    name: "hypot(x, y)",
    f: ([x, y]) => hypot(x, y),
    at: [3, 4],
    value: 5,
    gradient: [0.6, 0.8],
    hessian: [[0.128, -0.096], [-0.096, 0.072]],
  },
  {
    id: "F13",
    name: "logsumexp",
    f: (xs) => logsumexp(xs),
    at: [1, 2, 3],
    value: 3.4076059644443806,
    gradient: SOFTMAX,
    hessian: SOFTMAX.map((p, i) => SOFTMAX.map((q, j) => (i === j ? p : 0) - p * q)),
  },
  {
    id: "F13",
    name: "logsumexp without overflow",
    f: (xs) => logsumexp(xs),
    at: [1000, 1000],
    value: 1000.6931471805599,
    gradient: [0.5, 0.5],
    hessian: [[0.25, -0.25], [-0.25, 0.25]],
  },
];

for (const { id, name, f, at, value, gradient, hessian: curvature } of CASES) {
  describe(`${id}: ${name} at (${at.join(", ")})`, () => {
    it("has its value and gradient, by all the transforms", () => {
      assertClose(f(at), value);
      for (const gradientOf of [grad(f), jacfwd(f), jacrev(f), jacobian(f)]) {
        assertClose(gradientOf(at), gradient);
      }
      assertClose(valueAndGrad(f)(at), [value, gradient]);
    });

    for (const mode of SECOND_ORDER_MODES) {
      it(`has its Hessian, which is symmetric, and the products with it (${mode})`, () => {
        const found = hessian(f, { mode })(at);
        assertClose(found, curvature);
        assertClose(found, at.map((_, i) => at.map((_, j) => found[j][i])));
        const v = at.map((_, i) => i + 9);
        assertClose(hvp(f, { mode })(at, v), curvature.map((row) => dot(row, v)));
      });
    }

    itInEveryMix(2, "has its Hessian as a Jacobian of gradients", (outer, inner) => {
      assertClose(outer.jacobian(inner.gradient(f))(at), curvature);
    });

    itInEveryMix(3, "has third derivatives that do not depend on their order", (a, b, c) => {
      const third = a.jacobian(b.jacobian(c.gradient(f)))(at);
      assertClose(
        third,
        at.map((_, i) => at.map((_, j) => at.map((_, k) => third[k][i][j]))),
      );
    });
  });
}

describe("A bilinear form", () => {
  for (const mode of SECOND_ORDER_MODES) {
    it(`F1: (7, 8)ᵀ H (9, 10) is 1318 (${mode})`, () => {
      assertEquals(dot([7, 8], hvp(quadratic, { mode })([3, 4], [9, 10])), 1318);
    });
  }
});

describe("A Jacobian", () => {
  for (const [name, transform] of Object.entries({ jacfwd, jacrev, jacobian })) {
    it(`F9: of (x²y, 5x + sin y) is [[2xy, x²], [5, cos y]] (${name})`, () => {
      const f = ([x, y]: Scalar[]) => [mul(square(x), y), add(mul(5, x), sin(y))];
      const [x, y] = [1.5, -0.75];
      assertClose(transform(f)([x, y]), [[2 * x * y, x * x], [5, Math.cos(y)]]);
    });

    it(`F10: of [y, x, x+y, xy, eˣ sin y] at (π, 1) has a row for each entry (${name})`, () => {
      const f = ([x, y]: Scalar[]) => [y, x, add(x, y), mul(x, y), mul(exp(x), sin(y))];
      assertClose(transform(f)([Math.PI, 1]), [
        [0, 1],
        [1, 0],
        [1, 1],
        [1, Math.PI],
        [19.472221418841606, 12.502969588876512],
      ]);
    });

    it(`of polar coordinates is a rotation, stretched (${name})`, () => {
      const f = (r: Scalar, angle: Scalar) => ({
        x: mul(r, cos(angle)),
        y: neg(mul(r, sin(angle))),
      });
      const J = transform(f, { argnums: [0, 1] })(2, 1);
      assertClose(J, {
        x: [Math.cos(1), -2 * Math.sin(1)],
        y: [-Math.sin(1), -2 * Math.cos(1)],
      });
    });
  }
});
