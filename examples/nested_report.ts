// The report on nested derivatives as text.

import type { Findings } from "./nested.ts";
import { table } from "./table.ts";

/** Sets the findings out for people. */
export function report(findings: Findings): string {
  return [mixes(findings), confusions(findings), film(findings), products(findings)].join("\n\n");
}

function mixes({ mixes }: Findings): string {
  return "A descent in which every step runs another descent, by Pearlmutter and Siskind (2008): the saddle\n" +
    "of (x₁² + y₁²) − (x₂² + y₂²), and the charge that steers a particle to the origin\n" +
    table(
      ["Outer", "Inner", "Saddle, x₁", "(ms)", "Charge moved by", "(ms)"],
      mixes.map(({ outer, inner, saddle, saddleTime, control, controlTime }) => [
        outer,
        inner,
        saddle[0].toExponential(15),
        saddleTime.toFixed(0),
        control.toFixed(14),
        controlTime.toFixed(0),
      ]),
    ) +
    "\nPublished: 8.246324826140356e-6 and 0.20719187464861. Notice: the mode is a matter of cost, not of answer.";
}

function confusions({ confusions }: Findings): string {
  return "A derivative inside a derivative, without tags and with them\n" +
    table(
      ["Derivative", "Without tags", "This library", "Differences"],
      confusions.map((
        { program, untagged, ours, numeric },
      ) => [program, ...[untagged, ours, numeric].map((slope) => slope.toFixed(6))]),
    ) +
    "\nNotice: without tags the inner derivative takes the outer perturbation for its own. In the first program\n" +
    "it is counted twice; in the second it is lost, and the decay seems not to matter.";
}

function film({ film }: Findings): string {
  const { cells, minimum, error, descent } = film;
  const unknowns = (cells - 1) ** 2;
  const rows = minimum.steps.map(({ objective, slope, products }, i) => [
    `${i}`,
    objective.toFixed(10),
    slope.toExponential(1),
    `${products}`,
    descent[products].toExponential(1),
  ]);
  return `A soap film of ${unknowns} heights by Newton's method on Hessian-vector products\n` +
    table(["Step", "Area", "|Gradient|", "Products", "|Gradient| of descent by then"], rows) +
    `\nIts Hessian would have ${unknowns ** 2} entries. The heights are within ${
      error.toExponential(1)
    } of Scherk's surface (1834),\n` +
    "which is the error of the grid: it falls with the square of the width of a cell.";
}

function products({ products }: Findings): string {
  return "One product of that Hessian with a vector\n" +
    table(
      ["Mode", "Time (gradients)", "Relative difference"],
      products.map(({ mode, cost, difference }, i) => [
        mode,
        cost.toFixed(1),
        i === 0 ? "reference" : difference.toExponential(0),
      ]),
    );
}
