// A detector designed end to end: the radii of ten layers of silicon and how fine each is, by the gradient
// of what the whole chain answers, from random particles through the filter that reconstructs them to the
// price of the channels. What a euro is worth is varied, and out comes the line of best designs.

import { add, div, grad, log, mean, mul, type Scalar, square, value } from "@fluxion/ad";
import { plot } from "./detector_plot.ts";
import { report } from "./detector_report.ts";
import {
  costOf,
  type Design,
  equalLayers,
  type Layer,
  layersOf,
  type Particle,
  reconstruct,
} from "./detector_tracker.ts";
import { save } from "./draw.ts";
import { adam } from "./optimisers.ts";
import { type Progress, progressLine, silent } from "./progress.ts";
import { normals, seeded } from "./random.ts";

/** All that the report says. */
export interface Findings {
  /** Radii and pitches designed, from cheap to dear. */
  readonly designed: Tracker[];
  /** Pitches designed, of layers at equal distances. */
  readonly pitched: Tracker[];
  /** Layers at equal distances, all of one pitch, from coarse to fine. */
  readonly equal: Tracker[];
}

/** A tracker and what it does, measured on particles that its design has not met. */
export interface Tracker {
  readonly layers: readonly Layer<number>[];
  /** In millions of euros. */
  readonly cost: number;
  /** The root mean square of the relative error of momentum, and of the distance from the beam in m. */
  readonly momentum: number;
  readonly impact: number;
  /** The two in one number, and its standard error: 1 where both are as demanded. */
  readonly blur: number;
  readonly error: number;
}

/** What is demanded of the tracker: 1 % of momentum, 30 µm at the beam. */
export const demanded = { momentum: 0.01, impact: 30e-6 };

/** How many particles are followed for a step of the search, and to measure what came out. */
export interface Effort {
  readonly steps: number;
  readonly batch: number;
  readonly measured: number;
  readonly count: number;
}

/** That of the report. */
export const full: Effort = { steps: 250, batch: 32, measured: 4000, count: 10 };

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
    const layers = search(price, movable, effort);
    progress(++done / (2 * prices.length));
    return measure(layers, effort);
  };
  const equal = [500e-6, 300e-6, 180e-6, 110e-6, 65e-6, 38e-6, 22e-6].map((pitch) =>
    measure(equalLayers(effort.count, pitch), effort)
  );
  return {
    designed: prices.map(designWith(true)),
    pitched: prices.map(designWith(false)),
    equal,
  };
}

/** Minimises log cost + price·log blur; layers that are not movable stay at equal distances. */
function search(
  price: number,
  movable: boolean,
  { steps, batch, count }: Effort,
): Layer<number>[] {
  const particles = source(1, count);
  // The first and the last layer at the bounds to begin with, up to e⁻⁴ of a gap.
  const gaps = Array.from({ length: count + 1 }, (_, i) => i % count === 0 ? -4 : 0);
  const start = { gaps, fineness: new Array<number>(count).fill(0) };
  const objective = (design: Design, particles: Particle[]) => {
    const layers = layersOf(design);
    const squares = particles.map((particle) => squaredBlur(layers, particle));
    return add(mul(price / 2, log(mean(squares))), log(costOf(layers)));
  };
  // Steps that shrink average the noise of the batches out.
  const rate = (step: number) => 0.15 * (1 - step / steps);
  const gradient = (design: Design<number>) => {
    const slope = grad(objective)(design, Array.from({ length: batch }, particles));
    return movable ? slope : { ...slope, gaps: slope.gaps.map(() => 0) };
  };
  return layersOf(adam(gradient, start, { steps, rate })) as Layer<number>[];
}

/** The errors of momentum and impact, in units of those demanded: the mean of their squares. */
function squaredBlur(layers: readonly Layer[], particle: Particle): Scalar {
  const { momentum, impact } = reconstruct(layers, particle);
  const parts = [div(momentum, demanded.momentum), div(impact, demanded.impact)];
  return mean(parts.map((part) => square(part)));
}

/** Particles of 1 to 50 GeV, as many in each octave. */
export function source(seed: number, count: number): () => Particle {
  const uniform = seeded(seed);
  const normal = normals(seed);
  const many = () => Array.from({ length: count }, normal);
  return () => ({ momentum: 50 ** uniform(), scatterings: many(), errors: many() });
}

/** Follows particles through a tracker that its design has not met. */
export function measure(layers: readonly Layer<number>[], { measured, count }: Effort): Tracker {
  const particle = source(2, count);
  const estimates = Array.from({ length: measured }, () => {
    const { momentum, impact } = reconstruct(layers, particle());
    return { momentum: value(momentum) ** 2, impact: value(impact) ** 2 };
  });
  const average = (xs: number[]) => xs.reduce((sum, x) => sum + x) / xs.length;
  const squares = estimates.map(({ momentum, impact }) =>
    (momentum / demanded.momentum ** 2 + impact / demanded.impact ** 2) / 2
  );
  const square = average(squares);
  const variance = average(squares.map((own) => (own - square) ** 2));
  return {
    layers,
    cost: value(costOf(layers)),
    momentum: Math.sqrt(average(estimates.map(({ momentum }) => momentum))),
    impact: Math.sqrt(average(estimates.map(({ impact }) => impact))),
    blur: Math.sqrt(square),
    error: Math.sqrt(variance / measured) / (2 * Math.sqrt(square)),
  };
}

if (import.meta.main) {
  const findings = design(undefined, undefined, progressLine("Designing trackers"));
  console.log(report(findings));
  await save("detector", await plot(findings));
}
