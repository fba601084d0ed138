// The exponential integrals on plain numbers: Eₙ(x) = ∫₁^∞ e⁻ˣᵗ·t⁻ⁿ dt by its series near 0 and by its continued
// fraction (Abramowitz and Stegun 5.1.12 and 5.1.22), Ei by sums of terms of one sign.

import { factorial } from "../../elementary/factorial.ts";

/** Euler's constant. */
const EULER = 0.5772156649015329;

/** Returns Eₙ(x) for an integer n of any sign and x ≥ 0; NaN for others. */
export function exponentialIntegral(n: number, x: number): number {
  if (!Number.isInteger(n) || !(x >= 0)) return NaN;
  if (x === Infinity) return 0;
  if (x === 0) return n > 1 ? 1 / (n - 1) : Infinity;
  if (n <= 0) return ofNegativeOrder(-n, x);
  return x <= 1 ? nearZero(n, x) : Math.exp(-x) * fraction(n, x);
}

/** Returns E₋ₘ(x) = m!·e⁻ˣ·Σ xᵏ/k! / xᵐ⁺¹, for k from 0 to m. */
function ofNegativeOrder(m: number, x: number): number {
  // Σ m!/k!·xᵏ⁻ᵐ
  let term = 1;
  let sum = 1;
  for (let k = m; k > 0; k--) sum += term *= k / x;
  return Math.exp(-x) * sum / x;
}

function nearZero(n: number, x: number): number {
  // The term with the logarithm, and all others, which are (−x)ᵐ / ((n − 1 − m)·m!).
  let psi = -EULER;
  for (let k = 1; k < n; k++) psi += 1 / k;
  let power = 1;
  let sum = 0;
  for (let m = 0; m < 100; m++) {
    if (m > 0) power *= -x / m;
    const term = m === n - 1 ? power * (psi - Math.log(x)) : power / (n - 1 - m);
    sum += term;
    if (m >= n && Math.abs(term) < 1e-18 * Math.abs(sum)) break;
  }
  return sum;
}

/** Returns eˣ·Eₙ(x), by the even part of its continued fraction, from the front (Lentz 1976). */
function fraction(n: number, x: number): number {
  let b = x + n;
  let d = 1 / b;
  let c = Infinity;
  let h = d;
  for (let i = 1; i < 1000; i++) {
    const numerator = -i * (n - 1 + i);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const change = c * d;
    h *= change;
    if (Math.abs(change - 1) < 2e-16) break;
  }
  return h;
}

/** The zero of Ei, as a sum of two doubles. */
const ROOT = 0.3725074107813666;
const REST_OF_ROOT = 1.3140183414386028e-17;

/** Returns the derivative of an order of Ei(x), the principal value of ∫₋∞ˣ eᵗ/t dt. */
export function exponentialIntegralDerivative(x: number, order: number): number {
  if (order > 0) return quotientDerivative(x, order - 1);
  if (x < 0) return -exponentialIntegral(1, -x);
  if (x === 0 || x === Infinity) return x === 0 ? -Infinity : x;
  if (x > 40) {
    let term = 1;
    let sum = 1;
    for (let k = 1; k < x && term > 1e-17 * sum; k++) sum += term *= k / x;
    // In halves, since eˣ overflows where the quotient does not yet.
    const half = Math.exp(x / 2);
    return half * (sum / x) * half;
  }
  const isNearRoot = x > 0.2 && x < 0.6;
  // Near the zero the difference of both series, of which each term has the factor x − root.
  const distance = (x - ROOT) - REST_OF_ROOT;
  let sum = isNearRoot ? Math.log1p(distance / ROOT) : EULER + Math.log(x);
  let power = 1;
  let quotient = 1;
  let rootPower = 1;
  for (let k = 1; k < 200; k++) {
    // (xᵏ − rootᵏ) / (x − root) / k!
    quotient = k === 1 ? 1 : (quotient * x + rootPower) / k;
    rootPower *= ROOT / k;
    power *= x / k;
    const term = isNearRoot ? distance * quotient / k : power / k;
    sum += term;
    if (Math.abs(term) < 1e-18 * Math.abs(sum)) break;
  }
  return sum;
}

/** Returns the derivative of an order of eˣ/x: eˣ/x·Σ (−1)ʲ·m!/(m − j)!·x⁻ʲ. */
function quotientDerivative(x: number, order: number): number {
  if (x === -Infinity) return 0;
  let term = 1;
  let sum = 1;
  for (let j = 1; j <= order; j++) sum += term *= -(order - j + 1) / x;
  const half = Math.exp(x / 2);
  return order > 0 && x === 0
    ? factorial(order) * (order % 2 === 0 ? 1 : -1) / x ** (order + 1)
    : half * (sum / x) * half;
}
