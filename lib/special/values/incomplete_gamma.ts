// The regularised incomplete gamma functions and their derivatives by the shape, on plain numbers. Below x = a + 1 by
// the series of the lower one, and above by the continued fraction of the upper one (Abramowitz and Stegun 6.5.29 and
// 6.5.31), which run on power series in the shape; the other one is the difference to 1.

import { factorial } from "../../elementary/factorial.ts";
import {
  dividedTwice,
  exactSum,
  exponentialOf,
  logarithmTwice,
  plusTwice,
  timesTwice,
} from "./double_double.ts";
import {
  digammaLessLogarithm,
  logGammaOfOneMore,
  polygammaOf,
  stirlingFactor,
} from "./gamma_parts.ts";
import {
  exponentialSeries,
  type Jet,
  type Jets,
  jetsOf,
  logarithmOfOneMoreSeries,
  logarithmSeries,
} from "./jets.ts";

/** Which of the two functions: the integral from 0 to x, or from x to ∞. */
export type GammaSide = "lower" | "upper";

/** One of the two, in a form that neither overflows nor underflows: exp(log)·factor, or 1 less that. */
interface Parts {
  readonly side: GammaSide;
  /** The value of exp(log), which is more accurate than the exponential of its first coefficient. */
  readonly power: number;
  readonly log: Jet;
  readonly factor: Jet;
}

/** Returns xᵃ·e⁻ˣ / Γ(a + 1), to a few units in the last place. */
export function gammaPower(a: number, x: number): number {
  if (a < 1e-300) return Math.exp(-x);
  const exponent = plusTwice(
    timesTwice([a, 0], logarithmTwice(dividedTwice([x, 0], [a, 0]))),
    exactSum(a, -x),
  );
  return exponentialOf(exponent) / (Math.sqrt(2 * Math.PI * a) * stirlingFactor(a));
}

/** Returns the derivative of an order by the shape a of P(a, x) or Q(a, x). */
export function incompleteGamma(side: GammaSide, a: number, x: number, order: number): number {
  const atEnd = limit(side, a, x, order);
  if (atEnd !== undefined) return atEnd;
  const jets = jetsOf(order, 1);
  const parts = partsOf(jets, a, x);
  const own = jets.derivative(multiplied(jets, parts), order);
  if (parts.side === side) return own;
  return order === 0 ? 1 - own : -own;
}

/**
 * Returns the derivative of the orders i and j, by the shape a and by x, of ln P(a, x) or ln Q(a, x), also where these
 * underflow. In the tails they are coefficients of a power series in both: differences with the density would cancel.
 */
export function logIncompleteGamma(
  side: GammaSide,
  a: number,
  x: number,
  i: number,
  j: number,
): number {
  if (i === 0 && j === 1) return (side === "lower" ? 1 : -1) * gammaHazard(side, a, x);
  const atEnd = limit(side, a, x, i);
  if (atEnd !== undefined) {
    if (i + j === 0) return Math.log(atEnd);
    return j === 0 ? atEnd : x === Infinity && a > 0 && side === "lower" ? 0 : NaN;
  }
  if (j > 0 && (isSmall(a, x) || (side === "upper" && x < 2 * a))) {
    return -hazardDerivative(side, a, x, i, j - 1);
  }
  const jets = jetsOf(i + j, j === 0 ? 1 : 2);
  return jets.derivative(logarithm(side, jets, a, x), i, j);
}

function logarithm(side: GammaSide, jets: Jets, a: number, x: number): Jet {
  const parts = partsOf(jets, a, x);
  if (parts.side === side) {
    return jets.combined(1, parts.log, 1, jets.applied(logarithmSeries, parts.factor));
  }
  const less = jets.combined(-1, multiplied(jets, parts), 0, parts.log);
  return jets.applied(logarithmOfOneMoreSeries, less);
}

/**
 * Returns the derivative of the orders i and j of the density over Q, or of −density over P, for small shapes, of which
 * the functions are nearly multiples: by h′ = h·(ρ + h), ρ the derivative of the logarithm of the density.
 */
