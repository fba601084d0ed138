"use ad";
// The solver written by hand has its order, the flight keeps what motion keeps, and derivatives through steps that are
// tried again and through events are exact, compiled and not.

import { grad, jacfwd, jacobian, jacrev } from "@fluxion/ad/operators";
import { jit } from "@fluxion/ad/jit";
import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { factorAfter, tried } from "../../examples/dormand_prince.ts";
import { explore } from "../../examples/free_return.ts";
import {
  behindMoon,
  cut,
  departing,
  earth,
  misses,
  moon,
  parking,
  passage,
  stepped,
  wanted,
} from "../../examples/free_return_model.ts";
import { plot } from "../../examples/free_return_plot.ts";
import { report } from "../../examples/free_return_report.ts";
import { assertClose } from "../assert_close.ts";
import { assertSame } from "../laws/same.ts";
import { assertIndexSays } from "./index_says.ts";

const findings = explore(50);
const { search, flights: { first, last }, slopes, differences } = findings;
const departures = search.map(({ departure }) => departure);
const found = departures[departures.length - 1];
const height = (departure: typeof found) => passage(departure).height;

describe("A step of Dormand and Prince", () => {
  const turning = ([x, v]: readonly number[]) => [v, -x];
  const errorOf = (size: number) => {
    const { next: [x, v] } = tried(turning, [1, 0], size, 1);
    return Math.hypot(x - Math.cos(size), v + Math.sin(size));
  };

  it("is of order 5: a step of half the length has an error of a 64th", () => {
    assertAlmostEquals(errorOf(0.4) / errorOf(0.2), 64, 8);
  });

  it("estimates its error by that of order 4, which is larger, and a 32nd at half the length", () => {
    const estimate = (size: number) => tried(turning, [1, 0], size, 1).error;
    assert(estimate(0.2) > errorOf(0.2));
    assertAlmostEquals(estimate(0.1) / estimate(0.05), 32, 2);
  });

  it("is followed by one that would be good, within bounds", () => {
    assertAlmostEquals(factorAfter(32), 0.9 / 2, 1e-12);
    assertEquals([factorAfter(1e9), factorAfter(1e-9), factorAfter(0)], [0.2, 5, 5]);
  });
});

describe("A flight", () => {
  it("keeps the constant of Jacobi, from step to step of any length", () => {
    const share = -earth.x;
    const constant = ([x, y, vx, vy]: readonly number[]) =>
      x ** 2 + y ** 2 + 2 * (1 - share) / Math.hypot(x - earth.x, y) +
      2 * share / Math.hypot(x - moon.x, y) - vx ** 2 - vy ** 2;
    const constants = last.moments.map(({ state }) => constant(state));
    // Its terms are a hundred times as large.
    assert(Math.max(...constants) - Math.min(...constants) < 1e-5);
  });

  it("has steps of very different lengths, some of which were tried again", () => {
    const sizes = last.moments.map(({ size }) => size);
    assert(Math.max(...sizes) > 100 * Math.min(...sizes));
    assert(last.moments[last.moments.length - 1].rejected > 0);
  });

  it("ends on the line behind the Moon, to the last digits", () => {
    let moment = departing(found);
    while (moment.isLast === 0) moment = stepped(moment, behindMoon);
    const { state: [x, y] } = cut(moment, behindMoon);
    assert(x > moon.x && Math.abs(y) < 1e-14);
  });
});

describe("Its derivatives", () => {
  it("are those of difference quotients that are neither too wide nor too narrow", () => {
    const best = differences.find(({ width }) => width === 1e-6)!;
    assertAlmostEquals(best.slope / slopes.speed, 1, 1e-6);
    const by = (angle: number) => height({ ...found, angle: found.angle + angle });
    assertAlmostEquals((by(1e-7) - by(-1e-7)) / 2e-7 / slopes.angle, 1, 1e-5);
  });

  it("are the same by columns and by rows", () => {
    assertClose(jacfwd(misses)(found), jacrev(misses)(found), 1e-8);
  });

  it("are the same to the last bit compiled, wherever the craft comes from, in a kept loop", () => {
    assert(findings.isSame);
    const others = [...departures, { angle: 4.01, speed: 10.95 }, { angle: 3.96, speed: 10.9533 }];
    for (
      const f of [passage, grad(height), jacobian(misses)] as ((of: typeof found) => unknown)[]
    ) {
      const compiled = jit(f, { eager: true });
      for (const departure of others) assertSame(compiled(departure), f(departure));
      const { unkept, variants, loops } = compiled.stats();
      assertEquals(unkept, undefined);
      assert(loops > 0 && variants <= 4, `${loops} loops, ${variants} variants`);
    }
  });
});

describe("The search", () => {
  it("finds the passage, with twice as many digits a step at the end", () => {
    const sizes = departures.map((departure) => Math.hypot(...misses(departure)));
    assert(sizes[sizes.length - 1] < 1e-9);
    assert(sizes[sizes.length - 2] < 1e-5 && sizes[sizes.length - 3] > 1e-5);
    assertAlmostEquals(search[search.length - 1].passage.height, wanted, 1e-5);
  });

  it("finds a way that comes back as it went, where the first one came back into the ground", () => {
    assertAlmostEquals(last.height!, parking, 1e-3);
    assert(first.height! < 0);
    assertIndexSays("free_return", {
      steps: search.length - 1,
      back: last.height!.toFixed(3),
    });
  });

  it("is reported and drawn", async () => {
    const text = report(findings);
    assertMatch(text, /same to the last bit/);
    assertMatch(text, /in \d+ steps, from \d+\.\d s to \d+ min; [1-9]\d* were tried again/);
    const svg = await plot(findings);
    assertMatch(svg, /^<svg /);
    assert(!/NaN|Infinity|undefined/.test(svg));
  });
});
