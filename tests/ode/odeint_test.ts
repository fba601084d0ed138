// Solutions at given times: their accuracy, their derivatives by all modes, and what is refused.

import {
  add,
  cos,
  derivative,
  grad,
  hessian,
  jacobian,
  mul,
  type Scalar,
  square,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { odeint, type OdeMethod } from "@fluxion/ad/ode";
import { derivatives } from "@fluxion/ad/taylor";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import { slopeBy, wordsOf } from "../laws/words.ts";
import { growth, oscillator, threeBodies } from "./problems.ts";
import threeBodiesReference from "./references/three_bodies.json" with { type: "json" };

const methods: readonly OdeMethod[] = ["taylor", "dormand-prince"];
const TIGHT = { relativeTolerance: 1e-15, absoluteTolerance: 1e-15 };

describe("odeint", () => {
  it("has fourteen digits of three bodies, compiled and uncompiled the same bits", () => {
    const { start, end, time } = threeBodiesReference;
    const states = odeint(threeBodies, start, [0, time], TIGHT)[1];
    states.forEach((x, i) => assert(Math.abs(x - end[i]) < 1e-14, `${x}, and not ${end[i]}`));
    for (let run = 0; run < 3; run++) {
      assertEquals(odeint(threeBodies, start, [0, time], { ...TIGHT, compile: jit })[1], states);
    }
  });

  for (const method of methods) {
    it(`follows a circle forwards and backwards, at any times, by ${method}`, () => {
      const times = [0, 0.1, 0.1, 2, 7];
      for (const sign of [1, -1]) {
        const at = times.map((t) => sign * t);
        const expected = at.map((t) => [Math.sin(t), Math.cos(t)]);
        assertClose(odeint(oscillator, [0, 1], at, { method }), expected, 1e-8, 1);
      }
    });

    it(`keeps to tolerances of several sizes, by ${method}`, () => {
      for (const tolerance of [1e-4, 1e-7, 1e-10]) {
        const options = { method, relativeTolerance: tolerance, absoluteTolerance: tolerance };
        const [x, v] = odeint(oscillator, [0, 1], [0, 5], options)[1];
        assert(Math.hypot(x - Math.sin(5), v - Math.cos(5)) < 20 * tolerance);
      }
    });

    it(`depends on the time, and takes trees, by ${method}`, () => {
      const f = (t: Scalar, { a: [_x], b }: { a: [Scalar]; b: Scalar }) => ({
        a: [cos(t)] as [Scalar],
        b: mul(2, t, b),
      });
      const [, found] = odeint(f, { a: [0], b: 1 }, [0, 1], { method });
      assertClose(found, { a: [Math.sin(1)], b: Math.E }, 1e-8);
    });

    for (const word of wordsOf(2)) {
      it(`has second derivatives by state, parameter and times, ${word} by ${method}`, () => {
        // y = y₀·e^(k·(t − t₀))
        const at = (y0: Scalar, k: Scalar, t0: Scalar, t: Scalar) =>
          odeint(growth, y0, [t0, t], { method, parameters: k })[1] as Scalar;
        const [first, second] = word;
        const twice = (f: (x: Scalar) => Scalar, x: number) =>
          slopeBy(first, slopeBy(second, f))(x);
        const y = 2 * Math.exp(0.75);
        assertClose(twice((y0) => square(at(y0, 0.5, 0, 1.5)), 2), 2 * (y / 2) ** 2, 1e-7);
        assertClose(twice((k) => at(2, k, 0, 1.5), 0.5), 1.5 ** 2 * y, 1e-6);
        assertClose(twice((t) => at(2, 0.5, 0, t), 1.5), 0.25 * y, 1e-3);
        assertClose(slopeBy(first, (t0) => at(2, 0.5, t0, 1.5))(0) as number, -0.5 * y, 1e-6);
      });
    }

    it(`compiles with a number of steps, to the same bits, by ${method}`, () => {
      const at = (y: Scalar[]) => odeint(oscillator, y, [0, 1], { method, steps: 4 })[1];
      const compiled = jit(at);
      for (const x of [1, 2, 3, 4]) assertEquals(compiled([x, 1]), at([x, 1]) as number[]);
      const slope = jit((y: Scalar[]) => jacobian(at)(y));
      for (const x of [1, 2, 3, 4]) assertEquals(slope([x, 1]), jacobian(at)([x, 1]));
    });
  }

  it("nests in Taylor mode: a solution as a power series of its parameter", () => {
    const at = (k: Scalar) => odeint((_t: Scalar, y: Scalar) => mul(k, y), 1, [0, 2])[1] as Scalar;
    assertClose(derivatives(at, 4)(0.5), [0, 1, 2, 3, 4].map((n) => 2 ** n * Math.E), 1e-8);
  });
});

describe("The adjoint equation", () => {
  const loss = (gradient: "steps" | "adjoint") => (y0: Scalar[], p: Scalar[], times: Scalar[]) => {
    const f = (t: Scalar, [x, v]: Scalar[], [k, c]: Scalar[]): Scalar[] => [
      v,
      add(mul(-1, k, x), mul(-1, c, v), mul(t, t)),
    ];
    const states = odeint(f, y0, times, { parameters: p, gradient, ...TIGHT }) as Scalar[][];
    return add(square(states[1][0]), states[2][1], mul(states[0][0], states[2][0]));
  };
  const point = [[1, 0.5], [2, 0.25], [0.5, 1, 2]] as [number[], number[], number[]];

  it("has the gradient of the steps by state, parameters and times", () => {
    const all = { argnums: [0, 1, 2] } as const;
    const expected = grad(loss("steps"), all)(...point);
    assertClose(grad(loss("adjoint"), all)(...point), expected as never, 1e-12);
  });

  it("is differentiated in turn", () => {
    const byParameters = (gradient: "steps" | "adjoint") => (p: Scalar[]) =>
      loss(gradient)(point[0], p, point[2]);
    const expected = hessian(byParameters("steps"))(point[1]);
    const mode = "reverse-over-reverse";
    assertClose(hessian(byParameters("adjoint"), { mode })(point[1]), expected, 1e-9);
  });

  it("needs no parameters", () => {
    const at = (x: Scalar) =>
      odeint((_t: Scalar, y: Scalar) => square(y), x, [0, 1], { gradient: "adjoint" })[1];
    // y = x/(1 − x·t)
    assertClose(grad(at as (x: Scalar) => Scalar)(0.5), 4, 1e-8);
  });
});

describe("odeint refuses", () => {
  const f = (_t: Scalar, y: Scalar) => square(y);
  it("to go beyond a singularity", () => {
    for (const method of methods) {
      assertThrows(() => odeint(f, 1, [0, 2], { method, maxSteps: 500 }), RangeError);
    }
  });

  it("times in no order, and none", () => {
    assertThrows(() => odeint(f, 1, [0, 1, 0.5]), RangeError, "all rise or all fall");
    assertThrows(() => odeint(f, 1, [] as number[]), TypeError, "a list");
  });

  it("options that there are not", () => {
    assertThrows(
      () => odeint(f, 1, [0, 1], { tolerance: 1 } as never),
      TypeError,
      "the options are",
    );
    assertThrows(
      () => odeint(f, 1, [0, 1], { method: "euler" as never }),
      TypeError,
      "dormand-prince",
    );
    assertThrows(() => odeint(f, 1, [0, 1], { relativeTolerance: 0 }), RangeError);
    assertThrows(() => odeint(f, 1, [0, 1], { order: 1 }), RangeError, "order");
  });

  it("a slope of another structure than the state", () => {
    const wrong = (_t: Scalar, [x]: Scalar[]): Scalar[] => [x];
    assertThrows(() => odeint(wrong, [1, 2], [0, 1]), TypeError, "f(t, y)");
    assertEquals(derivative((x) => odeint(f, x, [0, 0])[1])(1), 1);
  });
});
