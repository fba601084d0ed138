"use ad";
// A surrogate: a small network that learns what a simulator answers from samples of it. It is smooth where
// the simulator jumps, quiet where that is noisy, and has a gradient by the design.

import { dot, mean } from "@fluxion/ad";
import { grad } from "@fluxion/ad/operators";
import { jit } from "@fluxion/ad/jit";
import { adam } from "@fluxion/ad/fit";
import { normals, seeded } from "./random.ts";
import { trained } from "./training.ts";

/** A design that was tried, and what the simulator said. */
export interface Sample {
  readonly design: number[];
  readonly answer: number;
}

/** A network of one hidden layer. */
export type Weights = { hidden: number[][]; bias: number[]; out: number[]; base: number };

/** A network that knows nothing yet, for designs of so many periodic numbers. */
export function untrained(numbers: number, width: number, seed: number): Weights {
  const normal = normals(seed);
  const list = (length: number, size: number) => Array.from({ length }, () => size * normal());
  return {
    hidden: Array.from({ length: width }, () => list(2 * numbers, 1 / Math.sqrt(numbers))),
    bias: list(width, 0.3),
    out: list(width, 0.1),
    base: 0,
  };
}

/** What the network expects; the numbers of a design are angles, and 0 and 2π the same. */
export function predict({ hidden, bias, out, base }: Weights, angles: readonly number[]): number {
  const inputs = angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]);
  return base + dot(out, hidden.map((weights, i) => Math.tanh(bias[i] + dot(weights, inputs))));
}

/** The mean squared error on a batch of samples, and a little for large weights. */
function loss(weights: Weights, batch: readonly Sample[]): number {
  const decay = 1e-4;
  return mean(batch.map(({ design, answer }) => (predict(weights, design) - answer) ** 2)) +
    decay * dot(weights.out, weights.out);
}

const gradient = jit(grad(loss));
const slope = jit(grad(predict, { argnums: 1 }));

/** Trains a network on batches of samples, of which each step takes others. */
export function train(
  weights: Weights,
  samples: readonly Sample[],
  { steps, rate, seed }: { steps: number; rate: number; seed: number },
): Weights {
  const uniform = seeded(seed);
  const some = () => samples[Math.floor(uniform() * samples.length)];
  return trained(
    adam((step) => rate * (1 - step / steps)),
    (weights: Weights) => gradient(weights, Array.from({ length: 24 }, some)),
    weights,
    steps,
  );
}

/** The design that the network expects to be best, from a start, in steps of the given length at most. */
export function descend(
  weights: Weights,
  start: number[],
  steps: number,
  rate: number,
): number[] {
  return trained(adam(rate), (design: number[]) => slope(weights, design), start, steps);
}
