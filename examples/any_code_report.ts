// The report on the five programs as text.

import type { Findings } from "./any_code.ts";
import { table } from "./table.ts";

/** Sets the findings out for people. */
export function report(findings: Findings): string {
  return [smooth(findings), events(findings), ranks(findings), dictionary(findings)].join("\n\n");
}

function smooth({ smooth }: Findings): string {
  return "A recursion and a loop until convergence, against the formula\n" +
    table(
      ["Derivative of", "Through the program", "By formula", "Difference"],
      smooth.map(({ of, automatic, known }) => [
        of,
        automatic.toFixed(14),
        known.toFixed(14),
        Math.abs(automatic - known).toExponential(0),
      ]),
    );
}

function events({ refinement }: Findings): string {
  return "A ball dropped from 1 m that bounces four times: how its height changes with that of the drop (m per m)\n" +
    table(
      ["Time step (s)", "Error, bounce located", "Error, bounce at the end of a step"],
      refinement.map(({ step, located, fixed }) => [
        step.toFixed(4),
        located.toExponential(1),
        fixed.toExponential(1),
      ]),
    ) +
    "\nNotice: shorter steps do not help. The derivative of a program is that of what it computes, and where it\n" +
    "turns the ball round at a moment fixed by the clock, a higher drop does not bounce later.";
}

function ranks({ incomes, inequality }: Findings): string {
  return `A statistic that sorts: the Gini index of eight incomes is ${inequality.toFixed(4)}\n` +
    table(
      ["Income (k€)", "Slope of the index (per k€)", "Difference to the formula"],
      incomes.map(({ income, slope, known }) => [
        `${income}`,
        `${slope < 0 ? "−" : ""}${Math.abs(slope).toFixed(6)}`,
        Math.abs(slope - known).toExponential(0),
      ]),
    ) +
    `\nNotice: incomes would be more equal if any of the first ${
      incomes.filter(({ slope }) => slope < 0).length
    } earned more, not the poorest only.`;
}

function dictionary({ gravity, uncertainty, budget }: Findings): string {
  const percent = (share: number) => (100 * share).toFixed(1);
  return `A dictionary of parameters: gravity by a pendulum is ${gravity.toFixed(4)} ± ${
    uncertainty.toFixed(4)
  } m/s²\n` +
    table(["What was measured", "Share of the variance (%)"], [
      ["Length of the thread", percent(budget.thread)],
      ["Radius of the bob", percent(budget.bob.radius)],
      ["Period", percent(budget.period)],
      ["Amplitude", percent(budget.amplitude)],
    ]) +
    "\nThe gradient has the keys of its argument, so that the error budget is one line of code.";
}
