// Functions defined by an equation: derivatives of any order from the equation alone, in every mix of
// modes, with the value exactly where the solver found it.

import {
  add,
  cos,
  div,
  exp,
  fixedPoint,
  hessian,
  hvp,
  implicitRoot,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  mul,
  neg,
  type Scalar,
  sin,
  sqrt,
  square,
  sub,
  value,
  valueAndGrad,
} from "@fluxion/ad";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix, repeated, SECOND_ORDER_MODES } from "../cases/mixes.ts";
import { assertRefused } from "./refused.ts";

/** The root of x² = a, which knows nothing of the square root's derivative. */
const root = implicitRoot((x: Scalar, a: Scalar) => sub(square(x), a), (a) => Math.sqrt(a));

/** The fixed point of x = cos(a·x), by iteration. */
const dottie = fixedPoint((x: Scalar, a: Scalar) => cos(mul(a, x)), (a) => {
  let x = 1;
  for (let i = 0; i < 300; i++) x = Math.cos(a * x);
  return x;
});

/** Two equations: x₀² + x₁ = a, x₀·x₁ = b, at x = (a', b'/a') for a = x₀² + x₁ and b = x₀·x₁. */
const pair = implicitRoot(
  ([x, y]: Scalar[], a: Scalar, b: Scalar) => [sub(add(square(x), y), a), sub(mul(x, y), b)],
  (a, b) => {
    let [x, y] = [1, 1];
    for (let i = 0; i < 60; i++) {
      const [f, g, det] = [x * x + y - a, x * y - b, 2 * x * x - y];
      [x, y] = [x - (x * f - g) / det, y - (2 * x * g - y * f) / det];
    }
    return [x, y];
  },
);

describe("implicitRoot", () => {
  itInEveryMix(1, "the root of x² − a at 4 has the derivative 0.25", (mode) => {
    assertEquals(mode.derivative(root)(4), 0.25);
  });
  itInEveryMix(2, "the root of x² − a at 4 has the second derivative −0.03125", (...mix) => {
    assertClose(repeated(mix, root)(4), -0.03125);
  });
  itInEveryMix(3, "the root of x² − a at 4 has the third derivative of √a", (...mix) => {
    assertClose(repeated(mix, root)(4), 0.01171875);
  });
  itInEveryMix(4, "the root of x² − a at 4 has the fourth derivative of √a", (...mix) => {
    assertClose(repeated(mix, root)(4), -0.00732421875, 1e-11);
  });

  it("answers plain numbers where nothing is differentiated, as the solver gave them", () => {
    const solution = [1, 2];
    const f = implicitRoot((x: Scalar[], a: Scalar) => x.map((own) => sub(own, a)), () => solution);
    assertEquals(f(3), [1, 2]);
    assertEquals(root(4), 2);
  });

  for (const order of [1, 2, 3]) {
    itInEveryMix(order, "composes with what is around it", (...mix) => {
      const f = (r: (a: Scalar) => Scalar) => (x: Scalar) => mul(x, r(add(exp(x), r(x))));
      assertClose(repeated(mix, f(root))(0.7), repeated(mix, f((a) => sqrt(a)))(0.7), 1e-11);
    });

    itInEveryMix(order, "differentiates what the equation closes over", (...mix) => {
      const closed = (x: Scalar, a: Scalar) =>
        implicitRoot(
          (y: Scalar, b: Scalar) => sub(mul(x, square(y)), mul(sin(x), b)),
          (b) => Math.sqrt(Math.sin(value(x)) * b / value(x)),
        )(a);
      const plain = (x: Scalar, a: Scalar) => sqrt(div(mul(sin(x), a), x));
      for (const a of [(_: Scalar): Scalar => 2, (x: Scalar) => x, (x: Scalar) => exp(x)]) {
        const expected = repeated(mix, (x) => plain(x, a(x)))(0.7);
        assertClose(repeated(mix, (x) => closed(x, a(x)))(0.7), expected, 1e-11);
      }
    });

    itInEveryMix(order, "solves vectors", (...mix) => {
      // At x = (t, t²): a = 2t², b = t³.
      const along = (t: Scalar) => pair(mul(2, t, t), mul(t, t, t));
      const first = (t: Scalar) => mul(exp(along(t)[0]), along(t)[1]);
      const expected = repeated(mix, (t) => mul(exp(t), t, t))(1.3);
      assertClose(repeated(mix, first)(1.3), expected, 1e-10);
    });
  }

  it("takes levels apart: the parameter of one, a closure of another", () => {
    for (const take of [jacfwd, jacrev]) {
      const f = (k: Scalar) => {
        const closed = implicitRoot(
          (y: Scalar, a: Scalar) => sub(square(y), mul(a, k)),
          (a) => Math.sqrt(a * value(k)),
        );
        return take((a: Scalar) => closed(a))(2);
      };
      // ∂²√(a·k)/∂a∂k = ¼/√(a·k).
      assertClose(jacfwd(f)(8), 1 / 16);
      assertClose(jacrev(f)(8), 1 / 16);
    }
  });

  it("answers Jacobians, Hessians and their products, in all four modes", () => {
    const at = [2 * 1.3 ** 2, 1.3 ** 3];
    const f = ([a, b]: Scalar[]) => pair(a, b);
    // J = (∂f/∂x)⁻¹ with ∂f/∂x = [[2x, 1], [y, x]] at (x, y) = (t, t²).
    const [x, y] = [1.3, 1.69];
    const det = 2 * x * x - y;
    const expected = [[x / det, -1 / det], [-y / det, 2 * x / det]];
    for (const take of [jacfwd, jacrev, jacobian]) assertClose(take(f)(at), expected, 1e-11);
    const objective = (ab: Scalar[]) => mul(...f(ab) as [Scalar]);
    // x·y = b exactly, by the second equation.
    for (const mode of SECOND_ORDER_MODES) {
      assertClose(hessian(objective, { mode })(at), [[0, 0], [0, 0]], 1e-10, 1);
      const product = hvp(([a]: Scalar[]) => root(a), { mode })([4], [2]);
      assertClose(product, [-0.0625]);
    }
  });

  it("takes trees and a Float64Array, and answers in the shape of the solution", () => {
    const f = implicitRoot(
      (x: { r: Scalar[] }, p: { a: Scalar[] }) => ({
        r: x.r.map((own, i) => sub(square(own), p.a[i])),
      }),
      (p) => ({ r: Float64Array.from(p.a, Math.sqrt) as unknown as number[] }),
    );
    assertEquals(jacfwd((a: Scalar[]) => f({ a }).r)([4, 9]), [[0.25, 0], [0, 1 / 6]]);
    const [out, tangent] = jvp((p: { a: Scalar[] }) => f(p), [{ a: [4, 9] }], [{ a: [1, 0] }]);
    assertEquals(Array.from(out.r), [2, 3]);
    assertClose(Array.from(tangent.r), [0.25, 0], 1e-12, 1);
  });

  it("does not move the value, wherever the solver left it", () => {
    const exact = [2, -0, 0, 1.9999999, 1e-300, -3];
    for (const found of exact) {
      for (const sign of [1, -1]) {
        const f = implicitRoot(
          (x: Scalar, a: Scalar) => mul(sign, sub(mul(3, x), a)),
          (_: number) => found,
        );
        const values = [
          jvp(f, [6], [1])[0],
          valueAndGrad((a: Scalar) => f(a))(6)[0],
          jvp((a: Scalar) => jvp(f, [a], [1])[0], [6], [1])[0],
        ];
        for (const x of values) assert(Object.is(x, found), `${x} is not ${found}`);
      }
    }
    const negative = implicitRoot((x: Scalar, a: Scalar) => neg(add(x, a)), (a: number) => -a);
    assert(Object.is(jvp(negative, [0], [1])[0], -0), "−0 stays −0");
  });
});

