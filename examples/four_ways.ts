// Four ways to a derivative: by hand, symbolic, numeric and automatic, for a function with a loop. By hand it
// takes a person, symbolic formulas swell with every turn of the loop, differences lose half of the digits
// or more, and the automatic derivative is exact at a small multiple of the cost of the function.

import {
  add,
  derivative,
  grad,
  jit,
  mul,
  numericDerivative,
  type Scalar,
  sin,
  trace,
} from "@fluxion/ad";
import { save } from "./draw.ts";
import { plot } from "./four_ways_plot.ts";
import { table } from "./table.ts";

/** Where the derivative is taken. */
export const point = 1.3;

/** y ← y + sin(x·y)/10, fifty times from y = 1: a loop, and no closed form. */
export function looped(x: Scalar): Scalar {
  let y: Scalar = 1;
  for (let i = 0; i < 50; i++) y = add(y, mul(0.1, sin(mul(x, y))));
  return y;
}

/** The same with native operators. */
export function plain(x: number): number {
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

/** A way to the derivative, its error relative to the one by hand, and its cost. */
export interface Way {
  readonly name: string;
  readonly error: number;
  /** In evaluations of the plain function. */
  readonly cost: number;
}

/** All ways, with their costs measured beside one another. */
export function compare(milliseconds = 60): Way[] {
  const exact = byHand(point);
  const ways: readonly [name: string, derivative: (x: number) => number][] = [
    ["by hand", byHand],
    ["forward differences", numericDerivative(plain, { method: "forward" })],
    ["central differences", numericDerivative(plain, { method: "central" })],
    ["Richardson extrapolation", numericDerivative(plain)],
    ["automatic, forward", derivative(looped)],
    ["automatic, reverse", grad(looped)],
    ["automatic, compiled", jit(derivative(looped))],
  ];
  // Twice, since the engine is still at work on what has just begun.
  const unit = Math.min(timeOf(plain, milliseconds), timeOf(plain, milliseconds));
  return ways.map(([name, way]) => ({
    name,
    error: Math.abs(way(point) / exact - 1),
    cost: timeOf(way, 3 * milliseconds) / unit,
  }));
}

/** The best of some batches, in milliseconds. What a call answers decides where the next one is made. */
function timeOf(f: (x: number) => number, milliseconds: number): number {
  let best = Infinity;
  let x = point;
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    const start = performance.now();
    for (let i = 0; i < 20; i++) x = point + 1e-9 * f(x);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** How large the formula of the derivative is after so many turns of f(x) = 4·x·(1 − x) in itself. */
export function swell(turns: number): { readonly shared: number; readonly expanded: number } {
  const f = (x: Scalar) => mul(4, x, add(1, mul(-1, x)));
  const nested = (x: Scalar): Scalar => {
    let y = x;
    for (let i = 0; i < turns; i++) y = f(y);
    return y;
  };
  return trace(derivative(nested))(0.3).formulaSize();
}

function report(ways: readonly Way[]): string {
  const rows = ways.map(({ name, error, cost }) => [name, error.toExponential(1), cost.toFixed(1)]);
  const swollen = [1, 2, 3, 4, 6, 8].map((turns) => {
    const { shared, expanded } = swell(turns);
    return [String(turns), String(shared), String(expanded)];
  });
  return `The derivative of a loop of fifty steps at x = ${point}: ${byHand(point)}\n
${table(["way", "relative error", "cost, in plain functions"], rows)}\n
Symbolic: operations in the formula of (f(f(…f(x)…)))′ for f(x) = 4x(1 − x), each part written once, and
written out, which is the swell of expressions
${table(["turns", "shared", "written out"], swollen)}\n
The derivative of f(f(x)):\n${
    trace(derivative((x: Scalar) => {
      const f = (y: Scalar) => mul(4, y, add(1, mul(-1, y)));
      return f(f(x));
    }))(0.3).toInfix()
  }`;
}

if (import.meta.main) {
  const ways = compare();
  console.log(report(ways));
  const errorOf = (name: string) => ways.find((way) => way.name === name)!.error;
  const errors = {
    "Richardson extrapolation": errorOf("Richardson extrapolation"),
    "automatic: to rounding": errorOf("automatic, forward"),
  };
  await save("four_ways", await plot({ plain, exact: byHand(point), point, errors }));
}
