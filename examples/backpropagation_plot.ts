// The picture of what the network learnt: which species it sees where, the penguins themselves, and its loss
// step by step.

import { logsumexp } from "@fluxion/ad";
import type { TopLevelSpec } from "vega-lite";
import type { Findings } from "./backpropagation.ts";
import { classify, type Network, scores, species } from "./backpropagation_model.ts";
import { colour, draw, ink, quantity, range } from "./draw.ts";

/** Draws the decision regions and the loss curve, as the text of an SVG. */
export function plot(findings: Findings): Promise<string> {
  return draw(specification(findings));
}

const [left, right, bottom, top] = [31, 61, 12.5, 22.5];

/** A horizontal strip in which the network answers the same. */
interface Strip {
  readonly from: number;
  to: number;
  readonly y: number;
  readonly y2: number;
  readonly name: string;
  readonly sure: boolean;
}

/** The plane cut into strips of one answer: far fewer shapes than pixels. */
function strips(network: Network): Strip[] {
  const all: Strip[] = [];
  const height = 0.05;
  for (const y of range(bottom, top - height, height)) {
    let current: Strip | undefined;
    for (const from of range(left, right - 0.1, 0.1)) {
      const penguin = { billLength: from + 0.05, billDepth: y + height / 2, species: 0 };
      const outputs = scores(network, penguin);
      const name = species[outputs.indexOf(Math.max(...outputs))];
      const sure = confidence(outputs) > 0.9;
      if (current?.name === name && current.sure === sure) current.to = from + 0.1;
      else all.push(current = { from, to: from + 0.1, y, y2: y + height, name, sure });
    }
  }
  return all;
}

/** The probability of the species of the largest score. */
function confidence(outputs: number[]): number {
  return Math.exp(Math.max(...outputs) - logsumexp(outputs));
}

function specification({ training, heldOut, network, curve }: Findings): TopLevelSpec {
  const penguins = [...training, ...heldOut].map((penguin, i) => ({
    ...penguin,
    name: species[penguin.species],
    wrong: classify(network, penguin) !== penguin.species,
    heldOut: i >= training.length,
  }));
  const least = curve.reduce((best, point) => point.heldOut < best.heldOut ? point : best);
  const inks = [[species[0], ink.blue], [species[1], ink.orange], [species[2], ink.green]] as const;
  const x = { scale: { domain: [left, right], nice: false }, axis: { grid: false } };
  const y = { scale: { domain: [bottom, top], nice: false }, axis: { grid: false } };
  const points = {
    x: quantity("billLength", "Bill length (mm)", x),
    y: quantity("billDepth", "Bill depth (mm)", y),
    color: colour("name", inks, "top-right"),
  };
  return {
    title: {
      text: "A network tells penguins apart",
      subtitle:
        "Pale: less than 90 % sure. Open circles: held out from training. Ringed: taken for another species",
    },
    spacing: 50,
    hconcat: [
      {
        width: 520,
        height: 400,
        layer: [
          {
            data: { values: strips(network) },
            mark: { type: "rect", stroke: null },
            encoding: {
              x: quantity("from", "Bill length (mm)", x),
              x2: { field: "to" },
              y: quantity("y", "Bill depth (mm)", y),
              y2: { field: "y2" },
              color: { field: "name", type: "nominal" },
              opacity: {
                field: "sure",
                type: "ordinal",
                scale: { domain: [true, false], range: [0.22, 0.08] },
                legend: null,
              },
            },
          },
          {
            data: { values: penguins.filter((penguin) => !penguin.heldOut) },
            mark: { type: "circle", size: 22, opacity: 0.9 },
            encoding: points,
          },
          {
            data: { values: penguins.filter((penguin) => penguin.heldOut) },
            mark: { type: "point", size: 26, fill: "white", strokeWidth: 1.3, opacity: 1 },
            encoding: points,
          },
          {
            data: { values: penguins.filter((penguin) => penguin.wrong) },
            mark: { type: "point", size: 130, color: ink.slate, strokeWidth: 1.4, opacity: 1 },
            encoding: { x: points.x, y: points.y },
          },
        ],
      },
      {
        width: 300,
        height: 400,
        title: "The loss, step by step",
        encoding: {
          x: quantity("step", "Step"),
          y: quantity("loss", "Mean loss (nat)", {
            scale: { type: "log", domain: [0.02, 1] },
            axis: { values: [0.02, 0.05, 0.1, 0.2, 0.5, 1] },
          }),
        },
        layer: [
          {
            data: {
              values: curve.flatMap(({ step, training, heldOut }) => [
                { step, loss: training, of: "Training" },
                { step, loss: heldOut, of: "Held out" },
              ]),
            },
            mark: { type: "line", strokeWidth: 1.8 },
            encoding: {
              color: colour("of", [["Training", ink.slate], ["Held out", ink.violet]], "top-right"),
            },
          },
          {
            data: { values: [{ step: least.step, loss: least.heldOut }] },
            mark: { type: "circle", size: 60, color: ink.violet, opacity: 1 },
          },
          {
            data: { values: [{ step: least.step, loss: least.heldOut }] },
            mark: { type: "text", text: "time to stop", dx: 8, dy: 14, align: "left" },
            encoding: { color: { value: ink.violet } },
          },
        ],
      },
    ],
    resolve: { scale: { color: "independent" } },
  };
}
