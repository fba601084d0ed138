// simplegrad: a graph of single numbers, built once and written out as JavaScript before the clock runs;
// a call sets the inputs, runs forward and back, and reads the slopes.

// @ts-types="./simplegrad.d.ts"
import { ValueStorage, Variable } from "simplegrad";
import { inputs } from "../inputs.ts";
import { start, stepsOf } from "../workloads/chain.ts";
import { layers, samples } from "../workloads/network.ts";
import { h, parameters } from "../workloads/pendulum.ts";
import { numbersIn } from "../group.ts";
import type { Contender } from "./contender.ts";

function compiled(values: readonly number[], build: (x: Variable[]) => Variable): () => number[] {
  const storage = new ValueStorage();
  const x = values.map(() => new Variable(storage));
  const result = build(x);
  result.compile();
  return () => {
    for (let i = 0; i < x.length; i++) x[i].setValue(values[i]);
    result.forward();
    storage.gv.fill(0);
    result.setGradient(1);
    result.backward();
    return x.map((variable) => variable.getGradient());
  };
}

function sum(terms: readonly Variable[]): Variable {
  return terms.reduce((total, term) => total.add(term));
}

function rosenbrock(x: Variable[]): Variable {
  return sum(
    x.slice(1).map((next, i) => {
      const across = next.sub(x[i].mul(x[i]));
      const along = x[i].mul(-1).add(1);
      return across.mul(across).mul(100).add(along.mul(along));
    }),
  );
}

function mixed(x: Variable[]): Variable {
  return sum(x.slice(1).map((next, i) => x[i].sin().mul(next).add(x[i].mul(x[i]).mul(-1).exp())));
}

function chain(x: Variable, operations: number): Variable {
  const steps = stepsOf(operations);
  for (let i = 0; i < steps; i++) x = x.add(x.cos().mul(1 / steps));
  return x;
}

function pendulum([angle, damping, stiffness]: Variable[], steps: number): Variable {
  const acceleration = (angle: Variable, velocity: Variable) =>
    stiffness.mul(angle.sin()).add(damping.mul(velocity)).mul(-1);
  // There are no constants; this one is 0.
  let velocity = angle.mul(0);
  for (let i = 0; i < steps; i++) {
    const a1 = acceleration(angle, velocity);
    const v2 = velocity.add(a1.mul(h / 2));
    const a2 = acceleration(angle.add(velocity.mul(h / 2)), v2);
    const v3 = velocity.add(a2.mul(h / 2));
    const a3 = acceleration(angle.add(v2.mul(h / 2)), v3);
    const v4 = velocity.add(a3.mul(h));
    const a4 = acceleration(angle.add(v3.mul(h)), v4);
    angle = angle.add(velocity.add(v2.add(v3).mul(2)).add(v4).mul(h / 6));
    velocity = velocity.add(a1.add(a2.add(a3).mul(2)).add(a4).mul(h / 6));
  }
  return angle;
}

/** Of the parameters in the order of `numbersIn`. */
function network(parameters: Variable[]): Variable {
  let next = 0;
  const variables = layers.map(({ weights, biases }) => ({
    weights: weights.map((row) => row.map(() => parameters[next++])),
    biases: biases.map(() => parameters[next++]),
  }));
  const squares = samples.map(({ input, target }) => {
    let activations: readonly (Variable | number)[] = input;
    variables.forEach(({ weights, biases }, l) => {
      const sums = biases.map((bias, j) =>
        weights[j].reduce((sum, weight, i) => sum.add(weight.mul(activations[i])), bias)
      );
      activations = l < layers.length - 1 ? sums.map((x) => x.tanh()) : sums;
    });
    const off = (activations[0] as Variable).sub(target);
    return off.mul(off);
  });
  return sum(squares).div(samples.length);
}

const none = "it has first derivatives only";

/** Graphs that are written out as JavaScript. */
export const simplegrad: Contender = {
  name: "simplegrad, compiled",
  compiles: true,
  tasks: {
    rosenbrock: (n) => compiled(inputs(n), rosenbrock),
    mixed: (n) => compiled(inputs(n), mixed),
    pendulumForward: "it has reverse mode only",
    pendulumReverse: (steps) => compiled(parameters, (x) => pendulum(x, steps)),
    network: () => compiled(numbersIn(layers), network),
    hessian: none,
    product: none,
    chainForward: "it has reverse mode only",
    chainReverse: (operations) => compiled([start], ([x]) => chain(x, operations)),
  },
};
