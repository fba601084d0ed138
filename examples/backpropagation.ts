// Backpropagation: a network of 51 weights learns from measured penguins to tell three species apart by bill
// length and depth. The network is an ordinary function of a tree of weights, and its training an ordinary
// loop; the gradient by all weights costs a few runs of it, where differences would take 102. Compiled, it
// costs less, and trains the same network.

import { grad, valueAndGrad } from "@fluxion/ad/operators";
import { numericGrad } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { adam } from "@fluxion/ad/fit";
import {
  classify,
  initialNetwork,
  loss,
  type Network,
  type Penguin,
  readPenguins,
  shuffled,
} from "./backpropagation_model.ts";
import { plot } from "./backpropagation_plot.ts";
import { report } from "./backpropagation_report.ts";
import { save } from "./draw.ts";
import { type Progress, progressLine, silent } from "./progress.ts";
import { leastTimes, timed } from "./timing.ts";
import { flatten } from "./trees.ts";
import { trained } from "./training.ts";

/** What training found, and how good it is on penguins that it has not seen. */
export interface Findings {
  readonly training: Penguin[];
  readonly heldOut: Penguin[];
  readonly network: Network;
  /** The mean loss in nats at each step, the start first. */
  readonly curve: { readonly step: number; readonly training: number; readonly heldOut: number }[];
  readonly correct: { readonly training: number; readonly heldOut: number };
  /** The time of training in ms with the gradient as it is and compiled, and whether both found the same. */
  readonly times: { readonly plain: number; readonly compiled: number; readonly same: boolean };
  /** One gradient at the start: its time in ms in three ways, and how far differences are off. */
  readonly gradient: {
    readonly reverse: number;
    readonly compiled: number;
    readonly central: number;
    readonly difference: number;
  };
}

const steps = 200;

/** Trains a network on three fifths of the penguins, and tries it on the others. */
export function learn(penguins: readonly Penguin[], progress: Progress = silent): Findings {
  const [training, heldOut] = split(penguins);
  const [plain, plainTime] = timed(() => train(training, false, (share) => progress(share / 2)));
  const [compiled, compiledTime] = timed(() => train(training, true));
  const [network, other] = [plain, compiled].map((way) => way.at(-1)!.network);
  progress(1);
  return {
    training,
    heldOut,
    network,
    curve: plain.map(({ network, loss: own }, step) => (
      { step, training: own, heldOut: loss(network, heldOut) }
    )),
    correct: { training: countRight(network, training), heldOut: countRight(network, heldOut) },
    times: {
      plain: plainTime,
      compiled: compiledTime,
      same: JSON.stringify(network) === JSON.stringify(other),
    },
    gradient: compareGradients(plain[0].network, training),
  };
}

/** Three fifths to train on and the others, by lot. */
export function split(penguins: readonly Penguin[]): [training: Penguin[], heldOut: Penguin[]] {
  const order = shuffled(penguins, 1);
  const cut = Math.round(0.6 * order.length);
  return [order.slice(0, cut), order.slice(cut)];
}

/** How many of them a network names right. */
export function countRight(network: Network, penguins: readonly Penguin[]): number {
  return penguins.filter((penguin) => classify(network, penguin) === penguin.species).length;
}

/** Descends the loss from random weights: the network and its loss at each step, and where that led. */
export function train(
  penguins: readonly Penguin[],
  isCompiled: boolean,
  progress: Progress = silent,
): { readonly network: Network; readonly loss: number }[] {
  // The penguins stay the same, so they may be constants of the compiled program.
  const dynamic = valueAndGrad((network: Network) => loss(network, penguins));
  const lossAndGradient = isCompiled ? jit(dynamic) : dynamic;
  const way: { network: Network; loss: number }[] = [];
  const network = trained(
    adam(0.05),
    (network: Network, step) => {
      const [loss, gradient] = lossAndGradient(network);
      way.push({ network, loss });
      progress((step + 1) / steps);
      return gradient;
    },
    initialNetwork([2, 8, 3], 1),
    steps,
  );
  return [...way, { network, loss: lossAndGradient(network)[0] }];
}

function compareGradients(network: Network, penguins: Penguin[]): Findings["gradient"] {
  const objective = (network: Network) => loss(network, penguins);
  const [reverse, central] = [grad(objective), numericGrad(objective, { method: "central" })];
  const compiled = jit(reverse);
  const estimates = flatten(central(network));
  const differences = flatten(reverse(network)).map((slope, i) => Math.abs(slope - estimates[i]));
  const times = leastTimes([
    () => reverse(network),
    () => compiled(network),
    () => central(network),
  ]);
  return {
    reverse: times[0],
    compiled: times[1],
    central: times[2],
    difference: Math.max(...differences),
  };
}

if (import.meta.main) {
  const findings = learn(await readPenguins(), progressLine("Training"));
  console.log(report(findings));
  await save("backpropagation", await plot(findings));
}
