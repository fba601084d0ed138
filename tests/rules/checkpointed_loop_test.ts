// Checkpointed loops: to the last bit the gradient of the plain loop, for any length and budget, and
// the plain loop's derivatives in every mix of modes.

import {
  add,
  checkpointedLoop,
  cos,
  derivative,
  div,
  grad,
  jacfwd,
  mul,
  type Scalar,
  sin,
  sqrt,
  sub,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix, mixes, repeated } from "../cases/mixes.ts";
import { law } from "../laws/runs.ts";
import { assertRefused } from "./refused.ts";

/** A plain loop with the same meaning. */
function plainLoop<S>(step: (state: S, i: number) => S, steps: number, initial: S): S {
  let state = initial;
  for (let i = 0; i < steps; i++) state = step(state, i);
  return state;
}

/** A pendulum with friction and a push that depends on the step. */
const swing = (friction: Scalar) => ([angle, speed]: Scalar[], i: number): Scalar[] => {
  const force = sub(sin(mul(i + 1, 0.01)), add(sin(angle), mul(friction, speed)));
  const faster = add(speed, mul(0.05, force));
  return [add(angle, mul(0.05, faster)), mul(faster, cos(mul(friction, angle)))];
};

type Loop = (steps: number, friction: Scalar, initial: Scalar[]) => Scalar[];
const plain: Loop = (steps, friction, initial) => plainLoop(swing(friction), steps, initial);
const kept = (snapshots?: number): Loop => (steps, friction, initial) =>
  checkpointedLoop(swing(friction), steps, initial, snapshots === undefined ? {} : { snapshots });

/** Everything that a gradient of the loop can be asked for. */
function gradients(loop: Loop, steps: number): number[] {
  const energy = ([friction, angle, speed]: Scalar[]) => {
    const [a, s] = loop(steps, friction, [angle, speed]);
    return add(mul(s, s, friction), cos(a));
  };
  const plainState = (friction: Scalar) => mul(...loop(steps, friction, [0.7, 0.3]) as [Scalar]);
  const oneFollowed = (angle: Scalar) => loop(steps, 0.1, [angle, 0.3])[1];
  return [
    ...grad(energy)([0.1, 0.7, 0.3]),
    grad(plainState)(0.1),
    grad(oneFollowed)(0.7),
    ...valueAndGrad(plainState)(0.1),
  ];
}

/** To the last bit, the sign of a zero included. */
function assertIdentical(actual: number[], expected: number[], message: string): void {
  const same = actual.length === expected.length &&
    actual.every((x, i) => Object.is(x, expected[i]));
  assert(same, `${message}: [${actual}] is not [${expected}]`);
}

