// Six decades of carbon dioxide at Mauna Loa, fitted by least squares on a Jacobian by forward mode.
// Uncertainties follow from second derivatives and from a derivative of a derivative; difference quotients
// check the Jacobian and the gradient. `deno task demo` prints the report and draws the fit.

import { hypot } from "@fluxion/ad";
import { derivative, grad, hessian } from "@fluxion/ad/operators";
import { leastSquares, type LeastSquaresFit } from "@fluxion/ad/fit";
import { inverse, Matrix } from "ml-matrix";
import {
  checkJacobian,
  compareGradients,
  type Gradient,
  type JacobianCheck,
} from "./co2_checks.ts";
import {
  loss,
  type Parameters,
  readSeries,
  residuals,
  season,
  type Series,
  start,
  trend,
} from "./co2_model.ts";
import { plot } from "./co2_plot.ts";
import { report } from "./co2_report.ts";
import { save } from "./draw.ts";
import { type Progress, progressLine, silent } from "./progress.ts";
import { flatten, unflatten } from "./trees.ts";

/** What the fit and its derivatives tell: all that the report says. */
export interface Findings {
  readonly series: Series;
  readonly fitted: LeastSquaresFit<Parameters>;
  /** ‖r‖ at the start and after every step of the fit. */
  readonly norms: number[];
  readonly errors: StandardErrors;
  readonly noise: Noise;
  /** How fast the trend rises, in ppm a year. */
  readonly growth: { year: number; rate: number; error: number }[];
  /** When the cycle peaks, as a fraction of the year. */
  readonly peak: number;
  readonly jacobian: JacobianCheck;
  readonly gradients: Gradient[];
}

/** Standard errors in the shape of the parameters. */
export interface StandardErrors {
  /** From s²·(JᵀJ)⁻¹, which leaves the curvature of the model out. */
  readonly fromJacobian: Parameters;
  /** From s²·H⁻¹, where H is the Hessian of the loss. */
  readonly fromHessian: Parameters;
}

/** What the residuals say of the noise. */
export interface Noise {
  /** Its standard deviation, in ppm. */
  readonly deviation: number;
  /** The correlation of a residual with that of the month before. */
  readonly correlation: number;
  /** How much longer that makes the errors of slow terms: √((1 + correlation) / (1 − correlation)). */
  readonly inflation: number;
}

/** Fits a series, and follows up what the fit means and whether its derivatives are right. */
export function analyse(series: Series, progress: Progress = silent): Findings {
  const norms: number[] = [];
  const fitted = fit(series, (norm) => norms.push(norm));
  progress(0.3);
  const errors = standardErrors(fitted, series);
  progress(0.6);
  const growth = [1960, 1990, 2020].map((year) => ({ year, ...growthWithError(fitted, year) }));
  progress(0.8);
  const jacobian = checkJacobian(fitted.parameters, series);
  progress(0.9);
  const gradients = compareGradients(start, series);
  progress(1);
  const peak = peakOfSeason(fitted.parameters);
  return {
    ...{ series, fitted, norms, errors, noise: noiseOf(fitted) },
    ...{ growth, peak, jacobian, gradients },
  };
}

/** The parameters that fit a series best; `onStep` is told ‖r‖. */
export function fit(
  series: Series,
  onStep: (norm: number) => void = () => {},
): LeastSquaresFit<Parameters> {
  return leastSquares(residuals, start, {
    args: [series],
    onStep: ({ value }) => onStep(Math.sqrt(value)),
  });
}

function standardErrors(fitted: LeastSquaresFit<Parameters>, series: Series): StandardErrors {
  const { parameters, errors, standardDeviation } = fitted;
  const size = flatten(parameters).length;
  const curvature = Matrix.from1DArray(size, size, flatten(hessian(loss)(parameters, series)));
  const variances = inverse(curvature).mul(standardDeviation ** 2).diagonal();
  return {
    fromJacobian: errors,
    fromHessian: unflatten(parameters, variances.map(Math.sqrt)),
  };
}

function noiseOf({ residuals, standardDeviation }: LeastSquaresFit<Parameters>): Noise {
  const products = residuals.slice(1).map((residual, i) => residual * residuals[i]);
  const correlation = products.reduce((a, b) => a + b) / hypot(residuals) ** 2;
  return {
    deviation: standardDeviation,
    correlation,
    inflation: Math.sqrt((1 + correlation) / (1 - correlation)),
  };
}

/** A derivative by time, which is a function of the parameters that has a gradient in its turn. */
function growthRate(parameters: Parameters, year: number): number {
  return derivative((time) => trend(parameters, time))(year);
}

/** The growth rate and its standard error √(gᵀCg): g its gradient, C the covariance of the parameters. */
function growthWithError(
  fitted: LeastSquaresFit<Parameters>,
  year: number,
): { rate: number; error: number } {
  const gradient = Matrix.rowVector(flatten(grad(growthRate)(fitted.parameters, year)));
  const variance = gradient.mmul(new Matrix(fitted.covariance)).mmul(gradient.transpose()).get(
    0,
    0,
  );
  return { rate: growthRate(fitted.parameters, year), error: Math.sqrt(variance) };
}

/** Newton's iteration on the derivative of the cycle, from the peak of its annual wave. */
function peakOfSeason(parameters: Parameters): number {
  const slope = derivative((time) => season({ ...parameters, swell: 0 }, time));
  let time = parameters.seasons[0].peak;
  for (let i = 0; i < 20; i++) time -= slope(time) / derivative(slope)(time);
  return time;
}

if (import.meta.main) {
  const findings = analyse(await readSeries(), progressLine("Fitting, and what follows"));
  console.log(report(findings));
  await save("co2", await plot(findings.series, findings.fitted.parameters));
}
