// The report on the swing-up as text, with the patterns as the library prints them.

import type { Findings } from "./swing_up.ts";
import { table } from "./table.ts";

/** Sets the findings out for people. */
export function report(findings: Findings): string {
  return [search(findings), patterns(findings), costs(findings)].join("\n\n");
}

function search({ unknowns, equations, steps, converged }: Findings): string {
  const rows = steps.map(({ objective, miss, slope }, i) => [
    `${i}`,
    objective.toFixed(4),
    miss.toExponential(1),
    slope.toExponential(1),
  ]);
  return `Swinging up, with ${unknowns} unknowns and ${equations} equations\n` +
    table(["Step", "Effort (N²·s)", "Largest miss", "Slope of the Lagrangian"], rows) +
    (converged ? "" : "\nIt has not converged.") +
    "\nNotice: the last steps double the digits. That is Newton's method, and it needs second derivatives.";
}

function patterns({ hessian, jacobian }: Findings): string {
  return `The Hessian of the Lagrangian\n${hessian}\n\nThe Jacobian of the equations\n${jacobian}\n` +
    "Notice: the colours do not become more where the steps do, and each colour is one direction.";
}

function costs({ times: { sparse, dense }, hessian, jacobian }: Findings): string {
  const row = (name: string, { size, shape }: Findings["hessian"], i: 0 | 1) => [
    name,
    `${size}`,
    `${shape[0] * shape[1]}`,
    sparse[i].toPrecision(2),
    dense[i].toPrecision(2),
  ];
  return "What derivatives cost\n" +
    table(["Derivative", "Entries", "Places", "Sparse (ms)", "Dense (ms)"], [
      row("Jacobian of the equations", jacobian, 0),
      row("Hessian of the Lagrangian", hessian, 1),
    ]);
}
