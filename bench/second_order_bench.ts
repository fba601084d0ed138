// Which of the four ways to nest two modes is the fastest, for a Hessian and for its product with a vector?

import { hessian, hvp, type SecondOrderMode } from "@fluxion/ad";
import type { Group, Prepare } from "./group.ts";
import { inputs } from "./inputs.ts";
import { register } from "./register.ts";
import * as byHand from "./workloads/rosenbrock.ts";

const { plain, rosenbrock } = byHand;

const modes: readonly SecondOrderMode[] = [
  "forward-over-reverse",
  "reverse-over-forward",
  "reverse-over-reverse",
  "forward-over-forward",
];

const at = (f: (x: number[], v: number[]) => unknown): Prepare => (n) => {
  const [x, v] = [inputs(n), inputs(n, 2)];
  return () => f(x, v);
};

/** A group of Rosenbrock's function at a size. */
function group(
  what: string,
  size: number,
  reference: (x: number[], v: number[]) => unknown,
  by: (mode: SecondOrderMode) => (x: number[], v: number[]) => unknown,
): Group {
  return {
    name: `${what}, n = ${size.toLocaleString("en")}`,
    size,
    warmSize: 5,
    reference: "By hand",
    candidates: [
      { name: "Plain function", prepare: at(plain) },
      { name: "By hand", prepare: at(reference) },
      ...modes.map((mode) => ({ name: mode.replaceAll("-", " "), prepare: at(by(mode)) })),
    ],
  };
}

const matrix = (mode: SecondOrderMode) => {
  const f = hessian(rosenbrock, { mode });
  return (x: number[]) => f(x);
};
const product = (mode: SecondOrderMode) => hvp(rosenbrock, { mode });

/** Both at two sizes. */
export const groups: readonly Group[] = [
  group("Hessian", 10, byHand.hessian, matrix),
  group("Hessian", 50, byHand.hessian, matrix),
  group("Hessian × vector", 10, byHand.product, product),
  group("Hessian × vector", 200, byHand.product, product),
];

register(groups);
