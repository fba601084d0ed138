// The report of the fit as text: aligned tables, every estimate with its unit and its uncertainty.

import type { Findings } from "./co2.ts";
import { table } from "./table.ts";
import { flatten } from "./trees.ts";

/** What the leaves of the parameters are called, in their order, and their units. */
const names = [
  ["Base", "ppm"],
  ["Excess in 1990", "ppm"],
  ["Growth of the excess", "1/yr"],
  ["Annual wave, amplitude", "ppm"],
  ["Annual wave, peak", "yr"],
  ["Half-year wave, amplitude", "ppm"],
  ["Half-year wave, peak", "yr"],
  ["Growth of the amplitudes", "1/yr"],
];

/** Sets the findings out for people. */
export function report(findings: Findings): string {
  return [
    heading(findings),
    convergence(findings),
    parameters(findings),
    consequences(findings),
    jacobianCheck(findings),
    gradients(findings),
  ].join("\n\n");
}

function heading({ series }: Findings): string {
  const years = [series.time[0], series.time.at(-1)!].map(Math.floor);
  return `Carbon dioxide at Mauna Loa, ${series.time.length} monthly means, ${
    years.join(" to ")
  }\n` +
    "c(t) = base + excess·exp(rate·(t − 1990)) + seasonal waves whose amplitudes grow, in ppm";
}

function convergence({ fitted, norms }: Findings): string {
  const rows = norms.map((norm, i) => [`${i}`, norm.toFixed(8)]);
  return `Least squares. ${fitted.reason.sentence}\n` + table(["Step", "‖r‖ (ppm)"], rows);
}

function parameters({ fitted, errors, noise }: Findings): string {
  const fromJacobian = flatten(errors.fromJacobian);
  const fromHessian = flatten(errors.fromHessian);
  const rows = flatten(fitted.parameters).map((leaf, i) => {
    const [name, unit] = names[i];
    const digits = digitsFor(fromJacobian[i]);
    return [name, leaf, fromJacobian[i], fromHessian[i], unit].map((cell) =>
      typeof cell === "number" ? cell.toFixed(digits) : cell
    );
  });
  return table(["Parameter", "Estimate", "± from JᵀJ", "± from Hessian", "Unit"], rows) +
    `\nThe residuals have a standard deviation of ${noise.deviation.toFixed(2)} ppm. Those of ` +
    `neighbouring months correlate by ${noise.correlation.toFixed(2)}:\n` +
    "slow swings (El Niño, the land biosphere) are no part of the model. The standard errors take\n" +
    "residuals for independent; those of the slow terms are too small by a factor of about " +
    `${noise.inflation.toFixed(0)}.\n` +
    "The base belongs to an exponential through these years; ice cores have 280 ppm for 1800.";
}

function consequences({ growth, peak }: Findings): string {
  const rows = growth.map(({ year, rate, error }) => {
    const digits = digitsFor(error);
    return [`Growth in ${year}`, rate.toFixed(digits), error.toFixed(digits), "ppm/yr"];
  });
  return table(["Derivative by time", "Estimate", "±", "Unit"], rows) +
    `\nThe seasonal cycle peaks on ${dayOfYear(peak)}.`;
}

function jacobianCheck({ jacobian }: Findings): string {
  const { rows, columns, difference, admitted, within } = jacobian;
  const verdict = within
    ? "every one is within the error admitted for it"
    : "NOT EVERY ONE IS WITHIN THE ERROR ADMITTED";
  return `The Jacobian, ${rows} × ${columns}, by forward mode and by Richardson extrapolation\n` +
    table(["In units of the largest entry of the column", ""], [
      ["Largest difference", difference.toExponential(1)],
      ["Largest error that the extrapolation admits", admitted.toExponential(1)],
    ]) + `\nOf the differences, ${verdict}.`;
}

function gradients({ gradients }: Findings): string {
  const rows = gradients.map(({ method, error, milliseconds, cost }, i) => [
    method,
    i === 0 ? "reference" : error.toExponential(1),
    milliseconds.toFixed(2),
    cost.toFixed(1),
  ]);
  return "The gradient of ½‖r‖² at the start, five ways\n" +
    table(["Method", "Largest relative error", "Time (ms)", "Time (values)"], rows);
}

/** As many decimals as show two digits of a standard error. */
function digitsFor(error: number): number {
  return Math.max(0, 1 - Math.floor(Math.log10(error)));
}

function dayOfYear(fraction: number): string {
  const date = new Date(Date.UTC(2001, 0, 1) + fraction * 365 * 86_400_000);
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
}
