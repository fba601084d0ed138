// The report on the penguins as text.

import type { Findings } from "./backpropagation.ts";
import { species } from "./backpropagation_model.ts";
import { table } from "./table.ts";
import { flatten } from "./trees.ts";

/** The interval that holds a share with 95 % confidence (Wilson 1927), given some of a number. */
export function wilson(some: number, all: number): [low: number, high: number] {
  const z2 = 1.959964 ** 2;
  const middle = (some + z2 / 2) / (all + z2);
  const half = Math.sqrt(z2 * (some * (all - some) / all + z2 / 4)) / (all + z2);
  return [middle - half, middle + half];
}

/** Sets the findings out for people. */
export function report(
  { training, heldOut, curve, correct, gradient, network, times }: Findings,
): string {
  const percent = (share: number) => (100 * share).toFixed(0);
  const accuracy = (name: string, some: number, all: number) => {
    const [low, high] = wilson(some, all);
    return [name, `${some}`, `${all}`, percent(some / all), `${percent(low)} to ${percent(high)}`];
  };
  const least = curve.reduce((best, point) => point.heldOut < best.heldOut ? point : best);
  const moments = [0, 10, least.step, curve.length - 1].sort((a, b) => a - b);
  return [
    `A network of ${flatten(network).length} weights tells ${
      species.join(", ")
    } penguins apart by bill`,
    "length and depth. Loss: the mean of −log p(true species), in nats.",
    "",
    table(
      ["Step", "Loss in training", "Loss held out"],
      moments.map((i) => [`${i}`, curve[i].training.toFixed(3), curve[i].heldOut.toFixed(3)]),
    ),
    `Notice: the loss on penguins it has not seen is least at step ${least.step}; from there on the network`,
    "learns the ones it has seen by heart.",
    "",
    table(["Penguins", "Right", "Of", "%", "95 % interval"], [
      accuracy("Trained on", correct.training, training.length),
      accuracy("Held out", correct.heldOut, heldOut.length),
    ]),
    "",
    table(["Gradient by all weights", "Time (ms)"], [
      ["Reverse mode", gradient.reverse.toFixed(2)],
      ["Reverse mode, compiled", gradient.compiled.toFixed(2)],
      ["Central differences", gradient.central.toFixed(2)],
    ]),
    `Differences are off by ${gradient.difference.toExponential(0)} at most.`,
    `Training took ${(times.plain / 1000).toFixed(1)} s, and ${
      (times.compiled / 1000).toFixed(1)
    } s compiled, with all that had to be traced and compiled.`,
    times.same ? "Both found the same network, to the last bit." : "THE TWO NETWORKS DIFFER.",
  ].join("\n");
}
