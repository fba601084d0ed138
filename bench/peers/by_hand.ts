// The plain functions, which all else is divided by, and their derivatives written by hand, which are the
// limit of what any library can do and the measure of everybody's error.

import { inputs } from "../inputs.ts";
import * as chain from "../workloads/chain.ts";
import * as mixed from "../workloads/mixed.ts";
import * as network from "../workloads/network.ts";
import * as pendulum from "../workloads/pendulum.ts";
import * as rosenbrock from "../workloads/rosenbrock.ts";
import type { Contender } from "./contender.ts";

const ofInputs = <T>(f: (x: readonly number[]) => T) => (n: number) => {
  const x = inputs(n);
  return () => f(x);
};
const ofSteps = <T>(f: (x: readonly number[], steps: number) => T) => (steps: number) => () =>
  f(pendulum.parameters, steps);

const ofOperations = (f: (x: number, operations: number) => number) => (operations: number) => () =>
  f(chain.start, operations);

/** The functions themselves, with JavaScript's own operators. */
export const plain: Contender = {
  name: "Plain function",
  valueOnly: true,
  tasks: {
    rosenbrock: ofInputs(rosenbrock.plain),
    mixed: ofInputs(mixed.plain),
    pendulumForward: ofSteps(pendulum.plain),
    pendulumReverse: ofSteps(pendulum.plain),
    network: () => () => network.plain(network.layers),
    hessian: ofInputs(rosenbrock.plain),
    product: ofInputs(rosenbrock.plain),
    chainForward: ofOperations(chain.plain),
    chainReverse: ofOperations(chain.plain),
  },
};

/** Their derivatives, derived on paper. */
export const byHand: Contender = {
  name: "By hand",
  tasks: {
    rosenbrock: ofInputs(rosenbrock.gradient),
    mixed: ofInputs(mixed.gradient),
    pendulumForward: ofSteps(pendulum.gradient),
    pendulumReverse: ofSteps(pendulum.gradient),
    network: () => () => network.gradient(network.layers),
    hessian: ofInputs(rosenbrock.hessian),
    product: (n) => {
      const [x, v] = [inputs(n), inputs(n, 2)];
      return () => rosenbrock.product(x, v);
    },
    chainForward: ofOperations(chain.gradient),
    chainReverse: ofOperations(chain.gradient),
  },
};
