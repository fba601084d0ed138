// gmm by hand, up to the constants of its prior.

type Rows = readonly (readonly number[])[];

interface Input {
  readonly alpha: readonly number[];
  readonly mu: Rows;
  readonly q: Rows;
  readonly l: Rows;
  readonly x: Rows;
  readonly d: number;
  readonly k: number;
  readonly n: number;
  readonly m: number;
  readonly gamma: number;
}

/** The slopes of a mixture, flat. */
interface Slopes {
  readonly alpha: Float64Array;
  readonly mu: Float64Array;
  readonly q: Float64Array;
  readonly l: Float64Array;
}

/** The log posterior less a constant, and its gradient. */
export const gmm = {
  objective: (input: Input) => posteriorOf(input, false),
  jacobian: (input: Input) => {
    const run = posteriorOf(input, true);
    return () => (run(), run.slopes);
  },
};

function posteriorOf(input: Input, withSlopes: boolean): (() => number) & { slopes: Slopes } {
  const { d, k, n, m, gamma } = input;
  const alpha = Float64Array.from(input.alpha);
  const [mu, q, l, x] = [input.mu, input.q, input.l, input.x]
    .map((rows) => Float64Array.from(rows.flat()));
  const below = d * (d - 1) / 2;
  const [diagonal, offsets] = [new Float64Array(k * d), new Float64Array(k)];
  const [terms, scaled, centred] = [k, k * d, k * d].map((size) => new Float64Array(size));
  const slopes: Slopes = {
    alpha: new Float64Array(k),
    mu: new Float64Array(k * d),
    q: new Float64Array(k * d),
    l: new Float64Array(k * below),
  };

  function run(): number {
    for (const all of Object.values(slopes)) all.fill(0);
    let total = 0;
    for (let c = 0; c < k; c++) {
      offsets[c] = alpha[c];
      for (let j = 0; j < d; j++) {
        offsets[c] += q[c * d + j];
        diagonal[c * d + j] = Math.exp(q[c * d + j]);
      }
    }
    for (let i = 0; i < n; i++) {
      for (let c = 0; c < k; c++) terms[c] = termOf(i, c);
      const own = logSumExp(terms);
      total += own;
      for (let c = 0; withSlopes && c < k; c++) pullBack(c, Math.exp(terms[c] - own));
    }
    const normalisation = logSumExp(alpha);
    for (let c = 0; c < k; c++) slopes.alpha[c] -= n * Math.exp(alpha[c] - normalisation);
    return total - n * normalisation + prior();
  }

  function termOf(i: number, c: number): number {
    scaled.fill(0, c * d, c * d + d);
    let next = c * below;
    for (let column = 0; column < d; column++) {
      const off = centred[c * d + column] = x[i * d + column] - mu[c * d + column];
      scaled[c * d + column] += diagonal[c * d + column] * off;
      for (let row = column + 1; row < d; row++) scaled[c * d + row] += l[next++] * off;
    }
    let squares = 0;
    for (let j = c * d; j < c * d + d; j++) squares += scaled[j] * scaled[j];
    return offsets[c] - squares / 2;
  }

  function pullBack(c: number, weight: number): void {
    slopes.alpha[c] += weight;
    let next = c * below;
    for (let column = 0; column < d; column++) {
      const at = c * d + column;
      const off = weight * centred[at];
      let byMean = scaled[at] * diagonal[at];
      slopes.q[at] += weight - scaled[at] * off * diagonal[at];
      for (let row = column + 1; row < d; row++, next++) {
        slopes.l[next] -= scaled[c * d + row] * off;
        byMean += scaled[c * d + row] * l[next];
      }
      slopes.mu[at] += weight * byMean;
    }
  }

  function prior(): number {
    const half = gamma * gamma / 2;
    let total = 0;
    for (let j = 0; j < k * d; j++) {
      const square = diagonal[j] * diagonal[j];
      total += m * q[j] - half * square;
      slopes.q[j] += m - 2 * half * square;
    }
    for (let j = 0; j < l.length; j++) {
      total -= half * l[j] * l[j];
      slopes.l[j] -= 2 * half * l[j];
    }
    return total;
  }

  return Object.assign(run, { slopes });
}

function logSumExp(xs: Float64Array): number {
  let largest = -Infinity;
  for (let i = 0; i < xs.length; i++) if (xs[i] > largest) largest = xs[i];
  let total = 0;
  for (let i = 0; i < xs.length; i++) total += Math.exp(xs[i] - largest);
  return largest + Math.log(total);
}
