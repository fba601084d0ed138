"use ad";
// A tracker, simulated: a charged particle bends in a magnetic field, scatters in every layer of silicon it
// passes, and leaves a hit. All of it, noise included, is a differentiable function of where the layers are and
// how fine they are.

import { sigmoid, sum } from "@fluxion/ad";

/** What can be chosen: numbers without bounds, of which `layersOf` makes layers. */
export type Design = {
  /** How the room is shared among the gaps before, between and behind the layers. */
  gaps: number[];
  /** How fine each layer is. */
  fineness: number[];
};

/** A cylinder of silicon around the beam. */
export interface Layer {
  /** In m. */
  readonly radius: number;
  /** The distance of its strips, in m. */
  readonly pitch: number;
}

/** What is given: the number of layers, the field in T, a layer's thickness in radiation lengths, bounds in m. */
export const hall = {
  count: 10,
  field: 3.8,
  thickness: 0.015,
  radius: { least: 0.03, most: 1.1 },
  spacing: 0.01,
  pitch: { least: 20e-6, most: 500e-6 },
};

/** A particle: its transverse momentum in GeV, and the random numbers that it will meet, standard normal. */
export interface Particle {
  readonly momentum: number;
  readonly scatterings: number[];
  readonly errors: number[];
}

/** Layers in order, within the bounds and no closer than the least spacing, whatever the numbers are. */
export function layersOf({ gaps, fineness }: Design): Layer[] {
  const { radius: { least, most }, spacing, pitch } = hall;
  const weights = gaps.map(Math.exp);
  const room = (most - least - spacing * (fineness.length - 1)) / sum(weights);
  let inner = least;
  return fineness.map((fine, i) => {
    const radius = inner + room * weights[i] + (i === 0 ? 0 : spacing);
    inner = radius;
    const share = Math.log(pitch.least / pitch.most) * sigmoid(fine);
    return { radius, pitch: pitch.most * Math.exp(share) };
  });
}

/** Layers at equal distances and of one pitch in m. */
export function equalLayers(pitch: number): Layer[] {
  const { count, radius: { least, most } } = hall;
  return Array.from({ length: count }, (_, i) => (
    { radius: least + (most - least) * i / (count - 1), pitch }
  ));
}

/**
 * What the layers cost, in millions of euros: 0.1 for a square metre of silicon and 1 € for a channel of
 * strips 5 cm long. Round numbers; a layer is long enough to be met up to 45° from the middle.
 */
export function costOf(layers: readonly Layer[]): number {
  return sum(layers.map(({ radius, pitch }) => {
    const area = 4 * Math.PI * radius ** 2;
    return area * (0.1 + 1e-6 / 0.05 / pitch);
  }));
}

/** The curvature of the path in 1/m. */
export function curvatureOf({ momentum }: Particle): number {
  return 0.3 * hall.field / momentum;
}

/** The scattering angle in a layer, in rad (Highland 1975, in the numbers of Lynch and Dahl 1991). */
export function scattering({ momentum }: Particle, thickness: number): number {
  if (thickness === 0) return 0;
  return 0.0136 * Math.sqrt(thickness) * (1 + 0.038 * Math.log(thickness)) / momentum;
}

/**
 * Where a particle from the beam meets each layer, as a distance from the straight line in m: a parabola, to
 * which every layer that was passed adds an angle.
 */
export function hits(layers: readonly Layer[], particle: Particle, thickness: number): number[] {
  const { scatterings, errors } = particle;
  const [curvature, angle] = [curvatureOf(particle), scattering(particle, thickness)];
  let [height, slope, before] = [0, 0, 0];
  return layers.map(({ radius, pitch }, i) => {
    const way = radius - before;
    height += way * (slope + 0.5 * curvature * way);
    slope = slope + curvature * way + angle * scatterings[i];
    before = radius;
    return height + 1 / Math.sqrt(12) * errors[i] * pitch;
  });
}
