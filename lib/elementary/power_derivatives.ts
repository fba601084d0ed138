// The derivatives of xʸ on plain numbers. Each is a factor times a power of x,
// ∂ᵏ⁺ᵐ xʸ / ∂xᵏ ∂yᵐ = c·xʸ⁻ᵏ, and the power may overflow, underflow or have a rounded exponent where the
// product does not.

/** y·xʸ⁻¹: at once where nothing is lost, which is nearly everywhere. */
export function byBase(x: number, y: number): number {
  // Also where x is 0, and with the sign of the exponent.
  if (y === 0) return y;
  const exact = isExact(y, 1);
  const power = exact ? Math.pow(x, y - 1) : Math.pow(x, y) / x;
  if (isOrdinary(power) || exact && isMild(y, y, 1)) return y * power;
  return powerDerivative(x, y, 1, 0);
}

/**
 * The c of the k-th derivative by x where that is c times `Math.pow(x, y - k)` for every x, and `undefined`
 * for exponents of which it is not: a compiled program then computes the product.
 */
export function plainFactor(y: number, k: number): number | undefined {
  const factor = factorOf(y, 0, k, 0);
  return factor !== 0 && isExact(y, k) && isMild(factor, y, k) ? factor : undefined;
}

/** xʸ·ln x: at once where nothing is lost, which is nearly everywhere. */
export function byExponent(x: number, y: number): number {
  const power = Math.pow(x, y);
  return isOrdinary(power) && x > 0 ? power * Math.log(x) : powerDerivative(x, y, 0, 1);
}

/** The derivative of xʸ, k times by x and m times by y, for k + m > 0. */
export function powerDerivative(x: number, y: number, k: number, m: number): number {
  const plain = m === 0 ? plainFactor(y, k) : undefined;
  if (plain !== undefined) return plain * Math.pow(x, y - k);
  // Negative bases have powers at whole exponents only, and no derivative by the exponent.
  if (m > 0 && x < 0) return NaN;
  const factor = factorOf(y, m > 0 ? Math.log(x) : 0, k, m);
  // A whole exponent is differentiated away, also where x is 0.
  if (factor === 0 && Number.isFinite(y)) return 0;
  return timesPower(factor, x, y, k);
}

/**
 * The c of ∂ᵏ⁺ᵐ xʸ / ∂xᵏ ∂yᵐ = c·xʸ⁻ᵏ: by Leibniz's rule, the derivatives by y of y·(y − 1)⋯(y − k + 1) times
 * powers of ln x. Of an infinite logarithm the highest power decides.
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

/** The j-th derivative of y·(y − 1)⋯(y − k + 1). */
function fallingFactorial(y: number, k: number, j: number): number {
  if (k === 0) return j === 0 ? 1 : 0;
  const rest = fallingFactorial(y, k - 1, j);
  const last = rest === 0 ? 0 : (y - (k - 1)) * rest;
  return j === 0 ? last : last + j * fallingFactorial(y, k - 1, j - 1);
}

/** c·xʸ⁻ᵏ. */
function timesPower(c: number, x: number, y: number, k: number): number {
  const exponent = y - k;
  const factor = c * restOfPower(x, roundedOff(y, k, exponent));
  const power = Math.pow(x, exponent);
  if (isOrdinary(power) || power !== power) return factor * power;
  // By its root twice: what is between the factor and the result can neither overflow nor underflow.
  const root = Math.pow(Math.abs(x), exponent / 2);
  // A power that is 0 wins against any logarithm and any exponent.
  if (root === 0) return 0;
  // The sign is that of the power also where it has underflowed.
  return (Math.pow(Math.sign(x), exponent) < 0 ? -factor : factor) * root * root;
}

/** What the subtraction y − k has rounded off (Knuth 1969). */
function roundedOff(y: number, k: number, difference: number): number {
  if (!Number.isFinite(y)) return 0;
  const minusK = difference - y;
  return (y - (difference - minusK)) - (k + minusK);
}

/** The power of x by what its exponent was rounded: 1 + rest·ln x below 1, whole from 1 on. */
function restOfPower(x: number, rest: number): number {
  if (rest === 0) return 1;
  if (Math.abs(rest) >= 1) return Math.pow(x, rest);
  const log = Math.log(x);
  // At 0 and ∞ the rest changes nothing; below 0 it is a fraction, and the power NaN.
  return Math.abs(log) === Infinity ? 1 : 1 + rest * log;
}

/** Whether a power has all its digits. */
function isOrdinary(power: number): boolean {
  const size = Math.abs(power);
  return size > 2 ** -960 && size < Infinity;
}

/** Whether y − k is not rounded: one of the two differences that lead back from it is exact in any case. */
function isExact(y: number, k: number): boolean {
  const exponent = y - k;
  return exponent + k === y && y - exponent === k;
}

/**
 * Whether c·xʸ⁻ᵏ loses next to nothing for any x: because the power is ordinary everywhere, or overflows
 * only where the product does, and underflows where c costs a few units in the last place.
 */
function isMild(c: number, y: number, k: number): boolean {
  const size = Math.abs(c);
  return Math.abs(y - k) < 0.85 || size >= 1 && size <= 2 * k * (k + 1);
}