function hazardDerivative(side: GammaSide, a: number, x: number, i: number, j: number): number {
  const jets = jetsOf(i, 1);
  const sign = side === "lower" ? -1 : 1;
  const rates = jets.combined(1, logPower(jets, a, x), -1, logarithm(side, jets, a, x));
  // xᵃ⁻¹e⁻ˣ/Γ(a) is a/x times the power.
  const scaled = jets.times(
    jets.linear(a, 1),
    jets.applied(exponentialSeries, [0, ...rates.slice(1)]),
  );
  const value = sign * gammaHazard(side, a, x);
  const terms: Jet[] = [scaled.map((own) => own / a * value)];
  const slopeOf = (m: number) =>
    jets.shifted(
      jets.linear(a - 1, 1).map((own) => own * (m % 2 === 0 ? 1 : -1) / x ** (m + 1)),
      m === 0 ? -1 : 0,
    );
  for (let m = 0; m < j; m++) {
    let next: Jet = jets.linear(0);
    for (let k = 0; k <= m; k++) {
      const rate = jets.combined(1, slopeOf(m - k), 1, terms[m - k]);
      next = jets.combined(1, next, 1, jets.times(terms[k], rate));
    }
    terms.push(next.map((own) => own / (m + 1)));
  }
  return jets.derivative(terms[j], i) * factorial(j);
}

/** Returns the density xᵃ⁻¹·e⁻ˣ / Γ(a) over P(a, x) or Q(a, x), the size of the derivative of its logarithm by x. */
export function gammaHazard(side: GammaSide, a: number, x: number): number {
  const atEnd = limit(side, a, x, 0);
  if (atEnd !== undefined) {
    if (!(a > 0)) return a === 0 && x > 0 ? side === "lower" ? 0 : NaN : NaN;
    if (x === 0) return side === "lower" ? Infinity : a > 1 ? 0 : a === 1 ? 1 : Infinity;
    return side === "lower" ? 0 : 1;
  }
  const parts = partsOf(jetsOf(0, 1), a, x);
  if (parts.side === side && !isSmall(a, x)) return a / (x * parts.factor[0]);
  const own = parts.power * parts.factor[0];
  return gammaPower(a, x) * a / x / (parts.side === side ? own : 1 - own);
}

/** Returns what P or Q is, and its derivatives are, at an end or outside of the domain; `undefined` inside. */
function limit(side: GammaSide, a: number, x: number, order: number): number | undefined {
  if (!(a >= 0 && x >= 0) || (a === Infinity && x === Infinity)) return NaN;
  if (a > 0 && x > 0 && a < Infinity && x < Infinity) return undefined;
  if (a === 0 && x === 0) return NaN;
  // All mass is at 0 for a = 0; where x is 0 or a infinite, nothing is below x.
  if (order > 0) return a === 0 ? NaN : 0;
  return (side === "lower") === (a === 0 || x === Infinity) ? 1 : 0;
}

/** Whether Q is small beside P though x is below a + 1, as for small shapes. */
function isSmall(a: number, x: number): boolean {
  return a < 1 && x < a + 1;
}

function multiplied(jets: Jets, { power, log, factor }: Parts): Jet {
  const scaled = jets.applied(exponentialSeries, jets.shifted(log, -log[0]));
  return jets.times(scaled, factor).map((own) => own * power);
}

function partsOf(jets: Jets, a: number, x: number): Parts {
  const log = logPower(jets, a, x);
  const power = gammaPower(a, x);
  if (isSmall(a, x)) return smallParts(jets, a, x, log, power);
  if (x < a + 1) return { side: "lower", power, log, factor: lowerSeries(jets, a, x) };
  const factor = jets.times(upperFraction(jets, a, x), jets.linear(a, 1));
  return { side: "upper", power, log, factor };
}

