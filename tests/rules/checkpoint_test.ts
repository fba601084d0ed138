// Checkpoints: the same derivatives, with the body run again when pulling back and only then, also
// with free variables, nested, and in every mix of modes.

import {
  add,
  checkpoint,
  checkpointedLoop,
  cos,
  derivative,
  exp,
  grad,
  hessian,
  jacfwd,
  jacrev,
  mul,
  type Scalar,
  sin,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix, mixes, repeated, SECOND_ORDER_MODES } from "../cases/mixes.ts";
import { assertRefused } from "./refused.ts";

const sinSin = checkpoint((x: Scalar) => sin(sin(x)));

/** A body that counts its runs. */
function counted(f: (x: Scalar) => Scalar): { body: (x: Scalar) => Scalar; runs: () => number } {
  let runs = 0;
  const body = (x: Scalar) => {
    runs++;
    return f(x);
  };
  return {
    body,
    runs: () => {
      const before = runs;
      runs = 0;
      return before;
    },
  };
}

describe("checkpoint", () => {
  itInEveryMix(1, "H7: D(x → sin(sin x))(1)", (mode) => {
    assertClose(mode.derivative(sinSin)(1), 0.36003948908962097);
  });

  itInEveryMix(2, "H7: D²(x → sin(sin x))(1)", (...mix) => {
    assertClose(repeated(mix, sinSin)(1), -0.7783957884181089);
  });

  itInEveryMix(3, "D³(x → sin(sin x))(1) is that of the plain function", (...mix) => {
    assertClose(repeated(mix, sinSin)(1), repeated(mix, (x) => sin(sin(x)))(1));
  });

  it("H7: runs its body again only when pulling back, once for each pullback", () => {
    const { body, runs } = counted((x) => sin(sin(x)));
    const f = checkpoint(body);
    assertEquals([f(1), runs()], [Math.sin(Math.sin(1)), 1]);
    derivative(f)(1);
    assertEquals(runs(), 1);
    const [, pullback] = vjp(f, [1]);
    assertEquals(runs(), 1);
    pullback(1);
    assertEquals(runs(), 1);
    pullback(2);
    assertEquals(runs(), 1);
    grad(f)(1);
    assertEquals(runs(), 2);
    valueAndGrad((x) => (f(x), x))(1);
    assertEquals(runs(), 1);
    derivative(derivative(f))(1);
    assertEquals(runs(), 1);
  });

  it("runs nested bodies as often as they are deep", () => {
    const { body, runs } = counted((x) => sin(x));
    const inner = checkpoint(body);
    const outer = checkpoint((x: Scalar) => mul(2, inner(x)));
    assertClose(grad(outer)(1), 2 * Math.cos(1));
    assertEquals(runs(), 3);
  });

  itInEveryMix(2, "follows free variables, and bodies within bodies", (outer, inner) => {
    const plain = (a: Scalar, x: Scalar) => mul(exp(mul(a, x)), add(sin(mul(a, a)), cos(x)));
    const nested = (a: Scalar, x: Scalar) =>
      checkpoint((y: Scalar) => {
        const left = checkpoint((z: Scalar) => exp(mul(a, z)))(y);
        return mul(left, checkpoint((z: Scalar) => add(sin(mul(a, a)), cos(z)))(y));
      })(x);
    const both = (f: typeof plain) => (a: Scalar) => inner.derivative((x) => f(a, mul(a, x)))(0.5);
    assertClose(outer.derivative(both(nested))(0.7), outer.derivative(both(plain))(0.7) as number);
    const itself = (f: typeof plain) => (x: Scalar) => inner.derivative((y) => f(y, mul(x, y)))(x);
    assertClose(
      outer.derivative(itself(nested))(0.7),
      outer.derivative(itself(plain))(0.7) as number,
    );
  });

  it("shares what is used before, inside and after", () => {
    const plain = (x: Scalar, run: (f: (y: Scalar) => Scalar, y: Scalar) => Scalar) => {
      const a = sin(x);
      const b = run((y) => mul(a, y, x), a);
      return add(mul(a, b), run((y) => mul(y, b), x));
    };
    const expected = derivative((x) => plain(x, (f, y) => f(y)))(0.7);
    for (const [mode] of mixes(1)) {
      assertClose(mode.derivative((x) => plain(x, (f, y) => checkpoint(f)(y)))(0.7), expected);
    }
  });

  it("takes and answers trees, in Jacobians and Hessians", () => {
    const f = checkpoint((at: { x: Scalar; ys: Scalar[] }, k: Scalar) => ({
      a: [mul(at.x, at.ys[0], k)],
      b: sin(at.ys[1]),
      constant: 7,
      through: at.x,
    }));
    const plain = ([x, y, z, k]: Scalar[]) => [mul(x, y, k), sin(z), 7, x];
    const flat = ([x, y, z, k]: Scalar[]) => {
      const { a, b, constant, through } = f({ x, ys: [y, z] }, k);
      return [a[0], b, constant, through];
    };
    const at = [1.5, 2, 0.5, 3];
    assertClose(jacfwd(flat)(at), jacfwd(plain)(at));
    assertClose(jacrev(flat)(at), jacfwd(plain)(at));
    const objective = (g: typeof plain) => (xs: Scalar[]) => mul(...g(xs) as [Scalar]);
    for (const mode of SECOND_ORDER_MODES) {
      assertClose(hessian(objective(flat), { mode })(at), hessian(objective(plain))(at));
    }
    const sums = checkpoint((xs: Scalar[]) => add(0, ...xs));
    assertEquals(
      grad((xs: Scalar[]) => sums(xs))(Float64Array.of(1, 2)),
      Float64Array.of(1, 1),
    );
  });

  for (const order of [2, 3]) {
    itInEveryMix(order, "of a checkpointed loop keeps several results apart", (...mix) => {
      const loop = (x: Scalar) =>
        checkpointedLoop(
          (s: { x: Scalar; out: Scalar[] }, i) => ({
            x: s.x,
            out: i === 2 ? [s.x, exp(s.x)] : s.out,
          }),
          3,
          { x, out: [0, 0] },
          { snapshots: 1 },
        ).out;
      const body = checkpoint(loop);
      // Applied to the variable itself, whose innermost tangent is the plain number 1.
      assertClose(repeated(mix, (x) => body(x)[1])(0.5), Math.exp(0.5));
      assertClose(
        repeated(mix, (x) => mul(...body(sin(x)) as [Scalar]))(0.5),
        repeated(mix, (x) => mul(sin(x), exp(sin(x))))(0.5),
      );
    });
  }

  it("H10: leaves nothing behind where its body throws, the first time or the second", () => {
    for (const failing of [1, 2]) {
      let runs = 0;
      const body = checkpoint((x: Scalar) => {
        if (++runs === failing) throw new Error("on purpose");
        return sin(x);
      });
      assertThrows(() => grad((x: Scalar) => mul(x, body(x)))(1), Error, "on purpose");
      assertClose(grad((x: Scalar) => mul(x, body(x)))(1), Math.sin(1) + Math.cos(1));
    }
  });

  it("H10: a pullback whose body threw may be called again", () => {
    let failing = false;
    const [, pullback] = vjp((x) =>
      mul(
        x,
        checkpoint((y: Scalar) => {
          if (failing) throw new Error("on purpose");
          return sin(y);
        })(x),
      ), [1]);
    failing = true;
    assertThrows(() => pullback(1), Error, "on purpose");
    failing = false;
    assertClose(pullback(1), Math.sin(1) + Math.cos(1));
    assertClose(pullback(2), 2 * (Math.sin(1) + Math.cos(1)));
  });
});

describe("checkpoint refuses", () => {
  it("what is no function, and arguments and results that are no trees", () => {
    assertRefused(TypeError, () => checkpoint("sin" as never), "checkpoint", "takes a function");
    const named = checkpoint(function wave(x: Scalar) {
      return sin(x);
    });
    assertEquals(named.name, "wave");
    assertRefused(
      TypeError,
      () => named("one" as never),
      "checkpoint(wave)",
      "args[0] is a string",
    );
    const wrong = checkpoint((x: Scalar) => ({ x, label: "wave" }));
    assertRefused(TypeError, () => grad((x: Scalar) => wrong(x).x)(1), "out.label is a string");
    const later = checkpoint((x: Scalar) => Promise.resolve(x)) as (x: Scalar) => unknown;
    assertRefused(TypeError, () => grad((x: Scalar) => (later(x), x))(1), "out is a Promise");
  });

  it("a body that answers another structure when it runs again", () => {
    let runs = 0;
    const longer = checkpoint((x: Scalar) => ++runs % 2 === 1 ? [x, sin(x)] : [sin(x)]);
    assertRefused(TypeError, () => grad((x: Scalar) => longer(x)[1])(1), "Cannot");
  });
});
