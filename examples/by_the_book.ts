// Both modes as they are defined, from the library's own file: dual numbers that carry tangents forward, and
// closures that carry cotangents back, on a program small enough to follow by hand. Then nested, where tags keep
// the perturbations apart, and against the fast modes, which answer the same bits sooner.

import { add, derivative, grad, mul, type Scalar, sin } from "@fluxion/ad";
import { forwardByTheBook, reverseByTheBook } from "../lib/modes/book.ts";
import { plot } from "./by_the_book_plot.ts";
import { save } from "./draw.ts";
import { type Progress, progressLine, silent } from "./progress.ts";
import { table } from "./table.ts";
import { leastTimes } from "./timing.ts";

/** Where the small program is differentiated. */
export const point = [2, 3];

const expressions = ["a", "b", "a·b", "sin(a)", "v₁ + v₂"];

/** a·b + sin a, with all of its steps. */
function steps(
  [a, b]: readonly Scalar[],
  watched: (step: Scalar, i: number) => Scalar = (step) => step,
): Scalar[] {
  const product = watched(mul(a, b), 0);
  const sine = watched(sin(a), 1);
  return [a, b, product, sine, watched(add(product, sine), 2)];
}

/** A step with what each mode knows of it. */
export interface Row {
  readonly expression: string;
  readonly primal: number;
  /** How much the step changes with a. */
  readonly tangent: number;
  /** How much the result changes with the step. */
  readonly cotangent: number;
}

/** All steps, with their tangents by one forward pass and their cotangents by one pullback. */
export function followed(): Row[] {
  const { results: primals, tangents } = forwardByTheBook((xs) => steps(xs), point, [1, undefined]);
  // To each step something is added that changes no bit, and whose cotangent is the step's.
  const { pullback } = reverseByTheBook(
    ([a, b, ...nothing]) => [steps([a, b], (step, i) => add(step, nothing[i])).at(-1)!],
    [...point, -0, -0, -0],
  );
  const cotangents = pullback([1]);
  return expressions.map((expression, i) => ({
    expression,
    primal: primals[i] as number,
    tangent: tangents[i] as number ?? 0,
    cotangent: cotangents[i] as number ?? 0,
  }));
}

type OfOne = (x: Scalar) => Scalar;
type Way = (f: OfOne) => OfOne;

/** The derivative of a function of one real, as defined and as the library does it. */
export const ways: Readonly<Record<"forward" | "reverse", Readonly<Record<string, Way>>>> = {
  forward: {
    "by the book": (f) => (x) => forwardByTheBook(([x]) => [f(x)], [x], [1]).tangents[0] ?? 0,
    "derivative": (f) => derivative(f),
  },
  reverse: {
    "by the book": (f) => (x) => reverseByTheBook(([x]) => [f(x)], [x]).pullback([1])[0] ?? 0,
    "grad": (f) => grad(f) as OfOne,
  },
};

const [forward, reverse] = [ways.forward["by the book"], ways.reverse["by the book"]];

/** d/dx of x · d/dy (x + y) at 1, in every mix of the modes: 1, and 2 where one takes ẏ for ẋ. */
export function nested(): Readonly<Record<string, Scalar>> {
  const mix = (outer: Way, inner: Way) => outer((x) => mul(x, inner((y) => add(x, y))(1)))(1);
  return {
    "forward over forward": mix(forward, forward),
    "forward over reverse": mix(forward, reverse),
    "reverse over forward": mix(reverse, forward),
    "reverse over reverse": mix(reverse, reverse),
  };
}

/** A loop of so many turns, three operations each. */
export function looped(turns: number): OfOne {
  return (x) => {
    let y: Scalar = x;
    for (let i = 0; i < turns; i++) y = sin(add(mul(0.9, y), x));
    return y;
  };
}

function plainly(turns: number, x: number): number {
  let y = x;
  for (let i = 0; i < turns; i++) y = Math.sin(0.9 * y + x);
  return y;
}

/** What a derivative of the loop costs in one way. */
export interface Cost {
  readonly mode: "forward" | "reverse";
  readonly way: "by the book" | "fast";
  readonly operations: number;
  /** In units of the loop with native operators. */
  readonly cost: number;
}

/** The costs of loops of several lengths. */
export function compare(
  lengths: readonly number[],
  milliseconds: number,
  progress: Progress = silent,
): Cost[] {
  const kinds = (["forward", "reverse"] as const).flatMap((mode) =>
    Object.entries(ways[mode]).map(([name, way]) => ({ mode, name, way }))
  );
  // An engine leaves out a loop whose result nobody keeps.
  let kept = 0;
  const tasks = lengths.flatMap((turns) => [
    () => kept += plainly(turns, 0.7),
    ...kinds.map(({ way }) => {
      const slope = way(looped(turns));
      return () => slope(0.7);
    }),
  ]);
  const times = leastTimes(tasks, milliseconds, progress);
  if (!Number.isFinite(kept)) throw new RangeError("Cannot compare costs: the loop has diverged");
  return lengths.flatMap((turns, i) => {
    const [plain, ...own] = times.slice(i * (kinds.length + 1));
    return kinds.map(({ mode, name }, k): Cost => ({
      mode,
      way: name === "by the book" ? name : "fast",
      operations: 3 * turns,
      cost: own[k] / plain,
    }));
  });
}

/** The part of the library's file that says what an operation is in each mode. */
export async function excerpts(): Promise<string[]> {
  const source = await Deno.readTextFile(new URL("../lib/modes/book.ts", import.meta.url));
  return [...source.matchAll(/^ {4}operation\(operation, operands\) \{\n[^]*?^ {4}\},$/gm)]
    .map(([text]) => text);
}

async function report(costs: readonly Cost[]): Promise<string> {
  const [ofForward, ofReverse] = await excerpts();
  const rows = followed().map(({ expression, ...numbers }, i) => [
    ["a", "b", "v₁", "v₂", "v₃"][i],
    expression,
    ...Object.values(numbers).map((number) => number.toFixed(4)),
  ]);
  const last = costs.slice(-4);
  return `What an operation is on dual numbers x + ẋ·ε (lib/modes/book.ts)\n
${ofForward}\n
and what it is on variables, each a value with a backpropagator\n
${ofReverse}\n
The program a·b + sin a at (${point}): tangents along a, pushed forward with the values, and cotangents, which
backpropagators have carried back from the result
${table(["Step", "Expression", "Value", "Tangent", "Cotangent"], rows)}\n
Notice: a went into two steps, and its cotangent is the sum of what both have contributed, b + cos a. The
tangent of the result is the same number, the derivative by a; the cotangents have that by b as well.\n
d/dx of x · d/dy (x + y) at 1: each derivative has an ε of its own
${table(["Mix", "Derivative"], Object.entries(nested()).map(([mix, x]) => [mix, String(x)]))}\n
A loop of ${last[0].operations} operations, in units of itself with native operators
${table(["Mode", "Way", "Cost"], last.map(({ mode, way, cost }) => [mode, way, cost.toFixed(0)]))}\n
Notice: the fast modes answer the same bits. They make no closure where a few numbers say the same.`;
}

if (import.meta.main) {
  const costs = compare([16, 64, 256, 1024, 4096], 300, progressLine("Timing derivatives"));
  console.log(await report(costs));
  await save("by_the_book", await plot(followed(), costs));
}
