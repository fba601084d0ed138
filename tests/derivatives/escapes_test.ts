// Values that leave the derivative they belong to: refused wherever they turn up, by the call that made
// them, while pullbacks and linear maps, which may leave, work on. A throw leaves nothing behind.

import {
  add,
  checkpoint,
  checkpointedLoop,
  customJvp,
  customVjp,
  derivative,
  gt,
  implicitRoot,
  jacfwd,
  jvp,
  linearize,
  mul,
  type Scalar,
  sin,
  square,
  stopGradient,
  sub,
  value,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { numericVjp } from "@fluxion/ad/check";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix, mixes } from "../cases/mixes.ts";
import { assertRefused } from "../rules/refused.ts";

type Real = (x: Scalar) => Scalar;

/** Every call that hands a function boxes, as one that runs a function of one real. */
const CALLS: { readonly [verb: string]: (f: Real) => unknown } = {
  derivative: (f) => derivative(f)(2),
  jvp: (f) => jvp(f, [2], [1]),
  vjp: (f) => vjp(f, [2])[1](1),
  grad: (f) => mixes(1)[1][0].derivative(f)(2),
  valueAndGrad: (f) => valueAndGrad(f)(2),
  linearize: (f) => linearize(f, [2])[1](1),
  jacfwd: (f) => jacfwd(f)(2),
};

/** Everything that a value can be handed to. */
const USES: { readonly [name: string]: (x: Scalar) => unknown } = {
  "an operation": (x) => sin(x),
  "an operation on the right": (x) => mul(2, x),
  "a comparison": (x) => gt(x, 0),
  "value": (x) => value(x),
  "stopGradient": (x) => stopGradient(x),
  "a point": (x) => derivative(square)(x),
  "a tangent": (x) => jvp((y) => square(y), [1], [x]),
  "a cotangent": (x) => vjp((y) => square(y), [1])[1](x),
  "a linear map": (x) => linearize((y: Scalar) => square(y), [1])[1](x),
  "a result": (x) => derivative(() => x)(1),
  "a tree of results": (x) => vjp((_: Scalar) => [1, { deep: x }], [1]),
  "customJvp": (x) => customJvp((y: Scalar) => y, ([y], [dy]) => [y, dy])(x),
  "customVjp": (x) => customVjp((y: Scalar) => y, (y) => [y, 0], (_, c) => [c])(x),
  "the out of a rule": (x) => derivative(customJvp((y: Scalar) => y, (_, [dy]) => [x, dy]))(1),
  "the tangent of a rule": (x) => derivative(customJvp((y: Scalar) => y, ([y]) => [y, x]))(1),
  "the cotangent of a rule": (x) =>
    mixes(1)[1][0].derivative(customVjp((y: Scalar) => y, (y) => [y, 0], () => [x]))(1),
  "checkpoint": (x) => checkpoint((y: Scalar) => sin(y))(x),
  "checkpointedLoop": (x) => checkpointedLoop((y: Scalar) => sin(y), 3, x),
  "numericVjp": (x) => numericVjp((y: number) => y)(x),
  "implicitRoot": (x) => implicitRoot((y: Scalar, a: Scalar) => sub(y, a), (a: number) => a)(x),
};

describe("A value used after its derivative has ended", () => {
  for (const [verb, call] of Object.entries(CALLS)) {
    it(`is refused by everything that it can be handed to, by the name of ${verb}`, () => {
      let kept: Scalar = 0;
      let whole: Scalar = 0;
      call(function loss(x: Scalar) {
        whole = x;
        return kept = square(x);
      });
      for (const use of Object.values(USES)) {
        for (const x of [kept, whole]) {
          assertRefused(TypeError, () => use(x), "escaped", `${verb}(loss)`, "hasAux", "value(x)");
        }
      }
    });

    it(`is refused where ${verb} ended by an exception`, () => {
      const kept: Scalar[] = [];
      const fail = (x: Scalar): Scalar => {
        kept.push(x, square(x));
        throw new RangeError("on purpose");
      };
      assertThrows(() => call(fail), RangeError, "on purpose");
      for (const x of kept) assertRefused(TypeError, () => sin(x), "escaped", `${verb}(fail)`);
      assertEquals(derivative(square)(3), 6);
    });
  }

  it("is refused where an outer derivative caught the exception, and the outer one goes on", () => {
    for (const [outer, inner] of mixes(2)) {
      const f = (x: Scalar) => {
        let kept: Scalar = 1;
        try {
          inner.derivative(function broken(y): Scalar {
            kept = mul(x, y);
            throw new Error("on purpose");
          })(x);
        } catch {
          assertRefused(TypeError, () => add(kept, 1), "escaped", "(broken)");
        }
        return mul(x, inner.derivative((y) => mul(x, y, y))(x));
      };
      assertEquals(outer.derivative(f)(2), 24);
    }
  });

  itInEveryMix(2, "A7: is refused, and told from the variable of the outer level", (o, i) => {
    const twice = (x: Scalar) => {
      let state = x;
      const grow = (y: Scalar) => state = mul(state, y);
      i.derivative(grow)(1);
      assertRefused(TypeError, () => i.derivative(grow)(1), "escaped", "(grow)");
      state = x;
      return i.derivative(grow)(1);
    };
    assertEquals(o.derivative(twice)(1), 1);
  });

  itInEveryMix(1, "A8: is refused in the next derivative, which is right without it", (mode) => {
    let state: Scalar = 2;
    const grow = (y: Scalar) => state = mul(state, y);
    assertEquals(mode.derivative(grow)(1), 2);
    assertRefused(TypeError, () => mode.derivative(grow)(1), "escaped", "(grow)");
    state = 2;
    assertEquals(mode.derivative(grow)(1), 2);
  });

  it("comes back as a number with hasAux, from any depth of arrays and objects", () => {
    const f = (
      x: Scalar,
    ): [Scalar, unknown] => [square(x), { deep: [x, { y: sin(x) }], name: "f" }];
    const [[out, aux], gradient] = valueAndGrad(f, { hasAux: true })(2);
    assertEquals([out, gradient], [4, 4]);
    assertEquals(aux, { deep: [2, { y: Math.sin(2) }], name: "f" });
  });

  it("may stay where it came from: value and isBox say what it is meanwhile", () => {
    const kept: number[] = [];
    for (const [mode] of mixes(1)) mode.derivative((x) => (kept.push(value(square(x))), x))(3);
    assertEquals(kept, [9, 9]);
  });
});

