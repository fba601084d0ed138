"use ad";
// A detector designed end to end: the radii of ten layers of silicon and how fine each is, by the gradient
// of what the whole chain answers, from random particles through the filter that reconstructs them to the
// price of the channels. What a euro is worth is varied, and out comes a line of designs, from cheap to sharp.

import { mean } from "@fluxion/ad";
import { grad } from "@fluxion/ad/operators";
import { jit } from "@fluxion/ad/jit";
import { adam } from "@fluxion/ad/fit";
import { measure, source, squaredBlur, type Tracker } from "./detector_measure.ts";
import { plot } from "./detector_plot.ts";
import { report } from "./detector_report.ts";
import {
  costOf,
  type Design,
  equalLayers,
  hall,
  type Layer,
  layersOf,
  type Particle,
} from "./detector_tracker.ts";
import { save } from "./draw.ts";
import { type Progress, progressLine, silent } from "./progress.ts";
import { normals } from "./random.ts";
import { trained } from "./training.ts";

/** All that the report says. */
export interface Findings {
  /** Radii and pitches designed, from cheap to dear. */
  readonly designed: Tracker[];
  /** Pitches designed, of layers at equal distances. */
  readonly pitched: Tracker[];
  /** Layers at equal distances, all of one pitch, from coarse to fine. */
  readonly equal: Tracker[];
}

/** How long the searches are, and how many particles they follow. */
export interface Effort {
  /** Searches of one design, from starts at random, of which the best counts. */
  readonly starts: number;
  readonly steps: number;
  /** How many particles are followed in a step, and to measure what came out. */
  readonly batch: number;
  readonly measured: number;
}

/** That of the report. */
export const full: Effort = { starts: 4, steps: 600, batch: 32, measured: 4000 };

/**
 * Designs a tracker for each price of blur: by how many percent dearer it may be to blur one percent less.
 */
export function design(
  prices: readonly number[] = [1, 1.5, 2, 3, 5, 10],
  effort: Effort = full,
  progress: Progress = silent,
): Findings {
  let done = 0;
  const designWith = (movable: boolean) => (price: number) => {
    const layers = best(price, movable, effort);
    progress(++done / (2 * prices.length));
    return measure(layers, effort.measured);
  };
  const equal = [500e-6, 300e-6, 180e-6, 110e-6, 65e-6, 38e-6, 22e-6].map((pitch) =>
    measure(equalLayers(pitch), effort.measured)
  );
  return {
    designed: prices.map(designWith(true)),
    pitched: prices.map(designWith(false)),
    equal,
  };
}

/** Searches from several starts, and lets particles that none of them has met say which came out best. */
function best(price: number, movable: boolean, effort: Effort): Layer[] {
  const found = Array.from({ length: effort.starts }, (_, start) => {
    const layers = search(price, movable, start, effort);
    const { cost, blur } = measure(layers, effort.measured, 3);
    return { layers, loss: Math.log(cost) + price * Math.log(blur) };
  });
  return found.reduce((a, b) => b.loss < a.loss ? b : a).layers;
}

/** Descends to little blur at little cost; layers that are not movable stay at equal distances. */
function search(
  price: number,
  movable: boolean,
  start: number,
  { steps, batch }: Effort,
): Layer[] {
  const particles = source(1);
  const { count } = hall;
  const normal = normals(start);
  const about = (middle: number) => start === 0 ? middle : middle + normal();
  // The first and the last layer at the bounds to begin with, up to e⁻⁴ of a gap.
  const ends = [-4, ...new Array(count - 1).fill(0), -4];
  const gaps = movable ? ends.map(about) : ends;
  const fineness = Array.from({ length: count }, () => about(0));
  // Steps that shrink average the noise of the batches out.
  const rate = (step: number) => 0.15 * (1 - step / steps);
  const slope = (design: Design) => {
    const whole = gradient(design, Array.from({ length: batch }, particles), price);
    return movable ? whole : { ...whole, gaps: whole.gaps.map(() => 0) };
  };
  const found = trained(adam(rate), slope, { gaps, fineness }, steps);
  return layersOf(found);
}

/** The logarithm of the cost, and as many times that of the blur as it is worth. */
function loss(design: Design, particles: readonly Particle[], price: number): number {
  const layers = layersOf(design);
  const squares = particles.map((particle) => squaredBlur(layers, particle));
  return Math.log(costOf(layers)) + 0.5 * price * Math.log(mean(squares));
}

const gradient = jit(grad(loss));

if (import.meta.main) {
  const findings = design(undefined, undefined, progressLine("Designing trackers"));
  console.log(report(findings));
  await save("detector", await plot(findings));
}