describe("checkpointedLoop", () => {
  it("is the plain loop to the last bit, at any length and budget", () => {
    for (const steps of [0, 1, 2, 3, 4, 5, 6, 7, 10, 16, 31, 64, 100]) {
      const expected = gradients(plain, steps);
      for (const snapshots of [undefined, 0, 1, 2, 3, 5, 8, 100]) {
        const actual = gradients(kept(snapshots), steps);
        assertIdentical(actual, expected, `${steps} steps, ${snapshots ?? "default"} snapshots`);
      }
    }
  });

  law(
    "is the plain loop to the last bit, in pullbacks that are called twice",
    fc.property(
      fc.nat(60),
      fc.nat(8),
      fc.double({ min: -1, max: 1, noNaN: true }),
      (steps, snapshots, at) => {
        const pulled = (loop: Loop) => {
          const f = (friction: Scalar, angle: Scalar) => loop(steps, friction, [angle, at]);
          const [out, pullback] = vjp(f, [at, 0.5]);
          return [...out, ...pullback([1, at]), ...pullback([0, 1])];
        };
        assertIdentical(pulled(kept(snapshots)), pulled(plain), `${steps} steps, ${snapshots}`);
      },
    ),
  );

  for (const order of [1, 2, 3]) {
    itInEveryMix(order, "is the plain loop", (...mix) => {
      for (const snapshots of [0, 1, 3]) {
        const f = (loop: Loop) => (x: Scalar) => {
          const [angle, speed] = loop(9, mul(x, 0.2), [sin(x), x]);
          return mul(angle, add(speed, x));
        };
        assertClose(repeated(mix, f(kept(snapshots)))(0.6), repeated(mix, f(plain))(0.6));
        const closed = (loop: Loop) => (x: Scalar) => loop(7, x, [0.7, 0.3])[0];
        assertClose(repeated(mix, closed(kept(snapshots)))(0.6), repeated(mix, closed(plain))(0.6));
      }
    });

    itInEveryMix(
      order,
      "keeps zeros structural: a plain part of the state stays plain",
      (...mix) => {
        type State = readonly [Scalar, Scalar];
        const step = ([x, zero]: State): State => [add(mul(x, x), sqrt(zero)), zero];
        const loop = (x: Scalar) => checkpointedLoop(step, 4, [x, 0] as State)[0];
        const expected = repeated(mix, (x) => plainLoop(step, 4, [x, 0] as State)[0])(0.5);
        assertClose(repeated(mix, loop)(0.5), expected);
      },
    );
  }

  itInEveryMix(2, "takes levels apart: the state of one, a closure of another", (outer, inner) => {
    const nest = (loop: Loop) => (a: Scalar) =>
      inner.derivative((x) => loop(6, a, [x, mul(a, 0.5)])[0])(0.7);
    assertClose(outer.derivative(nest(kept(2)))(0.3), outer.derivative(nest(plain))(0.3));
  });

  it("takes and answers trees, a Float64Array in the shape it came", () => {
    const step = ({ q, p }: { q: Scalar[]; p: Scalar }) => ({
      q: q.map((x) => mul(x, p)),
      p: div(add(p, q[0]), 2),
    });
    const last = checkpointedLoop(step, 3, { q: Float64Array.of(1, 2), p: 0.5 });
    const wanted = plainLoop(step, 3, { q: [1, 2] as Scalar[], p: 0.5 as Scalar });
    assertEquals(last, { q: Float64Array.from(wanted.q as number[]), p: wanted.p as number });
    const f = (q: Scalar[]) => checkpointedLoop(step, 3, { q, p: 0.5 }).p;
    const g = (q: Scalar[]) => plainLoop(step, 3, { q, p: 0.5 as Scalar }).p;
    assertEquals(grad(f)(Float64Array.of(1, 2)), Float64Array.from(grad(g)([1, 2])));
    assertClose(jacfwd(f)([1, 2]), grad(g)([1, 2]));
  });

  it("of no steps answers the state, of one step runs it", () => {
    for (const [mode] of mixes(1)) {
      const squared = (steps: number) => (x: Scalar) =>
        checkpointedLoop((y: Scalar) => mul(y, y), steps, x);
      assertEquals([mode.derivative(squared(0))(3), mode.derivative(squared(1))(3)], [1, 6]);
    }
  });

  it("H10: leaves nothing behind where a step throws, on the way or on the way back", () => {
    for (const failing of [1, 5, 9, 12]) {
      let runs = 0;
      const step = (x: Scalar) => {
        if (++runs === failing) throw new Error("on purpose");
        return sin(x);
      };
      const f = (x: Scalar) => checkpointedLoop(step, 8, x, { snapshots: 2 });
      assertThrows(() => grad(f)(1), Error, "on purpose");
      assertIdentical([grad(f)(1)], [grad((x) => plainLoop((y) => sin(y), 8, x))(1)], "after it");
    }
  });

  it("H10: a pullback in which a step threw may be called again", () => {
    for (let failing = 1; failing < 25; failing++) {
      let runs = -Infinity;
      const step = (x: Scalar) => {
        if (++runs === failing) throw new Error("on purpose");
        return sin(x);
      };
      const loop = (x: Scalar) => checkpointedLoop(step, 20, x, { snapshots: 3 });
      const [, pullback] = vjp(loop, [1]);
      runs = 0;
      assertThrows(() => pullback(1), Error, "on purpose");
      const expected = vjp((x: Scalar) => plainLoop((y) => sin(y), 20, x), [1])[1];
      assertIdentical([pullback(1), pullback(2)], [expected(1), expected(2)], `${failing}`);
    }
  });

  it("refuses what is no step, no count and no state", () => {
    const step = (x: Scalar) => x;
    const run = (steps: unknown, initial: unknown = 1, snapshots?: unknown) => () =>
      checkpointedLoop(step, steps as number, initial as number, {
        snapshots: snapshots as number,
      });
    assertRefused(
      TypeError,
      () => checkpointedLoop(3 as never, 1, 1),
      "checkpointedLoop",
      "function",
    );
    for (const steps of [-1, 1.5, NaN, Infinity]) {
      assertRefused(RangeError, run(steps), "steps", String(steps), "a whole number from 0");
      assertRefused(
        RangeError,
        run(3, 1, steps),
        "snapshots",
        String(steps),
        "a whole number from 0",
      );
    }
    assertRefused(TypeError, run(3, "one"), "initial is a string");
    assertRefused(TypeError, run(3, { x: [1, undefined] }), "initial.x[1] is undefined");
  });

  it("refuses a step that changes the structure of the state, in every mode", () => {
    const growing = ((xs: Scalar[]) => [...xs, 1]) as (xs: Scalar[]) => Scalar[];
    const asynchronous = ((x: Scalar) => Promise.resolve(x)) as never as (x: Scalar) => Scalar;
    const calls = [
      () => checkpointedLoop(growing, 3, [1]),
      () => derivative((x) => checkpointedLoop(growing, 3, [x])[0])(1),
      () => grad((x) => checkpointedLoop(growing, 3, [x])[0])(1),
    ];
    for (const call of calls) {
      assertRefused(TypeError, call, "state is an array of 2", "initial is an array of 1");
    }
    assertRefused(TypeError, () => checkpointedLoop(asynchronous, 3, 1), "state is a Promise");
  });
});
