// Derivatives of the beta function, on plain numbers. Mixed ones by a shape near 0 would be differences of powers of
// its reciprocal; they are those of what is left of the function without 1/a + 1/b.

import { factorial } from "../../elementary/factorial.ts";
import { reciprocalOfBeta } from "./beta_power.ts";
import { polygammaDifference, polygammaOf } from "./gamma_parts.ts";
import { exponentialSeries, type Jet, type Jets, jetsOf, type TaylorCoefficients } from "./jets.ts";

/** Shapes below this are small: power series in them converge like those of ½. */
const SMALL = 0.25;

/** How many terms of a power series in a small shape count, or in the sum of two. */
const TERMS = 60;

/** Returns the derivative of B(a, b) of the orders i and j, not both 0. */
export function betaDerivative(a: number, b: number, i: number, j: number): number {
  if (!(a > 0 && b > 0)) return NaN;
  if (a === Infinity || b === Infinity) return 0;
  const jets = jetsOf(i + j, 2);
  if (i > 0 && j > 0 && Math.min(a, b) < SMALL) return jets.derivative(rest(jets, a, b), i, j);
  const log = jets.exponents.map(([k, m]) => {
    if (k + m === 0) return 0;
    const own = k > 0 && m > 0
      ? polygammaOf(k + m - 1, a + b)
      : k > 0
      ? polygammaDifference(k - 1, a, b)
      : polygammaDifference(m - 1, b, a);
    return -own / (factorial(k) * factorial(m));
  });
  return jets.derivative(jets.applied(exponentialSeries, log), i, j) / reciprocalOfBeta(a, b);
}

/**
 * Returns B(a, b) − 1/a − 1/b = (a + b)·(H − 1)/ab, where H = Γ(1 + a)·Γ(1 + b)/Γ(1 + a + b) = exp(−ab·s), and so it is
 * −(a + b)·s·(eᵗ − 1)/t for t = −ab·s.
 */
function rest(jets: Jets, a: number, b: number): Jet {
  const [first, second] = [jets.linear(a, 1), jets.linear(b, 0, 1)];
  const s = dividedDifference(jets, a, b);
  const t = jets.times(jets.times(first, second), s.map((own) => -own));
  const factor = jets.times(s, jets.applied(exponentialQuotientSeries, t));
  return jets.times(jets.combined(1, first, 1, second), factor).map((own) => -own);
}

/** Returns s = (ln Γ(1 + a + b) − ln Γ(1 + a) − ln Γ(1 + b))/ab, where at least one shape is small. */
function dividedDifference(jets: Jets, a: number, b: number): Jet {
  if (a < SMALL && b >= SMALL) {
    const exchanged = dividedDifference(jets, b, a);
    return jets.exponents.map(([i, j]) => exchanged[jets.indexOf(j, i)]);
  }
  const result: number[] = jets.exponents.map(() => 0);
  for (let k = 1; k <= TERMS; k++) {
    const own = a < SMALL ? ofSmall(jets, a, k) : ofLarge(jets, a, k);
    jets.exponents.forEach(([i, j], at) => {
      if (k > j) result[at] += own[i] * choose(k - 1, j) * b ** (k - 1 - j) / factorial(k);
    });
    if (Math.abs(b) ** (k - 1 - jets.order) < 1e-20) break;
  }
  return result;
}

/** Returns (ψ⁽ᵏ⁻¹⁾(1 + a) − ψ⁽ᵏ⁻¹⁾(1))/a by powers of the variable in a, for a small a: Σ ψ⁽ᵏ⁺ᵐ⁻¹⁾(1)·aᵐ⁻¹/m!. */
function ofSmall(jets: Jets, a: number, k: number): number[] {
  return Array.from({ length: jets.order + 1 }, (_, i) => {
    let sum = 0;
    for (let m = i + 1; m <= TERMS; m++) {
      const term = polygammaOfOne(k + m - 1) / factorial(m) * choose(m - 1, i) * a ** (m - 1 - i);
      sum += term;
      if (Math.abs(term) < 1e-18 * Math.abs(sum)) break;
    }
    return sum;
  });
}

/** Returns the same for an a that is not small, by which it is divided. */
function ofLarge(jets: Jets, a: number, k: number): number[] {
  const result: number[] = [];
  for (let i = 0; i <= jets.order; i++) {
    const own = i === 0
      ? polygammaDifference(k - 1, 1, a)
      : polygammaOf(k - 1 + i, 1 + a) / factorial(i);
    result.push((own - (i === 0 ? 0 : result[i - 1])) / a);
  }
  return result;
}

const atOne: number[] = [];

function polygammaOfOne(n: number): number {
  return atOne[n] ??= polygammaOf(n, 1);
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 0; i < k; i++) result *= (n - i) / (i + 1);
  return result;
}

/** The Taylor coefficients of (eˣ − 1)/x, for |x| of order 1. */
const exponentialQuotientSeries: TaylorCoefficients = (x, order) =>
  Array.from({ length: order + 1 }, (_, k) => {
    let sum = 0;
    for (let n = k; n <= k + 30; n++) sum += choose(n, k) * x ** (n - k) / factorial(n + 1);
    return sum;
  });
