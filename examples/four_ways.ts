"use ad";
// Four ways to a derivative, of a loop that nobody would write out: by hand, which takes a person; symbolic,
// whose formula swells beyond all paper unless its parts are shared; numeric, which loses half of its digits
// or pays for them in some twenty runs; and automatic, exact to rounding for the price of a few.

import { derivative, grad, overScalars } from "@fluxion/ad/operators";
import { numericDerivative } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { trace } from "@fluxion/ad/trace";
import { save } from "./draw.ts";
import { plot } from "./four_ways_plot.ts";
import { type Progress, progressLine, silent } from "./progress.ts";
import { table } from "./table.ts";
import { leastTimes } from "./timing.ts";

/** Where the derivative is taken. */
export const point = 1.3;

/** y ← y + sin(x·y)/10, fifty times from y = 1. */
export function looped(x: number): number {
  let y = 1;
  for (let i = 0; i < 50; i++) y += 0.1 * Math.sin(x * y);
  return y;
}

/** Its derivative by hand: dy ← dy + cos(x·y)·(y + x·dy)/10 beside the loop. */
export function byHand(x: number): number {
  let [y, dy] = [1, 0];
  for (let i = 0; i < 50; i++) {
    [y, dy] = [y + 0.1 * Math.sin(x * y), dy + 0.1 * Math.cos(x * y) * (y + x * dy)];
  }
  return dy;
}

/** The trace of a derivative is its formula: lines such as t3 = x*t2, and the result. */
export const formula = trace(overScalars(derivative(looped)), { names: ["x"] })(point);

/** The formula as a function, each part computed once. */
export function symbolic(): (x: number) => number {
  const lines = formula.toInfix().split("\n");
  const body = lines.map((line, i) => i < lines.length - 1 ? `const ${line};` : `return ${line};`);
  const make = new Function("sin", "cos", `return (x) => { ${body.join("\n")} };`);
  return make(Math.sin, Math.cos);
}

/** A way to the derivative, its error relative to the one by hand, and its cost. */
export interface Way {
  readonly name: string;
  readonly error: number;
  /** In evaluations of the function on plain numbers. */
  readonly cost: number;
}

/** All ways, with their costs measured beside one another, each for so long. */
export function compare(milliseconds = 250, progress: Progress = silent): Way[] {
  const exact = byHand(point);
  const ways: readonly [name: string, derivative: (x: number) => number][] = [
    ["by hand", byHand],
    ["symbolic, shared parts", symbolic()],
    ["forward differences", numericDerivative(looped, { method: "forward" })],
    ["central differences", numericDerivative(looped, { method: "central" })],
    ["Richardson extrapolation", numericDerivative(looped)],
    ["automatic, forward", derivative(looped)],
    ["automatic, reverse", grad(looped)],
    ["automatic, compiled", jit(derivative(looped))],
  ];
  const [unit, ...times] = leastTimes(
    [looped, ...ways.map(([, way]) => way)].map(chained),
    milliseconds,
    progress,
  );
  return ways.map(([name, way], i) => ({
    name,
    error: Math.abs(way(point) / exact - 1),
    cost: times[i] / unit,
  }));
}

/** Calls of a function that depend on the one before, so that the engine can leave none of them out. */
function chained(f: (x: number) => number): () => number {
  let x = point;
  return () => x = point + 1e-9 * f(x);
}

/** x ↦ f(f(… f(x) …)) for f(x) = 4x(1 − x). */
function nested(turns: number): (x: number) => number {
  const f = (x: number) => 4 * x * (1 - x);
  return (x) => Array.from({ length: turns }).reduce(f, x);
}

/** How many operations the formula of its derivative has: each part once, and written out. */
export function swell(turns: number): { readonly shared: number; readonly expanded: number } {
  return trace(overScalars(derivative(nested(turns))))(0.3).formulaSize();
}

function report(ways: readonly Way[]): string {
  const rows = ways.map(({ name, error, cost }) => [name, error.toExponential(1), cost.toFixed(1)]);
  const swollen = [1, 2, 3, 4, 6, 8].map((turns) => {
    const { shared, expanded } = swell(turns);
    return [String(turns), String(shared), String(expanded)];
  });
  const { shared, expanded } = formula.formulaSize();
  return `The derivative of a loop of fifty turns at x = ${point}: ${byHand(point)}\n
${table(["Way", "Relative error", "Cost (plain functions)"], rows)}\n
Notice: its formula has ${shared} operations if each part is written once, as the automatic ways compute it.
Written out, which is what rules on paper make, it would have ${expanded.toExponential(1)}.\n
Operations in the formula of (f(f(… f(x) …)))′ for f(x) = 4x(1 − x): the swell of expressions
${table(["Turns", "Parts shared", "Written out"], swollen)}\n
That of f(f(f(x))), as its trace prints it\n${
    trace(overScalars(derivative(nested(3))))(0.3).toInfix()
  }`;
}

if (import.meta.main) {
  const ways = compare(undefined, progressLine("Timing eight ways"));
  console.log(report(ways));
  await save("four_ways", await plot({ looped, exact: byHand(point), point, ways }));
}
