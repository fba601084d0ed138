// Compares the first derivatives of functions by several modes and by difference quotients, pair by pair.

import type { NamedCall } from "../trees/call.ts";
import { numericRows } from "./trees.ts";
import {
  type CheckedFunction,
  type Conditions,
  over,
  rowsBy,
  scaleOf,
} from "./checked_function.ts";

/** Two values of one derivative. */
export interface ModeComparison {
  readonly entry: string;
  readonly first: Claim;
  readonly second: Claim;
  readonly tolerated: number;
  /** The ratio of the difference to what is tolerated. */
  readonly severity: number;
}

/** The value of a derivative by one mode. */
export interface Claim {
  readonly mode: string;
  readonly value: number;
}

/** Largest error of a difference quotient, as a multiple of its error estimate. */
const margin = 10;
/** Size below which a derivative, relative to its summands, may be rounding alone. */
const smallest = 1e-6;

/**
 * Compares the first derivatives of functions: of each function, entry by entry, each mode with difference
 * quotients and with the first mode; across functions, their weighted sums, which are equal.
 */
export function* modeComparisons(
  call: NamedCall,
  functions: readonly CheckedFunction[],
  conditions: Conditions,
): Generator<ModeComparison> {
  let reference: Sums | undefined;
  for (const checked of functions) {
    const { point, modes } = conditions;
    const quotients = quotientsOf(checked, conditions);
    const matrices = modes.map((mode) => ({
      mode: over(mode, checked),
      rows: rowsBy[mode](call, checked, point),
    }));
    for (const matrix of matrices) {
      yield* entries(checked, matrix, matrices[0], quotients, conditions);
      const sums = weighted(checked, matrix, quotients, conditions);
      reference ??= sums;
      yield* compareSums(sums, reference, conditions);
    }
  }
}

interface Matrix {
  readonly mode: string;
  readonly rows: readonly (readonly number[])[];
}

/** A derivative by difference quotients, with the absolute tolerances that are added to the relative one. */
interface Quotient {
  readonly value: number;
  /** Tolerance between it and a mode. */
  readonly slack: number;
  /** Tolerance between two modes, which does not grow with the error of a poor quotient. */
  readonly rounding: number;
}

function quotientsOf(
  { evaluate, sizes }: CheckedFunction,
  { point, tolerance }: Conditions,
): Quotient[][] {
  const values = (xs: readonly number[]) => evaluate(xs) as number[];
  const here = values(point);
  return numericRows(values, point, here, {}, true).map((row, i) =>
    row.map(({ derivative, error }, j) => {
      const size = Math.max(sizes[i], Math.abs(here[i])) / scaleOf(point[j]);
      const rounding = tolerance * smallest * Math.max(1, size);
      // Quotients that did not converge, as beside a kink, are compared with nothing.
      const hasConverged = error <= 1e-3 * Math.max(Math.abs(derivative), size, smallest);
      return {
        value: derivative,
        slack: hasConverged ? margin * error + rounding : Infinity,
        rounding: Math.min(margin * error, tolerance) + rounding,
      };
    })
  );
}

function* entries(
  checked: CheckedFunction,
  matrix: Matrix,
  reference: Matrix,
  quotients: readonly (readonly Quotient[])[],
  { inputs, tolerance }: Conditions,
): Generator<ModeComparison> {
  const numerically = "numeric differentiation" +
    (checked.mode === undefined ? "" : ` of ${checked.mode}`);
  for (const [i, output] of checked.outputs.entries()) {
    for (const [j, input] of inputs.entries()) {
      const entry = `∂${output}/∂${input}`;
      const { value, slack, rounding } = quotients[i][j];
      const own = { mode: matrix.mode, value: matrix.rows[i][j] };
      const quotient = { mode: numerically, value };
      // A finite derivative is not compared with a quotient that did not converge.
      const isAlone = slack === Infinity && Number.isFinite(own.value);
      const tolerated = isAlone ? Infinity : tolerance * sizeOf(own, quotient) + slack;
      yield compare(entry, own, quotient, tolerated);
      if (matrix === reference) continue;
      const other = { mode: reference.mode, value: reference.rows[i][j] };
      yield compare(entry, own, other, tolerance * sizeOf(own, other) + rounding);
    }
  }
}

/** The derivatives of the weighted sum of the results, with their tolerances. */
interface Sums {
  readonly mode: string;
  readonly values: readonly number[];
  readonly tolerated: readonly number[];
}

function weighted(
  { weights }: CheckedFunction,
  { mode, rows }: Matrix,
  quotients: readonly (readonly Quotient[])[],
  { inputs, tolerance }: Conditions,
): Sums {
  const sum = (entry: (weight: number, i: number, j: number) => number) =>
    inputs.map((_, j) => weights.reduce((total, weight, i) => total + entry(weight, i, j), 0));
  return {
    mode,
    values: sum((weight, i, j) => weight * rows[i][j]),
    tolerated: sum((weight, i, j) =>
      Math.abs(weight) * (tolerance * Math.abs(rows[i][j]) + quotients[i][j].rounding)
    ),
  };
}

function* compareSums(
  own: Sums,
  reference: Sums,
  { inputs }: Conditions,
): Generator<ModeComparison> {
  if (own === reference) return;
  for (const [j, input] of inputs.entries()) {
    yield compare(
      `∂Σ/∂${input}`,
      { mode: own.mode, value: own.values[j] },
      { mode: reference.mode, value: reference.values[j] },
      Math.max(own.tolerated[j], reference.tolerated[j]),
    );
  }
}

function compare(entry: string, first: Claim, second: Claim, tolerated: number): ModeComparison {
  return { entry, first, second, tolerated, severity: severityOf(first, second, tolerated) };
}

/** Returns the severity of a difference; 0 if neither is finite, as at a pole or after an overflow. */
function severityOf({ value: a }: Claim, { value: b }: Claim, tolerated: number): number {
  if (a === b || tolerated === Infinity) return 0;
  if (Number.isFinite(a) && Number.isFinite(b)) return Math.abs(a - b) / tolerated;
  return Number.isFinite(a) || Number.isFinite(b) ? Infinity : 0;
}

function sizeOf(first: Claim, second: Claim): number {
  return Math.max(Math.abs(first.value), Math.abs(second.value));
}
