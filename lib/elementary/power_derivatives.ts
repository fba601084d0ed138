// The derivatives of xʸ on plain numbers. Each is a factor times a power of x,
// ∂ᵏ⁺ᵐ xʸ / ∂xᵏ ∂yᵐ = c·xʸ⁻ᵏ, and the power may overflow, underflow or have a rounded exponent where the
// product does not.

/** Returns y·xʸ⁻¹, by this formula where it is accurate, which is nearly everywhere. */
export function byBase(x: number, y: number): number {
  // The derivative of x⁰ is 0, also at x = 0; −0 keeps its sign.
  if (y === 0) return y;
  const exact = isExact(y, 1);
  const power = exact ? Math.pow(x, y - 1) : Math.pow(x, y) / x;
  if (isOrdinary(power) || exact && isMild(y, y, 1)) return y * power;
  return powerDerivative(x, y, 1, 0);
}

/**
 * Returns the factor c where the k-th derivative with respect to x is c times `Math.pow(x, y - k)` for every x, and
 * `undefined` for other exponents. A compiled program then computes this product.
 */
export function plainFactor(y: number, k: number): number | undefined {
  const factor = factorOf(y, 0, k, 0);
  return factor !== 0 && isExact(y, k) && isMild(factor, y, k) ? factor : undefined;
}

/** Returns xʸ·ln x, by this formula where it is accurate, which is nearly everywhere. */
export function byExponent(x: number, y: number): number {
  const power = Math.pow(x, y);
  return isOrdinary(power) && x > 0 ? power * Math.log(x) : powerDerivative(x, y, 0, 1);
}

/** Returns the derivative of xʸ, k times with respect to x and m times with respect to y, for k + m > 0. */
export function powerDerivative(x: number, y: number, k: number, m: number): number {
  const plain = m === 0 ? plainFactor(y, k) : undefined;
  if (plain !== undefined) return plain * Math.pow(x, y - k);
  // Negative bases have powers at integer exponents only, and so no derivative with respect to the exponent.
  if (m > 0 && x < 0) return NaN;
  const factor = factorOf(y, m > 0 ? Math.log(x) : 0, k, m);
  // An integer exponent below k leaves 0 after k derivatives, also where x is 0.
  if (factor === 0 && Number.isFinite(y)) return 0;
  return timesPower(factor, x, y, k);
}

/**
 * Returns the factor c of ∂ᵏ⁺ᵐ xʸ / ∂xᵏ ∂yᵐ = c·xʸ⁻ᵏ. By Leibniz's rule, it is the sum of the derivatives of
 * y·(y − 1)⋯(y − k + 1) with respect to y, times powers of ln x. Of an infinite logarithm the highest power decides.
 */
function factorOf(y: number, log: number, k: number, m: number): number {
  let factor = 0;
  let choices = 1;
  for (let j = 0; j <= m; j++) {
    const coefficient = choices * fallingFactorial(y, k, j);
    choices *= (m - j) / (j + 1);
    if (coefficient === 0) continue;
    factor += coefficient * log ** (m - j);
    if (Math.abs(log) === Infinity) break;
  }
  return factor;
}

/** Returns the j-th derivative of y·(y − 1)⋯(y − k + 1). */
function fallingFactorial(y: number, k: number, j: number): number {
  if (k === 0) return j === 0 ? 1 : 0;
  const rest = fallingFactorial(y, k - 1, j);
  const last = rest === 0 ? 0 : (y - (k - 1)) * rest;
  return j === 0 ? last : last + j * fallingFactorial(y, k - 1, j - 1);
}

/** Returns c·xʸ⁻ᵏ, also where the power alone overflows or underflows. */
function timesPower(c: number, x: number, y: number, k: number): number {
  const exponent = y - k;
  const factor = c * restOfPower(x, roundedOff(y, k, exponent));
  const power = Math.pow(x, exponent);
  if (isOrdinary(power) || power !== power) return factor * power;
  // Multiplied by the root of the power twice, since the product in between neither overflows nor underflows.
  const root = Math.pow(Math.abs(x), exponent / 2);
  // A power of 0 makes the product 0, whatever the logarithm and the exponent are.
  if (root === 0) return 0;
  // The power has its sign even where it has underflowed.
  return (Math.pow(Math.sign(x), exponent) < 0 ? -factor : factor) * root * root;
}

/** Returns the rounding error of the subtraction y − k (Knuth 1969). */
function roundedOff(y: number, k: number, difference: number): number {
  if (!Number.isFinite(y)) return 0;
  const minusK = difference - y;
  return (y - (difference - minusK)) - (k + minusK);
}

/** Returns the power of x by the rounding error of its exponent, for errors below 1 as 1 + rest·ln x. */
function restOfPower(x: number, rest: number): number {
  if (rest === 0) return 1;
  if (Math.abs(rest) >= 1) return Math.pow(x, rest);
  const log = Math.log(x);
  // At 0 and ∞ the error changes nothing; below 0 the exponent is no integer, and the power is NaN.
  return Math.abs(log) === Infinity ? 1 : 1 + rest * log;
}

/** Checks whether a power has full precision: it has neither overflowed nor nearly underflowed. */
function isOrdinary(power: number): boolean {
  const size = Math.abs(power);
  return size > 2 ** -960 && size < Infinity;
}

/** Checks whether y − k is exact. Of the two operations that lead back from it, one has no rounding in any case. */
function isExact(y: number, k: number): boolean {
  const exponent = y - k;
  return exponent + k === y && y - exponent === k;
}

/**
 * Checks whether the product c·xʸ⁻ᵏ is accurate for every x: because the power neither overflows nor underflows, or
 * overflows only where the product does, and underflows where c costs a few units in the last place.
 */
function isMild(c: number, y: number, k: number): boolean {
  const size = Math.abs(c);
  return Math.abs(y - k) < 0.85 || size >= 1 && size <= 2 * k * (k + 1);
}
