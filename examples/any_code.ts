// Any code has a derivative: recursion, a loop until convergence, a simulation with an event, a statistic
// that sorts, a dictionary of parameters. Each is held against what is known about it. The event is where
// care is due: a moment that is not computed has no derivative, and then no error says that one is missing.

import { derivative, grad, jacfwd } from "@fluxion/ad/operators";
import { ball, distanceToBounce, knownSlope } from "./any_code_ball.ts";
import {
  type Ball,
  bell,
  bounce,
  eccentricAnomaly,
  gini,
  measuredGravity,
  type Pendulum,
} from "./any_code_programs.ts";
import { plot } from "./any_code_plot.ts";
import { report } from "./any_code_report.ts";
import { save } from "./draw.ts";
import { flatten, unflatten } from "./trees.ts";

/** A derivative and what it ought to be. */
export interface Comparison {
  readonly of: string;
  readonly automatic: number;
  readonly known: number;
}

/** All that the report says. */
export interface Findings {
  readonly smooth: Comparison[];
  readonly ball: { readonly time: number[]; readonly heights: number[] };
  /** How the height of the ball at each time changes with the height of the drop, by three ways. */
  readonly slopes: {
    readonly located: number[];
    readonly fixed: number[];
    readonly known: number[];
  };
  /** The largest errors of the slopes between bounces, by the time step in s. */
  readonly refinement: {
    readonly step: number;
    readonly located: number;
    readonly fixed: number;
  }[];
  readonly incomes: { readonly income: number; readonly slope: number; readonly known: number }[];
  readonly inequality: number;
  readonly gravity: number;
  /** The shares of the variance of the measured gravity. */
  readonly budget: Pendulum;
  readonly uncertainty: number;
}

const duration = 2.4;

/** Differentiates the five programs. */
export function explore(): Findings {
  const step = 0.01;
  const steps = Math.round(duration / step);
  const time = Array.from({ length: steps + 1 }, (_, i) => i * step);
  return {
    smooth: [...recursion(), ...convergence()],
    ball: { time, heights: bounce(ball, step, steps, true) },
    slopes: slopes(step),
    refinement: [0.04, 0.01, 0.0025].map((step) => {
      const { located, fixed, known } = slopes(step);
      // At a bounce itself the slope jumps, and a step of either program may be just before or behind it.
      const quiet = known.map((_, i) => i).filter((i) => distanceToBounce(i * step) > 0.05);
      const worst = (own: number[]) => Math.max(...quiet.map((i) => Math.abs(own[i] - known[i])));
      return { step, located: worst(located), fixed: worst(fixed) };
    }),
    ...ranks([12, 18, 21, 25, 30, 38, 55, 120]),
    ...dictionary(),
  };
}

/** d/dw ∫ exp(−w·x²) dx = (exp(−w) − ∫ exp(−w·x²) dx) / 2w, by parts. */
function recursion(): Comparison[] {
  const width = 3;
  const known = (Math.exp(-width) - bell(width)) / (2 * width);
  return [{ of: "Recursion: ∫ exp(−w·x²), by w", automatic: derivative(bell)(width), known }];
}

/** For Mercury a quarter of its year after perihelion: dE/dM and dE/de from the equation itself. */
function convergence(): Comparison[] {
  const [meanAnomaly, eccentricity] = [Math.PI / 2, 0.2056];
  const anomaly = eccentricAnomaly(meanAnomaly, eccentricity);
  const [byMean, byEccentricity] = grad(eccentricAnomaly, { argnums: [0, 1] })(
    meanAnomaly,
    eccentricity,
  );
  const share = 1 / (1 - eccentricity * Math.cos(anomaly));
  return [
    { of: "Loop: Kepler's E, by M", automatic: byMean, known: share },
    { of: "Loop: Kepler's E, by e", automatic: byEccentricity, known: Math.sin(anomaly) * share },
  ];
}

/** The slopes of all heights by the height of the drop, the bounce within the step or at its end. */
function slopes(step: number): Findings["slopes"] {
  const steps = Math.round(duration / step);
  const by = (located: boolean) =>
    jacfwd((ball: Ball) => bounce(ball, step, steps, located))(ball).map(({ drop }) => drop);
  const known = Array.from({ length: steps + 1 }, (_, i) => knownSlope(i * step));
  return { located: by(true), fixed: by(false), known };
}

/** A person of rank i changes the index by (2i − n − 1)/(n·Σx) − G/Σx. */
function ranks(incomes: number[]): Pick<Findings, "incomes" | "inequality"> {
  const slopes = grad(gini)(incomes);
  const inequality = gini(incomes);
  const total = incomes.reduce((sum, income) => sum + income);
  const n = incomes.length;
  return {
    inequality,
    incomes: incomes.map((income, i) => ({
      income,
      slope: slopes[i],
      known: ((2 * i + 1 - n) / n - inequality) / total,
    })),
  };
}

/**
 * A pendulum as a student may measure it. A gradient has the keys of its argument: multiplied by the
 * uncertainties it is the error budget.
 */
function dictionary(): Pick<Findings, "gravity" | "budget" | "uncertainty"> {
  const measured = { thread: 0.9825, bob: { radius: 0.0125 }, period: 2.0037, amplitude: 0.105 };
  const errors = { thread: 0.0005, bob: { radius: 0.00005 }, period: 0.0008, amplitude: 0.01 };
  const sigmas = flatten(errors);
  const parts = flatten(grad(measuredGravity)(measured)).map((slope, i) =>
    (slope * sigmas[i]) ** 2
  );
  const variance = parts.reduce((sum, part) => sum + part);
  return {
    gravity: measuredGravity(measured),
    budget: unflatten(measured, parts.map((part) => part / variance)),
    uncertainty: Math.sqrt(variance),
  };
}

if (import.meta.main) {
  const findings = explore();
  console.log(report(findings));
  await save("any_code", await plot(findings));
}
