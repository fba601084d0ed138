// Riemann's and Hurwitz's zeta functions and their derivatives, on plain numbers: by the Laurent series about the pole,
// by Euler and Maclaurin's summation, whose main terms are positive, and below 0 by the functional equation. All run
// on power series in s.

import { factorial } from "../../elementary/factorial.ts";
import gammaOfPositive from "@stdlib/math-base-special-gamma";
import riemannZeta from "@stdlib/math-base-special-riemann-zeta";
import { BERNOULLI, polygammaOf } from "./gamma_parts.ts";
import { exponentialSeries, type Jet, type Jets, jetsOf } from "./jets.ts";

/** The coefficients of ζ(s) − 1/(s − 1) in powers of s − 1: (−1)ᵏ·γₖ/k!, with Stieltjes' constants. */
const LAURENT: readonly number[] = [
  0.5772156649015329,
  0.07281584548367672,
  -0.004845181596436159,
  -0.00034230573671722431,
  9.689041939447084e-5,
  -6.611031810842189e-6,
  -3.3162409087527724e-7,
  1.0462094584479187e-7,
  -8.733218100273797e-9,
  9.478277782762359e-11,
  5.658421927608708e-11,
  -6.7686898635136967e-12,
  3.492115936672032e-13,
  4.4104247417577534e-15,
  -2.3997862217709992e-15,
  2.1677312200726829e-16,
  -9.544466076366965e-18,
  -7.387676660538637e-20,
  4.800850782488065e-20,
  -4.1399567377133056e-21,
  1.9168201593991234e-22,
  -2.0441543122262166e-24,
  -4.8184985011073534e-25,
  4.8118570515125665e-26,
];

/** Returns the derivative of an order of Riemann's ζ(s). */
export function zetaDerivative(s: number, order: number): number {
  if (s !== s || s === -Infinity) return NaN;
  if (order === 0) return riemannZeta(s);
  if (s === Infinity) return 0;
  const jets = jetsOf(order, 1);
  if (s >= 2.5) {
    return order > 0 && s > 1100 ? 0 : jets.derivative(hurwitzSeries(jets, s, 1), order);
  }
  if (s > -0.5) {
    const t = s - 1;
    const own = factorial(order) * (order % 2 === 0 ? 1 : -1) / t ** (order + 1);
    let sum = 0;
    for (let k = LAURENT.length - 1; k >= order; k--) {
      let falling = 1;
      for (let i = 0; i < order; i++) falling *= k - i;
      sum = sum * t + falling * LAURENT[k];
    }
    return own + sum;
  }
  return jets.derivative(reflected(jets, s), order);
}

/** Returns ζ(s) = 2ˢ·πˢ⁻¹·sin(πs/2)·Γ(1 − s)·ζ(1 − s) for s below 0. */
function reflected(jets: Jets, s: number): Jet {
  const log: Jet = jets.linear(s * Math.log(2 * Math.PI), Math.log(2 * Math.PI)).map((own, k) =>
    k === 0 ? 0 : own + (k % 2 === 0 ? 1 : -1) * polygammaOf(k - 1, 1 - s) / factorial(k)
  );
  const power = jets.applied(exponentialSeries, log);
  // The angle, reduced: sine and cosine by turns.
  const turns = s / 2 % 2;
  const nearest = Math.round(2 * turns);
  const rest = Math.PI * (turns - nearest / 2);
  const values = [Math.sin(rest), Math.cos(rest), -Math.sin(rest), -Math.cos(rest)];
  const sine = jets.linear(0).map((_, k) =>
    values[(((nearest + k) % 4) + 4) % 4] * (Math.PI / 2) ** k / factorial(k)
  );
  const mirrored = hurwitzSeries(jets, 1 - s, 1).map((own, k) => k % 2 === 0 ? own : -own);
  const scale = factorOfReflection(s);
  return jets.times(jets.times(power, sine), mirrored).map((own) => own * scale);
}

/** Returns 2ˢ·πˢ⁻¹·Γ(1 − s). */
function factorOfReflection(s: number): number {
  // In halves, since the power alone underflows.
  const half = Math.pow(2 * Math.PI, s / 2);
  return half * gammaOfPositive(1 - s) * half / Math.PI;
}

/** Returns the derivative of an order by s of Hurwitz's ζ(s, q) = Σ (q + k)⁻ˢ, for s > 1 and q > 0; NaN for others. */
export function hurwitzDerivative(s: number, q: number, order: number): number {
  if (!(s > 1 && q > 0)) return s === 1 && q > 0 && order === 0 ? Infinity : NaN;
  if (s === Infinity || q === Infinity) {
    return q > 1 ? 0 : q === 1 && order === 0 ? 1 : q === 1 ? 0 : NaN;
  }
  const jets = jetsOf(order, 1);
  return jets.derivative(hurwitzSeries(jets, s, q), order);
}

/** Returns ζ(s, q) as a series in s, by Euler and Maclaurin's summation. */
function hurwitzSeries(jets: Jets, s: number, q: number): Jet {
  const own = jets.linear(s, 1);
  let sum: Jet = jets.linear(0);
  // n⁻ˢ
  const power = (n: number) => {
    const log = Math.log(n);
    const value = Math.pow(n, -s);
    return own.map((_, k) => value * (-log) ** k / factorial(k));
  };
  const count = Math.max(0, Math.ceil(12 - q));
  for (let k = 0; k < count; k++) sum = jets.combined(1, sum, 1, power(q + k));
  const n = q + count;
  const last = power(n);
  sum = jets.combined(1, sum, n, jets.over(last, jets.shifted(own, -1)));
  sum = jets.combined(1, sum, 0.5, last);
  // s·(s + 1)⋯(s + 2k − 2)·n⁻ˢ⁻²ᵏ⁺¹·B₂ₖ/(2k)!
  let term = jets.times(own, last).map((part) => part / n);
  for (let k = 1; k <= BERNOULLI.length; k++) {
    sum = jets.combined(1, sum, BERNOULLI[k - 1] / factorial(2 * k), term);
    const next = jets.times(jets.shifted(own, 2 * k - 1), jets.shifted(own, 2 * k));
    term = jets.times(term, next).map((part) => part / (n * n));
  }
  return sum;
}
