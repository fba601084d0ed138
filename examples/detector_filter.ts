// What a tracker tells of a particle: a Kalman filter infers from its hits how it flew, and is differentiated
// like everything else, covariances and all.

import { add, div, mul, neg, type Scalar, square, sub } from "@fluxion/ad";
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
  readonly momentum: Scalar;
  /** The error of the distance at which it passed the beam, in m. */
  readonly impact: Scalar;
  readonly expected: { readonly momentum: Scalar; readonly impact: Scalar };
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
  const scattered = square(scattering(particle, thickness));
  let [height, slope, curvature]: Scalar[] = [0, 0, 0];
  // Before any hit next to nothing is known: a metre, a radian, a curvature of 1/m.
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
  const truth = curvatureOf(particle);
  return {
    momentum: sub(div(curvature, truth), 1),
    impact: height,
    expected: { momentum: div(cc, square(truth)), impact: hh },
  };
}
