// jax-js: arrays on WebAssembly, eagerly, and compiled with its `jit` before the clock runs. They are in
// float64, though sines, exponentials and the like are computed in float32 all the same; and they are
// counted by hand, where `.ref` keeps one that is used again.

import { grad, hessian, init, jacfwd, jit, jvp, numpy as np, tree } from "@jax-js/jax";
import { inputs } from "../inputs.ts";
import { start, stepsOf } from "../workloads/chain.ts";
import { layers, samples } from "../workloads/network.ts";
import { h, parameters } from "../workloads/pendulum.ts";
import type { Contender } from "./contender.ts";

await init("wasm");

type State = { angle: np.Array; velocity: np.Array };
type Layer = { weights: np.Array; biases: np.Array };

const array = (values: number | readonly number[] | readonly (readonly number[])[]) =>
  np.array(values as number[], { dtype: np.float64 });

function rosenbrock(x: np.Array): np.Array {
  const here = x.ref.slice([0, -1]);
  const next = x.slice([1]);
  const across = next.sub(np.square(here.ref));
  return np.square(across).mul(100).add(np.square(here.mul(-1).add(1))).sum();
}

function mixed(x: np.Array): np.Array {
  const here = x.ref.slice([0, -1]);
  const next = x.slice([1]);
  return np.sin(here.ref).mul(next).add(np.exp(np.square(here).mul(-1))).sum();
}

function chain(x: np.Array, operations: number): np.Array {
  const steps = stepsOf(operations);
  for (let i = 0; i < steps; i++) x = x.ref.add(np.cos(x).mul(1 / steps));
  return x;
}

function step({ angle, velocity }: State, damping: np.Array, stiffness: np.Array): State {
  const acceleration = (angle: np.Array, velocity: np.Array) =>
    stiffness.ref.mul(np.sin(angle)).add(damping.ref.mul(velocity)).mul(-1);
  const a1 = acceleration(angle.ref, velocity.ref);
  const v2 = velocity.ref.add(a1.ref.mul(h / 2));
  const a2 = acceleration(angle.ref.add(velocity.ref.mul(h / 2)), v2.ref);
  const v3 = velocity.ref.add(a2.ref.mul(h / 2));
  const a3 = acceleration(angle.ref.add(v2.ref.mul(h / 2)), v3.ref);
  const v4 = velocity.ref.add(a3.ref.mul(h));
  const a4 = acceleration(angle.ref.add(v3.ref.mul(h)), v4.ref);
  damping.dispose();
  stiffness.dispose();
  return {
    angle: angle.add(velocity.ref.add(v2.add(v3).mul(2)).add(v4).mul(h / 6)),
    velocity: velocity.add(a1.add(a2.add(a3).mul(2)).add(a4).mul(h / 6)),
  };
}

function pendulum(parameters: np.Array, steps: number, oneStep: typeof step): np.Array {
  let state: State = { angle: parameters.ref.slice(0), velocity: array(0) };
  const damping = parameters.ref.slice(1);
  const stiffness = parameters.slice(2);
  for (let i = 0; i < steps; i++) state = oneStep(state, damping.ref, stiffness.ref);
  state.velocity.dispose();
  damping.dispose();
  stiffness.dispose();
  return state.angle;
}

const sampleInputs = array(samples.map(({ input }) => input));
const targets = array(samples.map(({ target }) => target));

function network(layers: Layer[]): np.Array {
  let activations = sampleInputs.ref;
  layers.forEach(({ weights, biases }, l) => {
    const sums = np.matmul(activations, np.transpose(weights)).add(biases);
    activations = l < layers.length - 1 ? np.tanh(sums) : sums;
  });
  return np.square(np.reshape(activations, [samples.length]).sub(targets.ref)).mean();
}

/** The tasks, with whatever is done to a derivative before it is called. */
function contender(name: string, ready: typeof jit): Contender {
  const inPlace = (f: (x: np.Array) => np.Array, at: readonly number[] | number) => {
    const derivative = ready(f);
    const x = array(at);
    return () => derivative(x.ref).dataSync();
  };
  // Compiling all steps of a long loop at once takes minutes, so it is the step that is compiled.
  const swing = (derivative: (f: (x: np.Array) => np.Array) => typeof f) => (steps: number) => {
    const oneStep = ready(step);
    const f = derivative((x) => pendulum(x, steps, oneStep));
    const x = array(parameters);
    return () => f(x.ref).dataSync();
  };
  return {
    name,
    tasks: {
      rosenbrock: (n) => inPlace(grad(rosenbrock), inputs(n)),
      mixed: (n) => inPlace(grad(mixed), inputs(n)),
      pendulumForward: swing((f) => jacfwd(f)),
      pendulumReverse: swing((f) => grad(f)),
      network: () => {
        const derivative = ready(grad(network));
        const at = layers.map((l) => ({ weights: array(l.weights), biases: array(l.biases) }));
        return () =>
          derivative(tree.ref(at)).map(({ weights, biases }) => [
            weights.dataSync(),
            biases.dataSync(),
          ]);
      },
      hessian: (n) => inPlace(hessian(rosenbrock), inputs(n)),
      product: (n) => {
        const derivative = ready((x: np.Array, v: np.Array) => {
          const [slope, product] = jvp(grad(rosenbrock), [x], [v]);
          slope.dispose();
          return product;
        });
        const [x, v] = [array(inputs(n)), array(inputs(n, 2))];
        return () => derivative(x.ref, v.ref).dataSync();
      },
      chainForward: (operations) =>
        inPlace((x: np.Array) => {
          const [end, slope] = jvp((x: np.Array) => chain(x, operations), [x], [array(1)]);
          end.dispose();
          return slope;
        }, start),
      chainReverse: (operations) => inPlace(grad((x: np.Array) => chain(x, operations)), start),
    },
  };
}

/** Array by array. */
export const jaxEager: Contender = contender("jax-js", ((f) => f) as typeof jit);

/** Traced once and compiled. */
export const jaxCompiled: Contender = { ...contender("jax-js, jit", jit), compiles: true };
