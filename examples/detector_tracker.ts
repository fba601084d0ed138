// A tracker, simulated: a charged particle bends in a magnetic field, scatters in every layer of silicon it
// passes, and leaves a hit; a Kalman filter infers from the hits what it was. All of it, noise and filter
// included, is a differentiable function of where the layers are and how fine they are.

import { add, div, exp, mul, neg, type Scalar, sigmoid, square, sub, sum } from "@fluxion/ad";

/** What can be chosen: numbers without bounds, of which `layersOf` makes layers. */
export type Design<S extends Scalar = Scalar> = {
  /** How the room is shared among the gaps before, between and behind the layers. */
  gaps: S[];
  /** How fine each layer is. */
  fineness: S[];
};

/** A cylinder of silicon around the beam. */
export interface Layer<S extends Scalar = Scalar> {
  /** In m. */
  readonly radius: S;
  /** The distance of its strips, in m. */
  readonly pitch: S;
}

/** What is given: the field in T, the thickness of a layer in radiation lengths, bounds in m. */
export const hall = {
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
  const weights = gaps.map((gap) => exp(gap));
  const room = div(most - least - spacing * (fineness.length - 1), sum(weights));
  let inner: Scalar = least;
  return fineness.map((fine, i) => {
    const radius = add(inner, mul(room, weights[i]), i === 0 ? 0 : spacing);
    inner = radius;
    const share = mul(Math.log(pitch.least / pitch.most), sigmoid(fine));
    return { radius, pitch: mul(pitch.most, exp(share)) };
  });
}

/** Layers at equal distances and of one pitch in m. */
export function equalLayers(count: number, pitch: number): Layer<number>[] {
  const { least, most } = hall.radius;
  return Array.from({ length: count }, (_, i) => (
    { radius: least + (most - least) * i / (count - 1), pitch }
  ));
}

/**
 * What the layers cost, in millions of euros: 0.1 for a square metre of silicon and 1 € for a channel of
 * strips 5 cm long. Round numbers; a layer is long enough to be met up to 45° from the middle.
 */
export function costOf(layers: readonly Layer[]): Scalar {
  return sum(layers.map(({ radius, pitch }) => {
    const area = mul(4 * Math.PI, square(radius));
    return mul(area, add(0.1, div(1e-6 / 0.05, pitch)));
  }));
}

/** By how much the filter is wrong about a particle, and by how much it expects to be. */
export interface Estimate {
  /** The relative error of the momentum. */
  readonly momentum: Scalar;
  /** The error of the distance at which it passed the beam, in m. */
  readonly impact: Scalar;
  readonly expected: { readonly momentum: Scalar; readonly impact: Scalar };
}

/** The scattering angle in a layer, in rad (Highland 1975). */
function scattering(momentum: number, thickness: number): number {
  if (thickness === 0) return 0;
  return 0.0136 / momentum * Math.sqrt(thickness) * (1 + 0.038 * Math.log(thickness));
}

/**
 * Where a particle from the beam meets each layer, as a distance from the straight line in m: a parabola, to
 * which every layer that was passed adds an angle.
 */
function hits(
  layers: readonly Layer[],
  { momentum, scatterings, errors }: Particle,
  thickness: number,
) {
  const curvature = 0.3 * hall.field / momentum;
  const angle = scattering(momentum, thickness);
  let [height, slope, before]: Scalar[] = [0, 0, 0];
  return layers.map(({ radius, pitch }, i) => {
    const way = sub(radius, before);
    height = add(height, mul(way, add(slope, mul(curvature / 2, way))));
    slope = add(slope, mul(curvature, way), angle * scatterings[i]);
    before = radius;
    return add(height, mul(errors[i] / Math.sqrt(12), pitch));
  });
}

/**
 * Follows the hits from outside in (Kalman 1960): the state is height, slope and curvature, and what is known
 * of it is a mean and a covariance. Nothing but the bend at the beam is asked of it in the end.
 */
export function reconstruct(
  layers: readonly Layer[],
  particle: Particle,
  thickness = hall.thickness,
): Estimate {
  const measured = hits(layers, particle, thickness);
  const scattered = scattering(particle.momentum, thickness) ** 2;
  let [height, slope, curvature]: Scalar[] = [0, 0, 0];
  // Before any hit next to nothing is known: a metre, a radian, and one of a metre of radius.
  let [hh, hs, hc, ss, sc, cc]: Scalar[] = [1, 0, 0, 1, 0, 1];
  const move = (way: Scalar) => {
    const half = div(square(way), 2);
    height = add(height, mul(way, slope), mul(half, curvature));
    slope = add(slope, mul(way, curvature));
    hh = add(
      hh,
      mul(2, way, hs),
      mul(2, half, hc),
      mul(way, way, ss),
      mul(2, way, half, sc),
      mul(half, half, cc),
    );
    hs = add(hs, mul(way, ss), mul(half, sc), mul(way, add(hc, mul(way, sc), mul(half, cc))));
    hc = add(hc, mul(way, sc), mul(half, cc));
    ss = add(ss, mul(2, way, sc), mul(way, way, cc));
    sc = add(sc, mul(way, cc));
  };
  for (let i = layers.length - 1; i >= 0; i--) {
    const { radius, pitch } = layers[i];
    if (i < layers.length - 1) move(sub(radius, layers[i + 1].radius));
    const surprise: Scalar = sub(measured[i], height);
    const noise: Scalar = div(square(pitch), 12);
    const certainty: Scalar = div(1, add(hh, noise));
    const [kh, ks, kc]: Scalar[] = [mul(hh, certainty), mul(hs, certainty), mul(hc, certainty)];
    height = add(height, mul(kh, surprise));
    slope = add(slope, mul(ks, surprise));
    curvature = add(curvature, mul(kc, surprise));
    [ss, sc, cc] = [sub(ss, mul(ks, hs)), sub(sc, mul(ks, hc)), sub(cc, mul(kc, hc))];
    // 1 − kh without cancellation: a first hit leaves 1e-10 of the variance.
    const left: Scalar = mul(noise, certainty);
    [hh, hs, hc] = [mul(hh, left), mul(hs, left), mul(hc, left)];
    ss = add(ss, scattered);
  }
  move(neg(layers[0].radius));
  const truth = 0.3 * hall.field / particle.momentum;
  return {
    momentum: sub(div(curvature, truth), 1),
    impact: height,
    expected: { momentum: div(cc, truth ** 2), impact: hh },
  };
}
