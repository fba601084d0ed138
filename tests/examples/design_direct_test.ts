// The steering of the ship: that it is a flight under gravity, that the best one is that of the literature,
// and that it takes far fewer runs than with differences.

import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { overScalars } from "@fluxion/ad/operators";
import { checkGrads } from "@fluxion/ad/check";
import { design, knots, search, steps } from "../../examples/design_direct.ts";
import { plot } from "../../examples/design_direct_plot.ts";
import { report } from "../../examples/design_direct_report.ts";
import { fly, misses } from "../../examples/design_direct_ship.ts";
import { assertIndexSays } from "./index_says.ts";

const findings = design(9, 24);
const { exact, differences, long, path } = findings;

/** Half the square of the speed less what gravity gave: constant where no engine runs. */
function energyGained(steps: number, angles: number[]): number {
  const [first, last] = [0, steps].map((i) => {
    const { radius, outward, along } = fly(angles, steps)[i];
    return (outward ** 2 + along ** 2) / 2 - 1 / radius;
  });
  return last - first;
}

describe("The flight", () => {
  it("gains energy along the tangent, and loses it against it", () => {
    assert(energyGained(40, [0, 0]) > 0.05);
    assert(energyGained(40, [Math.PI, Math.PI]) < -0.05);
  });

  it("is exact to fourth order in the time step", () => {
    const radius = (steps: number) => fly([0.5, 5], steps).at(-1)!.radius;
    const [coarse, middle, fine] = [20, 40, 80].map(radius);
    assertAlmostEquals((coarse - middle) / (middle - fine), 16, 3);
  });

  it("has the derivatives that differences have", () => {
    const radius = (angles: number[]) => fly(angles, 20).at(-1)!.radius;
    checkGrads(overScalars(radius), [[0.5, 2, 5]]);
  });
});

describe("The best steering", () => {
  it("ends on a circle as wide as that of Bryson and Ho, 1.525 astronomical units, in as many runs as the index says", () => {
    const { radius, miss, runs } = search("exact", knots, steps).rounds.at(-1)!;
    assertAlmostEquals(radius, 1.525, 1e-3);
    assert(miss < 1e-4);
    assertIndexSays("design_direct", { runs });
  });

  it("is no worse with more angles", () => {
    const few = search("exact", 5, 24).rounds.at(-1)!.radius;
    assert(few < exact.rounds.at(-1)!.radius);
  });

  it("is the same from differences, which take dozens of times as many runs", () => {
    const [last, other] = [exact.rounds.at(-1)!, differences.rounds.at(-1)!];
    assertAlmostEquals(last.radius, other.radius, 1e-6);
    assert(other.runs > 24 * last.runs);
  });

  it("ends where the path that is drawn does", () => {
    const end = path.at(-1)!;
    assertEquals(end.radius, exact.rounds.at(-1)!.radius);
    assertEquals(Math.hypot(...misses(end)), exact.rounds.at(-1)!.miss);
  });
});

describe("The flight in hourly steps", () => {
  it("has the same gradient to the last bit with checkpoints, and runs each step at most six times", () => {
    assertEquals(long.difference, 0);
    assert(long.stepsRun > long.steps && long.stepsRun <= 6 * long.steps);
  });
});

describe("What the program shows", () => {
  it("is a report with the cost of both ways, and a picture", async () => {
    assertMatch(report(findings), /Differences +\d{4,} /);
    const svg = await plot(findings);
    assert(!/NaN|Infinity|undefined/.test(svg));
  });
});
