// Rose: functions of real numbers and vectors, in which sums over an index stay loops, compiled to WebAssembly. There are
// no loops that carry a state: long chains are functions that call one another, each two of the one before. Compiling
// waits for a promise, so that it is done when this file is loaded, and is not told apart from the setting up of others.

import {
  add,
  compile,
  Dual,
  fn,
  iadd,
  ilt,
  imod,
  jvp,
  mul,
  neg,
  opaque,
  Real,
  select,
  sub,
  sum,
  Vec,
  vjp,
} from "rose";
import { inputs } from "../inputs.ts";
import { start, stepsOf } from "../workloads/chain.ts";
import { h, parameters } from "../workloads/pendulum.ts";
import { type Contender, type TaskName, tasks } from "./contender.ts";

const sin = opaque([Real], Real, Math.sin);
const cos = opaque([Real], Real, Math.cos);
const exp = opaque([Real], Real, Math.exp);
sin.jvp = fn([Dual], Dual, ({ re, du }) => ({ re: sin(re), du: mul(du, cos(re)) }));
cos.jvp = fn([Dual], Dual, ({ re, du }) => ({ re: cos(re), du: mul(du, neg(sin(re))) }));
exp.jvp = fn([Dual], Dual, ({ re, du }) => ({ re: exp(re), du: mul(du, exp(re)) }));

/** Σ over neighbours: an index of a shorter range is none of the vector, so that a last term is computed, and left out. */
function overNeighbours(n: number, term: (here: Real, next: Real) => Real) {
  return fn([Vec(n, Real)], Real, (x) =>
    sum(n, (i) => {
      const isInside = select(ilt(n, i, n - 1), Real, 1, 0);
      return mul(term(x[i], x[imod(n, iadd(n, i, 1))]), isInside);
    }));
}

const rosenbrock = (n: number) =>
  overNeighbours(n, (here, next) => {
    const across = sub(next, mul(here, here));
    const along = sub(1, here);
    return add(mul(100, mul(across, across)), mul(along, along));
  });

const mixed = (n: number) =>
  overNeighbours(n, (here, next) => add(mul(sin(here), next), exp(neg(mul(here, here)))));

/** A function of a state that runs a step so many times. */
// deno-lint-ignore no-explicit-any
function repeated(type: any, step: (state: any) => any, times: number): (state: any) => any {
  if (times === 0) return (state) => state;
  const [once, half] = [fn([type], type, step), repeated(type, step, times >> 1)];
  const twice = fn([type], type, (state) => half(half(state)));
  return times % 2 === 0 ? twice : fn([type], type, (state) => once(twice(state)));
}

function chain(operations: number) {
  const steps = stepsOf(operations);
  const all = repeated(Real, (x) => add(x, mul(1 / steps, cos(x))), steps);
  return fn([Real], Real, (x) => all(x));
}

const State = Vec(4, Real);

function pendulum(steps: number) {
  const all = repeated(State, ([angle, velocity, damping, stiffness]) => {
    const acceleration = (angle: Real, velocity: Real) =>
      neg(add(mul(stiffness, sin(angle)), mul(damping, velocity)));
    const a1 = acceleration(angle, velocity);
    const v2 = add(velocity, mul(h / 2, a1));
    const a2 = acceleration(add(angle, mul(h / 2, velocity)), v2);
    const v3 = add(velocity, mul(h / 2, a2));
    const a3 = acceleration(add(angle, mul(h / 2, v2)), v3);
    const v4 = add(velocity, mul(h, a3));
    const a4 = acceleration(add(angle, mul(h, v3)), v4);
    return [
      add(angle, mul(h / 6, add(add(velocity, mul(2, add(v2, v3))), v4))),
      add(velocity, mul(h / 6, add(add(a1, mul(2, add(a2, a3))), a4))),
      damping,
      stiffness,
    ];
  }, steps);
  return fn(
    [Vec(3, Real)],
    Real,
    ([angle, damping, stiffness]) => all([angle, 0, damping, stiffness])[0],
  );
}

// deno-lint-ignore no-explicit-any
const gradientOf = (n: number, f: any) =>
  fn([Vec(n, Real)], Vec(n, Real), (x) => vjp(f)(x).grad(1) as never);

type Call = () => unknown;

/** Compiles what a task needs, for all sizes that it has. */
async function forSizes(
  task: TaskName,
  make: (size: number) => Promise<Call>,
  others: readonly number[] = [],
): Promise<(size: number) => Call> {
  const { sizes, warmSize } = tasks[task];
  const wanted = [...new Set<number>([...sizes, warmSize, ...others])];
  const made = new Map(
    await Promise.all(wanted.map(async (size) => [size, await make(size)] as const)),
  );
  return (size) => made.get(size)!;
}

// deno-lint-ignore no-explicit-any
const calling = async (f: any, ...args: unknown[]): Promise<Call> => {
  const call = await compile(f) as (...args: unknown[]) => unknown;
  return () => call(...args);
};

/** Rose. */
export const rose: Contender = {
  name: "Rose",
  compiles: true,
  tasks: {
    rosenbrock: await forSizes(
      "rosenbrock",
      (n) => calling(gradientOf(n, rosenbrock(n)), inputs(n)),
    ),
    mixed: await forSizes("mixed", (n) => calling(gradientOf(n, mixed(n)), inputs(n))),
    pendulumReverse: await forSizes(
      "pendulumReverse",
      (steps) => calling(gradientOf(3, pendulum(steps)), parameters),
      [3],
    ),
    // Transposed twice, it reads outside of its memory.
    hessian: "its second derivatives of sums over an index fail",
    product: "its second derivatives of sums over an index fail",
    chainForward: await forSizes("chainForward", (operations) => {
      const slope = jvp(chain(operations));
      return calling(fn([Real], Real, (x) => slope({ re: x, du: 1 } as never).du as never), start);
    }),
    chainReverse: await forSizes("chainReverse", (operations) => {
      const whole = chain(operations);
      return calling(fn([Real], Real, (x) => vjp(whole)(x).grad(1)), start);
    }),
  },
};
