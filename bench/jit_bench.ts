// How near does a compiled derivative come to one that was derived and written by hand?

import {
  grad,
  hessian,
  jacfwd,
  max,
  mul,
  type Scalar,
  sin,
  sub,
  value,
  valueAndGrad,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import type { Candidate, Group, Prepare } from "./group.ts";
import { inputs } from "./inputs.ts";
import { register } from "./register.ts";
import { settled } from "./settle.ts";
import * as mixed from "./workloads/mixed.ts";
import * as network from "./workloads/network.ts";
import * as pendulum from "./workloads/pendulum.ts";
import * as pendulumHessian from "./workloads/pendulum_hessian.ts";
import * as rosenbrock from "./workloads/rosenbrock.ts";

const functions = [
  { name: "Σ sin(xᵢ)·xᵢ₊₁ + exp(−xᵢ²)", f: mixed.mixed, byHand: mixed },
  { name: "Rosenbrock", f: rosenbrock.rosenbrock, byHand: rosenbrock },
];

/** A candidate that is called until the engine has done its best. */
function settling(name: string, prepare: Prepare): Candidate {
  return { name, prepare: settled(prepare) };
}

function group(name: string, size: number, candidates: readonly Candidate[]): Group {
  return { name, size, warmSize: size, reference: candidates[0].name, candidates };
}

function gradients({ name, f, byHand }: typeof functions[number], size: number): Group {
  const compiled = jit(valueAndGrad(f));
  return group(`Value and gradient of ${name}, n = ${size.toLocaleString("en")}`, size, [
    settling("By hand", (n) => {
      const x = inputs(n);
      return () => byHand.valueAndGradient(x);
    }),
    settling("Compiled", (n) => {
      const x = inputs(n);
      return () => compiled(x);
    }),
    ...size > 1000 ? [] : [
      settling("Uncompiled", (n) => {
        const [x, uncompiled] = [inputs(n), valueAndGrad(f)];
        return () => uncompiled(x);
      }),
    ],
  ]);
}

function gradientsInto({ name, f, byHand }: typeof functions[number], size: number): Group {
  const compiled = jit(valueAndGrad(f));
  return group(`The same into given arrays, ${name}, n = ${size}`, size, [
    settling("By hand", (n) => {
      const [x, output] = [Float64Array.from(inputs(n)), new Float64Array(n)];
      const both = [0, output];
      return () => {
        both[0] = byHand.valueAndGradientInto(x, output);
        return both;
      };
    }),
    settling("Compiled", (n) => {
      const x = Float64Array.from(inputs(n));
      const output = [0, new Float64Array(n)];
      return () => compiled.into(output, x);
    }),
  ]);
}

const swing = (steps: number) => (p: readonly Scalar[]) => pendulum.pendulum(p, steps);
const numbers = pendulum.parameters as number[];

function pendulumGradient(size: number): Group {
  return group(`Gradient of the pendulum in 3 parameters, ${size} steps`, size, [
    settling("By hand", (n) => () => pendulum.gradient(numbers, n)),
    settling("Compiled", (n) => {
      const compiled = jit(jacfwd(swing(n)));
      return () => compiled(numbers);
    }),
    settling("Compiled, reverse", (n) => {
      const compiled = jit(grad(swing(n)));
      return () => compiled(numbers);
    }),
  ]);
}

function hessianOfPendulum(size: number): Group {
  return group(`Hessian of the pendulum in 3 parameters, ${size} steps`, size, [
    settling("By hand", (n) => () => pendulumHessian.hessian(numbers, n)),
    settling("Compiled", (n) => {
      const compiled = jit(hessian(swing(n)));
      return () => compiled(numbers);
    }),
  ]);
}

const hessianOfRosenbrock = group("Hessian of Rosenbrock, n = 10", 10, [
  settling("By hand", (n) => {
    const x = inputs(n);
    return () => rosenbrock.hessian(x);
  }),
  settling("Compiled", (n) => {
    const [x, compiled] = [inputs(n), jit(hessian(rosenbrock.rosenbrock))];
    return () => compiled(x);
  }),
]);

const backpropagation = group("Gradient of a 2-16-16-1 tanh network over 64 samples", 64, [
  settling("By hand", () => () => network.gradient(network.layers)),
  settling("Compiled", () => {
    const compiled = jit(grad(network.network));
    return () => compiled(network.layers);
  }),
]);

/** What a call costs that compiles: another program each time, since engines keep code that they have seen. */
function firstCalls(size: number): Group {
  const measured = group(`The first call, value and gradient of Rosenbrock, n = ${size}`, size, [
    {
      name: "Uncompiled",
      prepare: (n) => {
        const [x, uncompiled] = [inputs(n), valueAndGrad(rosenbrock.rosenbrock)];
        return () => uncompiled(x);
      },
    },
    {
      name: "Compiled",
      prepare: (n) => {
        const x = inputs(n);
        let floor = 0;
        return () => {
          // A constant of the program, and below every answer.
          const least = --floor;
          const f = (x: readonly Scalar[]) => max(rosenbrock.rosenbrock(x), least);
          return jit(valueAndGrad(f))(x);
        };
      },
    },
  ]);
  return { ...measured, warmSize: 60 };
}

/** A function that goes another way at every call, by the bits of a number. */
function byBits(x: Scalar, way: Scalar): Scalar {
  let y = x;
  for (let bit = 0; bit < 200; bit++) {
    const isSet = Math.floor(value(way) / 2 ** (bit % 20)) % 2 === 1;
    y = isSet ? sin(mul(y, 1.01)) : sub(mul(y, x), 0.1);
  }
  return y;
}

/** What goes another way at every call. */
const goesByBits = {
  "of a gradient": grad(byBits),
  "of a function": byBits as (x: number, way: number) => number,
};

function newWays(what: keyof typeof goesByBits, calls: number): Group {
  const all = (f: (x: number, way: number) => number, n: number) => {
    let total = 0;
    for (let way = 0; way < n; way++) total += f(0.5, way);
    return total;
  };
  const f = goesByBits[what];
  const measured = group(`A new way at each of ${calls} calls ${what}`, calls, [
    { name: "Uncompiled", prepare: (n) => () => all(f, n) },
    { name: "Compiled", prepare: (n) => () => all(jit(f), n) },
  ]);
  return { ...measured, warmSize: 10 };
}

/** All of it. */
export const groups: readonly Group[] = [
  ...functions.flatMap((f) => [10, 100, 1000, 10_000].map((size) => gradients(f, size))),
  ...functions.map((f) => gradientsInto(f, 10)),
  pendulumGradient(1000),
  hessianOfPendulum(100),
  hessianOfPendulum(1000),
  hessianOfRosenbrock,
  backpropagation,
  firstCalls(6000),
  newWays("of a gradient", 100),
  newWays("of a gradient", 1000),
  newWays("of a function", 300),
  newWays("of a function", 1000),
];

register(groups, ({ size }, name) => name === "Uncompiled" ? size / 1e6 : 0);
