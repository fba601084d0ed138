// The regularised incomplete beta function and its derivatives by both shapes, on plain numbers: by its continued
// fraction (Abramowitz and Stegun 26.5.8), which runs on power series in the shapes, on that side of the mean where it
// converges fast, and as the difference to 1 on the other one.

import { factorial } from "../../elementary/factorial.ts";
import { betaPower, logBetaPower } from "./beta_power.ts";
import { polygammaDifference, polygammaOf } from "./gamma_parts.ts";
import {
  exponentialSeries,
  type Jet,
  type Jets,
  jetsOf,
  logarithmOfOneMoreSeries,
  logarithmSeries,
} from "./jets.ts";

/** Which of the two functions: the integral from 0 to x, or from x to 1. */
export type BetaSide = "lower" | "upper";

/** One of the two, in a form that does not underflow: exp(log)·factor. */
interface Parts {
  readonly side: BetaSide;
  readonly power: number;
  readonly log: Jet;
  readonly factor: Jet;
  /** What the factor is without the shapes in it. */
  readonly fraction: number;
}

/** Returns the derivative of I(a, b, x), or of 1 − I(a, b, x), by the shapes, of the given orders. */
export function incompleteBeta(
  side: BetaSide,
  a: number,
  b: number,
  x: number,
  i: number,
  j: number,
): number {
  const atEnd = limit(side, a, b, x);
  if (atEnd !== undefined) return i + j === 0 || atEnd !== atEnd ? atEnd : 0;
  const jets = jetsOf(i + j, 2);
  const parts = partsOf(jets, a, b, x);
  const own = jets.derivative(multiplied(jets, parts), i, j);
  if (parts.side === side) return own;
  return i + j === 0 ? 1 - own : -own;
}

/** Returns the derivative of the logarithm by the shapes, of the given orders, also where the function underflows. */
export function logIncompleteBeta(
  side: BetaSide,
  a: number,
  b: number,
  x: number,
  i: number,
  j: number,
): number {
  const atEnd = limit(side, a, b, x);
  if (atEnd !== undefined) {
    if (i + j === 0) return Math.log(atEnd);
    const own = side === "lower" ? i : j;
    return atEnd === 0 && i + j === 1 && own === 1 ? -Infinity : atEnd === atEnd ? 0 : NaN;
  }
  const jets = jetsOf(i + j, 2);
  const parts = partsOf(jets, a, b, x);
  const log = parts.side === side
    ? jets.combined(1, parts.log, 1, jets.applied(logarithmSeries, parts.factor))
    : jets.applied(
      logarithmOfOneMoreSeries,
      jets.combined(-1, multiplied(jets, parts), 0, parts.log),
    );
  return jets.derivative(log, i, j);
}

/** Returns the density over I(a, b, x), or over 1 − I(a, b, x): the size of the derivative of its logarithm by x. */
export function betaHazard(side: BetaSide, a: number, b: number, x: number): number {
  const atEnd = limit(side, a, b, x);
  if (atEnd !== undefined) {
    if (!(a > 0 && b > 0 && atEnd === atEnd)) return NaN;
    return atEnd === 0 ? Infinity : betaDensityAtEnd(a, b, x);
  }
  const parts = partsOf(jetsOf(0, 2), a, b, x);
  if (parts.side === side) return (side === "lower" ? a : b) / (x * (1 - x) * parts.fraction);
  return betaPower(a, b, x) / x / (1 - x) / (1 - parts.power * parts.factor[0]);
}

/** Returns the density at 0 or 1. */
export function betaDensityAtEnd(a: number, b: number, x: number): number {
  const [own, other] = x === 0 ? [a, b] : [b, a];
  return own > 1 ? 0 : own === 1 ? other : Infinity;
}

/** Returns the function at an end or outside of its domain; `undefined` inside. */
function limit(side: BetaSide, a: number, b: number, x: number): number | undefined {
  const lower = lowerLimit(a, b, x);
  return lower === undefined || side === "lower" ? lower : 1 - lower;
}

function lowerLimit(a: number, b: number, x: number): number | undefined {
  if (!(a >= 0 && b >= 0 && x >= 0 && x <= 1)) return NaN;
  if (a === Infinity || b === Infinity || (a === 0 && b === 0)) return NaN;
  if (a > 0 && b > 0 && x > 0 && x < 1) return undefined;
  if (a === 0) return x === 0 ? NaN : 1;
  if (b === 0) return x === 1 ? NaN : 0;
  return x;
}

function multiplied(jets: Jets, { power, log, factor }: Parts): Jet {
  const scaled = jets.applied(exponentialSeries, jets.shifted(log, -log[0]));
  return jets.times(scaled, factor).map((own) => own * power);
}

function partsOf(jets: Jets, a: number, b: number, x: number): Parts {
  const [first, second] = [jets.linear(a, 1), jets.linear(b, 0, 1)];
  if (x * (a + b + 2) < a + 1) {
    // For small shapes nearly all may be below x, and the other side is then a sum of its own.
    const own = sideOf(jets, "lower", a, b, x, betaFraction(jets, first, second, jets.linear(x)));
    if (!(a < 1 && x > 0.05 && own.power * own.factor[0] > 0.75)) return own;
    return sideOf(jets, "upper", a, b, x, series(jets, second, first, 1 - x));
  }
  const rest = jets.linear(1 - x);
  const own = sideOf(jets, "upper", a, b, x, betaFraction(jets, second, first, rest));
  if (!(b < 1 && x < 0.95 && own.power * own.factor[0] > 0.75)) return own;
  return sideOf(jets, "lower", a, b, x, series(jets, first, second, x));
}

