"use ad";
// What a tracker tells of a particle: a Kalman filter infers from its hits how it flew, and is differentiated
// like everything else, covariances and all.

import {
  curvatureOf,
  hall,
  hits,
  type Layer,
  type Particle,
  scattering,
} from "./detector_tracker.ts";

/** By how much the filter is wrong about a particle, and by how much it expects to be. */
export interface Estimate {
  /** The relative error of the curvature, which is that of the momentum while it is small. */
  readonly momentum: number;
  /** The error of the distance at which it passed the beam, in m. */
  readonly impact: number;
  readonly expected: { readonly momentum: number; readonly impact: number };
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
  const scattered = scattering(particle, thickness) ** 2;
  let [height, slope, curvature] = [0, 0, 0];
  // Before any hit next to nothing is known: a metre, a radian, a curvature of 1/m.
  let [hh, hs, hc, ss, sc, cc] = [1, 0, 0, 1, 0, 1];
  const move = (way: number) => {
    const half = way ** 2 / 2;
    height = height + way * slope + half * curvature;
    slope += way * curvature;
    hh = hh + 2 * way * hs + 2 * half * hc + way * way * ss + 2 * way * half * sc +
      half * half * cc;
    hs = hs + way * ss + half * sc + way * (hc + way * sc + half * cc);
    hc = hc + way * sc + half * cc;
    ss = ss + 2 * way * sc + way * way * cc;
    sc += way * cc;
  };
  for (let i = layers.length - 1; i >= 0; i--) {
    const { radius, pitch } = layers[i];
    if (i < layers.length - 1) move(radius - layers[i + 1].radius);
    const surprise = measured[i] - height;
    const noise = pitch ** 2 / 12;
    const certainty = 1 / (hh + noise);
    const [kh, ks, kc] = [hh * certainty, hs * certainty, hc * certainty];
    height += kh * surprise;
    slope += ks * surprise;
    curvature += kc * surprise;
    [ss, sc, cc] = [ss - ks * hs, sc - ks * hc, cc - kc * hc];
    // 1 − kh without cancellation: a first hit leaves 1e-10 of the variance.
    const left = noise * certainty;
    [hh, hs, hc] = [hh * left, hs * left, hc * left];
    ss += scattered;
  }
  move(-layers[0].radius);
  const truth = curvatureOf(particle);
  return {
    momentum: curvature / truth - 1,
    impact: height,
    expected: { momentum: cc / truth ** 2, impact: hh },
  };
}
