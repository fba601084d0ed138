// Lambert's W function on plain numbers: the solutions of W·exp(W) = x. Near the branch point −1/e, where both
// branches meet with a vertical tangent, 1 + W is computed instead of W.

import { exactProduct } from "./double_double.ts";

/** The rounding error of Math.E. */
const REST_OF_E = 1.4456468917292502e-16;

/** A value of W, and 1 + W, neither of which loses digits. */
export interface LambertValue {
  readonly w: number;
  readonly onePlusW: number;
}

/** Returns W(x) of the branch 0, for x ≥ −1/e, or of the branch −1, for −1/e ≤ x < 0; NaN for other x. */
export function lambertValue(x: number, branch: 0 | -1): LambertValue {
  const [high, low] = exactProduct(x, Math.E);
  const excess = (high + 1) + (low + x * REST_OF_E);
  if (!(excess >= 0) || (branch === -1 && x >= 0)) {
    const w = branch === -1 && x === 0 ? -Infinity : NaN;
    return { w, onePlusW: w };
  }
  if (x === Infinity) return { w: x, onePlusW: x };
  if (excess < 0.35) {
    const onePlusW = nearBranchPoint(excess, branch === 0 ? 1 : -1);
    return { w: onePlusW - 1, onePlusW };
  }
  const w = branch === 0 ? principal(x) : lower(x);
  return { w, onePlusW: 1 + w };
}

/** Returns v = 1 + W for e·x + 1, where (v − 1)·eᵛ + 1 = Σ vᵏ·(k − 1)/k! is that number. */
function nearBranchPoint(excess: number, sign: 1 | -1): number {
  if (excess === 0) return 0;
  const p = sign * Math.sqrt(2 * excess);
  let v = p - p * p / 3 + 11 / 72 * p ** 3;
  for (let i = 0; i < 6; i++) {
    let term = v * v / 2;
    let sum = term;
    for (let k = 3; Math.abs(term) > 1e-18 * sum; k++) {
      term *= v / k;
      sum += term * (k - 1);
    }
    const step = (sum - excess) / (v * Math.exp(v));
    v -= step;
    if (Math.abs(step) < 1e-16 * Math.abs(v)) break;
  }
  return v;
}

function principal(x: number): number {
  if (x === 0) return x;
  if (x > 3) {
    // By the logarithm: w + ln w = ln x.
    const log = Math.log(x);
    let w = log - Math.log(log);
    for (let i = 0; i < 8; i++) {
      const step = (w + Math.log(w / x)) * w / (1 + w);
      w -= step;
      if (Math.abs(step) < 1e-16 * w) break;
    }
    return w;
  }
  let w = x < 1 ? x / (1 + x) : 0.7;
  for (let i = 0; i < 12; i++) {
    // Halley's method for w − x·e⁻ʷ.
    const excess = w - x * Math.exp(-w);
    const step = excess / (1 + w - excess * (2 + w) / (2 * (1 + w)));
    w -= step;
    if (Math.abs(step) < 1e-16 * Math.abs(w)) break;
  }
  return w;
}

function lower(x: number): number {
  const log = Math.log(-x);
  let w = log - Math.log(-log);
  for (let i = 0; i < 50; i++) {
    const step = (w + Math.log(-w) - log) * w / (1 + w);
    w -= step;
    if (Math.abs(step) < 1e-16 * Math.abs(w)) break;
  }
  return w;
}

/**
 * Returns the derivative of an order: e⁻ⁿʷ·pₙ(W) / (1 + W)²ⁿ⁻¹ with p₁ = 1 and
 * pₙ₊₁(w) = (1 + w)·pₙ′(w) − (n·w + 3n − 1)·pₙ(w) (Corless et al., "On the Lambert W function", 1996).
 */
export function lambertDerivative(x: number, branch: 0 | -1, order: number): number {
  const { w, onePlusW } = lambertValue(x, branch);
  if (order === 0 || w !== w) return w;
  if (w === Infinity) return 0;
  if (w === -Infinity) return order === 1 ? -Infinity : NaN;
  let polynomial = [1];
  for (let n = 1; n < order; n++) {
    const next: number[] = new Array(n + 1).fill(0);
    polynomial.forEach((c, k) => {
      next[k] += k * c - (3 * n - 1) * c;
      if (k > 0) next[k - 1] += k * c;
      next[k + 1] -= n * c;
    });
    polynomial = next;
  }
  const sum = polynomial.reduceRight((total, c) => total * w + c, 0);
  // e⁻ʷ is W/x, which is more accurate where W is large.
  const power = Math.abs(w) < 1 ? Math.exp(-w) : w / x;
  let result = sum / onePlusW;
  // In this order nothing overflows or underflows before the result does.
  for (let n = 0; n < order; n++) result *= power / (n === 0 ? 1 : onePlusW * onePlusW);
  return result;
}
