// The power series of the solution of y′ = f(t, y): the coefficient of order k of f is k + 1 times that of order k + 1
// of y, and so both are known one order after the other.

import { div } from "../elementary/arithmetic.ts";
import { TaylorLevel } from "../taylor/level.ts";
import type { Sparse } from "../values/interpretation.ts";
import { closing } from "../values/level.ts";
import { outsideResult, present } from "../values/membership.ts";
import type { Scalar } from "../values/scalar.ts";
import type { FlatRightHandSide } from "./options.ts";

/** Returns for each entry of the state the coefficients of its power series in the time since the start. */
export function solutionSeries(
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
