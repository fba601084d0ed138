// A small network: two inputs, two hidden layers of 16 with tanh, one output, and its mean squared error
// over 64 samples, by all 337 parameters.

import { add, dot, mean, type Scalar, square, sub, tanh } from "@fluxion/ad";
import { inputs } from "../inputs.ts";

/** A layer: a row of weights and a bias for each output. */
export type Layer<T> = { weights: T[][]; biases: T[] };

/** The layers, with parameters between −½ and ½. */
export const layers: readonly Layer<number>[] = [[2, 16], [16, 16], [16, 1]].map(([m, n], k) => ({
  weights: Array.from({ length: n }, (_, j) => inputs(m, 100 * k + j + 1).map((x) => x / 2)),
  biases: inputs(n, 100 * k + 99).map((x) => x / 2),
}));

/** Points of the square, and what the network should answer there. */
export const samples: readonly { input: number[]; target: number }[] = Array.from(
  { length: 64 },
  (_, i) => {
    const input = inputs(2, 1000 + i);
    return { input, target: Math.sin(3 * input[0]) * input[1] };
  },
);

/** With JavaScript's own operators. */
export function plain(layers: readonly Layer<number>[]): number {
  let total = 0;
  for (const { input, target } of samples) {
    let activations = input;
    for (let l = 0; l < layers.length; l++) {
      activations = forward(layers[l], activations, l < layers.length - 1);
    }
    total += (activations[0] - target) ** 2;
  }
  return total / samples.length;
}

function forward({ weights, biases }: Layer<number>, input: number[], hidden: boolean): number[] {
  const output = new Array<number>(biases.length).fill(0);
  for (let j = 0; j < biases.length; j++) {
    const row = weights[j];
    let total = biases[j];
    for (let i = 0; i < row.length; i++) total += row[i] * input[i];
    output[j] = hidden ? Math.tanh(total) : total;
  }
  return output;
}

/** With our operations. */
export function network(layers: readonly Layer<Scalar>[]): Scalar {
  return mean(samples.map(({ input, target }) => {
    let activations: Scalar[] = input;
    layers.forEach(({ weights, biases }, l) => {
      const sums = weights.map((row, j) => add(dot(row, activations), biases[j]));
      activations = l < layers.length - 1 ? sums.map((x) => tanh(x)) : sums;
    });
    return square(sub(activations[0], target));
  }));
}

/** The gradient, derived on paper: the rule of Rumelhart, Hinton and Williams (1986). */
export function gradient(layers: readonly Layer<number>[]): Layer<number>[] {
  const slope = layers.map(({ weights, biases }) => ({
    weights: weights.map((row) => new Array<number>(row.length).fill(0)),
    biases: new Array<number>(biases.length).fill(0),
  }));
  for (const { input, target } of samples) {
    const activations = [input];
    for (let l = 0; l < layers.length; l++) {
      activations.push(forward(layers[l], activations[l], l < layers.length - 1));
    }
    let errors = [2 / samples.length * (activations[layers.length][0] - target)];
    for (let l = layers.length - 1; l >= 0; l--) {
      errors = backward(layers[l], slope[l], activations[l], errors, l > 0);
    }
  }
  return slope;
}

/** Adds to the slope of a layer, and answers the errors of the layer before. */
function backward(
  { weights }: Layer<number>,
  slope: Layer<number>,
  input: readonly number[],
  errors: readonly number[],
  hidden: boolean,
): number[] {
  const before = new Array<number>(input.length).fill(0);
  for (let j = 0; j < errors.length; j++) {
    const row = slope.weights[j];
    slope.biases[j] += errors[j];
    for (let i = 0; i < input.length; i++) {
      row[i] += errors[j] * input[i];
      before[i] += errors[j] * weights[j][i];
    }
  }
  if (hidden) { for (let i = 0; i < input.length; i++) before[i] *= 1 - input[i] * input[i]; }
  return before;
}
