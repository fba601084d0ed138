// What sparse derivatives cost, in gradients: a first call, which finds pattern and colours, one of a way that has
// been seen, and a compiled one.

import { add, grad, hessian, mul, type Scalar, sum } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { overScalars } from "@fluxion/ad/operators";
import { sparseHessian, sparseJacobian } from "@fluxion/ad/sparse";
import * as swingUp from "../examples/swing_up_model.ts";
import type { Group, Prepare } from "./group.ts";
import { inputs } from "./inputs.ts";
import { register } from "./register.ts";
import { reprojectionErrors, sceneOf } from "./workloads/bundle_adjustment.ts";
import * as byHand from "./workloads/rosenbrock.ts";
import { shapes } from "./workloads/shapes.ts";

type Real = (x: Scalar[]) => Scalar;
type List = (x: Scalar[]) => Scalar[];

/** The candidates for the Hessian of a function to one real. */
function hessians(f: Real, pointOf: (size: number) => number[]) {
  const at = (make: () => (x: number[]) => unknown): Prepare => (size) => {
    const [x, call] = [pointOf(size), make()];
    return () => call(x);
  };
  return [
    { name: "`grad`", prepare: at(() => grad(f)) },
    { name: "`sparseHessian`, a first call", prepare: at(() => (x) => sparseHessian(f)(x)) },
    { name: "`sparseHessian`", prepare: at(() => sparseHessian(f)) },
  ];
}

/** The candidates for the Jacobian of a function to a list, beside the gradient of a sum of its results. */
function jacobians(f: List, pointOf: (size: number) => number[]) {
  const at = (make: () => (x: number[]) => unknown): Prepare => (size) => {
    const [x, call] = [pointOf(size), make()];
    return () => call(x);
  };
  return [
    { name: "`grad` of the sum", prepare: at(() => grad((x: Scalar[]) => sum(f(x)))) },
    { name: "`sparseJacobian`, a first call", prepare: at(() => (x) => sparseJacobian(f)(x)) },
    { name: "`sparseJacobian`", prepare: at(() => sparseJacobian(f)) },
  ];
}

const compiled: Prepare = (size) => {
  const [x, call] = [inputs(size), jit(sparseHessian(byHand.rosenbrock))];
  return () => call(x);
};

// Of the gallery, where it is written with operators: the tasks lift it.
const { NUMBERS, straight } = swingUp;
const [effort, misses] = [overScalars(swingUp.effort), overScalars(swingUp.misses)];

/** A point near the straight way of the swing-up, in so many time steps. */
const near = (steps: number) => straight(steps).map((own, i) => own + Math.sin(i) / 10);
const lagrangian: Real = (x) =>
  add(effort(x), sum(misses(x).map((own, i) => mul(Math.cos(i), own))));

const scenes = new Map<number, ReturnType<typeof sceneOf>>();
function scene(observations: number) {
  const own = scenes.get(observations) ?? sceneOf(observations);
  scenes.set(observations, own);
  return own;
}

/** The list of errors has as many observations as its argument has parameters for. */
const errors: List = (all) => {
  const own = [...scenes.values()].find(({ parameters }) => parameters.length === all.length)!;
  return reprojectionErrors(own)(all);
};

/** Rosenbrock's function, one matrix of each shape, a bundle adjustment and a direct collocation. */
export const groups: readonly Group[] = [
  {
    name: "Hessian of Rosenbrock's function, n = 100,000",
    size: 100_000,
    warmSize: 5,
    candidates: [
      ...hessians(byHand.rosenbrock, inputs),
      { name: "`sparseHessian` compiled", prepare: compiled },
    ],
  },
  ...Object.entries(shapes).map(([name, { f, size }]): Group => ({
    name: `Hessian, ${name}, n = ${size.toLocaleString("en")}`,
    size,
    warmSize: 8,
    candidates: [
      ...hessians(f, inputs),
      ...name === "full"
        ? [{
          name: "`hessian`",
          prepare: ((n) => {
            const x = inputs(n);
            return () => hessian(f)(x);
          }) as Prepare,
        }]
        : [],
    ],
  })),
  {
    name: "Jacobian of a bundle adjustment, 30,000 observations",
    size: 30_000,
    warmSize: 8,
    candidates: jacobians(errors, (size) => scene(size).parameters),
  },
  {
    name: "Jacobian of a direct collocation, 1,000 steps",
    size: 1000,
    warmSize: 3,
    candidates: jacobians(misses, near),
  },
  {
    name: `Hessian of its Lagrangian, ${(1001 * NUMBERS).toLocaleString("en")} unknowns`,
    size: 1000,
    warmSize: 3,
    candidates: hessians(lagrangian, near),
  },
];

register(groups);
