// What a list of numbers says: its mean and how sure of it one can be, its spread and its quantiles.

/** A number and its standard error. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** The mean of a list. */
export function meanOf(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}

/** The unbiased variance of a list. */
export function varianceOf(xs: readonly number[]): number {
  const mean = meanOf(xs);
  return xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (xs.length - 1);
}

/** The mean of independent draws as an estimate of what they are draws of. */
export function estimate(xs: readonly number[]): Estimate {
  return { value: meanOf(xs), error: Math.sqrt(varianceOf(xs) / xs.length) };
}

/** The values below which given shares of a sample are. */
export function quantiles(sample: readonly number[], shares: readonly number[]): number[] {
  const sorted = [...sample].sort((a, b) => a - b);
  return shares.map((share) => sorted[Math.round(share * (sorted.length - 1))]);
}
