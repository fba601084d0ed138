// The derivatives of xʸ on plain numbers. Each is a factor times a power of x,
// ∂ᵏ⁺ᵐ xʸ / ∂xᵏ ∂yᵐ = c·xʸ⁻ᵏ, and the power may overflow, underflow or have a rounded exponent where the
// product does not.

/** Powers between these lose nothing, whatever they are multiplied by. */
const SMALLEST = 2 ** -960;
const LARGEST = 2 ** 1020;

/** The derivative of xʸ, k times by x and m times by y, for k + m > 0. */
export function powerDerivative(x: number, y: number, k: number, m: number): number {
  // Negative bases have powers at whole exponents only, and no derivative by the exponent.
  if (m > 0 && x < 0) return NaN;
  const factor = factorOf(y, m > 0 ? Math.log(x) : 0, k, m);
  // A whole exponent is differentiated away, also where x is 0. Once by x, −0 gives −0 as y·xʸ⁻¹ does.
  if (factor === 0 && Number.isFinite(y)) return k + m === 1 ? factor : 0;
  return timesPower(factor, x, y, k);
}

/** What stands before xʸ⁻ᵏ: the m-th derivative by y of y·(y − 1)⋯(y − k + 1)·xʸ, over xʸ. */
function factorOf(y: number, log: number, k: number, m: number): number {
  if (k === 0) return log ** m;
  const last = unlessZero(y - (k - 1), factorOf(y, log, k - 1, m));
  return m === 0 ? last : last + m * factorOf(y, log, k - 1, m - 1);
}

/** x·y, where 0 takes away even an infinite logarithm. */
function unlessZero(x: number, y: number): number {
  return x === 0 ? 0 : x * y;
}

/** c·xʸ⁻ᵏ. */
function timesPower(c: number, x: number, y: number, k: number): number {
  const exponent = y - k;
  const factor = c * restOfPower(x, exponent, roundedOff(y, k, exponent));
  const power = Math.pow(x, exponent);
  const size = Math.abs(power);
  if (size > SMALLEST && size < LARGEST) return factor * power;
  // By its root twice: what is between the factor and the result can neither overflow nor underflow.
  const root = Math.pow(Math.abs(x), exponent / 2);
  // A power that is 0 wins against any logarithm and any exponent.
  if (root === 0) return 0;
  return (power < 0 ? -factor : factor) * root * root;
}

/** What the subtraction y − k has rounded off (Knuth 1969). */
function roundedOff(y: number, k: number, difference: number): number {
  if (!Number.isFinite(y)) return 0;
  const minusK = difference - y;
  return (y - (difference - minusK)) - (k + minusK);
}

/** The power of x by what its exponent was rounded: 1 + rest·ln x below 1, whole from 1 on. */
function restOfPower(x: number, exponent: number, rest: number): number {
  if (rest === 0) return 1;
  if (Math.abs(rest) >= 1) return Math.pow(x, rest);
  if (x < 0) return NaN;
  return x === 0 || x === Infinity || Math.abs(exponent) === Infinity ? 1 : 1 + rest * Math.log(x);
}
