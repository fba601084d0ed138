// The tails of the normal distribution in a scaled form, with derivatives of all orders, on plain numbers. Those of
// E(x) = exp(x²)·erfc(x) are (−2)ⁿ·n!·exp(x²)·iⁿerfc(x), by repeated integrals of erfc, whose recurrence is run in
// the direction in which it is stable (Gautschi 1961).

import { factorial } from "../../elementary/factorial.ts";
import {
  complementaryErrorFunction,
  errorFunction,
  gaussian,
  scaledComplement,
} from "../../elementary/error_function.ts";
import { jetsOf, logarithmSeries } from "./jets.ts";

/** Returns the derivative of an order of exp(x²)·erfc(x). */
export function scaledComplementDerivative(x: number, order: number): number {
  if (x === Infinity) return 0;
  if (order === 0 || x !== x) return scaledComplement(x);
  if (x > 0 && x < 0.5) return seriesOfScaled(x, order);
  const scale = (-2) ** order * factorial(order);
  const zeroth = scaledComplement(x);
  if (x > 0) {
    // The ratios of neighbouring integrals, as a continued fraction from behind.
    const count = order + 10 + Math.ceil(160 / (x * x));
    let ratio = (Math.sqrt(x * x + 2 * count) - x) / (2 * count);
    let product = zeroth;
    for (let n = count; n >= 1; n--) {
      if (n <= order) product *= ratio;
      ratio = 1 / (2 * x + 2 * n * ratio);
    }
    return scale * product;
  }
  let [before, own] = [2 / Math.sqrt(Math.PI), zeroth];
  for (let n = 1; n <= order; n++) [before, own] = [own, (before / 2 - x * own) / n];
  return scale * own;
}

/** Returns the derivative of an order of Σ (−x)ᵏ / Γ(k/2 + 1). */
function seriesOfScaled(x: number, order: number): number {
  // 1/Γ(k/2 + 1), two steps at a time.
  const reciprocals = [1, 2 / Math.sqrt(Math.PI)];
  let sum = 0;
  let power = 1;
  let falling = factorial(order);
  for (let k = 0; k < order + 60; k++) {
    if (k > 1) reciprocals.push(reciprocals[k - 2] / (k / 2));
    if (k < order) continue;
    sum += (k % 2 === 0 ? 1 : -1) * reciprocals[k] * falling * power;
    power *= x;
    falling *= (k + 1) / (k + 1 - order);
  }
  return sum;
}

/** A tail T(x) with T′(x) = −k·exp(−c·x²). */
interface Tail {
  /** c */
  readonly curvature: number;
  /** The value T(x) where it is not small. */
  readonly value: (x: number) => number;
  /** k·exp(−c·x²) */
  readonly density: (x: number) => number;
  /** ln T(x) */
  readonly log: (x: number) => number;
}

const errorTail: Tail = {
  curvature: 1,
  value: complementaryErrorFunction,
  density: (x) => 2 / Math.sqrt(Math.PI) * gaussian(x),
  log: (x) => {
    if (Math.abs(x) < 0.5) return Math.log1p(-errorFunction(x));
    return x < 0 ? Math.log(complementaryErrorFunction(x)) : Math.log(scaledComplement(x)) - x * x;
  },
};

const normalTail: Tail = {
  curvature: 0.5,
  value: (x) => complementaryErrorFunction(x * Math.SQRT1_2) / 2,
  density: (x) => normalDensityDerivative(x, 0),
  log: (x) => {
    if (x < 0) return Math.log1p(-upperNormal(-x));
    return Math.log(scaledComplement(x * Math.SQRT1_2) / 2) - x * x / 2;
  },
};

/** Returns the derivative of an order of ln erfc x. */
export const logComplementDerivative = (x: number, order: number): number =>
  logTailDerivative(errorTail, x, order);

/** Returns the derivative of an order of ln Q(x), the logarithm of the upper tail of the normal distribution. */
export const logUpperNormalDerivative = (x: number, order: number): number =>
  logTailDerivative(normalTail, x, order);

function logTailDerivative(tail: Tail, x: number, order: number): number {
  if (order === 0) return tail.log(x);
  const { curvature: c } = tail;
  if (x === Infinity) return order === 1 ? -Infinity : order === 2 ? -2 * c : 0;
  if (x < 0.3) {
    // The hazard h = −(ln T)′ obeys h′ = h·(h − 2cx), which gives its Taylor coefficients.
    const hazard = [tail.density(x) / tail.value(x)];
    if (hazard[0] === 0) return 0 * -1;
    for (let n = 0; n + 1 < order; n++) {
      let sum = -2 * c * (n > 0 ? hazard[n - 1] : 0) - 2 * c * x * hazard[n];
      for (let k = 0; k <= n; k++) sum += hazard[k] * hazard[n - k];
      hazard.push(sum / (n + 1));
    }
    return -hazard[order - 1] * factorial(order - 1);
  }
  // ln T is −c·x² and the logarithm of what is left, whose derivatives do not cancel.
  const root = Math.sqrt(c);
  const at = root * x;
  if (order === 1) return -2 / Math.sqrt(Math.PI) * root / scaledComplement(at);
  const jets = jetsOf(order, 1);
  const scaled = Array.from(
    { length: order + 1 },
    (_, k) => scaledComplementDerivative(at, k) / factorial(k),
  );
  const own = jets.derivative(jets.applied(logarithmSeries, scaled), order) * root ** order;
  return order === 2 ? own - 2 * c : own;
}

/** Returns the upper tail of the normal distribution for x ≥ 0. */
export function upperNormal(x: number): number {
  const at = x * Math.SQRT1_2;
  if (at < 0.5) return complementaryErrorFunction(at) / 2;
  return timesHalfGaussian(scaledComplement(at) / 2, x);
}

/** Returns Φ(x), the distribution function of the normal distribution. */
export function normalDistribution(x: number): number {
  return x < 0 ? upperNormal(-x) : x === x ? 1 - upperNormal(x) : NaN;
}

/** Returns the derivative of an order of the normal density: (−1)ⁿ·Heₙ(x)·φ(x), with Hermite's polynomials. */
export function normalDensityDerivative(x: number, order: number): number {
  let [before, polynomial] = [0, 1];
  for (let n = 0; n < order; n++) {
    [before, polynomial] = [polynomial, -x * polynomial - n * before];
  }
  return timesHalfGaussian(polynomial / Math.sqrt(2 * Math.PI), x);
}

/**
 * Returns factor·exp(−x²/2), accurate for large x, too, also where the exponential alone underflows. The square of a
 * number of single precision is exact, and so is its difference from the shift.
 */
function timesHalfGaussian(factor: number, x: number): number {
  if (Math.abs(x) > 60) return 0;
  const high = Math.fround(x);
  const rest = (high - x) * (high + x) / 2;
  const power = 1 + rest * (1 + rest / 2);
  if (Math.abs(x) < 20) return factor * Math.exp(-high * high / 2) * power;
  return factor * Math.exp(SHIFT - high * high / 2) * power * Math.exp(-SHIFT);
}

const SHIFT = 200;
