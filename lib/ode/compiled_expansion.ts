// The power series of solutions as a program that is compiled once: a few thousand operations without a branch.

import type { Sparse } from "../values/interpretation.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Callable } from "../trees/call.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { withLeaves } from "../trees/tree.ts";
import { type Compile, flatRightHandSide } from "./options.ts";
import { solutionSeries } from "./solution_series.ts";

/** Returns the coefficients of the solution that starts at a time and state, for each leaf of the state. */
export type SolutionExpansion = (
  time: Scalar,
  state: unknown,
  parameters: unknown,
) => readonly Sparse[];

const compiled = /* @__PURE__ */ new WeakMap<Callable, Map<string, SolutionExpansion>>();
const numbers = /* @__PURE__ */ new WeakMap<Compile, number>();
let count = 0;

/** Returns the compiled expansion of a right-hand side: always the same for the same functions and order. */
export function compiledExpansion(compile: Compile, f: Callable, order: number): SolutionExpansion {
  if (!numbers.has(compile)) numbers.set(compile, ++count);
  const key = `${numbers.get(compile)} ${order}`;
  let ofFunction = compiled.get(f);
  if (ofFunction === undefined) compiled.set(f, ofFunction = new Map());
  let expansion = ofFunction.get(key);
  if (expansion === undefined) {
    ofFunction.set(key, expansion = compile(expansionOf(f, order) as never) as SolutionExpansion);
  }
  return expansion;
}

function expansionOf(f: Callable, order: number): SolutionExpansion {
  const expansion: SolutionExpansion = (time, state, parameters) => {
    const leaves = matchingLeaves(state, "y", state, "y");
    const shaped = (own: readonly Scalar[]) =>
      state instanceof Object ? withLeaves(state, own, "as arrays") : own[0];
    const series = solutionSeries(
      flatRightHandSide(f, state, shaped, parameters),
      time,
      leaves,
      order,
    );
    // A program answers numbers: what is absent is 0 to the polynomial.
    return series.map((own) => Array.from({ length: order + 1 }, (_, k) => own[k] ?? 0));
  };
  return Object.defineProperty(expansion, "name", { value: f.name });
}
