// This library.

import { derivative, grad, hessian, hvp, jacfwd, type Scalar } from "@fluxion/ad";
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

/** The derivatives. */
export const fluxion: Contender = {
  name: "fluxion",
  tasks: {
    rosenbrock: ofInputs(grad(rosenbrock)),
    mixed: ofInputs(grad(mixed)),
    pendulumForward: (steps) => {
      const f = jacfwd((x: readonly Scalar[]) => pendulum(x, steps));
      return () => f(parameters);
    },
    pendulumReverse: ofSteps(grad(pendulum)),
    network: () => {
      const f = grad(network);
      return () => f(layers);
    },
    hessian: ofInputs(hessian(rosenbrock)),
    product: (n) => {
      const f = hvp(rosenbrock);
      const [x, v] = [inputs(n), inputs(n, 2)];
      return () => f(x, v);
    },
    chainForward: (operations) => {
      const f = derivative((x: Scalar) => chain(x, operations));
      return () => f(start);
    },
    chainReverse: ofOperations(grad(chain)),
  },
};
