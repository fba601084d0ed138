// Random sparse functions: a random program is run on several windows of a long list of inputs, and its results
// are put together as a list, or as a sum.

import { add, hessian, mul, type Scalar } from "@fluxion/ad";
import fc from "fast-check";
import { type Problem, problem, problemWithKinks } from "../laws/arbitraries.ts";

/** A function of many inputs, of which each result depends on few. */
export interface SparseProblem {
  readonly inner: Problem;
  readonly point: number[];
  readonly direction: number[];
  /** The inputs that each run of the program gets. */
  readonly windows: number[][];
}

const MOST_INPUTS = 12;

function sparseOver(problems: fc.Arbitrary<Problem>): fc.Arbitrary<SparseProblem> {
  return problems.chain((inner) => {
    const width = inner.program.inputs;
    const input = fc.nat(MOST_INPUTS - 1);
    const windows = fc.array(fc.array(input, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 5,
    });
    return fc.record({ inner: fc.constant(inner), windows, shift: fc.nat(MOST_INPUTS) }).map(
      ({ inner, windows, shift }) => ({
        inner,
        windows,
        point: spread(inner.point, shift),
        direction: spread(inner.direction, shift),
      }),
    );
  });
}

/** Repeats a few coordinates, a little smaller each time, so that they stay in the domain and differ. */
function spread(coordinates: readonly number[], shift: number): number[] {
  return Array.from(
    { length: MOST_INPUTS },
    (_, i) => coordinates[(i + shift) % coordinates.length] * (1 - i / 64),
  );
}

/** Random sparse functions at points where they may have kinks. */
export const sparseProblemWithKinks: fc.Arbitrary<SparseProblem> = sparseOver(problemWithKinks);

/** Random sparse functions where they have second derivatives. */
export const sparseProblem: fc.Arbitrary<SparseProblem> = sparseOver(problem).filter((own) =>
  hessian(realOf(own))(own.point).flat().every(Number.isFinite)
);

/** The function as a list of results. */
export function listOf({ inner: { program }, windows }: SparseProblem) {
  return (xs: readonly Scalar[]): Scalar[] =>
    windows.flatMap((window) => program.run(window.map((i) => xs[i])));
}

/** The function as one real. */
export function realOf({ inner: { program }, windows }: SparseProblem) {
  return (xs: readonly Scalar[]): Scalar =>
    windows.map((window, k) => mul(k + 1, program.objective(window.map((i) => xs[i]))))
      .reduce((total, own) => add(total, own));
}
