"use ad";
// A pendulum on a cart is swung up with the least effort. Nothing is simulated: all states and forces are unknowns,
// the laws of motion are equations between neighbours, and so nearly all entries of the derivatives are 0.

import { sum } from "@fluxion/ad";
import { hessian, jacobian, overScalars } from "@fluxion/ad/operators";
import { sparseHessian, sparseJacobian, type SparseMatrix } from "@fluxion/ad/sparse";
import { save } from "./draw.ts";
import { type Progress, progressLine, silent, within } from "./progress.ts";
import { type ConstrainedStep, sparseNewton } from "./sparse_newton.ts";
import { effort, misses, moment, straight, task } from "./swing_up_model.ts";
import { plot } from "./swing_up_plot.ts";
import { report } from "./swing_up_report.ts";
import { leastTimes } from "./timing.ts";

/** All that the report says. */
export interface Findings {
  readonly moments: Moment[];
  readonly steps: ConstrainedStep[];
  readonly converged: boolean;
  readonly unknowns: number;
  readonly equations: number;
  readonly hessian: SparseMatrix;
  readonly jacobian: SparseMatrix;
  /** Milliseconds of one Jacobian of the equations, and of one Hessian of a Lagrangian. */
  readonly times: { readonly sparse: [number, number]; readonly dense: [number, number] };
}

/** Where cart and pendulum are, and how hard the cart is pushed. */
export interface Moment {
  readonly time: number;
  readonly place: number;
  readonly angle: number;
  readonly force: number;
}

/** How many steps the two seconds are divided into. */
export const timeSteps = 100;

/** Swings the pendulum up, in as many time steps as told, and takes the time of the derivatives. */
export function swingUp(
  timeSteps: number,
  milliseconds = 1000,
  progress: Progress = silent,
): Findings {
  const start = straight(timeSteps);
  // How many steps it takes is not known before, and ever fewer are left.
  const found = sparseNewton({ objective: effort, equations: misses }, start, {
    progress: (steps) => progress(0.5 * steps / (steps + 10)),
  });
  const { x, steps, converged, hessian, jacobian } = found;
  const moments = Array.from({ length: timeSteps + 1 }, (_, k) => {
    const [[place, angle], force] = moment(x, k);
    return { time: task.duration * k / timeSteps, place, angle, force };
  });
  return {
    ...{ moments, steps, converged, hessian, jacobian },
    unknowns: start.length,
    equations: jacobian.shape[0],
    times: timesOf(x, milliseconds, within(progress, 0.5, 1)),
  };
}

/** The least times of the derivatives, sparse and dense. */
function timesOf(x: number[], milliseconds: number, progress: Progress): Findings["times"] {
  const lagrangian = (x: readonly number[]) => effort(x) + sum(misses(x));
  const derivatives = [
    sparseJacobian(overScalars(misses)),
    sparseHessian(overScalars(lagrangian)),
    jacobian(misses),
    hessian(lagrangian),
  ];
  const [a, b, c, d] = leastTimes(
    derivatives.map((derivative) => () => derivative(x)),
    milliseconds,
    progress,
  );
  return { sparse: [a, b], dense: [c, d] };
}

if (import.meta.main) {
  const findings = swingUp(
    timeSteps,
    undefined,
    progressLine("Newton’s method, and the time it takes"),
  );
  console.log(report(findings));
  await save("swing_up", await plot(findings));
}