/** Returns a·ln x − x − ln Γ(a + 1). */
function logPower(jets: Jets, a: number, x: number): Jet {
  // Relative to the shape, since the terms alone are larger than their difference.
  const ratio = (x - a) / a;
  const logOfRatio = Math.abs(ratio) < 0.5 ? Math.log1p(ratio) : Math.log(x) - Math.log(a);
  return jets.exponents.map(([i, j]) => {
    if (j > 0) {
      if (i === 0 && j === 1) return (a - x) / x;
      return i > 1 ? 0 : (i === 0 ? a : 1) * (j % 2 === 1 ? 1 : -1) / (j * x ** j);
    }
    if (i > 1) return -polygammaOf(i - 1, 1 + a) / factorial(i);
    if (i === 1) {
      return a < 1 ? Math.log(x) - polygammaOf(0, 1 + a) : logOfRatio - digammaLessLogarithm(a);
    }
    return a < 1
      ? a * Math.log(x) - x - logGammaOfOneMore(a)
      : a * logOfRatio + (a - x) - Math.log(Math.sqrt(2 * Math.PI * a) * stirlingFactor(a));
  });
}

/** Returns Σ xⁿ / ((a + 1)⋯(a + n)). */
function lowerSeries(jets: Jets, a: number, x: number): Jet {
  const end = jets.linear(x, 0, 1);
  let term: Jet = jets.linear(1);
  let sum = term;
  for (let n = 1; n < 1e7; n++) {
    term = jets.over(jets.times(term, end), jets.linear(a + n, 1));
    sum = sum.map((own, k) => own + term[k]);
    if (term[0] < 1e-17 * sum[0] && isNegligible(term, sum)) break;
  }
  return sum;
}

function isNegligible(term: Jet, sum: Jet): boolean {
  return term.every((own, k) => Math.abs(own) <= 1e-17 * Math.abs(sum[k]));
}

/** Returns Γ(a, x)·eˣ·x⁻ᵃ by its continued fraction, from the front (Lentz 1976). */
function upperFraction(jets: Jets, a: number, x: number): Jet {
  let b = jets.linear(x + 1 - a, -1, 1);
  let d = jets.over(jets.linear(1), b);
  let c: Jet | undefined;
  let h = d;
  for (let i = 1; i < 1e7; i++) {
    const numerator = jets.linear(-i * (i - a), i);
    b = jets.shifted(b, 2);
    d = jets.over(jets.linear(1), jets.combined(1, jets.times(numerator, d), 1, b));
    // The first one divides by nothing, which stands for infinity.
    c = c === undefined ? b : jets.combined(1, b, 1, jets.over(numerator, c));
    const change = jets.times(c, d);
    h = jets.times(h, change);
    if (jets.isOne(change, 2e-16)) break;
  }
  return h;
}

/** Returns Q for shapes below 1: 1 − eˡ·(1 + v) by the terms that differ from 1, with v = a·Σ (−x)ⁿ / ((a + n)·n!). */
function smallParts(jets: Jets, a: number, x: number, log: Jet, power: number): Parts {
  const shape = jets.linear(a, 1);
  const end = jets.linear(x, 0, 1);
  let v: Jet = jets.linear(0);
  let numerator: Jet = jets.linear(1);
  for (let n = 1; n < 100; n++) {
    numerator = jets.times(numerator, end).map((own) => -own / n);
    v = jets.combined(1, v, 1, jets.over(numerator, jets.linear(a + n, 1)));
    if (numerator.every((own) => Math.abs(own) < 1e-18)) break;
  }
  const own = jets.combined(1, log, 1, end);
  const rest = jets.times(jets.times(shape, v), jets.applied(exponentialSeries, own));
  const lower = jets.applied(exponentialSeries, own).slice();
  lower[0] = Math.expm1(own[0]);
  const upper = jets.combined(-1, lower, -1, rest);
  // P itself by its series, which does not cancel; where it is the smaller one, Q is the difference.
  if (upper[0] > 0.5) return { side: "lower", power, log, factor: lowerSeries(jets, a, x) };
  return { side: "upper", power: 1, log: jets.linear(0), factor: upper };
}
