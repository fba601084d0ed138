// Steps by the power series of the solution: its coefficients follow from y′ = f(t, y), one order after the other, and
// the last ones tell how far the series can be trusted (Jorba and Zou, "A software package for the numerical
// integration of ODEs by means of high-order Taylor methods", Experimental Mathematics 14, 2005).

import { productOfTwo, sumOfTwo } from "../operations/binary.ts";
import { value } from "../values/box.ts";
import type { Sparse } from "../values/interpretation.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Settings } from "./options.ts";
import type { Method, SolverStep } from "./step.ts";

/** Returns the method of Taylor, by the series of solutions. */
export function taylorMethod(expand: ExpandState, settings: Settings): Method {
  return {
    fixed: (time, state, size) => stepAlong(expand(time, state), size),
    adaptive(time, state, rest) {
      const series = expand(time, state);
      const size = Math.min(Math.abs(rest), trustedSize(series, settings));
      return stepAlong(series, Math.sign(rest) * size);
    },
  };
}

/** Returns the coefficients of the solution that starts at a time and state, one series for each leaf. */
export type ExpandState = (time: Scalar, state: readonly Scalar[]) => readonly Sparse[];

function stepAlong(series: readonly Sparse[], size: Scalar): SolverStep {
  return { size, after: (elapsed) => series.map((own) => valueAt(own, elapsed)) };
}

/** Returns Σ c_k·tᵏ by Horner's rule. */
function valueAt(series: Sparse, t: Scalar): Scalar {
  if (typeof t === "number" && typeof series[0] === "number") {
    const sum = numberAt(series, t);
    if (sum !== undefined) return sum;
  }
  let sum: Scalar | undefined;
  for (let k = series.length - 1; k >= 0; k--) {
    const own = series[k];
    if (sum !== undefined) sum = productOfTwo(sum, t);
    if (own !== undefined) sum = sum === undefined ? own : sumOfTwo(sum, own);
  }
  return sum!;
}

/** Returns the same for numbers, with the same operations; `undefined` if a coefficient is absent or a box. */
function numberAt(series: Sparse, t: number): number | undefined {
  let k = series.length - 1;
  while (series[k] === undefined) k--;
  const last = series[k];
  if (typeof last !== "number") return undefined;
  let sum = last;
  while (--k >= 0) {
    const own = series[k];
    if (typeof own !== "number") return undefined;
    sum = sum * t + own;
  }
  return sum;
}

/** Returns how far a series is to be used, from its last two coefficients. */
function trustedSize(series: readonly Sparse[], settings: Settings): number {
  const { order, relativeTolerance, absoluteTolerance } = settings;
  const scale = Math.max(largest(series, 0), absoluteTolerance / relativeTolerance);
  const radius = (k: number) => (scale / largest(series, k)) ** (1 / k);
  // An odd or even function lacks every other coefficient.
  const trusted = Math.min(radius(order - 1), radius(order));
  // The tolerance by the order that is used: e⁻² of the radius where the order is that of the tolerance.
  const share = relativeTolerance ** (1 / (order - 1));
  return trusted * share * Math.exp(-0.7 / (order - 1));
}

/** Returns the size of the largest coefficient of an order. */
function largest(series: readonly Sparse[], k: number): number {
  let size = 0;
  for (const own of series) {
    const coefficient = own[k];
    if (coefficient === undefined) continue;
    const found = Math.abs(value(coefficient));
    if (!(found <= size)) size = found;
  }
  return size;
}
