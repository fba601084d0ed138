// Bessel functions of integer order on plain numbers: those of orders 0 and 1 from a library, and others by the
// recurrence, run in the direction in which it is stable (Abramowitz and Stegun 9.12).

import besselJ0Value from "@stdlib/math-base-special-besselj0";
import besselJ1Value from "@stdlib/math-base-special-besselj1";
import besselY0Value from "@stdlib/math-base-special-bessely0";
import besselY1Value from "@stdlib/math-base-special-bessely1";

/** Returns Jₙ(x) for an integer n; NaN for others. */
export function firstKind(n: number, x: number): number {
  if (!Number.isInteger(n) || x !== x) return NaN;
  const order = Math.abs(n);
  const size = Math.abs(x);
  const isOpposite = order % 2 === 1 && (n < 0) !== (x < 0);
  const value = size === Infinity ? 0 : ofPositive(order, size);
  return isOpposite ? -value : value;
}

function ofPositive(n: number, x: number): number {
  if (n === 0) return besselJ0Value(x);
  if (n === 1) return besselJ1Value(x);
  if (x === 0) return 0;
  if (n < x) {
    let [before, own] = [besselJ0Value(x), besselJ1Value(x)];
    for (let k = 1; k < n; k++) [before, own] = [own, 2 * k / x * own - before];
    return own;
  }
  if (x < 1) return nearZero(n, x);
  // Downwards from an order so high that Jₙ is negligible (Miller 1952), scaled by the larger of J₀ and J₁.
  const start = 2 * Math.ceil((n + Math.sqrt(60 * n) + 20) / 2);
  let [after, own] = [0, 1e-300];
  let wanted = 0;
  for (let k = start; k > 0; k--) {
    [after, own] = [own, 2 * k / x * own - after];
    if (k - 1 === n) wanted = own;
    if (Math.abs(own) > 1e250) {
      [after, own, wanted] = [after * 1e-250, own * 1e-250, wanted * 1e-250];
    }
  }
  const [j0, j1] = [besselJ0Value(x), besselJ1Value(x)];
  return Math.abs(j0) > Math.abs(j1) ? wanted * (j0 / own) : wanted * (j1 / after);
}

/** Returns Jₙ(x) by its series. */
function nearZero(n: number, x: number): number {
  let term = 1;
  for (let k = 1; k <= n; k++) term *= x / (2 * k);
  let sum = term;
  for (let k = 1; Math.abs(term) > 1e-18 * sum; k++) sum += term *= -x * x / (4 * k * (k + n));
  return sum;
}

/** Returns Yₙ(x) for an integer n and x ≥ 0; NaN for others. */
export function secondKind(n: number, x: number): number {
  if (!Number.isInteger(n) || !(x >= 0)) return NaN;
  const order = Math.abs(n);
  const sign = n < 0 && order % 2 === 1 ? -1 : 1;
  if (x === 0) return -sign * Infinity;
  if (x === Infinity) return 0;
  let [before, own] = [besselY0Value(x), besselY1Value(x)];
  if (order === 0) return before;
  for (let k = 1; k < order; k++) {
    // Once it has overflowed it stays so.
    if (own === -Infinity) break;
    [before, own] = [own, 2 * k / x * own - before];
  }
  return sign * own;
}

/**
 * Returns the derivative of a Bessel function by x, of the order `times`: 2⁻ᵏ·Σ sᵢ·(k over i)·fₙ₋ₖ₊₂ᵢ(x), which does not
 * cancel near 0, as f′ₙ = fₙ₋₁ − n/x·fₙ does.
 *
 * @param sign of the functions with the higher order: −1 for Jₙ and Yₙ, 1 for Iₙ
 */
export function besselDerivative(
  f: (n: number, x: number) => number,
  sign: 1 | -1,
  n: number,
  x: number,
  times: number,
): number {
  if (times === 0) return f(n, x);
  let sum = 0;
  let choices = 1;
  for (let i = 0; i <= times; i++) {
    sum += choices * f(n - times + 2 * i, x);
    choices *= sign * (times - i) / (i + 1);
  }
  return sum / 2 ** times;
}
