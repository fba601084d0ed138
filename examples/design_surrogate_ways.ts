// Four ways to a design by calls of a simulator that is noisy and has no useful derivative: differences of
// it, and gradients of what was learnt of it. A design is a list of angles, and lights all at once are 0.

import { street } from "./design_surrogate_street.ts";
import { adam, applyUpdates } from "@fluxion/ad/fit";
import { seeded } from "./random.ts";
import { descend, type Sample, train, untrained } from "./surrogate.ts";

/** A way to search: yields its design from time to time, and calls the simulator as often as it may. */
export type Way = (simulator: Simulator, seed: number, budget: number) => Generator<number[]>;

/** The delay with a design in the traffic of a number. */
export type Simulator = (design: number[], traffic: number) => number;

/** How many numbers a design has. */
export const numbers: number = street.lights.length - 1;

/**
 * Adam on central differences, with the same traffic on both sides or not. Their width and the length of the
 * steps are the best of nine pairs that were tried: narrower ones drown in chance.
 */
export function differences(same: boolean): Way {
  return function* (simulator, _, budget) {
    const width = 0.8;
    let traffic = 0;
    const slope = (design: number[], i: number) => {
      const ahead = simulator(design.with(i, design[i] + width), ++traffic);
      const back = simulator(design.with(i, design[i] - width), same ? traffic : ++traffic);
      return (ahead - back) / (2 * width);
    };
    let design = new Array<number>(numbers).fill(0);
    const optimizer = adam((step) => 1 / (1 + step / 5));
    let state = optimizer.init(design);
    for (let step = 1; step <= budget / (2 * numbers); step++) {
      const slopes = design.map((_, i) => slope(design, i));
      const [updates, next] = optimizer.update(slopes, state, design);
      design = applyUpdates(design, updates);
      state = next;
      if (step % 5 === 0) yield design;
    }
  };
}

/** One network of designs from everywhere, descended from the best of them. */
export function* globally(simulator: Simulator, seed: number, budget: number): Generator<number[]> {
  const uniform = seeded(seed);
  const samples: Sample[] = [];
  for (const count of [budget / 4, budget / 2, budget]) {
    while (samples.length < count) {
      const design = Array.from({ length: numbers }, () => 2 * Math.PI * uniform());
      samples.push({ design, answer: simulator(design, samples.length) });
    }
    const network = train(untrained(numbers, 16, seed), samples, {
      steps: 500,
      rate: 0.02,
      seed: seed + 1000,
    });
    const best = samples.reduce((a, b) => a.answer < b.answer ? a : b);
    yield descend(network, best.design, 100, 0.05);
  }
}

/**
 * A network of designs close by, sampled and trained again after every move, which may go as far as they
 * do.
 */
export function* locally(simulator: Simulator, seed: number, budget: number): Generator<number[]> {
  const uniform = seeded(seed);
  let network = untrained(numbers, 16, seed);
  let design = new Array<number>(numbers).fill(0);
  const samples: Sample[] = [];
  for (let round = 1; round <= budget / 10; round++) {
    const reach = 1 / (1 + round / 8);
    for (let i = 0; i < 10; i++) {
      const near = design.map((angle) => angle + reach * (2 * uniform() - 1));
      samples.push({ design: near, answer: simulator(near, samples.length) });
    }
    const close = samples.filter((sample) =>
      sample.design.every((angle, i) => Math.abs(angle - design[i]) <= 2 * reach)
    );
    network = train(network, close, { steps: 80, rate: 0.02, seed: round + 1000 });
    design = descend(network, design, 10, reach / 10);
    if (round % 5 === 0) yield design;
  }
}
