// The network that tells penguins apart: it learns, what it learnt holds for penguins it has not seen, and its
// gradient is that of backpropagation written out by hand.

import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { grad } from "@fluxion/ad/operators";
import { numericGrad } from "@fluxion/ad/check";
import { countRight, learn, split, train } from "../../examples/backpropagation.ts";
import {
  initialNetwork,
  loss,
  type Network,
  type Penguin,
  readPenguins,
  scores,
  shuffled,
} from "../../examples/backpropagation_model.ts";
import { plot } from "../../examples/backpropagation_plot.ts";
import { report, wilson } from "../../examples/backpropagation_report.ts";
import { flatten } from "../../examples/trees.ts";
import { assertIndexSays } from "./index_says.ts";

const penguins = await readPenguins();
const findings = learn(penguins);

describe("The penguins", () => {
  it("are 342 of three species, each with both lengths", () => {
    assertEquals([0, 1, 2].map((own) => penguins.filter((p) => p.species === own).length), [
      151,
      68,
      123,
    ]);
    assert(penguins.every((p) => p.billLength > 30 && p.billDepth > 10));
  });
});

describe("The gradient of the loss", () => {
  it("is that of backpropagation by hand", () => {
    const network = initialNetwork([2, 8, 3], 5);
    const some = penguins.filter((_, i) => i % 10 === 0);
    const byHand = flatten(backpropagation(network, some));
    flatten(grad(loss)(network, some)).forEach((slope, i) =>
      assertAlmostEquals(slope, byHand[i], 1e-14)
    );
  });

  it("agrees with central differences within the error that those admit", () => {
    const network = initialNetwork([2, 8, 3], 1);
    const differences = numericGrad(loss, { method: "central", errorEstimate: true });
    const [estimates, errors] = differences(network, penguins).map(flatten);
    flatten(grad(loss)(network, penguins)).forEach((slope, i) =>
      assertAlmostEquals(slope, estimates[i], errors[i])
    );
  });
});

describe("Training", () => {
  it("keeps two fifths of the penguins back, and none of them is trained on", () => {
    assertEquals([findings.training.length, findings.heldOut.length], [205, 137]);
    assert(findings.heldOut.every((penguin) => !findings.training.includes(penguin)));
  });

  it("brings the loss from that of a guess to a tenth of it", () => {
    assert(findings.curve[0].training > 0.5);
    assert(findings.curve.at(-1)!.training < 0.1 * findings.curve[0].training);
  });

  it("names nine of ten penguins that it has not seen", () => {
    assert(findings.correct.heldOut >= 0.9 * findings.heldOut.length);
  });

  it("finds the same network to the last bit with a compiled gradient", () => {
    assert(findings.times.same);
  });

  it("is worth stopping early: the loss on penguins it has not seen grows in the end, and not the other", () => {
    const { curve } = findings;
    const least = Math.min(...curve.map(({ heldOut }) => heldOut));
    assert(curve.at(-1)!.heldOut > 2 * least);
    assert(curve.at(-1)!.training < curve[100].training);
  });

  it("learns nothing that holds elsewhere where the species are dealt out by lot", () => {
    const lots = shuffled(penguins.map(({ species }) => species), 7);
    const [training, heldOut] = split(penguins.map((p, i) => ({ ...p, species: lots[i] })));
    const { network } = train(training, true).at(-1)!;
    // The commonest species is 44 % of the penguins: whoever always names it is right as often.
    assert(wilson(countRight(network, heldOut), heldOut.length)[0] < 151 / 342);
  });
});

describe("Wilson's interval", () => {
  it("holds the shares whose score test at 5 % the count passes", () => {
    for (const share of wilson(130, 137)) {
      const deviations = (130 - 137 * share) / Math.sqrt(137 * share * (1 - share));
      assertAlmostEquals(Math.abs(deviations), 1.959964, 1e-9);
    }
  });
});

describe("What the example shows", () => {
  it("is a report with the accuracy and its uncertainty", () => {
    assertMatch(report(findings), /Held out +1[23]\d +137 +9\d +\d\d to \d\d/);
  });

  it("is what the index says", () => {
    const { correct, heldOut, curve } = findings;
    const least = Math.min(...curve.map((point) => point.heldOut));
    const [low, high] = wilson(correct.heldOut, heldOut.length);
    const percent = (share: number) => (100 * share).toFixed(0);
    assertIndexSays("backpropagation", {
      right: correct.heldOut,
      heldOut: heldOut.length,
      percent: percent(correct.heldOut / heldOut.length),
      low: percent(low),
      high: percent(high),
      least: curve.findIndex((point) => point.heldOut === least),
    });
  });

  it("is a picture without a number that is none", async () => {
    const svg = await plot(findings);
    assert(svg.includes("Bill length (mm)") && svg.includes("Held out"));
    assert(!/NaN|Infinity|undefined/.test(svg));
  });
});

/** Errors from the scores back through the layers, as in Rumelhart, Hinton and Williams 1986. */
function backpropagation(network: Network, penguins: Penguin[]): Network {
  const gradient = network.map(({ weights, biases }) => ({
    weights: weights.map((row) => row.map(() => 0)),
    biases: biases.map(() => 0),
  }));
  for (const penguin of penguins) {
    const inputs = [(penguin.billLength - 44) / 5.5, (penguin.billDepth - 17) / 2];
    const hidden = scores(network.slice(0, 1), penguin).map(Math.tanh);
    const powers = scores(network, penguin).map(Math.exp);
    const total = powers.reduce((a, b) => a + b);
    const errors = powers.map((power, i) =>
      (power / total - (i === penguin.species ? 1 : 0)) / penguins.length
    );
    const hiddenErrors = hidden.map((h, j) =>
      errors.reduce((sum, error, i) => sum + error * network[1].weights[i][j], 0) * (1 - h * h)
    );
    for (const [layer, own, signals] of [[0, hiddenErrors, inputs], [1, errors, hidden]] as const) {
      own.forEach((error, i) => {
        gradient[layer].biases[i] += error;
        signals.forEach((signal, j) => gradient[layer].weights[i][j] += error * signal);
      });
    }
  }
  return gradient;
}