describe("A value of an inner derivative", () => {
  itInEveryMix(2, "is followed by a rule of an outer level that closes over it", (outer, inner) => {
    const f = (x: Scalar) =>
      inner.derivative((y) =>
        customJvp((u: Scalar) => mul(u, y), ([u], [du]) => [mul(u, y), mul(du, y)])(x)
      )(2);
    assertEquals(outer.derivative(f)(3), 1);
  });
});

describe("A pullback", () => {
  it("works after vjp has returned, after other derivatives, and after a throw in between", () => {
    const [, pullback] = vjp((x: Scalar) => mul(x, x, x), [2]);
    derivative(square)(3);
    assertThrows(() =>
      derivative(() => {
        throw new Error("on purpose");
      })(1)
    );
    assertEquals([pullback(1), pullback(2)], [12, 24]);
    assertEquals(derivative((x) => mul(pullback(x), pullback(x)))(2), 576);
  });

  itInEveryMix(1, "is refused where the outer level that it depends on has ended", (mode) => {
    const kept: Real[] = [];
    mode.derivative(function outside(x: Scalar) {
      const [, pullback] = vjp((y: Scalar) => mul(x, y, y), [x]);
      kept.push(pullback);
      return pullback(1);
    })(3);
    assertRefused(TypeError, () => kept[0](1), "escaped", "(outside)");
    assertRefused(TypeError, () => kept[0](1), "escaped", "(outside)");
  });

  itInEveryMix(1, "is right or refused on a cotangent of a level that has ended", (mode) => {
    const [, pullback] = vjp((x: Scalar) => mul(x, x), [3]);
    const kept: Scalar[] = [];
    mode.derivative(function gone(x: Scalar) {
      kept.push(x);
      return x;
    })(1);
    assertRefused(TypeError, () => pullback(kept[0]), "escaped", "(gone)");
    assertEquals(pullback(1), 6);
  });

  it("of a level throws in the middle, and is right the next time", () => {
    let failing = true;
    const touchy = customVjp((x: Scalar) => sin(x), (x) => [sin(x), x], (x, c) => {
      if (failing) throw new Error("on purpose");
      return [mul(c, x)];
    });
    const [, pullback] = vjp((x: Scalar) => mul(x, touchy(x)), [2]);
    assertThrows(() => pullback(1), Error, "on purpose");
    failing = false;
    assertClose(pullback(1), Math.sin(2) + 4);
  });

  it("is refused when the derivative around it has ended that its partials belong to", () => {
    for (const [{ derivative }] of mixes(1)) {
      let pullback: (cotangent: number) => unknown = () => 0;
      derivative((b) => {
        pullback = vjp((x) => mul(b, sin(x)), [2])[1] as typeof pullback;
        return b;
      })(3);
      assertThrows(() => pullback(1), TypeError, "escaped");
    }
  });

  it("does not hand out the boxes of its level while it runs a rule", () => {
    const kept: Scalar[] = [];
    const spying = (k: Scalar) =>
      customVjp((x: Scalar) => mul(x, 2), (x) => [mul(x, 2), k], (own, c) => {
        kept.push(own, mul(own, c));
        return [mul(own, c)];
      });
    const mode = mixes(1)[1][0];
    assertEquals(
      mode.derivative(function spied(x) {
        return spying(x)(x);
      })(3),
      3,
    );
    assertRefused(TypeError, () => sin(kept[0]), "escaped", "grad(spied)");
    assertEquals(kept[1], 3);
  });
});
