// The traffic lights: that the street is what it says, that derivatives of single runs mislead, and that
// local surrogates find the green wave, and sooner than differences where the traffic is another each time.

import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { value } from "@fluxion/ad";
import { compare } from "../../examples/design_surrogate.ts";
import { plot } from "../../examples/design_surrogate_plot.ts";
import { report } from "../../examples/design_surrogate_report.ts";
import { delay, greenWave, simulate, street } from "../../examples/design_surrogate_street.ts";
import { seeded } from "../../examples/random.ts";
import { descend, type Sample, train, untrained } from "../../examples/surrogate.ts";

const findings = compare({ seeds: 3, verified: 8, budget: 150 });
const { together, wave, slopes, searches } = findings;
const [otherTraffic, , , local] = searches;

describe("The street", () => {
  const offsets = [5, 40, 20, 0, 59];
  const visits = simulate(offsets, 3);

  it("lets no car pass at red", () => {
    for (const { light, departure } of visits) {
      const start = offsets.slice(0, light).reduce((sum, offset) => sum + offset, 0);
      const phase = (value(departure) - start) % street.cycle;
      assert((phase + street.cycle) % street.cycle < street.green + 1e-9);
    }
  });

  it("keeps cars of a queue apart, and lets none leave before it came", () => {
    for (const light of street.lights.keys()) {
      const own = visits.filter((visit) => visit.light === light);
      own.forEach(({ arrival, departure }, i) => {
        assert(value(departure) >= value(arrival));
        if (i > 0) {
          assert(value(departure) - value(own[i - 1].departure) >= street.headway - 1e-9);
        }
      });
    }
  });

  it("is the same in the same traffic, and periodic in each offset", () => {
    const at = value(delay(offsets, 4));
    assertEquals(value(delay(offsets, 4)), at);
    for (const [light, offset] of offsets.entries()) {
      assertAlmostEquals(value(delay(offsets.with(light, offset + street.cycle), 4)), at, 1e-9);
    }
    assert(value(delay(offsets, 5)) !== at);
  });
});

describe("The derivative through the branches taken", () => {
  it("has the wrong sign, by more than ten standard errors", () => {
    const { taken, mean } = slopes;
    assert(taken.value > 10 * taken.error);
    assert(mean.value < -10 * mean.error);
  });
});

describe("A surrogate", () => {
  it("learns a smooth function from noisy samples, and is descended to its minimum", () => {
    const uniform = seeded(1);
    const samples = Array.from({ length: 200 }, (): Sample => {
      const design = [2 * Math.PI * uniform(), 2 * Math.PI * uniform()];
      const noise = 0.2 * (uniform() - 0.5);
      return { design, answer: -Math.cos(design[0] - 2) - Math.cos(design[1] - 3) + noise };
    });
    const network = train(untrained(2, 12, 1), samples, { steps: 500, rate: 0.02, seed: 1 });
    const [first, second] = descend(network, [1, 4], 150, 0.05);
    assertAlmostEquals(first, 2, 0.15);
    assertAlmostEquals(second, 3, 0.15);
  });
});

describe("Local surrogates", () => {
  const last = local.stations.at(-1)!;

  it("come within a tenth of the way from the lights all at once to the green wave", () => {
    assert(last.value < wave.value + 0.1 * (together.value - wave.value));
  });

  it("set most lights to distance by speed, give or take five seconds", () => {
    const near = local.design.filter((offset, i) => {
      const off = (offset - greenWave()[i]) / street.cycle;
      return Math.abs(off - Math.round(off)) * street.cycle < 5;
    });
    assert(near.length >= 4);
  });

  it("are ahead of differences in other traffic with 100 calls, by more than two standard errors", () => {
    const [ours, theirs] = [local, otherTraffic].map(({ stations }) =>
      stations.find(({ calls }) => calls === 100)!
    );
    assert(ours.value < theirs.value - 2 * Math.hypot(ours.error, theirs.error));
  });

  it("keep to their number of calls, as all ways do", () => {
    for (const { stations } of searches) assertEquals(stations.at(-1)!.calls, 150);
  });
});

describe("What the program shows", () => {
  it("is a report of all ways, and a picture", async () => {
    assertMatch(report(findings), /Local surrogates +50 +\d+\.\d\d/);
    const svg = await plot(findings);
    assert(!/NaN|Infinity|undefined/.test(svg));
  });
});
