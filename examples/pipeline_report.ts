// The report of the pipeline as text: its stages, what was learnt of each, and how well.

import { type Findings, noise, start, truth } from "./pipeline.ts";
import { table } from "./table.ts";
import { flatten } from "./trees.ts";

const stages = [
  ["Soil", "TypeScript, with the operations of the library", "automatic"],
  ["River", "WebAssembly", "its own rule, by hand"],
  ["Weir", "another process, asked in JSON", "its own rule, answered with the value"],
  ["Gauge", "a function of numbers, not looked into", "difference quotients"],
];

const names = [
  ["Soil, water it can hold", "mm"],
  ["Soil, abruptness", ""],
  ["River, days in each reach", "d"],
  ["Weir, width", "m"],
];

/** Sets the findings out for people. */
export function report({ curve, learnt, errors, rain }: Findings): string {
  const [from, to, known] = [start, learnt, truth].map((logs) => flatten(logs).map(Math.exp));
  const relative = flatten(errors);
  const rows = names.map(([name, unit], i) => {
    const error = to[i] * relative[i];
    const digits = Math.max(0, 1 - Math.floor(Math.log10(error)));
    const numbers = [from[i], to[i], error, known[i]].map((cell) => cell.toFixed(digits));
    const off = ((to[i] - known[i]) / error).toFixed(1).replace("-", "−");
    return [name, ...numbers, off, unit];
  });
  return [
    `Rain of ${rain.length} days becomes the current of a gauge, through four systems`,
    table(["Stage", "Where it runs", "Derivative"], stages),
    "",
    `Adam, along the gradient of the misfit through all four, in ${curve.length} steps`,
    table(
      ["Step", "Misfit (mA)"],
      [0, 10, 20, curve.length - 1].map((step) => [`${step}`, curve[step].toFixed(3)]),
    ),
    `The noise of the gauge, which no parameters explain, is ${noise} mA.`,
    "",
    table(["Parameter", "Start", "Learnt", "±", "Truth", "Off, in ±", "Unit"], rows),
    "Notice: no stage was given its own data; each learnt from the current at the very end.",
    "The errors come from a Jacobian by forward mode, which passes through the same rules.",
  ].join("\n");
}
