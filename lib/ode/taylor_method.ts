// Steps by the power series of the solution: its coefficients follow from y′ = f(t, y), one order after the other, and
// the last ones tell how far the series can be trusted (Jorba and Zou, "A software package for the numerical
// integration of ODEs by means of high-order Taylor methods", Experimental Mathematics 14, 2005).

import { div } from "../elementary/arithmetic.ts";
import { productOfTwo, sumOfTwo } from "../operations/binary.ts";
import { TaylorLevel } from "../taylor/level.ts";
import { value } from "../values/box.ts";
import type { Sparse } from "../values/interpretation.ts";
import { closing } from "../values/level.ts";
import { outsideResult, present } from "../values/membership.ts";
import type { Scalar } from "../values/scalar.ts";
import type { FlatRightHandSide, Settings } from "./options.ts";
import type { Method, Step } from "./step.ts";

/** Returns the method of Taylor for a right-hand side. */
export function taylorMethod(f: FlatRightHandSide, settings: Settings): Method {
  const expand = (time: Scalar, state: readonly Scalar[]) =>
    solutionSeries(f, time, state, settings.order);
  return {
    fixed: (time, state, size) => stepAlong(expand(time, state), size),
    adaptive(time, state, rest) {
      const series = expand(time, state);
      const size = Math.min(Math.abs(rest), trustedSize(series, settings));
      return stepAlong(series, Math.sign(rest) * size);
    },
  };
}

/** Returns for each entry of the state the coefficients of its power series in the time since the start. */
function solutionSeries(
  f: FlatRightHandSide,
  time: Scalar,
  state: readonly Scalar[],
  order: number,
): Sparse[] {
  const taylor = new TaylorLevel("the Taylor integrator", f, order, "later");
  const { level } = taylor;
  const series: (Scalar | undefined)[][] = state.map((y) => [present(y)]);
  return closing(level, () => {
    const slopes = f(taylor.input([present(time), 1]), series.map((own) => taylor.input(own)));
    for (let k = 0; k < order; k++) {
      taylor.extend(k);
      for (let i = 0; i < slopes.length; i++) {
        const slope = slopes[i];
        const found = k === 0 ? outsideResult(level, slope) : taylor.seriesOf(slope)?.at(k);
        series[i].push(found === undefined || k === 0 ? found : div(found, k + 1));
      }
    }
    return series;
  });
}

function stepAlong(series: readonly Sparse[], size: Scalar): Step {
  return { size, after: (elapsed) => series.map((own) => valueAt(own, elapsed)) };
}

/** Returns Σ c_k·tᵏ by Horner's rule. */
function valueAt(series: Sparse, t: Scalar): Scalar {
  let sum: Scalar | undefined;
  for (let k = series.length - 1; k >= 0; k--) {
    const own = series[k];
    if (sum !== undefined) sum = productOfTwo(sum, t);
    if (own !== undefined) sum = sum === undefined ? own : sumOfTwo(sum, own);
  }
  return sum!;
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
