// Forward against reverse: a forward pass pushes tangents from the inputs, a reverse pass pulls adjoints back
// from the outputs. Which is cheaper depends on how many there are of each: here both grow, and the two
// ways to a Jacobian, by columns and by rows, cross over.

import { add, jacfwd, jacrev, log, mul, type Scalar, sin, sum, trace } from "@fluxion/ad";
import { colour, draw, ink, quantity, save } from "./draw.ts";
import { table } from "./table.ts";

/** How many terms the function has, whatever the number of its inputs and outputs. */
const terms = 256;

/** A function from ℝⁿ to ℝᵐ of always the same cost: term k reads input k mod n and adds to output k mod m. */
export function mixing(m: number): (x: readonly Scalar[]) => Scalar[] {
  return (x) => {
    const outputs: Scalar[][] = Array.from({ length: m }, () => []);
    for (let k = 0; k < terms; k++) {
      const own = x[k % x.length];
      outputs[k % m].push(mul(sin(mul(own, 1 + k / terms)), own));
    }
    return outputs.map((own) => sum(own));
  };
}

/** What the two ways cost for a shape, in evaluations of the function on plain numbers. */
export interface Cost {
  readonly inputs: number;
  readonly outputs: number;
  readonly forward: number;
  readonly reverse: number;
}

/** The costs as the inputs grow at one output, and as the outputs grow at one input, from 1 on. */
export function compare(sizes: readonly number[], milliseconds = 80): Cost[] {
  const shapes = [...sizes.map((n) => [n, 1]), ...sizes.slice(1).map((m) => [1, m])];
  // Once without looking, so that the engine has seen all there is.
  shapes.forEach(([n, m]) => costOf(n, m, milliseconds / 8));
  return shapes.map(([n, m]) => costOf(n, m, milliseconds));
}

function costOf(inputs: number, outputs: number, milliseconds: number): Cost {
  const f = mixing(outputs);
  const x = Array.from({ length: inputs }, (_, i) => Math.cos(i));
  const unit = timeOf(() => f(x), milliseconds);
  const forward = timeOf(() => jacfwd(f)(x), milliseconds) / unit;
  const reverse = timeOf(() => jacrev(f)(x), milliseconds) / unit;
  return { inputs, outputs, forward, reverse };
}

function timeOf(work: () => unknown, milliseconds: number): number {
  let best = Infinity;
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    const start = performance.now();
    for (let i = 0; i < 5; i++) work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** The smallest number of inputs, at one output, from which reverse mode is cheaper. */
export function crossover(costs: readonly Cost[]): number | undefined {
  const grown = costs.filter(({ outputs }) => outputs === 1);
  const last = grown.findLastIndex(({ forward, reverse }) => forward < reverse);
  return grown[last + 1]?.inputs;
}

/** Draws the costs as inputs grow and as outputs grow. */
export function plot(costs: readonly Cost[]): Promise<string> {
  const side = (title: string, field: "inputs" | "outputs") => ({
    title,
    width: 340,
    height: 280,
    data: {
      values: costs.filter((cost) => (field === "inputs" ? cost.outputs : cost.inputs) === 1)
        .flatMap((cost) =>
          (["forward", "reverse"] as const).map((mode) => ({
            size: cost[field],
            mode,
            cost: cost[mode],
          }))
        ),
    },
    mark: { type: "line", point: true } as const,
    encoding: {
      x: quantity("size", `Number of ${field}`, { scale: { type: "log" } }),
      y: quantity("cost", "Cost of the Jacobian (functions)", { scale: { type: "log" } }),
      color: colour("mode", [["forward", ink.violet], ["reverse", ink.orange]], "top-left"),
    },
  });
  return draw({
    title: {
      text: "Forward by columns, reverse by rows",
      subtitle:
        "The cost of a Jacobian, in evaluations of the function, for one output and for one input",
    },
    spacing: 50,
    hconcat: [side("ℝⁿ → ℝ: inputs grow", "inputs"), side("ℝ → ℝᵐ: outputs grow", "outputs")],
  });
}

function report(costs: readonly Cost[]): string {
  const classic = trace((a, b) => log(mul(a, b)), { names: ["a", "b"] })(2, 3);
  const rows = costs.map(({ inputs, outputs, forward, reverse }) => [
    `${outputs} × ${inputs}`,
    forward.toFixed(1),
    reverse.toFixed(1),
  ]);
  const swap = ([x, y]: readonly Scalar[]) => [mul(x, y), add(x, sin(y))];
  return `The program of log(a·b) at (2, 3), with the tangents of a direction (1, 0) pushed forward\n
${classic.tangents([1, 0])}\n
and with the adjoints of its result pulled back: one sweep answers both derivatives\n
${classic.adjoints()}\n
A Jacobian by columns, ${JSON.stringify(jacfwd(swap)([2, 3]))}, and by rows, ${
    JSON.stringify(jacrev(swap)([2, 3]))
  }, is the same.\n
What it costs, in evaluations of the function, by outputs × inputs\n
${table(["shape", "forward", "reverse"], rows)}\n
At one output reverse mode is cheaper from ${crossover(costs)} inputs on.`;
}

if (import.meta.main) {
  const costs = compare([1, 2, 4, 8, 16, 32, 64, 128, 256]);
  console.log(report(costs));
  await save("forward_reverse", await plot(costs));
}
