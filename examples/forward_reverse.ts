"use ad";
// Forward against reverse: a forward pass pushes tangents from the inputs, a reverse pass pulls adjoints back
// from the outputs. Which is cheaper depends on how many there are of each: here both grow, and the two
// ways to a Jacobian, by columns and by rows, cross over, in operations counted and in time.

import { sum } from "@fluxion/ad";
import { jacfwd, jacrev, overScalars } from "@fluxion/ad/operators";
import { trace } from "@fluxion/ad/trace";
import { save } from "./draw.ts";
import { plot } from "./forward_reverse_plot.ts";
import { type Progress, progressLine, silent } from "./progress.ts";
import { table } from "./table.ts";
import { leastTimes } from "./timing.ts";

/** How many steps the process takes, whatever the number of its inputs and outputs. */
const steps = 256;

/**
 * A process from ℝⁿ to ℝᵐ that always costs the same: every step is stirred by one input, in turn, and noted
 * by one output. Each state depends on all inputs before it, as in most simulations.
 */
export function process(m: number): (x: readonly number[]) => number[] {
  return (x) => {
    let state = 0;
    const notes: number[][] = Array.from({ length: m }, () => []);
    for (let k = 0; k < steps; k++) {
      state = 0.9 * state + Math.sin(state + x[k % x.length]);
      notes[k % m].push(state);
    }
    return notes.map((own) => sum(own));
  };
}

/** What a Jacobian costs, in units of the function on plain numbers. */
export interface Cost {
  readonly operations: number;
  readonly time: number;
}

/** The costs for a shape, by columns and by rows. */
export interface Shape {
  readonly inputs: number;
  readonly outputs: number;
  readonly forward: Cost;
  readonly reverse: Cost;
}

/** The costs as the inputs grow at one output, and as the outputs grow at one input, from 1 on. */
export function compare(
  sizes: readonly number[],
  milliseconds: number,
  progress: Progress = silent,
): Shape[] {
  const shapes = [...sizes.map((n) => [n, 1]), ...sizes.slice(1).map((m) => [1, m])];
  const tasks = shapes.flatMap(([n, m]) => {
    const x = Array.from({ length: n }, (_, k) => Math.cos(k));
    const f = process(m);
    return [f, jacfwd(f), jacrev(f)].map((own) => (
      { run: () => own(x), operations: operationsOf(own, x) }
    ));
  });
  const times = leastTimes(tasks.map(({ run }) => run), milliseconds, progress);
  return shapes.map(([inputs, outputs], i) => {
    const costOf = (way: number) => ({
      operations: tasks[3 * i + way].operations / tasks[3 * i].operations,
      time: times[3 * i + way] / times[3 * i],
    });
    return { inputs, outputs, forward: costOf(1), reverse: costOf(2) };
  });
}

/** A trace has a step for each input and for each operation. */
function operationsOf(f: (x: number[]) => unknown, x: number[]): number {
  return trace(overScalars(f))(x).steps.length - x.length;
}

/** The smallest number of inputs, at one output, from which on reverse mode takes less time. */
export function crossover(shapes: readonly Shape[]): number | undefined {
  const grown = shapes.filter(({ outputs }) => outputs === 1);
  const last = grown.findLastIndex(({ forward, reverse }) => forward.time <= reverse.time);
  return grown[last + 1]?.inputs;
}

function report(shapes: readonly Shape[]): string {
  const classic = trace(overScalars((a: number, b: number) => Math.log(a * b)), {
    names: ["a", "b"],
  })(2, 3);
  const rows = shapes.map(({ inputs, outputs, forward, reverse }) => [
    `${outputs} × ${inputs}`,
    ...[forward.operations, reverse.operations, forward.time, reverse.time].map((cost) =>
      cost.toFixed(1)
    ),
  ]);
  const turned = ([x, y]: readonly number[]) => [x * y, x + Math.sin(y)];
  return `The program of log(a·b) at (2, 3), with the tangents of the direction (1, 0) pushed forward:
one pass answers the derivative by a\n
${classic.tangents([1, 0])}\n
and with the adjoints of its result pulled back: one sweep answers the derivatives by a and by b\n
${classic.adjoints()}\n
The Jacobian of (x·y, x + sin y) at (2, 3), by columns and by rows
  ${JSON.stringify(jacfwd(turned)([2, 3]))}
  ${JSON.stringify(jacrev(turned)([2, 3]))}\n
What a Jacobian of outputs × inputs costs, in units of the function on plain numbers
${
    table(
      ["Shape", "Operations, forward", "reverse", "Time, forward", "reverse"],
      rows,
    )
  }\n
Notice: forward mode pays for inputs, reverse mode for outputs. They begin alike, and at one
output reverse mode takes less time from ${crossover(shapes)} inputs on.`;
}

if (import.meta.main) {
  const shapes = compare([1, 2, 4, 8, 16, 32, 64], 250, progressLine("Timing Jacobians"));
  console.log(report(shapes));
  await save("forward_reverse", await plot(shapes));
}
