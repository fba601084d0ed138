/**
 * Special functions: of the gamma family, of the normal distribution, of Bessel, Lambert and Riemann, each with its
 * derivatives of all orders, by shapes too. What everybody takes for granted (`erf`, `sigmoid`, `logsumexp`, …) is in
 * `@fluxion/ad`.
 *
 * @example The derivative of the logarithm of the gamma function is the digamma function
 * ```ts
 * import { derivative } from "@fluxion/ad";
 * import { digamma, lgamma } from "@fluxion/ad/special";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivative(lgamma)(2.5), digamma(2.5));
 * ```
 *
 * @module
 */

export { digamma, gamma, lgamma, polygamma, trigamma } from "./gamma.ts";
export { beta, lbeta } from "./beta.ts";
export { gammainc, gammaincc, logGammainc, logGammaincc } from "./incomplete_gamma.ts";
export { betainc, betaincc, logBetainc, logBetaincc } from "./incomplete_beta.ts";
export { erfcinv, erfcx, erfinv, logErfc } from "./error.ts";
export { logStudentCdf } from "./student.ts";
export { logNormalCdf, normalCdf, normalQuantile } from "./normal.ts";
export { exp1, expi, expint } from "./expint.ts";
export { besselJ, besselJ0, besselJ1, besselY, besselY0, besselY1 } from "./bessel.ts";
export {
  besselI,
  besselI0,
  besselI0e,
  besselI1,
  besselI1e,
  besselK,
  besselK0,
  besselK0e,
  besselK1,
  besselK1e,
  type RealFunction,
} from "./modified_bessel.ts";
export { type LambertW, lambertW } from "./lambert.ts";
export { type Zeta, zeta } from "./zeta.ts";
export { entropy, logsubexp, xlog1py, xlogy } from "./logarithms.ts";
export { cosc, sinhc } from "./cardinal.ts";
