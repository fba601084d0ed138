// The linear problem of least squares by a sparse Jacobian: its normal equations, scaled so that their diagonal is about
// 1, and Cholesky's decomposition in an order that keeps them sparse.

import type { SparseMatrix } from "../sparse/sparse_matrix.ts";
import { type DampedSystem, lengthOf } from "./damping.ts";
import { type Elimination, eliminationOf } from "./elimination_order.ts";
import type { LinearModel, ParameterCovariance, ScaledModel } from "./linear_model.ts";
import { solveLower, solveUpper, type SparseFactor, sparseFactor } from "./sparse_cholesky.ts";

/** A Jacobian by rows, weighted. */
interface SparseRows {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Returns the linear problem of a sparse Jacobian. @param weights what its rows are multiplied by */
export function sparseModel(
  jacobian: SparseMatrix,
  residuals: Float64Array,
  weights: Float64Array | undefined,
): LinearModel {
  const { rows, columns, shape: [m, n] } = jacobian;
  const values = Float64Array.from(jacobian.values);
  const columnLengths = new Float64Array(n);
  const gradient = new Float64Array(n);
  for (let i = 0; i < m; i++) {
    for (let k = rows[i]; k < rows[i + 1]; k++) {
      if (weights !== undefined) values[k] *= weights[i];
      columnLengths[columns[k]] += values[k] ** 2;
      gradient[columns[k]] += values[k] * residuals[i];
    }
  }
  for (let j = 0; j < n; j++) columnLengths[j] = Math.sqrt(columnLengths[j]);
  const matrix = { rows, columns, values };
  return {
    columnLengths,
    gradient,
    scaled: (scales, free) => scaledModel(matrix, residuals, scales, free),
    covariance: (free) => covarianceOf(matrix, columnLengths, free),
  };
}

function scaledModel(
  matrix: SparseRows,
  residuals: Float64Array,
  scales: Float64Array,
  free: Int32Array,
): ScaledModel {
  const equations = new NormalEquations(matrix, scales, free);
  const right = equations.transposedTimes(residuals);
  const size = lengthOf(residuals);
  const regular = equations.factor(0);
  // Where columns depend on one another, the least damping that rounding leaves stands for none.
  const least = regular === undefined ? 1e-12 : 0;
  const system: DampedSystem = {
    slopes: right,
    isRegular: regular !== undefined,
    solve(damping) {
      const factor = damping <= least
        ? regular ?? equations.factor(least)
        : equations.factor(damping);
      const solved = (b: Float64Array) => equations.solve(factor!, b.map((own) => -own));
      const q = solved(right);
      return {
        q,
        slope: () => lengthOf(equations.halfSolved(factor!, q)) ** 2,
        again: (vector) => solved(equations.transposedTimes(vector)),
      };
    },
  };
  const whole = system.solve(0).q;
  let reached = 0;
  for (let j = 0; j < whole.length; j++) reached -= whole[j] * right[j];
  return {
    cosine: size === 0 ? 0 : Math.sqrt(Math.max(0, reached)) / size,
    system,
    gain(q) {
      let gain = -(lengthOf(equations.times(q)) ** 2);
      for (let j = 0; j < q.length; j++) gain -= 2 * q[j] * right[j];
      return gain;
    },
  };
}

/** AᵀA of the scaled free columns. */
class NormalEquations {
  private readonly elimination: Elimination;
  /** The entries of AᵀA on and below the diagonal, by places: for each column a map from row to value. */
  private readonly entries: readonly Map<number, number>[];
  private readonly matrix: SparseRows;
  private readonly unit: Float64Array;
  private readonly place: Int32Array;

  constructor(matrix: SparseRows, scales: Float64Array, free: Int32Array) {
    const { rows, columns, values } = matrix;
    this.matrix = matrix;
    this.unit = Float64Array.from(free, (j) => 1 / scales[j]);
    const own = new Int32Array(scales.length).fill(-1);
    free.forEach((j, k) => own[j] = k);
    this.place = own;
    const neighbours = Array.from(free, () => new Set<number>());
    const products = Array.from(free, () => new Map<number, number>());
    for (let i = 0; i + 1 < rows.length; i++) {
      for (let k = rows[i]; k < rows[i + 1]; k++) {
        const a = own[columns[k]];
        if (a < 0) continue;
        for (let l = rows[i]; l <= k; l++) {
          const b = own[columns[l]];
          if (b < 0) continue;
          const product = values[k] * values[l] * this.unit[a] * this.unit[b];
          products[a].set(b, (products[a].get(b) ?? 0) + product);
          if (a === b) continue;
          neighbours[a].add(b);
          neighbours[b].add(a);
        }
      }
    }
    this.elimination = eliminationOf(neighbours);
    const { place } = this.elimination;
    this.entries = Array.from(free, () => new Map<number, number>());
    products.forEach((row, a) =>
      row.forEach((product, b) =>
        this.entries[Math.min(place[a], place[b])].set(Math.max(place[a], place[b]), product)
      )
    );
  }

  factor(damping: number): SparseFactor | undefined {
    return sparseFactor(this.elimination, (k, into) => {
      this.entries[k].forEach((entry, row) => into[row] = entry);
      into[k] += damping;
    });
  }

  solve(factor: SparseFactor, b: Float64Array): Float64Array {
    const half = this.halfSolved(factor, b);
    const z = solveUpper(this.elimination, factor, half);
    return Float64Array.from(this.elimination.place, (at) => z[at]);
  }

  halfSolved(factor: SparseFactor, b: Float64Array): Float64Array {
    const placed = Float64Array.from(this.elimination.order, (own) => b[own]);
    return solveLower(this.elimination, factor, placed);
  }

  times(q: Float64Array): Float64Array {
    const { rows, columns, values } = this.matrix;
    const product = new Float64Array(rows.length - 1);
    for (let i = 0; i + 1 < rows.length; i++) {
      for (let k = rows[i]; k < rows[i + 1]; k++) {
        const a = this.place[columns[k]];
        if (a >= 0) product[i] += values[k] * this.unit[a] * q[a];
      }
    }
    return product;
  }

  transposedTimes(b: Float64Array): Float64Array {
    const { rows, columns, values } = this.matrix;
    const product = new Float64Array(this.unit.length);
    for (let i = 0; i + 1 < rows.length; i++) {
      for (let k = rows[i]; k < rows[i + 1]; k++) {
        const a = this.place[columns[k]];
        if (a >= 0) product[a] += values[k] * this.unit[a] * b[i];
      }
    }
    return product;
  }
}

/** Returns (JᵀJ)⁻¹ of the free parameters, row by row. */
function covarianceOf(
  matrix: SparseRows,
  columnLengths: Float64Array,
  free: Int32Array,
): ParameterCovariance {
  const scales = columnLengths.map((length) => length || 1);
  const equations = new NormalEquations(matrix, scales, free);
  const factor = equations.factor(0);
  const count = free.length;
  const undetermined = new Uint8Array(count).fill(factor === undefined ? 1 : 0);
  const entries = Array.from({ length: count }, (_, a) => {
    if (factor === undefined) return new Float64Array(count).fill(NaN);
    const unit = new Float64Array(count);
    unit[a] = 1;
    return equations.solve(factor, unit).map((own, b) => own / (scales[free[a]] * scales[free[b]]));
  });
  return { entries, undetermined };
}
