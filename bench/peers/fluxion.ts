// This library.

import { derivative, grad, hessian, hvp, jacfwd, type Scalar } from "@fluxion/ad";
import { type AnyFunction, jit } from "@fluxion/ad/jit";
import { inputs } from "../inputs.ts";
import { chain, start } from "../workloads/chain.ts";
import { mixed } from "../workloads/mixed.ts";
import { layers, network } from "../workloads/network.ts";
import { parameters, pendulum } from "../workloads/pendulum.ts";
import { rosenbrock } from "../workloads/rosenbrock.ts";
import type { Contender } from "./contender.ts";

const ofInputs = <T>(f: (x: number[]) => T) => (n: number) => {
  const x = inputs(n);
  return () => f(x);
};
const ofSteps = <T>(f: (x: readonly number[], steps: number) => T) => (steps: number) => () =>
  f(parameters, steps);

const ofOperations = <T>(f: (x: number, operations: number) => T) => (operations: number) => () =>
  f(start, operations);

/** The functions written with our operations, on plain numbers: nothing is differentiated. */
export const fluxionOnNumbers: Contender = {
  name: "fluxion, on numbers",
  valueOnly: true,
  tasks: {
    rosenbrock: ofInputs(rosenbrock),
    mixed: ofInputs(mixed),
    pendulumForward: ofSteps(pendulum),
    pendulumReverse: ofSteps(pendulum),
    network: () => () => network(layers),
    chainForward: ofOperations(chain),
    chainReverse: ofOperations(chain),
  },
};

/** The derivatives, with whatever is done to one before it is called. */
function contender(name: string, ready: <F extends AnyFunction>(f: F) => F): Contender {
  return {
    name,
    tasks: {
      rosenbrock: (n) => {
        const [f, x] = [ready(grad(rosenbrock)), inputs(n)];
        return () => f(x);
      },
      mixed: (n) => {
        const [f, x] = [ready(grad(mixed)), inputs(n)];
        return () => f(x);
      },
      pendulumForward: (steps) => {
        const f = ready(jacfwd((x: readonly Scalar[]) => pendulum(x, steps)));
        return () => f(parameters);
      },
      pendulumReverse: (steps) => {
        const f = ready(grad((x: readonly Scalar[]) => pendulum(x, steps)));
        return () => f(parameters);
      },
      network: () => {
        const f = ready(grad(network));
        return () => f(layers);
      },
      hessian: (n) => {
        const [f, x] = [ready(hessian(rosenbrock)), inputs(n)];
        return () => f(x);
      },
      product: (n) => {
        const f = ready(hvp(rosenbrock));
        const [x, v] = [inputs(n), inputs(n, 2)];
        return () => f(x, v);
      },
      chainForward: (operations) => {
        const f = ready(derivative((x: Scalar) => chain(x, operations)));
        return () => f(start);
      },
      chainReverse: (operations) => {
        const f = ready(grad((x: Scalar) => chain(x, operations)));
        return () => f(start);
      },
    },
  };
}

/** The derivatives. */
export const fluxion: Contender = contender("fluxion", (f) => f);

/**
 * The derivatives, compiled. A chain of a million operations has a derivative of over two million, which is
 * more than is compiled unless one says so.
 */
export const fluxionCompiled: Contender = {
  ...contender("fluxion, jit", (f) => jit(f, { maximumInstructions: 3_000_000 })),
  compiles: true,
};
