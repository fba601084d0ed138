// The flight, dynamic and compiled: that it is a flight, that the answers are the same, and what the compiler
// says that it did.

import { overScalars } from "@fluxion/ad/operators";
import { checkGrads } from "@fluxion/ad/check";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  breakEven,
  type Call,
  compare,
  flight,
  median,
  range,
  report,
} from "../../examples/static_dynamic.ts";
import { plot } from "../../examples/static_dynamic_plot.ts";

const findings = compare(1000);
const { calls, ways } = findings;
const count = (what: string) => calls.filter((call) => call.what === what).length;

describe("A flight that ends when the ball lands", () => {
  it("goes as far as the equations of motion say, but for what steps of 20 ms leave over", () => {
    const ball = { angle: 0.7, speed: 14 };
    // Steps that fall with the speed at their end lose g·t·h/2 of height in t = 2 s, and the ball comes down at about 45°.
    assertAlmostEquals(range(ball), fineRange(ball.angle, ball.speed) - 0.2, 0.02);
  });

  it("is continuous where a step is added, and so has a derivative on either side", () => {
    let jumps = 0;
    for (let speed = 14; speed < 15; speed += 1e-3) {
      const [before, after] = [speed, speed + 1e-3].map((speed) => flight({ angle: 0.7, speed }));
      if (after.steps !== before.steps) jumps++;
      // The slope by speed is about 2.4 s: an uneven end would jump by up to a step, some 0.2 m.
      assertAlmostEquals(after.range - before.range, 2.4e-3, 1e-3);
    }
    assert(jumps > 4);
  });

  it("has the gradient of difference quotients between two changes of the number of steps", () => {
    checkGrads(overScalars(range), [{ angle: 0.7, speed: 14.05 }]);
  });
});

describe("Its gradient, compiled", () => {
  it("is the same to the last bit", () => {
    assert(findings.isSame);
  });

  it("is written down once for each number of steps that comes up, 16 at most, with a guard a step", () => {
    assertEquals(count("traced"), findings.variants);
    assert(findings.variants > 1 && findings.variants <= 16);
    assert(findings.variants <= ways.length);
    assertEquals(calls[0].what, "traced");
    const traced = calls.filter(({ what }) => what === "traced");
    assertEquals(findings.guards, traced.reduce((sum, { steps }) => sum + steps, 0));
  });

  it("is a graph that grows by the same number of operations, and by a guard, with each step", () => {
    const perStep = (ways[1].operations - ways[0].operations) / (ways[1].steps - ways[0].steps);
    for (const { steps, operations, guards } of ways) {
      assertEquals(operations - ways[0].operations, perStep * (steps - ways[0].steps));
      assertEquals(guards, steps);
    }
  });

  it("is mostly answered by variants, faster than it is computed anew", () => {
    assert(count("compiled") > 0.8 * calls.length);
    const answered = calls.filter(({ what }) => what === "compiled");
    const times = (of: "microseconds" | "dynamic") => median(answered.map((call) => call[of]));
    assert(times("microseconds") < times("dynamic"));
  });

  it("is won back where the time saved first makes up for good for the time spent", () => {
    const call = (number: number, microseconds: number): Call => (
      { number, steps: 1, what: "compiled", microseconds, dynamic: 10 }
    );
    assertEquals(breakEven([call(1, 25), call(2, 1), call(3, 1), call(4, 1)]), 3);
    assertEquals(breakEven([call(1, 1), call(2, 30), call(3, 1), call(4, 1)]), 4);
    assertEquals(breakEven([call(1, 50), call(2, 1)]), undefined);
  });
});

describe("What the program shows", () => {
  it("is a report of graphs and times, and a picture call by call", async () => {
    assertMatch(report(findings), /Steps +Operations +Guards +Calls/);
    const svg = await plot(findings);
    assertStringIncludes(svg, "A gradient of a flight, call by call");
    assert(!/NaN|Infinity|undefined/.test(svg));
  });
});

/** The range by Heun's method in steps of 0.1 ms, without the library. */
function fineRange(angle: number, speed: number): number {
  const slope = ([, , vx, vy]: number[]) => {
    const drag = 0.005 * Math.hypot(vx, vy);
    return [vx, vy, -drag * vx, -drag * vy - 9.81];
  };
  const step = 1e-4;
  let state = [0, 1.5, speed * Math.cos(angle), speed * Math.sin(angle)];
  while (state[1] > 0) {
    const a = slope(state);
    const b = slope(state.map((x, i) => x + step * a[i]));
    state = state.map((x, i) => x + step / 2 * (a[i] + b[i]));
  }
  return state[0];
}
