// Inference: from the cases of the first two weeks of an epidemic, what is known of its parameters? One
// log-density, a simulation with priors, and its gradient serve three methods: a normal distribution fitted to
// the posterior, a normalising flow, which bends to it, and Monte Carlo by `sample`, which given time is right
// whatever its shape, and so judges the other two.

import { save } from "./draw.ts";
import { type Chains, runChains } from "./inference_chains.ts";
import { flowFamily, normalFamily } from "./inference_families.ts";
import { logDensity, prior, simulatedCases } from "./inference_model.ts";
import { plot } from "./inference_plot.ts";
import { report } from "./inference_report.ts";
import { drawn, fit, type LogDensity } from "./inference_variational.ts";
import { type Progress, progressLine, silent } from "./progress.ts";
import { type Estimate, estimate } from "./statistics.ts";

/** What the cases tell, by each method. */
export interface Findings {
  readonly cases: number[];
  readonly normal: Variational;
  readonly flow: Variational;
  /** By how much the flow's bound is the higher. */
  readonly gain: Estimate;
  /** The logarithm of the evidence, up to the constant that the density leaves out: what bounds are below. */
  readonly logEvidence: Estimate;
  /** Chains that run in the coordinates of the fitted normal distribution, and in those of the flow. */
  readonly alongNormal: Chains;
  readonly alongFlow: Chains;
}

/** Points of a distribution fitted to the posterior, and its evidence lower bound in nats. */
export interface Variational {
  readonly points: number[][];
  readonly bound: Estimate;
}

/** What the simulated cases were made with: contacts and recoveries per day, infected on day 0. */
export const truth: number[] = [0.5, 0.25, 8].map(Math.log);

/** The cases of the first two weeks. */
export const firstWeeks: number[] = simulatedCases(truth, 14, 1);

/** How much work to do, and who is told how far it is. */
export interface Effort {
  /** How many draws each chain makes. */
  readonly draws?: number;
  readonly progress?: (work: string) => Progress;
}

/** Infers the parameters by all methods. */
export function infer(
  cases: number[],
  { draws = 1000, progress = () => silent }: Effort = {},
): Findings {
  const density: LogDensity = (point) => logDensity(point, cases);
  const family = normalFamily(prior.medians.map(Math.log));
  const told = (work: string) => ({ progress: progress(work) });
  const normal = fit(family, density, { steps: 800, rate: 0.03, ...told("Normal distribution") });
  const flows = flowFamily(family, normal);
  const flow = fit(flows, density, { steps: 3000, rate: 0.01, ...told("Flow") });

  const fromNormal = drawn(family, normal, density, 4000);
  const fromFlow = drawn(flows, flow, density, 4000);
  return {
    cases,
    normal: { points: fromNormal.points, bound: estimate(fromNormal.logWeights) },
    flow: { points: fromFlow.points, bound: estimate(fromFlow.logWeights) },
    gain: estimate(fromFlow.logWeights.map((weight, i) => weight - fromNormal.logWeights[i])),
    // Wider than the flow itself, lest a tail that the flow misses goes without points.
    logEvidence: logOfMean(drawn(flows, flow, density, 4000, 1.5).logWeights),
    alongNormal: runChains(family, normal, density, {
      draws,
      ...told("Monte Carlo along the normal"),
    }),
    alongFlow: runChains(flows, flow, density, {
      draws,
      ...told("Monte Carlo along the flow"),
    }),
  };
}

/** The logarithm of a mean of exponentials; its error is the relative one of that mean. */
function logOfMean(logarithms: number[]): Estimate {
  const largest = Math.max(...logarithms);
  const { value, error } = estimate(logarithms.map((x) => Math.exp(x - largest)));
  return { value: largest + Math.log(value), error: error / value };
}

if (import.meta.main) {
  const findings = infer(firstWeeks, { progress: progressLine });
  console.log(report(findings));
  await save("inference", await plot(findings));
}