describe("fixedPoint", () => {
  itInEveryMix(1, "of x = cos(a·x) at 1 has the derivative −0.297…", (mode) => {
    assertClose(mode.derivative(dottie)(1), -0.29747434150983226);
  });
  itInEveryMix(2, "of x = cos(a·x) at 1 has the second derivative 0.153…", (...mix) => {
    assertClose(repeated(mix, dottie)(1), 0.15333789131433614);
  });
  itInEveryMix(3, "is implicitRoot of x − g(x)", (...mix) => {
    const same = implicitRoot(
      (x: Scalar, a: Scalar) => sub(x, cos(mul(a, x))),
      (a: number) => dottie(a),
    );
    assertClose(repeated(mix, dottie)(1), repeated(mix, same)(1));
  });
});

describe("implicitRoot refuses", () => {
  const minus = (x: Scalar, a: Scalar) => sub(x, a);

  it("a singular equation, and says so", () => {
    const touching = implicitRoot(function parabola(x: Scalar, a: Scalar) {
      return mul(square(x), a);
    }, () => 0);
    const call = () => jvp(touching, [1], [1]);
    assertRefused(RangeError, call, "implicitRoot(parabola)", "singular");
    const twin = fixedPoint((x: Scalar, a: Scalar) => add(x, mul(0, a)), () => 0);
    assertRefused(RangeError, () => jvp(twin, [1], [1]), "fixedPoint", "singular");
    assertEquals(touching(1), 0);
  });

  it("differentiated values from solve, which works on plain numbers", () => {
    const f = (a: Scalar) => implicitRoot(minus, () => a as number)(a);
    assertRefused(TypeError, () => jvp(f, [1], [1]), "implicitRoot", "plain numbers", "value(a)");
  });

  it("solutions that are no trees of numbers, promises among them", () => {
    const wrong = (solution: unknown) => () => implicitRoot(minus, () => solution as number)(1);
    assertRefused(TypeError, wrong("one"), "solution of implicitRoot", "x is a string");
    assertRefused(TypeError, wrong(undefined), "x is undefined");
    assertRefused(TypeError, wrong(Promise.resolve(1)), "x is a Promise");
  });

  it("residuals of another structure than the solution", () => {
    const list = (x: Scalar, a: Scalar) => [sub(x, a)] as unknown as Scalar;
    assertRefused(
      TypeError,
      () => implicitRoot(list, (a) => a)(1),
      "f(x) is an array of 1",
      "number",
    );
    assertRefused(
      TypeError,
      () => fixedPoint(list, (a) => a)(1),
      "g(x) is an array of 1",
      "number",
    );
  });

  it("what is no function, and arguments that are no trees", () => {
    assertRefused(TypeError, () => implicitRoot(minus, 3 as never), "implicitRoot", "a function");
    assertRefused(TypeError, () => fixedPoint(3 as never, () => 1), "fixedPoint", "a function");
    assertRefused(TypeError, () => root("four" as never), "implicitRoot", "args[0] is a string");
  });
});
