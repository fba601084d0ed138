// Higher orders: derivatives of derivatives, up to the tenth, of functions whose derivatives are
// known.

import { describe, it } from "@std/testing/bdd";
import {
  add,
  atan,
  div,
  exp,
  log,
  log1p,
  mul,
  neg,
  pow,
  reciprocal,
  type Scalar,
  sigmoid,
  sin,
  softplus,
  sqrt,
  square,
  sub,
  tanh,
} from "@fluxion/ad";
import { assertClose } from "../assert_close.ts";
import { forward, lettersOf, mixes, type Mode, repeated, reverse } from "./mixes.ts";

/** A function, a point, and its derivatives there from the first on. */
interface Case {
  readonly id: string;
  readonly name: string;
  readonly f: (x: Scalar) => Scalar;
  readonly at: number;
  readonly derivatives: readonly number[];
}

const RECIPROCAL = { at: 2, derivatives: [-0.25, 0.25, -0.375, 0.75, -1.875, 5.625] };
const LOGARITHM = { at: 2, derivatives: [0.5, -0.25, 0.25, -0.375, 0.75, -1.875] };
const SEVENTH = { at: 2, derivatives: [448, 1344, 3360, 6720, 10080, 10080, 5040, 0] };
const ROOT = { at: 4, derivatives: [0.25, -0.03125, 0.01171875, -0.00732421875] };
const TANH = { at: 0, derivatives: [1, 0, -2, 0, 16, 0] };
const SIGMOID_AT_0 = { at: 0, derivatives: [0.25, 0, -0.125, 0, 0.25] };
const SIGMOID_AT_1 = {
  at: 1,
  derivatives: [
    0.19661193324148185,
    -0.09085774767294841,
    -0.03532558051623565,
    0.12350686136639322,
  ],
};
const SOFTPLUS = { at: 0, derivatives: [0.5, 0.25, 0, -0.125] };

const CASES: readonly Case[] = [
  {
    id: "E1",
    name: "sin x",
    f: (x) => sin(x),
    at: 1,
    derivatives: [
      0.5403023058681398,
      -0.8414709848078965,
      -0.5403023058681398,
      0.8414709848078965,
      0.5403023058681398,
      -0.8414709848078965,
      -0.5403023058681398,
      0.8414709848078965,
      0.5403023058681398,
      -0.8414709848078965,
    ],
  },
  { id: "E3", name: "x⁷ by pow", f: (x) => pow(x, 7), ...SEVENTH },
  { id: "E3", name: "x⁷ by a product", f: (x) => mul(x, x, x, x, x, x, x), ...SEVENTH },
  { id: "E3", name: "x⁷ by squares", f: (x) => div(square(square(square(x))), x), ...SEVENTH },
  { id: "E5", name: "1/x by div", f: (x) => div(1, x), ...RECIPROCAL },
  { id: "E5", name: "1/x by reciprocal", f: (x) => reciprocal(x), ...RECIPROCAL },
  { id: "E5", name: "1/x by pow", f: (x) => pow(x, -1), ...RECIPROCAL },
  { id: "E6", name: "ln x", f: (x) => log(x), ...LOGARITHM },
  { id: "E6", name: "ln x by log1p", f: (x) => log1p(sub(x, 1)), ...LOGARITHM },
  { id: "E8", name: "tanh x", f: (x) => tanh(x), ...TANH },
  {
    id: "E8",
    name: "tanh x by exponentials",
    f: (x) => div(sub(exp(x), exp(neg(x))), add(exp(x), exp(neg(x)))),
    ...TANH,
  },
  { id: "E10", name: "√x by sqrt", f: (x) => sqrt(x), ...ROOT },
  { id: "E10", name: "√x by pow", f: (x) => pow(x, 0.5), ...ROOT },
  {
    id: "E10",
    name: "x^2.5",
    f: (x) => pow(x, 2.5),
    at: 4,
    derivatives: [20, 7.5, 0.9375, -0.1171875],
  },
  {
    id: "E11",
    name: "exp(−x²)",
    f: (x) => exp(neg(square(x))),
    at: 1,
    derivatives: [
      -0.7357588823428847,
      0.7357588823428847,
      1.4715177646857693,
      -7.357588823428847,
      2.943035529371539,
      67.68981717554539,
    ],
  },
  { id: "E12", name: "atan x", f: (x) => atan(x), at: 1, derivatives: [0.5, -0.5, 0.5, 0, -3] },
  {
    id: "E12",
    name: "2ˣ",
    f: (x) => pow(2, x),
    at: 3,
    derivatives: [5.545177444479562, 3.843624111345611, 2.664197215911436],
  },
  { id: "E14", name: "sigmoid x", f: (x) => sigmoid(x), ...SIGMOID_AT_0 },
  { id: "E14", name: "sigmoid x", f: (x) => sigmoid(x), ...SIGMOID_AT_1 },
  {
    id: "E14",
    name: "sigmoid x by exp",
    f: (x) => reciprocal(add(1, exp(neg(x)))),
    ...SIGMOID_AT_1,
  },
  { id: "E15", name: "softplus x", f: (x) => softplus(x), ...SOFTPLUS },
  { id: "E15", name: "softplus x by log and exp", f: (x) => log(add(1, exp(x))), ...SOFTPLUS },
];

describe("Every mix of modes gives the derivatives, up to the sixth,", () => {
  for (const { id, name, f, at, derivatives } of CASES) {
    it(`${id}: of ${name} at ${at}`, () => {
      derivatives.slice(0, 6).forEach((wanted, i) => {
        for (const mix of mixes(i + 1)) {
          closeInOrder(repeated(mix, f)(at), wanted, lettersOf(mix));
        }
      });
    });
  }
});

describe("One reverse derivative over or under forward ones gives them, up to the tenth,", () => {
  for (const { id, name, f, at, derivatives } of CASES.filter((c) => c.derivatives.length > 6)) {
    it(`${id}: of ${name} at ${at}`, () => {
      derivatives.slice(6).forEach((wanted, i) => {
        const others = new Array<Mode>(6 + i).fill(forward);
        for (const mix of [[forward, ...others], [reverse, ...others], [...others, reverse]]) {
          closeInOrder(repeated(mix, f)(at), wanted, lettersOf(mix));
        }
      });
    });
  }
});

/** Close, or else the error says in which mix. */
function closeInOrder(actual: number, wanted: number, mix: string): void {
  assertClose({ [mix]: actual }, { [mix]: wanted });
}
