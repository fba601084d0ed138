// Descent along gradients that may be noisy: Adam, on whatever tree the parameters are. It asks for nothing
// but a gradient, which may come from `grad`, from differences or from a batch of the data.

import type { Tree } from "@fluxion/ad";
import { flatten, unflatten } from "./trees.ts";

/** How far to go, and how fast. */
export interface AdamOptions {
  readonly steps: number;
  /** The length of a step in each parameter, at most about this: 0.001 unless told; by step from 0 if a function. */
  readonly rate?: Rate;
}

/** The length of a step, the same throughout or by the number of the step. */
export type Rate = number | ((step: number) => number);

/**
 * Adam (Kingma and Ba 2015): steps along the mean of recent gradients, each parameter in units of its own
 * recent size, so that parameters of different units go equally fast.
 *
 * @param gradient the gradient at the parameters, in their shape; steps count from 0
 */
export function adam<P extends Tree>(
  gradient: (parameters: P, step: number) => P,
  start: P,
  { steps, rate }: AdamOptions,
): P {
  const update = adamUpdates(start, rate);
  let parameters = start;
  for (let step = 0; step < steps; step++) parameters = update(gradient(parameters, step));
  return parameters;
}

/**
 * The steps of Adam one by one, for who has to wait for a gradient: each call takes the gradient at the
 * parameters answered last, at first those of the start, and answers the next parameters.
 */
export function adamUpdates<P extends Tree>(start: P, rate: Rate = 0.001): (gradient: P) => P {
  const leaves = flatten(start);
  const means = new Float64Array(leaves.length);
  const squares = new Float64Array(leaves.length);
  const [keep, keepSquare, epsilon] = [0.9, 0.999, 1e-8];
  let step = 0;
  return (gradient) => {
    const length = typeof rate === "number" ? rate : rate(step);
    step++;
    const [share, shareSquare] = [1 - keep ** step, 1 - keepSquare ** step];
    const slopes = flatten(gradient);
    for (let i = 0; i < leaves.length; i++) {
      means[i] += (1 - keep) * (slopes[i] - means[i]);
      squares[i] += (1 - keepSquare) * (slopes[i] ** 2 - squares[i]);
      leaves[i] -= length * (means[i] / share) / (Math.sqrt(squares[i] / shareSquare) + epsilon);
    }
    return unflatten(start, leaves);
  };
}
