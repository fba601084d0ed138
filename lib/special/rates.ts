// Derivatives of a function by those of its logarithm, which is how densities depend on their shapes.

import { add, mul } from "../elementary/arithmetic.ts";
import type { Scalar } from "../values/scalar.ts";

/** Returns d·factor, and d itself for the factor 1. */
export function timesRate(d: Scalar, factor: Scalar): Scalar {
  return factor === 1 ? d : mul(d, factor);
}

/**
 * Returns the n-th derivative of a function over the function itself, from the derivatives of its logarithm: the
 * complete Bell polynomial of these.
 *
 * @param rate the (k + 1)-th derivative of the logarithm
 */
export function bellRates(n: number, rate: (k: number) => Scalar): Scalar {
  const results: Scalar[] = [1];
  for (let m = 1; m <= n; m++) {
    let sum: Scalar | undefined;
    let choices = 1;
    for (let k = 0; k < m; k++) {
      const own = mul(mul(choices, rate(k)), results[m - 1 - k]);
      sum = sum === undefined ? own : add(sum, own);
      choices *= (m - 1 - k) / (k + 1);
    }
    results.push(sum!);
  }
  return results[n];
}

/**
 * Returns the derivative of the orders i and j of a function of two reals over the function itself, from the
 * derivatives of its logarithm.
 *
 * @param rate the derivative of the orders k and m of the logarithm
 */
export function bellRatesOfTwo(
  i: number,
  j: number,
  rate: (k: number, m: number) => Scalar,
): Scalar {
  if (i + j === 0) return 1;
  if (i === 0) return bellRates(j, (k) => rate(0, k + 1));
  // Leibniz's rule for the derivative of f·rate(1, 0).
  let sum: Scalar | undefined;
  let choices = 1;
  for (let k = 0; k < i; k++) {
    let others = choices;
    for (let m = 0; m <= j; m++) {
      const rest = bellRatesOfTwo(i - 1 - k, j - m, rate);
      const own = timesRate(mul(others, rate(k + 1, m)), rest);
      sum = sum === undefined ? own : add(sum, own);
      others *= (j - m) / (m + 1);
    }
    choices *= (i - 1 - k) / (k + 1);
  }
  return sum!;
}
