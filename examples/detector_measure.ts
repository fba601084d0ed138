"use ad";
// What a tracker does, measured on particles: how wrong it is about their momentum and about where they came
// from, in one number, and what it costs.

import { mean } from "@fluxion/ad";
import { reconstruct } from "./detector_filter.ts";
import { costOf, hall, type Layer, type Particle } from "./detector_tracker.ts";
import { normals, seeded } from "./random.ts";
import { estimate, meanOf } from "./statistics.ts";

/** A tracker and what it does, measured on particles that its design has not met. */
export interface Tracker {
  readonly layers: readonly Layer[];
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

/** The errors of momentum and impact, in units of those demanded: the mean of their squares. */
export function squaredBlur(layers: readonly Layer[], particle: Particle): number {
  const { momentum, impact } = reconstruct(layers, particle);
  const parts = [momentum / demanded.momentum, impact / demanded.impact];
  return mean(parts.map((part) => part ** 2));
}

/** Particles of 1 to 50 GeV, as many in each octave. */
export function source(seed: number, layers = hall.count): () => Particle {
  const uniform = seeded(seed);
  const normal = normals(seed + 1000);
  const many = () => Array.from({ length: layers }, normal);
  return () => ({ momentum: 50 ** uniform(), scatterings: many(), errors: many() });
}

/** Follows so many particles through a tracker that its design has not met. */
export function measure(layers: readonly Layer[], particles: number, seed = 2): Tracker {
  const particle = source(seed);
  const errors = Array.from({ length: particles }, () => reconstruct(layers, particle()));
  const squares = (of: "momentum" | "impact") => errors.map((error) => error[of] ** 2);
  const [momenta, impacts] = [squares("momentum"), squares("impact")];
  const blur = estimate(
    momenta.map((square, i) =>
      (square / demanded.momentum ** 2 + impacts[i] / demanded.impact ** 2) / 2
    ),
  );
  return {
    layers,
    cost: costOf(layers),
    momentum: Math.sqrt(meanOf(momenta)),
    impact: Math.sqrt(meanOf(impacts)),
    blur: Math.sqrt(blur.value),
    error: blur.error / (2 * Math.sqrt(blur.value)),
  };
}
