// @thi.ng/dual-algebra: forward mode by dual numbers that carry all derivatives at once, so that each
// operation costs as much as there are inputs.

import { add, cos, div, dual, exp, mul, neg, sin, sub } from "@thi.ng/dual-algebra";
import { inputs } from "../inputs.ts";
import { start, stepsOf } from "../workloads/chain.ts";
import { type Layer, layers, samples } from "../workloads/network.ts";
import { h, parameters } from "../workloads/pendulum.ts";
import type { Contender } from "./contender.ts";

type Dual = ReturnType<typeof dual>;

const variables = (x: readonly number[]) => x.map((value, i) => dual(value, x.length, i + 1));

function rosenbrock(x: Dual[]): Dual {
  const constant = (value: number) => dual(value, x.length);
  const [zero, one, hundred] = [constant(0), constant(1), constant(100)];
  let total = zero;
  for (let i = 0; i < x.length - 1; i++) {
    const across = sub(x[i + 1], mul(x[i], x[i]));
    const along = sub(one, x[i]);
    total = add(total, add(mul(hundred, mul(across, across)), mul(along, along)));
  }
  return total;
}

function mixed(x: Dual[]): Dual {
  let total = dual(0, x.length);
  for (let i = 0; i < x.length - 1; i++) {
    total = add(total, add(mul(sin(x[i]), x[i + 1]), exp(neg(mul(x[i], x[i])))));
  }
  return total;
}

function chain(x: Dual, operations: number): Dual {
  const steps = stepsOf(operations);
  const length = dual(1 / steps);
  for (let i = 0; i < steps; i++) x = add(x, mul(length, cos(x)));
  return x;
}

function pendulum([angle, damping, stiffness]: Dual[], steps: number): Dual {
  const acceleration = (angle: Dual, velocity: Dual) =>
    neg(add(mul(stiffness, sin(angle)), mul(damping, velocity)));
  const [whole, half, sixth, two] = [h, h / 2, h / 6, 2].map((value) => dual(value, 3));
  let velocity = dual(0, 3);
  for (let i = 0; i < steps; i++) {
    const a1 = acceleration(angle, velocity);
    const v2 = add(velocity, mul(half, a1));
    const a2 = acceleration(add(angle, mul(half, velocity)), v2);
    const v3 = add(velocity, mul(half, a2));
    const a3 = acceleration(add(angle, mul(half, v2)), v3);
    const v4 = add(velocity, mul(whole, a3));
    const a4 = acceleration(add(angle, mul(whole, v3)), v4);
    angle = add(angle, mul(sixth, add(add(velocity, mul(two, add(v2, v3))), v4)));
    velocity = add(velocity, mul(sixth, add(add(a1, mul(two, add(a2, a3))), a4)));
  }
  return angle;
}

function network(layers: readonly Layer<Dual>[]): Dual {
  const size = layers[0].biases[0].length - 1;
  const [one, two] = [dual(1, size), dual(2, size)];
  // There is no tanh.
  const tanh = (x: Dual) => sub(one, div(two, add(exp(mul(two, x)), one)));
  let total = dual(0, size);
  for (const { input, target } of samples) {
    let activations = input.map((value) => dual(value, size));
    layers.forEach(({ weights, biases }, l) => {
      const sums = biases.map((bias, j) =>
        weights[j].reduce((sum, weight, i) => add(sum, mul(weight, activations[i])), bias)
      );
      activations = l < layers.length - 1 ? sums.map(tanh) : sums;
    });
    const off = sub(activations[0], dual(target, size));
    total = add(total, mul(off, off));
  }
  return div(total, dual(samples.length, size));
}

/** The parameters as variables, numbered in the order of `numbersIn`. */
function networkVariables(): Layer<Dual>[] {
  const count = layers.reduce(
    (sum, { weights, biases }) => sum + weights.length * weights[0].length + biases.length,
    0,
  );
  let i = 0;
  const variable = (value: number) => dual(value, count, ++i);
  return layers.map(({ weights, biases }) => ({
    weights: weights.map((row) => row.map(variable)),
    biases: biases.map(variable),
  }));
}

const none = "it has first derivatives only";

/** Dual numbers of as many derivatives as there are inputs. */
export const dualAlgebra: Contender = {
  name: "dual-algebra",
  tasks: {
    rosenbrock: (n) => {
      const x = inputs(n);
      return () => rosenbrock(variables(x)).slice(1);
    },
    mixed: (n) => {
      const x = inputs(n);
      return () => mixed(variables(x)).slice(1);
    },
    pendulumForward: (steps) => () => pendulum(variables(parameters), steps).slice(1),
    pendulumReverse: "it has forward mode only",
    network: () => () => network(networkVariables()).slice(1),
    hessian: none,
    product: none,
    chainReverse: "it has forward mode only",
    chainForward: (operations) => () => chain(dual(start, 1, 1), operations).slice(1),
  },
};
