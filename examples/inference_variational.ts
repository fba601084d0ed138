"use ad";
// Variational inference: of a family of distributions, the member closest to a density. Since a member makes
// its points of noise by a differentiable map, the gradient of an expectation over it is the mean of gradients
// (the reparametrisation of Kingma and Welling 2014).

import { mean } from "@fluxion/ad";
import { grad } from "@fluxion/ad/operators";
import { jit } from "@fluxion/ad/jit";
import { adam } from "@fluxion/ad/fit";
import type { Family } from "./inference_families.ts";
import { type Progress, silent } from "./progress.ts";
import { normals } from "./random.ts";
import { trained } from "./training.ts";

/** The logarithm of a density, up to a constant. */
export type LogDensity = (point: number[]) => number;

/** How long to fit, how fast, and with how many points a step. */
export interface FitOptions {
  readonly steps: number;
  readonly rate: number;
  readonly points?: number;
  readonly progress?: Progress;
}

/** The member of a family whose evidence lower bound is the largest, as the list of its parameters. */
export function fit(
  { dimension, start, map }: Family,
  logDensity: LogDensity,
  { steps, rate, points = 32, progress = silent }: FitOptions,
): number[] {
  const normal = normals(1);
  const negativeBound = (member: number[], noises: number[][]) => {
    const mapping = map(member);
    return -mean(noises.map((noise) => {
      const { point, logScale } = mapping(noise);
      return logDensity(point) + logScale;
    }));
  };
  const gradient = jit(grad(negativeBound));
  return trained(
    // Shorter and shorter steps average the noise of the gradient out.
    adam((step) => rate * Math.min(1, 2 * (1 - step / steps))),
    (member: number[], step) => {
      progress((step + 1) / steps);
      return gradient(member, noisesOf(points, dimension, normal));
    },
    start,
    steps,
  );
}

/** Points of a member, each with its weight: the density over that of the member, as a logarithm. */
export interface Weighed {
  readonly points: number[][];
  readonly logWeights: number[];
}

/**
 * Draws points of a member, or of one widened by the factor `spread`. Their mean weight is the evidence, their
 * mean log-weight the bound below it.
 */
export function drawn(
  { dimension, map }: Family,
  member: number[],
  logDensity: LogDensity,
  count: number,
  spread = 1,
): Weighed {
  const mapping = map(member);
  const noises = noisesOf(count, dimension, normals(99));
  const mapped = noises.map((noise) => mapping(noise.map((x) => spread * x)));
  const logConstant = dimension * Math.log(spread * Math.sqrt(2 * Math.PI));
  return {
    points: mapped.map(({ point }) => point),
    logWeights: mapped.map(({ point, logScale }, i) => {
      const squares = noises[i].reduce((sum, x) => sum + x * x, 0);
      const logOwn = -0.5 * squares - logConstant - logScale;
      return logDensity(point) - logOwn;
    }),
  };
}

function noisesOf(count: number, dimension: number, normal: () => number): number[][] {
  return Array.from({ length: count }, () => Array.from({ length: dimension }, normal));
}
