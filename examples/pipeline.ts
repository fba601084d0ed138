"use ad";
// A pipeline across systems: rain on a soil (TypeScript), through a river (WebAssembly), over a weir (another
// process, asynchronous), to the current of a gauge (a black box). Each stage has a derivative of its own kind;
// the chain rule joins them, and the parameters of all are learnt together from what the gauge shows.

import { mean } from "@fluxion/ad";
import { jvp, valueAndGrad } from "@fluxion/ad/operators";
import { adam, applyUpdates } from "@fluxion/ad/fit";
import { inverse, Matrix } from "ml-matrix";
import { save } from "./draw.ts";
import { connect, type Parameters, type Pipeline, simulatedRain } from "./pipeline_model.ts";
import { plot } from "./pipeline_plot.ts";
import { report } from "./pipeline_report.ts";
import { type Progress, progressLine, silent } from "./progress.ts";
import { normals } from "./random.ts";
import { flatten, unflatten } from "./trees.ts";

/** What was learnt, and how it went. */
export interface Findings {
  readonly rain: number[];
  /** What the gauge showed, in mA, and what the pipeline makes of the rain before and after learning. */
  readonly observed: number[];
  readonly before: number[];
  readonly after: number[];
  /** The root of the mean squared residual at each step, in mA. */
  readonly curve: number[];
  readonly learnt: Parameters;
  /** The standard errors of the logarithms: of each parameter, relative to itself. */
  readonly errors: Parameters;
}

/** What the simulated data were made with. */
export const truth: Parameters = logarithms(120, 2, 2.5, 6);

/** Where learning starts. */
export const start: Parameters = logarithms(300, 1, 1, 10);

/** The standard deviation of the gauge's noise, in mA. */
export const noise = 0.1;

function logarithms(capacity: number, abruptness: number, residence: number, width: number) {
  return unflatten(
    { soil: { capacity: 0, abruptness: 0 }, river: { residence: 0 }, weir: { width: 0 } },
    [capacity, abruptness, residence, width].map(Math.log),
  );
}

const steps = 100;

/** Learns the parameters of all stages from what a gauge shows in 200 simulated days. */
export async function learn(pipeline: Pipeline, progress: Progress = silent): Promise<Findings> {
  const rain = simulatedRain(200, 1);
  const normal = normals(2);
  const run = (parameters: Parameters) => pipeline(parameters, rain);
  const observed = (await run(truth)).map((reading) => reading + noise * normal());

  const loss = async (parameters: Parameters) => {
    const readings = await pipeline(parameters, rain);
    return mean(readings.map((reading, day) => ((reading - observed[day]) / noise) ** 2));
  };
  const lossAndGradient = valueAndGrad(loss);
  const optimizer = adam((step) => 0.1 * (1 - step / steps));
  const curve: number[] = [];
  let learnt = start;
  let state = optimizer.init(start);
  for (let step = 0; step < steps; step++) {
    const [misfit, gradient] = await lossAndGradient(learnt);
    curve.push(noise * Math.sqrt(misfit));
    const [updates, next] = optimizer.update(gradient, state, learnt);
    learnt = applyUpdates(learnt, updates);
    state = next;
    progress((step + 1) / steps);
  }
  return {
    rain,
    observed,
    before: await run(start),
    after: await run(learnt),
    curve,
    learnt,
    errors: await standardErrors(pipeline, learnt, rain),
  };
}

/** σ²·(JᵀJ)⁻¹, with a column of J for each parameter by forward mode, through the same four stages. */
async function standardErrors(
  pipeline: Pipeline,
  at: Parameters,
  rain: number[],
): Promise<Parameters> {
  const columns: number[][] = [];
  const leaves = flatten(at);
  for (const j of leaves.keys()) {
    const direction = unflatten(at, leaves.map((_, k) => k === j ? 1 : 0));
    const readings = (parameters: Parameters) => pipeline(parameters, rain);
    columns.push((await jvp(readings, [at], [direction]))[1]);
  }
  const jacobian = new Matrix(columns).transpose();
  const covariance = inverse(jacobian.transpose().mmul(jacobian)).mul(noise ** 2);
  return unflatten(at, covariance.diagonal().map(Math.sqrt));
}

if (import.meta.main) {
  await using stages = await connect();
  const findings = await learn(stages.pipeline, progressLine("Learning"));
  console.log(report(findings));
  await save("pipeline", await plot(findings));
}
