// What the page starts with, and other functions worth a look.

import type { Address } from "./address.ts";

/** The classic picture: log(a·b) at (2, 3). */
export const start: Address = example("log(a*b)", { a: [2, 1, 0, 5], b: [3, 0, 0, 5] });

/** Each with a name of its own. */
export const examples: readonly { readonly name: string; readonly address: Address }[] = [
  { name: "log(a·b)", address: start },
  { name: "wave", address: example("sin(x)*exp(-x^2/8)", { x: [1, 1, -5, 5] }) },
  {
    name: "Rosenbrock",
    address: example("(1 - x)^2 + 100*(y - x^2)^2", { x: [-1, 1, -2, 2], y: [0.5, 0, -1, 3] }),
  },
  {
    name: "saddle",
    address: example("x^2 - y^2", { x: [1, 1, -3, 3], y: [0.6, 1, -3, 3] }),
  },
  {
    name: "neuron",
    address: example("sigmoid(w*x + b)", {
      w: [1.5, 1, -3, 3],
      x: [1, 0, -3, 3],
      b: [-1, 0, -3, 3],
    }),
  },
];

type Numbers = readonly [value: number, tangent: number, low: number, high: number];

function example(formula: string, inputs: Readonly<Record<string, Numbers>>): Address {
  return {
    formula,
    mode: "reverse",
    inputs: new Map(
      Object.entries(inputs).map(([name, [value, tangent, low, high]]) => [
        name,
        { value, tangent, range: [low, high] },
      ]),
    ),
  };
}
