// Nonlinear least squares. The optimiser knows nothing of the model but its residuals and their Jacobian,
// both functions of a tree of parameters; what it fits has the shape of that tree.

import { hypot, type Scalar, type Tree, value } from "@fluxion/ad";
import { inverse, Matrix, QrDecomposition } from "ml-matrix";
import { flatten, unflatten } from "./trees.ts";

/** What to minimise: ½‖r(p)‖², given r and ∂r/∂p, one tree in the shape of p for each residual. */
export interface LeastSquares<P> {
  readonly residuals: (parameters: P) => Scalar[];
  readonly jacobian: (parameters: P) => Tree[];
}

/** An accepted point. */
export interface Iteration {
  /** ‖r‖. */
  readonly norm: number;
  /** The largest |cos| of the angle between r and a column of J: 0 at an optimum, in any units. */
  readonly cosine: number;
  /** The damping λ of the step that led here: that of Gauss-Newton would be 0. */
  readonly damping: number;
}

/** What was fitted, and how. */
export interface Fit<P> {
  readonly parameters: P;
  readonly residuals: number[];
  readonly jacobian: Matrix;
  /** From the start to the last point. */
  readonly iterations: Iteration[];
  readonly converged: boolean;
}

/**
 * Levenberg-Marquardt. A step δ solves (JᵀJ + λD)·δ = −Jᵀr, where D is the diagonal of JᵀJ (Marquardt
 * 1963), by the QR decomposition of J over √(λD), which does not square the condition of J (Moré 1978).
 * It ends at a cosine of √ε, where what is left to gain, a share cos² of ‖r‖², is below rounding, or where
 * steps are.
 */
export function levenbergMarquardt<P extends Tree>(
  problem: LeastSquares<P>,
  start: P,
  { tolerance = Math.sqrt(Number.EPSILON), maximumIterations = 100 } = {},
): Fit<P> {
  let damping = 1e-3;
  let point = evaluate(problem, start, damping);
  const iterations = [point.iteration];
  let converged = point.iteration.cosine <= tolerance;
  while (!converged && iterations.length <= maximumIterations && damping < 1e16) {
    const leaves = flatten(point.parameters);
    const delta = step(point.jacobian, point.residuals, damping);
    const next = evaluate(
      problem,
      unflatten(start, leaves.map((leaf, j) => leaf + delta[j])),
      damping,
    );
    // Close to the optimum the norm of a better point is larger by rounding as often as not.
    if (next.iteration.norm <= point.iteration.norm * (1 + 1e-14)) {
      point = next;
      iterations.push(point.iteration);
      damping /= 10;
    } else {
      damping *= 10;
    }
    const isStill = delta.every((d, j) => Math.abs(d) <= Number.EPSILON * Math.abs(leaves[j]));
    converged = isStill || point.iteration.cosine <= tolerance;
  }
  return { ...point, iterations, converged };
}

/** The covariance of the parameters, s²·(JᵀJ)⁻¹ = s²·R⁻¹R⁻ᵀ with J = QR. */
export function covariance({ jacobian, residuals }: Fit<unknown>): Matrix {
  const root = inverse(new QrDecomposition(jacobian).upperTriangularMatrix);
  return root.mmul(root.transpose()).mul(noiseVariance(residuals, jacobian.columns));
}

/** The variance of the noise, s² = ‖r‖²/(m − n), estimated from m residuals of a fit of n parameters. */
export function noiseVariance(residuals: readonly number[], parameters: number): number {
  return hypot(residuals) ** 2 / (residuals.length - parameters);
}

function evaluate<P>({ residuals, jacobian }: LeastSquares<P>, parameters: P, damping: number) {
  const r = residuals(parameters).map((residual) => value(residual));
  const rows = new Matrix(jacobian(parameters).map(flatten));
  const norm = hypot(r);
  const cosines = columnsOf(rows).map((column) => {
    const product = column.reduce((sum, entry, i) => sum + entry * r[i], 0);
    return product === 0 ? 0 : Math.abs(product) / (hypot(column) * norm);
  });
  return {
    parameters,
    residuals: r,
    jacobian: rows,
    iteration: { norm, cosine: Math.max(...cosines), damping },
  };
}

function step(jacobian: Matrix, residuals: readonly number[], damping: number): number[] {
  const scales = columnsOf(jacobian).map((column) => hypot(column));
  const system = new Matrix([
    ...jacobian.to2DArray(),
    ...Matrix.diag(scales).mul(Math.sqrt(damping)).to2DArray(),
  ]);
  const right = Matrix.columnVector([
    ...residuals.map((residual) => -residual),
    ...scales.map(() => 0),
  ]);
  return new QrDecomposition(system).solve(right).to1DArray();
}

function columnsOf(matrix: Matrix): number[][] {
  return matrix.transpose().to2DArray();
}
