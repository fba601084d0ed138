// The linear problem of least squares by a dense Jacobian and its QR decomposition, which does not square the condition
// of the matrix as the normal equations do. What is asked for many λ is answered by R, completed by rotations.

import { type DampedSystem, lengthOf } from "./damping.ts";
import { denseCovariance } from "./dense_covariance.ts";
import type { LinearModel, ScaledModel } from "./linear_model.ts";
import {
  backSubstituted,
  columnsOver,
  forwardSubstituted,
  type PivotedQr,
  pivotedQr,
} from "./pivoted_qr.ts";

/**
 * Returns the linear problem of a Jacobian.
 *
 * @param jacobian m×n, by rows
 */
export function denseModel(
  jacobian: Float64Array,
  residuals: Float64Array,
  n: number,
): LinearModel {
  const m = residuals.length;
  const columnLengths = new Float64Array(n);
  const gradient = new Float64Array(n);
  for (let i = 0, k = 0; i < m; i++) {
    for (let j = 0; j < n; j++, k++) {
      columnLengths[j] += jacobian[k] * jacobian[k];
      gradient[j] += jacobian[k] * residuals[i];
    }
  }
  for (let j = 0; j < n; j++) columnLengths[j] = Math.sqrt(columnLengths[j]);
  return {
    columnLengths,
    gradient,
    scaled: (scales, free) => scaledModel(jacobian, residuals, n, scales, free),
    covariance: (free) => denseCovariance(jacobian, m, columnLengths, free),
  };
}

function scaledModel(
  jacobian: Float64Array,
  residuals: Float64Array,
  n: number,
  scales: Float64Array,
  free: Int32Array,
): ScaledModel {
  const decomposition = pivotedQr(
    columnsOver(jacobian, n, scales, free),
    residuals.length,
    free.length,
  );
  const projected = decomposition.project(residuals);
  const size = lengthOf(residuals);
  return {
    cosine: size === 0 ? 0 : lengthOf(projected) / size,
    system: systemOf(decomposition, projected),
    // ‖r‖² − ‖r + A·q‖² = ‖Qᵀr‖² − ‖Qᵀr + R·Πᵀq‖², without the part of r that no step reaches.
    gain(q) {
      const { n: width, r, order } = decomposition;
      let gain = 0;
      for (let i = 0; i < width; i++) {
        let change = 0;
        for (let k = i; k < width; k++) change += r[i * width + k] * q[order[k]];
        gain -= change * (2 * projected[i] + change);
      }
      return gain;
    },
  };
}

function systemOf(decomposition: PivotedQr, projected: Float64Array): DampedSystem {
  const { n, r, rank, order, project } = decomposition;
  const inOrder = (z: Float64Array) => {
    const q = new Float64Array(n);
    for (let k = 0; k < n; k++) q[order[k]] = -z[k];
    return q;
  };
  return {
    slopes: transposedTimes(decomposition, projected),
    isRegular: rank === n,
    solve(damping) {
      const isDamped = damping > 0;
      const { s, z: b } = isDamped
        ? withDamping(r, n, projected, Math.sqrt(damping))
        : { s: r, z: projected };
      const columns = isDamped ? n : rank;
      const z = backSubstituted(s, n, columns, b);
      return {
        q: inOrder(z),
        slope: () => lengthOf(forwardSubstituted(s, n, columns, z)) ** 2,
        again(vector) {
          const own = project(vector);
          const right = isDamped ? withDamping(r, n, own, Math.sqrt(damping)).z : own;
          return inOrder(backSubstituted(s, n, columns, right));
        },
      };
    },
  };
}

/** Rotates the rows of √λ·1 into R, and 0s into b: SᵀS = RᵀR + λ·1. */
function withDamping(
  r: Float64Array,
  n: number,
  b: Float64Array,
  root: number,
): { readonly s: Float64Array; readonly z: Float64Array } {
  const s = r.slice();
  const z = b.slice();
  const row = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    row.fill(0);
    row[j] = root;
    let own = 0;
    for (let k = j; k < n; k++) {
      if (row[k] === 0) continue;
      const diagonal = s[k * n + k];
      const size = Math.sqrt(diagonal * diagonal + row[k] * row[k]);
      const cosine = diagonal / size;
      const sine = row[k] / size;
      for (let i = k; i < n; i++) {
        const upper = s[k * n + i];
        s[k * n + i] = cosine * upper + sine * row[i];
        row[i] = cosine * row[i] - sine * upper;
      }
      const upper = z[k];
      z[k] = cosine * upper + sine * own;
      own = cosine * own - sine * upper;
    }
  }
  return { s, z };
}

function transposedTimes({ n, r, order }: PivotedQr, b: Float64Array): Float64Array {
  const product = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) product[order[j]] += r[i * n + j] * b[i];
  }
  return product;
}