/**
 * Returns xᵃ·(1 − x)ᵇ / B(a, b) over the own shape of a side, times a fraction. The other shape is a factor of it where
 * it is small; kept apart from the logarithm, its derivatives do not cancel in the exponential.
 */
function sideOf(
  jets: Jets,
  side: BetaSide,
  a: number,
  b: number,
  x: number,
  fraction: Jet,
): Parts {
  const isLower = side === "lower";
  const [own, other] = isLower ? [a, b] : [b, a];
  const isApart = other < 1;
  const log = logPower(jets, a, b, x, isLower || isApart, !isLower || isApart);
  return {
    side,
    power: betaPower(a, b, x) / own / (isApart ? other : 1),
    log,
    factor: isApart
      ? jets.times(fraction, isLower ? jets.linear(b, 0, 1) : jets.linear(a, 1))
      : fraction,
    fraction: fraction[0],
  };
}

/** Returns a·ln x + b·ln(1 − x) − ln B(a, b), less the logarithms of shapes, as a series in these. */
function logPower(
  jets: Jets,
  a: number,
  b: number,
  x: number,
  isLessA: boolean,
  isLessB: boolean,
): Jet {
  return jets.exponents.map(([i, j]) => {
    if (i + j === 0) {
      return logBetaPower(a, b, x) - (isLessA ? Math.log(a) : 0) - (isLessB ? Math.log(b) : 0);
    }
    const scale = factorial(i) * factorial(j);
    if (i > 0 && j > 0) return polygammaOf(i + j - 1, a + b) / scale;
    const order = i + j - 1;
    const [shape, other] = i > 0 ? [a, b] : [b, a];
    const own = (i > 0 ? isLessA : isLessB)
      ? differenceFromNext(order, shape, other)
      : polygammaDifference(order, shape, other);
    if (i + j > 1) return own / scale;
    return own + (i > 0 ? Math.log(x) : Math.log1p(-x));
  });
}

/** Returns ψ⁽ⁿ⁾(a + b) − ψ⁽ⁿ⁾(a + 1), also for small a, where ψ⁽ⁿ⁾(a) would hide it. */
function differenceFromNext(n: number, a: number, b: number): number {
  if (a < 1) return polygammaOf(n, a + b) - polygammaOf(n, a + 1);
  return polygammaDifference(n, a, b) - (n % 2 === 0 ? 1 : -1) * factorial(n) / a ** (n + 1);
}

/** Returns the same as `betaFraction` by the series 1 + a·Σ (1 − b)⋯(n − b)·xⁿ / (n!·(a + n)), times (1 − x)⁻ᵇ, for b < 1. */
function series(jets: Jets, a: Jet, b: Jet, x: number): Jet {
  let term = jets.linear(1);
  let sum = jets.linear(0);
  const one = jets.linear(1);
  for (let n = 1; n < 5000; n++) {
    term = jets.times(term, jets.combined(n, one, -1, b).map((own) => own * x / n));
    const own = jets.over(term, jets.shifted(a, n));
    sum = jets.combined(1, sum, 1, own);
    if (own.every((part, k) => Math.abs(part) <= 1e-18 * Math.abs(sum[k]) || part === 0)) break;
  }
  const power = jets.applied(exponentialSeries, b.map((own) => -own * Math.log1p(-x)));
  return jets.times(jets.shifted(jets.times(a, sum), 1), power);
}

/** Returns a·I(a, b, x)·B(a, b) / (xᵃ·(1 − x)ᵇ) by its continued fraction, from the front (Lentz 1976). */
export function betaFraction(jets: Jets, a: Jet, b: Jet, x: Jet): Jet {
  const sum = jets.combined(1, a, 1, b);
  const one = jets.linear(1);
  // 1 + numerator·d, and its reciprocal.
  const next = (numerator: Jet, d: Jet) =>
    jets.over(one, jets.combined(1, one, 1, jets.times(numerator, d)));
  const over = (s: number, above: Jet, below: Jet) =>
    jets.over(jets.times(x, above.map((own) => own * s)), below);
  let c: Jet = one;
  let d = next(over(-1, sum, jets.shifted(a, 1)), one);
  let h = d;
  for (let m = 1; m < 1e6; m++) {
    const twice = jets.shifted(a, 2 * m);
    const even = over(
      m,
      jets.combined(1, b, -m, one),
      jets.times(jets.shifted(a, 2 * m - 1), twice),
    );
    d = next(even, d);
    c = jets.combined(1, one, 1, jets.over(even, c));
    h = jets.times(h, jets.times(d, c));
    const odd = over(
      -1,
      jets.times(jets.shifted(a, m), jets.shifted(sum, m)),
      jets.times(twice, jets.shifted(a, 2 * m + 1)),
    );
    d = next(odd, d);
    c = jets.combined(1, one, 1, jets.over(odd, c));
    const change = jets.times(d, c);
    h = jets.times(h, change);
    if (jets.isOne(change, 3e-16)) break;
  }
  return h;
}
