// The factorials, for coefficients of power series.

/** Returns n!. */
export function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}
