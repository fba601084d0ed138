// The error function on plain numbers, to a few units in the last place. Near 0 it is computed by its Maclaurin
// series. From ½ on, its complement is a Gaussian times a function so smooth that one polynomial approximates it up
// to infinity (Shepherd and Laframboise, "Chebyshev approximation of (1 + 2x) exp(x²) erfc x in 0 ≤ x < ∞",
// Mathematics of Computation 36, 1981).

/**
 * The point where erf is about one half. Below it, erf is computed and erfc = 1 − erf; above it, erfc is computed
 * and erf = 1 − erfc, so that neither subtraction cancels.
 */
const CUT = 0.5;

/**
 * Returns the error function, erf(x) = 2/√π ∫₀ˣ exp(−s²) ds.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(errorFunction(1), 0.8427007929497149, 1e-15);
 * ```
 */
export function errorFunction(x: number): number {
  if (Math.abs(x) < CUT) return nearZero(x);
  return x < 0 ? complement(-x) - 1 : 1 - complement(x);
}

/**
 * Returns the complementary error function, erfc(x) = 1 − erf(x), with full relative
 * accuracy also in its tail, until it underflows gradually from x ≈ 26.54 on.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(complementaryErrorFunction(20) / 5.395865611607901e-176, 1, 1e-15);
 * ```
 */
export function complementaryErrorFunction(x: number): number {
  if (Math.abs(x) < CUT) return 1 - nearZero(x);
  return x < 0 ? 2 - complement(-x) : complement(x);
}

/**
 * Returns the Gaussian exp(−x²), with full relative accuracy also for large |x|, where
 * rounding x² alone would cost hundreds of units in the last place.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(gaussian(20.1) / 3.4728527242717995e-176, 1, 1e-15);
 * ```
 */
export function gaussian(x: number): number {
  // It underflows to 0 from 27.3 on, and large x would overflow the single precision below.
  if (Math.abs(x) > 28) return 0;
  // A number of single precision has an exact square, and so all rounding is in the rest. That is below 6e-5, where
  // three terms of the series give exp(rest) − 1, far faster than V8's expm1.
  const high = Math.fround(x);
  const rest = (high - x) * (high + x);
  const leading = Math.exp(-high * high);
  return leading + leading * rest * (1 + rest / 2 * (1 + rest / 3));
}

/**
 * Returns xⁿ·exp(−x²) for an integer n > 0, with full relative accuracy also where the Gaussian alone underflows or
 * is about to.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(gaussianMoment(2, 3), 8 * Math.exp(-4), 1e-15);
 * ```
 */
export function gaussianMoment(x: number, n: number): number {
  const size = Math.abs(x);
  // It underflows to 0 beyond this for any n below 200.
  if (size > FAR) return 0;
  if (size < 20) return Math.pow(x, n) * gaussian(x);
  // The square of a number of single precision is exact, and so is its difference from the shift.
  const high = Math.fround(x);
  const rest = (high - x) * (high + x);
  const shifted = Math.exp(SHIFT - high * high);
  const leading = shifted + shifted * rest * (1 + rest / 2 * (1 + rest / 3));
  return Math.pow(x, n) * leading * SHIFTED_BACK;
}

/** The size of x from which e^(400 − x²) is so small that no power of x makes the product representable. */
const FAR = 40;
const SHIFT = 400;
/** e^−400, rounded from 40 digits. */
const SHIFTED_BACK = 1.9151695967140057e-174;

// On both sides of the cut the polynomial is a correction of the leading term and is added last, so that little of
// its rounding error reaches the result.

/** Returns erf(x) for |x| below the cut; −0 for −0. */
function nearZero(x: number): number {
  return x + x * polynomial(MACLAURIN, x * x);
}

/** Returns erfc(x) for x from the cut up to Infinity, where t = 1. */
function complement(x: number): number {
  return scaled(x, gaussian(x));
}

/** Returns exp(x²)·erfc(x) times a factor, for x from the cut up to Infinity. */
function scaled(x: number, factor: number): number {
  const t = 1 - 8 / (x + 3.5);
  const leading = factor / (1 + 2 * x);
  return leading + leading * polynomial(SCALED_COMPLEMENT, t);
}

/**
 * Returns exp(x²)·erfc(x), which decreases as 1/x where both factors overflow and underflow.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(scaledComplement(1e10) * Math.sqrt(Math.PI) * 1e10, 1, 1e-15);
 * ```
 */
export function scaledComplement(x: number): number {
  if (x >= CUT) return scaled(x, 1);
  // The square of a number of single precision is exact, as in `gaussian`.
  const high = Math.fround(Math.max(x, -30));
  const rest = (x - high) * (x + high);
  return Math.exp(high * high) * (x > -30 ? 1 + rest * (1 + rest / 2) : 1) *
    complementaryErrorFunction(x);
}

/** Returns Σ coefficients[k] tᵏ, by Horner's rule. */
function polynomial(coefficients: readonly number[], t: number): number {
  let sum = 0;
  for (let power = coefficients.length - 1; power >= 0; power--) {
    sum = sum * t + coefficients[power];
  }
  return sum;
}

/**
 * Coefficients of erf(x) / x − 1 in powers of x²: 2/√π · (−1)ⁿ / (n! (2n + 1)) for n = 0, 1, …,
 * less 1 at n = 0, each rounded from 40 digits. Twelve terms leave a relative
 * error of 5e-18 at the cut.
 */
const MACLAURIN: readonly number[] = [
  0.1283791670955126,
  -0.37612638903183754,
  0.11283791670955126,
  -0.026866170645131252,
  0.005223977625442188,
  -0.0008548327023450853,
  0.00012055332981789664,
  -1.492565035840625e-5,
  1.6462114365889248e-6,
  -1.6365844691234924e-7,
  1.4807192815879218e-8,
  -1.2290555301717928e-9,
];

/**
 * Coefficients of (1 + 2x) exp(x²) erfc(x) − 1 in powers of t = 1 − 8 / (x + 3.5), which takes
 * ½ ≤ x ≤ ∞ to −1 ≤ t ≤ 1.
 *
 * Computed for this file with mpmath at 60 digits: the Chebyshev coefficients in
 * t, by the discrete cosine sum over 64 Chebyshev nodes; cut after degree 22 (the
 * others sum to 1.2e-17); rewritten in powers of t; rounded. Powers instead of
 * Clenshaw's recurrence cost no accuracy, as these coefficients are small too.
 */
const SCALED_COMPLEMENT: readonly number[] = [
  0.22484804273841416,
  -0.1215174220937228,
  0.012843991297819149,
  0.034816131768506065,
  -0.04121457191364261,
  0.02932116930900335,
  -0.015249159010232022,
  0.005825997266753256,
  -0.001443707246828629,
  8.560021727563313e-5,
  9.653858164726679e-5,
  -3.584321591480144e-5,
  -6.741708816825701e-7,
  3.9411283025126885e-6,
  -6.394086313452379e-7,
  -3.664327459877673e-7,
  1.2303648035889282e-7,
  3.449375476009985e-8,
  -1.8271002140843172e-8,
  -3.3239420657063643e-9,
  2.2870172147545035e-9,
  2.375604933366875e-10,
  -1.794775735740499e-10,
];
