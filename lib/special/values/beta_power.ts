// Powers over the beta function, xᵃ·(1 − x)ᵇ / B(a, b), which large shapes would magnify the rounding of: exponents are
// kept to twice the precision.

import {
  dividedTwice,
  type DoubleDouble,
  exactSum,
  exponentialOf,
  logarithmTwice,
  plusTwice,
  timesTwice,
} from "./double_double.ts";
import { stirlingFactor } from "./gamma_parts.ts";

/** Returns xᵃ·(1 − x)ᵇ / B(a, b), to a few units in the last place. */
export function betaPower(a: number, b: number, x: number): number {
  return exponentialOf(betaExponent(a, b, x)) * betaScale(a, b);
}

/** Returns ln(xᵃ·(1 − x)ᵇ / B(a, b)). */
export function logBetaPower(a: number, b: number, x: number): number {
  return betaExponent(a, b, x)[0] + Math.log(betaScale(a, b));
}

/** Returns 1/B(a, b), to a few units in the last place. */
export function reciprocalOfBeta(a: number, b: number): number {
  const n = exactSum(a, b);
  const exponent = plusTwice(
    timesTwice([a, 0], logarithmTwice(dividedTwice(n, [a, 0]))),
    timesTwice([b, 0], logarithmTwice(dividedTwice(n, [b, 0]))),
  );
  return exponentialOf(exponent) * betaScale(a, b);
}

/** Returns a·ln(x·(a + b)/a) + b·ln((1 − x)·(a + b)/b). */
function betaExponent(a: number, b: number, x: number): DoubleDouble {
  const n = exactSum(a, b);
  const rest = exactSum(1, -x);
  const [above, below] = [timesTwice([x, 0], n), timesTwice(rest, n)];
  return plusTwice(
    timesTwice([a, 0], logarithmTwice(dividedTwice(above, [a, 0]))),
    timesTwice([b, 0], logarithmTwice(dividedTwice(below, [b, 0]))),
  );
}

/** Returns 1/B(a, b) over ((a + b)/a)ᵃ·((a + b)/b)ᵇ, which is what Stirling's formula leaves of it. */
function betaScale(a: number, b: number): number {
  const [least, most] = [Math.min(a, b), Math.max(a, b)];
  // a·b/(a + b), without overflow.
  const size = least / (1 + least / most);
  return Math.sqrt(size / (2 * Math.PI)) * stirlingFactor(a + b) /
    (stirlingFactor(a) * stirlingFactor(b));
}
