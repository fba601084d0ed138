// Modified Bessel functions of integer order on plain numbers, by sums of positive terms: series, asymptotic series,
// and integrals by the trapezoidal rule, which converges exponentially for them (Trefethen and Weideman 2014).

/** The argument from which the asymptotic series of low orders is accurate. */
const ASYMPTOTIC = 30;

/** Returns Iₙ(x) for an integer n; NaN for others. */
export function modifiedFirstKind(n: number, x: number): number {
  if (!Number.isInteger(n) || x !== x) return NaN;
  const order = Math.abs(n);
  const size = Math.abs(x);
  const sign = x < 0 && order % 2 === 1 ? -1 : 1;
  if (size === Infinity) return sign * Infinity;
  if (size > ASYMPTOTIC && order * order < size) {
    // In halves, since eˣ overflows where the quotient does not yet.
    const half = Math.exp(size / 2);
    return sign * (half * asymptotic(order, size, 0) * half);
  }
  let term = 1;
  // In two factors, so that a small product does not underflow before it grows again.
  for (let k = 1; k <= order; k++) term *= size / (2 * k);
  let sum = 1;
  let own = 1;
  for (let k = 1; own > 1e-18 * sum; k++) sum += own *= size * size / (4 * k * (k + order));
  return sign * term * sum;
}

/** Returns the derivative of an order of e⁻ˣ·Iₙ(x) for large x, from its asymptotic series (A & S 9.7.1). */
function asymptotic(n: number, x: number, order: number): number {
  let sum = 0;
  let coefficient = 1;
  for (let k = 0; k < 60; k++) {
    if (k > 0) coefficient *= -(4 * n * n - (2 * k - 1) ** 2) / (8 * k * x);
    let term = coefficient;
    for (let i = 0; i < order; i++) term *= -(k + 0.5 + i) / x;
    sum += term;
    if (Math.abs(term) < 1e-18 * Math.abs(sum)) break;
  }
  return sum / Math.sqrt(2 * Math.PI * x);
}

/** Returns the derivative of an order of e⁻ˣ·Iₙ(x) for n = 0 or 1 and x ≥ 0. */
export function scaledFirstKind(n: 0 | 1, x: number, order: number): number {
  if (!(x >= 0)) return NaN;
  if (x === Infinity) return 0;
  if (x > ASYMPTOTIC) return asymptotic(n, x, order);
  if (n === 1) {
    if (order === 0) return Math.exp(-x) * modifiedFirstKind(1, x);
    // The integrand's factor cos θ is 1 − (1 − cos θ).
    return scaledFirstKind(0, x, order) + scaledFirstKind(0, x, order + 1);
  }
  // The mean of (cos θ − 1)ᵏ·exp(x·(cos θ − 1)) over half a turn.
  let sum = 0;
  for (let i = 0; i <= 64; i++) {
    const versine = -2 * Math.sin(i * Math.PI / 128) ** 2;
    sum += (i % 64 === 0 ? 0.5 : 1) * versine ** order * Math.exp(x * versine);
  }
  return sum / 64;
}

/** Returns Kₙ(x) for an integer n and x ≥ 0; NaN for others. */
export function modifiedSecondKind(n: number, x: number): number {
  if (!Number.isInteger(n) || !(x >= 0)) return NaN;
  if (x === 0) return Infinity;
  if (x === Infinity) return 0;
  let [before, own] = [scaledSecondKind(0, x, 0), scaledSecondKind(1, x, 0)];
  const order = Math.abs(n);
  if (order === 0) return Math.exp(-x) * before;
  for (let k = 1; k < order; k++) [before, own] = [own, before + 2 * k / x * own];
  return Math.exp(-x) * own;
}

/** Returns the derivative of an order of eˣ·Kₙ(x) for n = 0 or 1 and x ≥ 0. */
export function scaledSecondKind(n: 0 | 1, x: number, order: number): number {
  if (!(x >= 0)) return NaN;
  if (x === Infinity) return 0;
  if (x === 0) return order % 2 === 0 ? Infinity : -Infinity;
  // ∫ (1 − cosh t)ᵏ·exp(x·(1 − cosh t))·cosh nt dt over the positive numbers, whose terms have one sign.
  const width = Math.min(0.125, 0.5 / Math.sqrt(x));
  let sum = order === 0 ? 0.5 : 0;
  for (let i = 1;; i++) {
    const t = i * width;
    const versine = -2 * Math.sinh(t / 2) ** 2;
    const term = versine ** order * Math.exp(x * versine) * (n === 0 ? 1 : Math.cosh(t));
    sum += term;
    // Past the largest term, which is where x·(cosh t − 1) is about the order and one more.
    if (x * versine < -2 * (order + n + 1) && Math.abs(term) < 1e-18 * Math.abs(sum)) break;
  }
  return sum * width;
}
