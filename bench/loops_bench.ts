// Long programs, compiled: how near do their loops come to the plain function, and what does the first call cost?

import {
  div,
  exp,
  grad,
  log,
  mul,
  type Scalar,
  sin,
  sqrt,
  sub,
  sum,
  valueAndGrad,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import type { Candidate, Group, Prepare } from "./group.ts";
import { inputs } from "./inputs.ts";
import { register } from "./register.ts";
import { settled } from "./settle.ts";
import { measurements, parameters } from "./workloads/gaussian_process.ts";
import * as mixed from "./workloads/mixed.ts";
import * as pendulum from "./workloads/pendulum.ts";
import * as rosenbrock from "./workloads/rosenbrock.ts";

const settling = (name: string, prepare: Prepare): Candidate => ({
  name,
  prepare: settled(prepare),
});

function group(name: string, size: number, candidates: readonly Candidate[]): Group {
  const [{ name: reference }] = candidates;
  return {
    name: `${name}, n = ${size.toLocaleString("en")}`,
    size,
    warmSize: Math.min(size, 60),
    reference,
    candidates,
  };
}

/** A value and its gradient into given arrays, against the value. */
function into(
  name: string,
  size: number,
  f: (x: readonly Scalar[]) => Scalar,
  plain: (x: readonly number[]) => number,
  byHand: (x: ArrayLike<number>, slope: Float64Array) => number,
): Group {
  const compiled = jit(valueAndGrad(f));
  return group(`Value and gradient into given arrays, ${name}`, size, [
    settling("The value, plain", (n) => {
      const x = inputs(n);
      return () => plain(x);
    }),
    settling("By hand", (n) => {
      const [x, slope] = [Float64Array.from(inputs(n)), new Float64Array(n)];
      return () => byHand(x, slope);
    }),
    settling("Compiled", (n) => {
      const x = Float64Array.from(inputs(n));
      const output = [0, new Float64Array(n)];
      return () => compiled.into(output, x);
    }),
    { name: "The first call", prepare: (n) => () => jit(valueAndGrad(f))(inputs(n)) },
  ]);
}

function ofParameters(
  name: string,
  size: number,
  at: readonly number[],
  f: (p: readonly Scalar[]) => Scalar,
  plain: (p: readonly number[]) => number,
): Group {
  const compiled = jit(grad(f));
  return group(`Gradient of ${name}`, size, [
    settling("The value, plain", () => () => plain(at)),
    settling("Compiled", () => () => compiled(at as number[])),
  ]);
}

function chain(size: number): Group {
  const f = ([x]: readonly Scalar[]) => {
    let y = x;
    for (let i = 0; i < size; i++) y = i % 2 === 0 ? sin(y) : mul(y, 1.01);
    return y;
  };
  const plain = ([x]: readonly number[]) => {
    let y = x;
    for (let i = 0; i < size; i++) y = i % 2 === 0 ? Math.sin(y) : y * 1.01;
    return y;
  };
  return ofParameters("a chain of operations", size, [0.5], f, plain);
}

/** The log-likelihood of a Gaussian process by Cholesky's loops, of numbers with other operations than of boxes. */
function gaussianProcess(size: number): Group {
  const { ts, ys } = measurements(size);
  const f = ([logSize, logLength, logNoise]: readonly Scalar[]) => {
    const [variance, noise] = [exp(mul(2, logSize)), exp(mul(2, logNoise))];
    const rate = exp(mul(-2, logLength));
    const factor: Scalar[][] = [];
    const whitened: Scalar[] = [];
    for (let i = 0; i < size; i++) {
      factor.push([]);
      for (let j = 0; j <= i; j++) {
        let entry: Scalar = mul(variance, exp(mul(-0.5 * (ts[i] - ts[j]) ** 2, rate)));
        if (i === j) entry = sum([entry, noise]);
        for (let k = 0; k < j; k++) entry = sub(entry, mul(factor[i][k], factor[j][k]));
        factor[i].push(i === j ? sqrt(entry) : div(entry, factor[j][j]));
      }
      let rest: Scalar = ys[i];
      for (let k = 0; k < i; k++) rest = sub(rest, mul(factor[i][k], whitened[k]));
      whitened.push(div(rest, factor[i][i]));
    }
    return sum(whitened.map((w, i) => sum([mul(mul(0.5, w), w), log(factor[i][i])])));
  };
  const plain = ([logSize, logLength, logNoise]: readonly number[]) => {
    const [variance, noise] = [Math.exp(2 * logSize), Math.exp(2 * logNoise)];
    const rate = Math.exp(-2 * logLength);
    const factor: number[][] = [];
    const whitened: number[] = [];
    let total = 0;
    for (let i = 0; i < size; i++) {
      factor.push([]);
      for (let j = 0; j <= i; j++) {
        let entry = variance * Math.exp(-0.5 * (ts[i] - ts[j]) ** 2 * rate);
        if (i === j) entry += noise;
        for (let k = 0; k < j; k++) entry -= factor[i][k] * factor[j][k];
        factor[i].push(i === j ? Math.sqrt(entry) : entry / factor[j][j]);
      }
      let rest = ys[i];
      for (let k = 0; k < i; k++) rest -= factor[i][k] * whitened[k];
      whitened.push(rest / factor[i][i]);
      total += 0.5 * whitened[i] ** 2 + Math.log(factor[i][i]);
    }
    return total;
  };
  return ofParameters("a Gaussian process by loops", size, parameters, f, plain);
}

/** All of it. */
export const groups: readonly Group[] = [
  ...[1000, 100_000].flatMap((size) => [
    into("Σ sin(xᵢ)·xᵢ₊₁ + exp(−xᵢ²)", size, mixed.mixed, mixed.plain, mixed.valueAndGradientInto),
    into(
      "Rosenbrock",
      size,
      rosenbrock.rosenbrock,
      rosenbrock.plain,
      rosenbrock.valueAndGradientInto,
    ),
  ]),
  ...[1000, 100_000].map((steps) =>
    ofParameters(
      "the pendulum",
      steps,
      pendulum.parameters,
      (p) => pendulum.pendulum(p, steps),
      (p) => pendulum.plain(p, steps),
    )
  ),
  chain(1_000_000),
  gaussianProcess(30),
  gaussianProcess(100),
];

register(groups, ({ size }, name) => name === "The first call" ? size / 1e5 : 0);
