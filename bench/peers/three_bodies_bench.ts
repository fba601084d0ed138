// Three bodies: fluxion's integrators, and the well-known one of npm, each as accurate as it gets.
//
//     deno bench -A --config bench/peers/deno.json bench/peers/three_bodies_bench.ts

import { odeint } from "@fluxion/ad/ode";
import { jit } from "@fluxion/ad/jit";
import { Solver } from "odex";
import { threeBodies } from "../../tests/ode/problems.ts";
import reference from "../../tests/ode/references/three_bodies.json" with { type: "json" };

const { start, end, time } = reference;

/** The slopes with JavaScript's own operators. */
function slopes(_t: number, y: number[]): number[] {
  const forces = [0, 0, 0, 0, 0, 0];
  for (const [i, j] of [[0, 1], [0, 2], [1, 2]]) {
    const dx = y[2 * j] - y[2 * i];
    const dy = y[2 * j + 1] - y[2 * i + 1];
    const squares = dx * dx + dy * dy;
    const weight = 1 / (squares * Math.sqrt(squares));
    forces[2 * i] += dx * weight;
    forces[2 * i + 1] += dy * weight;
    forces[2 * j] -= dx * weight;
    forces[2 * j + 1] -= dy * weight;
  }
  return [...y.slice(6), ...forces];
}

const tolerances = { relativeTolerance: 1e-15, absoluteTolerance: 1e-15 };
const candidates: Record<string, () => number[]> = {
  "fluxion, Taylor, compiled": () =>
    odeint(threeBodies, start, [0, time], { ...tolerances, compile: jit })[1] as number[],
  "fluxion, Taylor": () => odeint(threeBodies, start, [0, time], tolerances)[1] as number[],
  "fluxion, Dormand and Prince, 1e-12": () =>
    odeint(threeBodies, start, [0, time], {
      method: "dormand-prince",
      relativeTolerance: 1e-12,
      absoluteTolerance: 1e-12,
    })[1] as number[],
  ...Object.fromEntries([1e-12, 1e-14].map((tolerance) => [
    `odex, ${tolerance}`,
    () => {
      const solver = new Solver(slopes, start.length, {
        absoluteTolerance: tolerance,
        relativeTolerance: tolerance,
        maxSteps: 1e6,
        denseOutput: false,
      });
      return solver.solve(0, start, time).y as number[];
    },
  ])),
};

for (const [name, run] of Object.entries(candidates)) {
  const error = Math.max(...run().map((x, i) => Math.abs(x - end[i])));
  Deno.bench(`${name}: error ${error.toExponential(0)}`, { group: "Three bodies" }, () => {
    run();
  });
}
