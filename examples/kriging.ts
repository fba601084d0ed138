"use ad";
// A Gaussian process learns from measurements how smooth they are and how noisy, and draws the curve through them
// with its uncertainty. Its log-likelihood goes through a Cholesky factor; Newton's method takes gradient and
// Hessian of it, and the Hessian also tells how well size, length and noise are known.

import { sum } from "@fluxion/ad";
import { hessian, valueAndGrad } from "@fluxion/ad/operators";
import {
  cholesky,
  eigenSymmetric,
  inverse,
  matmul,
  solveByCholesky,
  solveTriangular,
} from "@fluxion/ad/linalg";
import { range, save } from "./draw.ts";
import { plot } from "./kriging_plot.ts";
import { normals, seeded } from "./random.ts";
import { table } from "./table.ts";

/** Measurements y at places t. */
export interface Measurements {
  readonly ts: readonly number[];
  readonly ys: readonly number[];
}

/** The curve that is measured. */
export function truth(t: number): number {
  return Math.sin(t) + 0.5 * Math.cos(2.2 * t);
}

/** The standard deviation of the noise with which it is measured. */
export const trueNoise = 0.2;

/** Measurements at random places, with a gap between 4 and 6. */
export function measure(count: number, seed = 1): Measurements {
  const uniform = seeded(seed);
  const normal = normals(seed + 1);
  const ts = Array.from({ length: count }, () => {
    const t = 8 * uniform();
    return t < 4 ? t : t + 2;
  });
  return { ts, ys: ts.map((t) => truth(t) + trueNoise * normal()) };
}

/** The covariance of the curve at two places: a²·exp(−½·((t − s)/l)²). */
function bell(t: number, s: number, [logSize, logLength]: readonly number[]): number {
  const squares = -0.5 * (t - s) ** 2 * Math.exp(-2 * logLength);
  return Math.exp(2 * logSize + squares);
}

function factorOf({ ts }: Measurements, parameters: readonly number[]): number[][] {
  const noise = Math.exp(2 * parameters[2]);
  const rows: number[][] = ts.map(() => []);
  ts.forEach((t, i) =>
    ts.slice(0, i + 1).forEach((s, j) => {
      const own = bell(t, s, parameters);
      rows[i][j] = rows[j][i] = i === j ? own + noise : own;
    })
  );
  return cholesky(rows);
}

/** −ln of the probability density of the measurements, for ln a, ln l, and ln of the noise. */
export function misfit(measured: Measurements, parameters: readonly number[]): number {
  const { ys } = measured;
  const factor = factorOf(measured, parameters);
  return 0.5 * matmul(ys, solveByCholesky(factor, ys)) +
    sum(factor.map((row, i) => Math.log(row[i]))) + 0.5 * ys.length * Math.log(2 * Math.PI);
}

/** What has been learnt. */
export interface Fit {
  /** ln a, ln l, and ln of the noise. */
  readonly parameters: number[];
  /** Their standard errors, from the curvature of the likelihood. */
  readonly errors: number[];
  /** The misfit after each step. */
  readonly history: number[];
  /** The largest entry of the last gradient. */
  readonly slope: number;
}

/** Fits the parameters by Newton's method, downhill also where the misfit bends down. */
export function fit(measured: Measurements): Fit {
  const of = (x: number[]) => misfit(measured, x);
  let parameters = [0, -1, -1];
  const history = [of(parameters)];
  let [, gradient] = valueAndGrad(of)(parameters);
  while (Math.max(...gradient.map(Math.abs)) > 1e-9 && history.length < 50) {
    const { values, vectors } = eigenSymmetric(hessian(of)(parameters));
    const along = matmul(gradient, vectors).map((slope, k) => -slope / Math.abs(values[k]));
    const step = matmul(vectors, along);
    const from = parameters;
    let share = 1;
    const moved = () => from.map((x, k) => x + share * step[k]);
    while (!(of(moved()) <= history[history.length - 1]) && share > 1e-6) share /= 2;
    parameters = moved();
    history.push(of(parameters));
    [, gradient] = valueAndGrad(of)(parameters);
  }
  const covariance = inverse(hessian(of)(parameters));
  return {
    parameters,
    errors: covariance.map((row, k) => Math.sqrt(row[k])),
    history,
    slope: Math.max(...gradient.map(Math.abs)),
  };
}

/** The curve at one place, with its standard deviation. */
export interface Prediction {
  readonly t: number;
  readonly mean: number;
  readonly deviation: number;
}

/** Returns what the measurements tell of the curve at each of some places. */
export function predict(
  measured: Measurements,
  parameters: readonly number[],
  places: readonly number[],
): Prediction[] {
  const factor = factorOf(measured, parameters);
  const weights = solveByCholesky(factor, measured.ys);
  return places.map((t) => {
    const shared = measured.ts.map((s) => bell(t, s, parameters));
    const known = solveTriangular(factor, shared);
    const variance = bell(t, t, parameters) - matmul(known, known);
    return { t, mean: matmul(shared, weights), deviation: Math.sqrt(variance) };
  });
}

/** Tells what was learnt. */
export function report({ parameters, errors, history, slope }: Fit, count: number): string {
  const names = ["size of the curve", "length in which it bends", "noise"];
  return [
    `${count} measurements of a curve, with noise of ${trueNoise} and with a gap.`,
    table(
      ["What the Gaussian process learnt", "Value", "Factor of its standard error"],
      names.map((name, k) => [
        name,
        Math.exp(parameters[k]).toFixed(3),
        Math.exp(errors[k]).toFixed(2),
      ]),
    ),
    `Newton's method took ${history.length - 1} steps, from a misfit of ${
      history[0].toFixed(1)
    } to one of ${history[history.length - 1].toFixed(1)},\nwhere the gradient is ${
      slope.toExponential(0)
    }.`,
    "Notice: gradient and Hessian go through the Cholesky factor as a whole, forward over reverse.",
  ].join("\n\n");
}

if (import.meta.main) {
  const measured = measure(60);
  const fitted = fit(measured);
  console.log(report(fitted, measured.ts.length));
  const curve = predict(measured, fitted.parameters, range(-0.5, 10.5, 0.05));
  await save("kriging", await plot(measured, curve));
}
