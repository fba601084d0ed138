// The derivatives of the fit by other ways: the Jacobian against numeric differentiation, and one gradient
// by forward mode, reverse mode and difference quotients, with what each costs and how far it is off.

import { grad, jacfwd } from "@fluxion/ad/operators";
import { numericGrad, numericJacobian } from "@fluxion/ad/check";
import { Matrix } from "ml-matrix";
import { loss, model, type Parameters, residuals, type Series } from "./co2_model.ts";
import { leastTimes } from "./timing.ts";
import { flatten } from "./trees.ts";

/** How far two Jacobians are apart, relative to the largest entry of the column. */
export interface JacobianCheck {
  readonly rows: number;
  readonly columns: number;
  readonly difference: number;
  /** How far the numeric one may be off by its own account. */
  readonly admitted: number;
  /** Whether every entry differs by no more than is admitted for it. */
  readonly within: boolean;
}

/**
 * Checks the Jacobian of the residuals by forward mode against Richardson's extrapolation. The latter is of
 * the model, which has the same Jacobian: from residuals, small differences of large numbers, it could not
 * tell how far those numbers are rounded, and would admit too small an error.
 */
export function checkJacobian(parameters: Parameters, series: Series): JacobianCheck {
  const [estimates, errors] = numericJacobian(model, { errorEstimate: true })(parameters, series);
  const exact = new Matrix(jacfwd(residuals)(parameters, series).map(flatten));
  const admitted = new Matrix(errors.map(flatten));
  const difference = Matrix.sub(exact, estimates.map(flatten)).abs();
  const scales = Matrix.abs(exact).max("column");
  const relative = (matrix: Matrix) => matrix.clone().divRowVector(scales);
  return {
    rows: exact.rows,
    columns: exact.columns,
    difference: relative(difference).max(),
    admitted: relative(admitted).max(),
    within: Matrix.sub(admitted, difference).min() >= 0,
  };
}

/** A gradient by one method. */
export interface Gradient {
  readonly method: string;
  readonly gradient: Parameters;
  /** The largest relative difference to reverse mode in any parameter. */
  readonly error: number;
  /** The time for one gradient. */
  readonly milliseconds: number;
  /** That time in units of the time for one value of the function. */
  readonly cost: number;
}

/** The gradient of the loss by reverse mode, by forward mode and by three kinds of differences. */
export function compareGradients(parameters: Parameters, series: Series): Gradient[] {
  const methods: [string, (at: Parameters, series: Series) => Parameters][] = [
    ["Reverse mode", grad(loss)],
    ["Forward mode", jacfwd(loss)],
    ["Forward differences", numericGrad(loss, { method: "forward" })],
    ["Central differences", numericGrad(loss, { method: "central" })],
    ["Richardson extrapolation", numericGrad(loss, { method: "richardson" })],
  ];
  const reference = flatten(grad(loss)(parameters, series));
  const [unit, ...times] = leastTimes(
    [loss, ...methods.map(([, gradient]) => gradient)].map((f) => () => f(parameters, series)),
  );
  return methods.map(([method, differentiate], i) => {
    const gradient = differentiate(parameters, series);
    const errors = flatten(gradient).map((leaf, j) => Math.abs(leaf / reference[j] - 1));
    return {
      method,
      gradient,
      error: Math.max(...errors),
      milliseconds: times[i],
      cost: times[i] / unit,
    };
  });
}
