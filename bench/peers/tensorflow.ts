// TensorFlow.js: tensors on its backend in plain JavaScript, which knows float32 only. Second derivatives
// are gradients of gradients, and a Hessian is put together row by row.

import * as tf from "@tensorflow/tfjs";
import { inputs } from "../inputs.ts";
import { start, stepsOf } from "../workloads/chain.ts";
import { layers, samples } from "../workloads/network.ts";
import { h, parameters } from "../workloads/pendulum.ts";
import type { Contender } from "./contender.ts";

tf.enableProdMode();
await tf.setBackend("cpu");

function rosenbrock(x: tf.Tensor): tf.Tensor {
  const here = x.slice([0], [x.size - 1]);
  const next = x.slice([1], [x.size - 1]);
  const across = next.sub(here.square());
  return across.square().mul(100).add(tf.sub(1, here).square()).sum();
}

function mixed(x: tf.Tensor): tf.Tensor {
  const here = x.slice([0], [x.size - 1]);
  const next = x.slice([1], [x.size - 1]);
  return here.sin().mul(next).add(here.square().neg().exp()).sum();
}

function chain(x: tf.Tensor, operations: number): tf.Tensor {
  const steps = stepsOf(operations);
  for (let i = 0; i < steps; i++) x = x.add(x.cos().mul(1 / steps));
  return x;
}

function pendulum(parameters: tf.Tensor, steps: number): tf.Tensor {
  let [angle, damping, stiffness] = tf.unstack(parameters);
  const acceleration = (angle: tf.Tensor, velocity: tf.Tensor) =>
    stiffness.mul(angle.sin()).add(damping.mul(velocity)).neg();
  let velocity: tf.Tensor = tf.scalar(0);
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

const sampleInputs = tf.tensor2d(samples.map(({ input }) => input));
const targets = tf.tensor1d(samples.map(({ target }) => target));

/** Of the weights and biases of each layer in turn. */
function network(...parameters: tf.Tensor[]): tf.Tensor {
  let activations: tf.Tensor = sampleInputs;
  for (let l = 0; l < parameters.length; l += 2) {
    const sums = tf.matMul(activations, parameters[l], false, true).add(parameters[l + 1]);
    activations = l < parameters.length - 2 ? sums.tanh() : sums;
  }
  return activations.reshape([samples.length]).sub(targets).square().mean();
}

const ofTensor = (f: (x: tf.Tensor) => tf.Tensor, at: readonly number[] | number) => {
  const x = tf.tensor(at as number[]);
  return () => tf.tidy(() => f(x).dataSync());
};

const slope = tf.grad(rosenbrock);

/** TensorFlow.js on the processor. */
export const tensorflow: Contender = {
  name: "TensorFlow.js",
  tasks: {
    rosenbrock: (n) => ofTensor(slope, inputs(n)),
    mixed: (n) => ofTensor(tf.grad(mixed), inputs(n)),
    pendulumForward: "it has reverse mode only",
    pendulumReverse: (steps) => ofTensor(tf.grad((x) => pendulum(x, steps)), parameters),
    network: () => {
      const f = tf.grads(network);
      const at = layers.flatMap((l) => [tf.tensor(l.weights), tf.tensor(l.biases)]);
      return () => tf.tidy(() => f(at).map((t) => t.dataSync()));
    },
    hessian: (n) => {
      const rows = inputs(n).map((_, i) => tf.grad((x) => slope(x).slice([i], [1]).sum()));
      const x = tf.tensor(inputs(n));
      return () => tf.tidy(() => rows.map((row) => row(x).dataSync()));
    },
    product: (n) => {
      const v = tf.tensor(inputs(n, 2));
      return ofTensor(tf.grad((x) => slope(x).mul(v).sum()), inputs(n));
    },
    chainForward: "it has reverse mode only",
    chainReverse: (operations) => ofTensor(tf.grad((x) => chain(x, operations)), start),
  },
};
