// What the gamma function, binomial coefficients and their derivatives are made of: the polygamma functions, what
// Stirling's formula leaves, and differences of polygamma functions, which are sums of terms of one sign.

import { factorial } from "../../elementary/factorial.ts";
import digammaValue from "@stdlib/math-base-special-digamma";
import gammaValue from "@stdlib/math-base-special-gamma";
import gammaOfOneMore from "@stdlib/math-base-special-gamma1pm1";
import polygammaValue from "@stdlib/math-base-special-polygamma";
import trigammaValue from "@stdlib/math-base-special-trigamma";

/** Returns ψ⁽ⁿ⁾(x) for an integer n ≥ 0; NaN for any other n, and at the poles below 0. */
export function polygammaOf(n: number, x: number): number {
  if (!(Number.isInteger(n) && n >= 0) || x !== x || x === -Infinity) return NaN;
  const sign = n % 2 === 0 ? -1 : 1;
  if (x === 0) return n % 2 === 0 ? sign / x : Infinity;
  if (x === Infinity) return n === 0 ? Infinity : 0 * sign;
  if (x < 0 && Number.isInteger(x)) return NaN;
  // Where the leading term is all there is, it may overflow.
  if (Math.abs(x) < 1e-17) return sign * factorial(n) / x ** (n + 1);
  if (n === 0) return digammaValue(x);
  return n === 1 ? trigammaValue(x) : polygammaValue(n, x);
}

/** Returns ln Γ(1 + x), relatively accurate near 0. */
export function logGammaOfOneMore(x: number): number {
  return Math.log1p(gammaOfOneMore(x));
}

/** Bernoulli's numbers B₂, B₄, …, of which the asymptotic series consist. */
export const BERNOULLI: readonly number[] = [
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
  43867 / 798,
  -174611 / 330,
  854513 / 138,
  -236364091 / 2730,
];

/** The argument from which the asymptotic series are accurate, after 12 terms. */
const ASYMPTOTIC = 16;

/**
 * Returns Γ(a + 1) / (√(2πa)·(a/e)ᵃ), what Stirling's formula leaves of the gamma function: close to 1 for large a
 * (Loader, "Fast and accurate computation of binomial probabilities", 2000).
 */
export function stirlingFactor(a: number): number {
  if (a >= ASYMPTOTIC) {
    const square = 1 / (a * a);
    let sum = 0;
    for (let k = 7; k >= 0; k--) sum = sum * square + BERNOULLI[k] / ((2 * k + 2) * (2 * k + 1));
    return Math.exp(sum / a);
  }
  const factorialOfA = a < 1e-17 ? 1 : a * gammaValue(a);
  // Not by a power of a/e, whose rounding the exponent would magnify.
  return factorialOfA * Math.exp(a) / (Math.sqrt(2 * Math.PI * a) * Math.pow(a, a));
}

/** Returns ψ(a + 1) − ln a. */
export function digammaLessLogarithm(a: number): number {
  if (a < ASYMPTOTIC) return polygammaOf(0, a) + 1 / a - Math.log(a);
  const square = 1 / (a * a);
  let sum = 0;
  for (let k = 7; k >= 0; k--) sum = (sum + BERNOULLI[k] / (2 * k + 2)) * square;
  return 0.5 / a - sum;
}

/** Returns ln x − ψ(a), which are nearly equal near the mean of a large shape. */
export function logarithmLessDigamma(a: number, x: number): number {
  const ratio = (x - a) / a;
  if (!(a >= ASYMPTOTIC && Math.abs(ratio) < 0.5)) return Math.log(x) - polygammaOf(0, a);
  return Math.log1p(ratio) - digammaLessLogarithm(a) + 1 / a;
}

/**
 * Returns ψ⁽ⁿ⁾(a + b) − ψ⁽ⁿ⁾(a) for positive a and b. The two are nearly equal for small b, and so it is summed from
 * differences of powers, all of one sign: by the recurrence up to a large argument, and there by the asymptotic
 * series.
 */
export function polygammaDifference(n: number, a: number, b: number): number {
  if (!(a > 0 && b >= 0)) return NaN;
  if (a === Infinity) return 0;
  let sum = 0;
  let from = a;
  const count = Math.max(0, Math.ceil(ASYMPTOTIC + n - a));
  for (let k = 0; k < count; k++) {
    sum += factorial(n) * powersLess(a + k, b, n + 1);
    from = a + k + 1;
  }
  sum += n === 0 ? Math.log1p(b / from) : factorial(n - 1) * powersLess(from, b, n);
  sum += factorial(n) / 2 * powersLess(from, b, n + 1);
  for (let k = 1; k <= 8; k++) {
    // B₂ₖ·(2k + n − 1)! / (2k)!
    let factor = BERNOULLI[k - 1] / (n === 0 ? 2 * k : 1);
    for (let i = 2 * k + 1; i < 2 * k + n; i++) factor *= i;
    sum += factor * powersLess(from, b, 2 * k + n);
  }
  return n % 2 === 0 ? sum : -sum;
}

/** Returns a⁻ᵖ − (a + b)⁻ᵖ. */
function powersLess(a: number, b: number, p: number): number {
  const [u, v] = [1 / a, 1 / (a + b)];
  let sum = 0;
  for (let i = 0; i < p; i++) sum = sum * v + u ** i;
  return sum * b / a * v;
}
