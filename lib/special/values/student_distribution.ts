// The distribution function of Student's distribution and all its derivatives, on plain numbers: the incomplete beta
// function I(½ν, ½, ν/(ν + z²)) by its continued fraction, which runs on power series in both ν and z.

import { factorial } from "../../elementary/factorial.ts";
import { logBetaPower, reciprocalOfBeta } from "./beta_power.ts";
import { polygammaDifference } from "./gamma_parts.ts";
import { betaFraction } from "./incomplete_beta.ts";
import {
  exponentialSeries,
  type Jet,
  type Jets,
  jetsOf,
  logarithmOfOneMoreSeries,
  logarithmSeries,
} from "./jets.ts";

/** Returns the derivative of ln F(z) of the orders i and j, by the degrees of freedom ν and by z. */
export function logStudentDistribution(degrees: number, z: number, i: number, j: number): number {
  if (!(degrees > 0 && degrees < Infinity) || z !== z) return NaN;
  if (Math.abs(z) === Infinity) return z < 0 && i <= 1 && j === 0 ? -Infinity : 0;
  const jets = jetsOf(i + j, 2);
  return jets.derivative(logDistribution(jets, degrees, z), i, j);
}

function logDistribution(jets: Jets, degrees: number, z: number): Jet {
  const half = jets.linear(0.5);
  const shape = jets.linear(0.5 * degrees, 0.5);
  const ratio = z / degrees * z;
  const above = 1 / (1 + ratio);
  if (above * (degrees + 5) < degrees + 2) {
    const tail = logTail(jets, degrees, z);
    if (z < 0) return tail;
    return jets.applied(logarithmOfOneMoreSeries, minus(jets.applied(exponentialSeries, tail)));
  }
  // ½ + z·(ν + z²)^−½·xᵃ / B(a, ½) times the fraction, for a = ½ν: smooth at 0.
  const { total, square } = squares(jets, degrees, z);
  const below = jets.over(square, total);
  const logOfEnd = jets.applied(logarithmOfOneMoreSeries, minus(below));
  const exponent = sum(
    jets,
    jets.times(shape, logOfEnd),
    jets.applied(logarithmSeries, total).map((own) => -0.5 * own),
    logOfReciprocal(jets, degrees),
  );
  const smooth = jets.times(
    jets.applied(exponentialSeries, exponent),
    betaFraction(jets, half, shape, below),
  );
  const more = jets.times(jets.linear(2 * z, 0, 2), smooth);
  return jets.shifted(jets.applied(logarithmOfOneMoreSeries, more), -Math.LN2);
}

/** Returns the logarithm of the probability beyond z, away from 0. */
function logTail(jets: Jets, degrees: number, z: number): Jet {
  const half = jets.linear(0.5);
  const shape = jets.linear(0.5 * degrees, 0.5);
  const logOf = (x: Jet) => jets.applied(logarithmSeries, x);
  const size = Math.abs(z);
  const logOfSize = logOf(z < 0 ? jets.linear(size, 0, -1) : jets.linear(size, 0, 1));
  const constant = sum(
    jets,
    logOfReciprocal(jets, degrees),
    minus(logOf(shape)),
    jets.linear(-Math.LN2),
  );
  const ratio = z / degrees * z;
  const above = 1 / (1 + ratio);
  if (above < 1e-100) {
    // So far out the first term is all there is, and the square of z may overflow.
    const logOfEnd = jets.combined(1, logOf(jets.linear(degrees, 1)), -2, logOfSize);
    return sum(jets, jets.times(shape, logOfEnd), constant);
  }
  const { total, square } = squares(jets, degrees, z);
  const end = jets.over(jets.linear(degrees, 1), total);
  // Far out, where ν + z² hardly depends on ν, by ν/z².
  const log = above < 0.5
    ? sum(
      jets,
      jets.times(shape, jets.combined(1, logOf(jets.linear(degrees, 1)), -2, logOfSize)),
      minus(jets.times(
        jets.shifted(shape, 0.5),
        jets.applied(
          logarithmOfOneMoreSeries,
          jets.over(jets.linear(degrees, 1), square),
        ),
      )),
      constant,
    )
    : sum(
      jets,
      jets.times(shape, logOf(end)),
      jets.combined(1, logOfSize, -0.5, logOf(total)),
      constant,
    );
  // The value itself, to more digits than the sum has.
  const power = above < 0.5
    ? logBetaPower(0.5 * degrees, 0.5, above)
    : logBetaPower(0.5, 0.5 * degrees, ratio / (1 + ratio));
  log[0] = power - Math.log(degrees);
  return sum(jets, log, logOf(betaFraction(jets, shape, half, end)));
}

/** Returns ν + z² and z². */
function squares(jets: Jets, degrees: number, z: number): { total: Jet; square: Jet } {
  const variable = jets.linear(z, 0, 1);
  const square = jets.times(variable, variable);
  return { total: sum(jets, square, jets.linear(degrees, 1)), square };
}

/** Returns −ln B(½ν, ½). */
function logOfReciprocal(jets: Jets, degrees: number): Jet {
  return jets.exponents.map(([k, m]) => {
    if (m > 0) return 0;
    if (k === 0) return Math.log(reciprocalOfBeta(0.5 * degrees, 0.5));
    return polygammaDifference(k - 1, 0.5 * degrees, 0.5) / (2 ** k * factorial(k));
  });
}

function sum(jets: Jets, first: Jet, ...others: readonly Jet[]): number[] {
  return others.reduce<Jet>((sum, term) => jets.combined(1, sum, 1, term), first).slice();
}

function minus(x: Jet): Jet {
  return x.map((own) => -own);
}
