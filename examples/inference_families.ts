"use ad";
// Two families of distributions, each a differentiable map of standard normal noise to points: the normal
// distributions, and flows, which bend the noise before a normal distribution places it.

import { sum } from "@fluxion/ad";
import { normals } from "./random.ts";
import { flatten, unflatten } from "./trees.ts";

/** A family: the map of each member, given as the list of its parameters, and a member to start from. */
export interface Family {
  /** How many coordinates a point has. */
  readonly dimension: number;
  readonly start: number[];
  readonly map: (member: number[]) => (noise: number[]) => Mapped;
}

/** A point, and the log-determinant of the map from the noise to it. */
export interface Mapped {
  readonly point: number[];
  readonly logScale: number;
}

type Normal = { mean: number[]; logDiagonal: number[]; below: number[][] };

type Coupling = {
  hidden: { weight: number; bias: number }[];
  others: { scale: number[]; shift: number[] }[];
};

/** The normal distributions, each a mean and a triangular root of a covariance, from a narrow one on. */
export function normalFamily(mean: number[]): Family {
  const start: Normal = {
    mean,
    logDiagonal: mean.map(() => -2),
    below: mean.map((_, i) => mean.slice(0, i).map(() => 0)),
  };
  return {
    dimension: mean.length,
    start: flatten(start),
    map: (member) => placing(unflatten<Normal>(start, member)),
  };
}

function placing({ mean, logDiagonal, below }: Normal): (noise: number[]) => Mapped {
  const [diagonal, logScale] = [logDiagonal.map(Math.exp), sum(logDiagonal)];
  const coordinate = (noise: number[], i: number) =>
    sum([mean[i], diagonal[i] * noise[i], ...below[i].map((entry, j) => entry * noise[j])]);
  return (noise) => ({ point: mean.map((_, i) => coordinate(noise, i)), logScale });
}

/**
 * Flows of affine couplings (Dinh, Sohl-Dickstein and Bengio 2017): each coordinate in turn decides, by a small
 * network, how to scale and shift the others. They start as the member of the normal family that is given.
 */
export function flowFamily(
  family: Family,
  member: readonly number[],
  { rounds = 2, width = 8 } = {},
): Family {
  const { dimension } = family;
  const normal = normals(1);
  const list = <T>(length: number, make: () => T) => Array.from({ length }, make);
  const start = {
    couplings: list(rounds * dimension, (): Coupling => ({
      hidden: list(width, () => ({ weight: normal(), bias: normal() })),
      others: list(dimension - 1, () => ({
        scale: list(width, () => 0),
        shift: list(width, () => 0),
      })),
    })),
    member: [...member],
  };
  return {
    dimension,
    start: flatten(start),
    map: (leaves) => {
      type Flow = { couplings: Coupling[]; member: number[] };
      const { couplings, member } = unflatten<Flow>(start, leaves);
      const place = family.map(member);
      return (noise) => {
        const logScales: number[] = [];
        const bent = couplings.reduce(
          (point, coupling, index) => couple(coupling, point, index % dimension, logScales),
          noise,
        );
        const { point, logScale } = place(bent);
        return { point, logScale: sum([logScale, ...logScales]) };
      };
    },
  };
}

function couple(
  { hidden, others }: Coupling,
  point: number[],
  own: number,
  logScales: number[],
): number[] {
  const signals = hidden.map(({ weight, bias }) => Math.tanh(weight * point[own] + bias));
  const read = (weights: number[]) => sum(weights.map((weight, i) => weight * signals[i]));
  return point.map((x, i) => {
    if (i === own) return x;
    const { scale, shift } = others[i < own ? i : i - 1];
    // Bounded, so that no step of training can make it overflow.
    const logScale = Math.tanh(read(scale));
    logScales.push(logScale);
    return x * Math.exp(logScale) + read(shift);
  });
}
