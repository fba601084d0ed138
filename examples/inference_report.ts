// The report of the inference as text: what is known of the epidemic by each method, how far each can be
// believed, and what a flow gains.

import { type Findings, truth } from "./inference.ts";
import type { Chains } from "./inference_chains.ts";
import { type Estimate, quantiles } from "./statistics.ts";
import { table } from "./table.ts";

/** Quantities of interest, each a function of a point. */
const quantities: [name: string, unit: string, digits: number, of: (point: number[]) => number][] =
  [
    ["Growth rate, β − γ", "1/d", 3, ([b, g]) => Math.exp(b) - Math.exp(g)],
    ["Reproduction number, β/γ", "", 1, ([b, g]) => Math.exp(b - g)],
    ["Infectious period, 1/γ", "d", 1, ([, g]) => Math.exp(-g)],
    ["Infected on day 0", "", 1, ([, , i]) => Math.exp(i)],
  ];

/** Sets the findings out for people. */
export function report(findings: Findings): string {
  const { cases, normal, flow, alongNormal, alongFlow, logEvidence, gain } = findings;
  const known = quantities.map(([name, unit, digits, of]) => [
    name,
    of(truth).toFixed(digits),
    ...[alongFlow.points, normal.points, flow.points].map((points) =>
      quantiles(points.map(of), [0.05, 0.95]).map((x) => x.toFixed(digits)).join(" to ")
    ),
    unit,
  ]);
  const bound = (name: string, { value, error }: Estimate) => [
    name,
    value.toFixed(2),
    error.toFixed(2),
    (logEvidence.value - value).toFixed(2),
  ];
  const chains = (name: string, { points, gradients, ...chains }: Chains) => [
    name,
    (100 * chains.accepted).toFixed(0),
    chains.rHat.toFixed(3),
    `${points.length}`,
    `${chains.divergences}`,
    chains.effectiveSize.toFixed(0),
    chains.tailSize.toFixed(0),
    `${gradients}`,
  ];
  return [
    `An epidemic among 10,000 people, from the ${
      cases.reduce((a, b) => a + b)
    } cases of its first ${cases.length} days`,
    "Where 90 % of the posterior probability is:",
    table(["", "Truth", "Monte Carlo", "Normal", "Flow", "Unit"], known),
    "One in ten such intervals misses the truth.",
    "Notice: early cases tell the growth rate well, and the two rates of which it is the difference badly.",
    "The posterior is a curved ridge; a normal distribution cannot follow it, and is too sure of itself.",
    "",
    table(["Fitted to the posterior", "Evidence lower bound (nat)", "±", "Below the evidence"], [
      bound("Normal, any covariance", normal.bound),
      bound("Flow of six couplings", flow.bound),
    ]),
    `The flow is ${withError(gain)} nat closer. The log-evidence itself, ${
      withError(logEvidence)
    }, is the`,
    "mean weight of points of the flow, spread wider.",
    "",
    table(
      [
        "Monte Carlo, in coordinates of",
        "Accepted %",
        "R̂",
        "Draws",
        "Diverged",
        "Worth",
        "In tails",
        "Gradients",
      ],
      [chains("the normal distribution", alongNormal), chains("the flow", alongFlow)],
    ),
    "Four chains each, from starts spread out. R̂ above 1.01: they do not agree yet. Diverged: came to a",
    "place too narrow for their steps. Worth: as many independent draws, for a mean and for the ends of an",
    "interval. Notice: what straightens the ridge for the flow straightens it for Monte Carlo.",
  ].join("\n");
}

function withError({ value, error }: Estimate): string {
  return `${value.toFixed(2)} ± ${error.toFixed(2)}`;
}
