// The QR decomposition with column pivoting, A·Π = Q·R, by Householder's reflections (Businger and Golub 1965): the
// diagonal of R falls in size, so that it tells the rank.

/** A decomposition A·Π = Q·R. */
export interface PivotedQr {
  /** The number of columns. */
  readonly n: number;
  /** R by rows, n×n; its rows from the rank on are 0. */
  readonly r: Float64Array;
  /** The column of A that each column of R came from. */
  readonly order: Int32Array;
  /** Returns the first n entries of Qᵀb, 0 from the rank on. */
  readonly project: (b: Float64Array) => Float64Array;
  /** How many columns are independent, to rounding. */
  readonly rank: number;
}

/**
 * Decomposes a matrix.
 *
 * @param a m×n, by columns; it becomes part of the answer
 */
export function pivotedQr(a: Float64Array, m: number, n: number): PivotedQr {
  const order = Int32Array.from({ length: n }, (_, j) => j);
  const squares = new Float64Array(n);
  const r = new Float64Array(n * n);
  const scales = new Float64Array(n);
  for (let j = 0; j < n; j++) squares[j] = squaresFrom(a, j * m, 0, m);
  const latest = squares.slice();
  const steps = Math.min(m, n);
  const diagonal = new Float64Array(n);
  for (let k = 0; k < steps; k++) {
    let pivot = k;
    for (let j = k + 1; j < n; j++) if (squares[j] > squares[pivot]) pivot = j;
    if (pivot !== k) {
      exchange(a, k * m, pivot * m, m);
      [order[k], order[pivot]] = [order[pivot], order[k]];
      squares[pivot] = squares[k];
      latest[pivot] = latest[k];
    }
    const own = k * m;
    const size = Math.sqrt(squaresFrom(a, own, k, m));
    if (size === 0) break;
    const reflected = a[own + k] > 0 ? -size : size;
    diagonal[k] = reflected;
    a[own + k] -= reflected;
    const scale = scales[k] = -1 / (reflected * a[own + k]);
    for (let j = k + 1; j < n; j++) {
      reflect(a, own, k, m, scale, a, j * m);
      // What is left of the column's length; computed anew where the difference has cancelled.
      squares[j] -= a[j * m + k] ** 2;
      if (squares[j] <= 1e-6 * latest[j]) {
        squares[j] = latest[j] = squaresFrom(a, j * m, k + 1, m);
      }
    }
  }
  const least = Math.max(m, n) * Number.EPSILON * Math.abs(diagonal[0] ?? 0);
  let rank = 0;
  while (rank < steps && Math.abs(diagonal[rank]) > least) rank++;
  for (let i = 0; i < rank; i++) {
    r[i * n + i] = diagonal[i];
    for (let j = i + 1; j < n; j++) r[i * n + j] = a[j * m + i];
  }
  return {
    n,
    r,
    order,
    rank,
    project(b) {
      const rotated = b.slice();
      for (let k = 0; k < steps; k++) reflect(a, k * m, k, m, scales[k], rotated, 0);
      const projected = new Float64Array(n);
      projected.set(rotated.subarray(0, rank));
      return projected;
    },
  };
}

/** Returns some columns of a matrix that is given by rows, each divided by its scale. */
export function columnsOver(
  rows: Float64Array,
  n: number,
  scales: Float64Array,
  chosen: Int32Array,
): Float64Array {
  const m = rows.length / n;
  const columns = new Float64Array(m * chosen.length);
  chosen.forEach((j, own) => {
    const unit = 1 / scales[j];
    for (let i = 0; i < m; i++) columns[own * m + i] = rows[i * n + j] * unit;
  });
  return columns;
}

/** Solves R·z = b for the first `rank` unknowns; the others are 0. */
export function backSubstituted(
  r: Float64Array,
  n: number,
  rank: number,
  b: Float64Array,
): Float64Array {
  const z = new Float64Array(n);
  for (let i = rank - 1; i >= 0; i--) {
    let rest = b[i];
    for (let j = i + 1; j < rank; j++) rest -= r[i * n + j] * z[j];
    z[i] = rest / r[i * n + i];
  }
  return z;
}

/** Solves Rᵀ·z = b for the first `rank` unknowns; the others are 0. */
export function forwardSubstituted(
  r: Float64Array,
  n: number,
  rank: number,
  b: Float64Array,
): Float64Array {
  const z = b.slice();
  z.fill(0, rank);
  for (let i = 0; i < rank; i++) {
    z[i] /= r[i * n + i];
    for (let j = i + 1; j < rank; j++) z[j] -= r[i * n + j] * z[i];
  }
  return z;
}

function squaresFrom(a: Float64Array, start: number, from: number, m: number): number {
  let total = 0;
  for (let i = start + from; i < start + m; i++) total += a[i] * a[i];
  return total;
}

function exchange(a: Float64Array, first: number, second: number, m: number): void {
  for (let i = 0; i < m; i++) {
    const kept = a[first + i];
    a[first + i] = a[second + i];
    a[second + i] = kept;
  }
}

/** Applies 1 − scale·v·vᵀ, where v is a column from entry k on, to a column of `to`. */
function reflect(
  v: Float64Array,
  own: number,
  k: number,
  m: number,
  scale: number,
  to: Float64Array,
  at: number,
): void {
  let share = 0;
  for (let i = k; i < m; i++) share += v[own + i] * to[at + i];
  share *= scale;
  for (let i = k; i < m; i++) to[at + i] -= share * v[own + i];
}
