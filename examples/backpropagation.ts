// Backpropagation: a network of 51 weights learns from measured penguins to tell three species apart by bill
// length and depth. The network is an ordinary function of a tree of weights, and its training an ordinary
// loop; the gradient by all weights costs a few runs of it, where differences would take 102.

import { grad, numericGrad, value, valueAndGrad } from "@fluxion/ad";
import {
  classify,
  initialNetwork,
  loss,
  type Network,
  type Penguin,
  readPenguins,
  shuffled,
  species,
} from "./backpropagation_model.ts";
import { plot } from "./backpropagation_plot.ts";
import { save } from "./draw.ts";
import { adam } from "./optimisers.ts";
import { type Progress, progressLine, silent } from "./progress.ts";
import { table } from "./table.ts";
import { timed } from "./timing.ts";
import { flatten } from "./trees.ts";

/** What training found, and how good it is on penguins that it has not seen. */
export interface Findings {
  readonly training: Penguin[];
  readonly heldOut: Penguin[];
  readonly network: Network;
  /** The mean loss in nats after each step, the start first. */
  readonly curve: { readonly step: number; readonly training: number; readonly heldOut: number }[];
  readonly correct: { readonly training: number; readonly heldOut: number };
  /** One gradient at the start by two ways: what each costs, and how far they are apart. */
  readonly gradient: { readonly reverse: number; readonly central: number; difference: number };
}

const steps = 200;

/** Trains a network on three fifths of the penguins, and tries it on the others. */
export function learn(penguins: readonly Penguin[], progress: Progress = silent): Findings {
  const order = shuffled(penguins, 1);
  const cut = Math.round(0.6 * order.length);
  const [training, heldOut] = [order.slice(0, cut), order.slice(cut)];
  const start = initialNetwork([2, 8, 3], 1);
  const curve: Findings["curve"] = [];

  const lossAndGradient = valueAndGrad(loss);
  const network = adam(
    (network: Network, step) => {
      const [trainingLoss, gradient] = lossAndGradient(network, training);
      curve.push({ step, training: trainingLoss, heldOut: value(loss(network, heldOut)) });
      progress((step + 1) / steps);
      return gradient;
    },
    start,
    { steps, rate: 0.05 },
  );

  const correct = (some: Penguin[]) =>
    some.filter((penguin) => classify(network, penguin) === penguin.species).length;
  return {
    training,
    heldOut,
    network,
    curve,
    correct: { training: correct(training), heldOut: correct(heldOut) },
    gradient: compareGradients(start, training),
  };
}

function compareGradients(network: Network, penguins: Penguin[]): Findings["gradient"] {
  const central = numericGrad(loss, { method: "central" });
  const [exact, reverseTime] = timed(() => grad(loss)(network, penguins), 5);
  const [estimated, centralTime] = timed(() => central(network, penguins), 5);
  const estimates = flatten(estimated);
  const differences = flatten(exact).map((slope, i) => Math.abs(slope - estimates[i]));
  return { reverse: reverseTime, central: centralTime, difference: Math.max(...differences) };
}

/** The interval that holds a share with 95 % confidence (Wilson 1927), given some of a number. */
export function wilson(some: number, all: number): [low: number, high: number] {
  const z2 = 1.959964 ** 2;
  const middle = (some + z2 / 2) / (all + z2);
  const half = Math.sqrt(z2 * (some * (all - some) / all + z2 / 4)) / (all + z2);
  return [middle - half, middle + half];
}

/** Sets the findings out for people. */
export function report({ training, heldOut, curve, correct, gradient, network }: Findings): string {
  const percent = (share: number) => (100 * share).toFixed(0);
  const accuracy = (name: string, some: number, all: number) => {
    const [low, high] = wilson(some, all);
    return [name, `${some}`, `${all}`, percent(some / all), `${percent(low)} to ${percent(high)}`];
  };
  const least = curve.reduce((best, point) => point.heldOut < best.heldOut ? point : best);
  const moments = [0, 10, least.step, steps - 1].sort((a, b) => a - b);
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
      ["Reverse mode", gradient.reverse.toFixed(1)],
      ["Central differences", gradient.central.toFixed(1)],
    ]),
    `The two differ by ${
      gradient.difference.toExponential(0)
    } at most, which is the error of the differences.`,
  ].join("\n");
}

if (import.meta.main) {
  const findings = learn(await readPenguins(), progressLine("Training"));
  console.log(report(findings));
  await save("backpropagation", await plot(findings));
}
