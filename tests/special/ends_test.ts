// Special functions at the ends of their domains, at infinity and outside: the limits, and NaN where there is none.

import { derivative, type Scalar } from "@fluxion/ad";
import * as special from "@fluxion/ad/special";
import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const [I, N] = [Infinity, NaN];
type Name = Exclude<keyof typeof special, "default">;

const limits: readonly (readonly [name: Name, operands: readonly number[], limit: number])[] = [
  ["xlogy", [0, 0], 0],
  ["xlogy", [0, 5], 0],
  ["xlogy", [1, 0], -I],
  ["xlogy", [1, -1], N],
  ["xlog1py", [0, -1], 0],
  ["xlog1py", [1, -1], -I],
  ["xlog1py", [1, -2], N],
  ["entropy", [0], 0],
  ["entropy", [1], 0],
  ["entropy", [-1], N],
  ["logsubexp", [1, 1], -I],
  ["logsubexp", [1, 2], N],
  ["logsubexp", [1, -I], 1],
  ["gammainc", [2, 0], 0],
  ["gammainc", [2, I], 1],
  ["gammainc", [0, 3], 1],
  ["gammainc", [0, 0], N],
  ["gammainc", [-1, 1], N],
  ["gammainc", [1, -1], N],
  ["gammainc", [I, 1], 0],
  ["gammainc", [I, I], N],
  ["gammaincc", [2, 0], 1],
  ["gammaincc", [2, I], 0],
  ["gammaincc", [0, 3], 0],
  ["gammaincc", [I, 1], 1],
  ["logGammainc", [2, 0], -I],
  ["logGammainc", [2, I], 0],
  ["logGammaincc", [2, 0], 0],
  ["logGammaincc", [2, I], -I],
  ["logGammainc", [-1, 1], N],
  ["logGammaincc", [0, 0], N],
  ["betainc", [2, 3, 0], 0],
  ["betainc", [2, 3, 1], 1],
  ["betainc", [0, 3, 0.5], 1],
  ["betainc", [2, 0, 0.5], 0],
  ["betainc", [0, 0, 0.5], N],
  ["betainc", [2, 3, 1.5], N],
  ["betainc", [-1, 3, 0.5], N],
  ["betainc", [I, 3, 0.5], N],
  ["betainc", [0, 3, 0], N],
  ["betainc", [2, 0, 1], N],
  ["betainc", [2, 0, 0], 0],
  ["gammainc", [1e-305, 2], 1],
  ["logGammainc", [0, 2], 0],
  ["logGammaincc", [I, 2], 0],
  ["logBetainc", [2, 3, 0], -I],
  ["logBetainc", [2, 3, 1], 0],
  ["logBetainc", [2, 3, -1], N],
  ["besselJ0", [I], 0],
  ["besselJ0", [0], 1],
  ["besselJ1", [0], 0],
  ["besselJ", [3, 0], 0],
  ["besselJ", [4, I], 0],
  ["besselY0", [0], -I],
  ["besselY1", [0], -I],
  ["besselY", [2, 0], -I],
  ["besselY0", [I], 0],
  ["besselY", [3, I], 0],
  ["besselY0", [-1], N],
  ["besselY", [5, 1e-80], -I],
  ["besselI0", [I], I],
  ["besselI1", [I], I],
  ["besselI1", [-I], -I],
  ["besselI", [2, -I], I],
  ["besselI", [3, -I], -I],
  ["besselI0", [0], 1],
  ["besselI", [3, 0], 0],
  ["besselI0e", [I], 0],
  ["besselI1e", [-I], 0],
  ["besselK0", [0], I],
  ["besselK1", [0], I],
  ["besselK", [2, 0], I],
  ["besselK0", [I], 0],
  ["besselK", [3, I], 0],
  ["besselK0", [-1], N],
  ["besselK", [2, -1], N],
  ["besselK0e", [I], 0],
  ["besselK1e", [0], I],
  ["zeta", [1], N],
  ["zeta", [I], 1],
  ["zeta", [-I], N],
  ["zeta", [0], -0.5],
  ["zeta", [-2], 0],
  ["zeta", [I, 1], 1],
  ["zeta", [I, 0.5], N],
  ["digamma", [0], -I],
  ["digamma", [-0], I],
  ["zeta", [1, 2], I],
  ["zeta", [I, 2], 0],
  ["zeta", [2, I], 0],
  ["zeta", [2, -1], N],
  ["zeta", [0.5, 2], N],
  ["lambertW", [0], 0],
  ["lambertW", [-0], -0],
  ["lambertW", [I], I],
  ["lambertW", [-1], N],
  ["lambertW", [0, -1], -I],
  ["lambertW", [1, -1], N],
  ["lambertW", [-0.5, -1], N],
  ["exp1", [0], I],
  ["exp1", [I], 0],
  ["exp1", [-1], N],
  ["expint", [3, 0], 0.5],
  ["expint", [2, I], 0],
  ["expint", [1, 0], I],
  ["expi", [0], -I],
  ["expi", [I], I],
  ["expi", [-I], 0],
  ["erfinv", [1], I],
  ["erfinv", [-1], -I],
  ["erfinv", [2], N],
  ["erfcinv", [0], I],
  ["erfcinv", [2], -I],
  ["erfcinv", [3], N],
  ["erfcinv", [-1], N],
  ["erfcx", [I], 0],
  ["erfcx", [-I], I],
  ["logErfc", [I], -I],
  ["logErfc", [-I], Math.LN2],
  ["normalCdf", [I], 1],
  ["normalCdf", [-I], 0],
  ["logNormalCdf", [-I], -I],
  ["logNormalCdf", [I], 0],
  ["normalQuantile", [0], -I],
  ["normalQuantile", [1], I],
  ["normalQuantile", [2], N],
  ["gamma", [0], I],
  ["gamma", [-0], -I],
  ["gamma", [-1], N],
  ["gamma", [I], I],
  ["lgamma", [0], I],
  ["lgamma", [I], I],
  ["digamma", [I], I],
  ["digamma", [-1], N],
  ["trigamma", [I], 0],
  ["trigamma", [0], I],
  ["polygamma", [2, I], 0],
  ["polygamma", [3, 0], I],
  ["polygamma", [3, -2], N],
  ["beta", [0, 1], I],
  ["beta", [I, 1], 0],
  ["lbeta", [I, 1], -I],
  ["lbeta", [0, 1], I],
  ["sinhc", [0], 1],
  ["sinhc", [I], I],
  ["cosc", [0], 0],
];

/** The derivative by the last operand, which is the variable of most. */
const slopes: readonly (readonly [name: Name, operands: readonly number[], slope: number])[] = [
  ["logGammainc", [2, 0], I],
  ["logGammaincc", [2, 0], 0],
  ["logGammainc", [2, I], 0],
  ["zeta", [I], 0],
  ["zeta", [1200], 0],
  ["gammaincc", [1, 0], -1],
  ["xlogy", [0, 3], 0],
  ["xlogy", [2, -1], N],
  ["entropy", [0], I],
  ["logsubexp", [2, 2], -I],
  ["betainc", [1, 3, 0], 3],
  ["betainc", [2, 3, 0], 0],
  ["betainc", [0.5, 3, 0], I],
  ["betainc", [3, 1, 1], 3],
  ["betainc", [2, 3, 2], N],
  ["gammainc", [1, 0], 1],
  ["gammainc", [2, 0], 0],
  ["gammainc", [0.5, 0], I],
  ["lambertW", [I], 0],
  ["lambertW", [0], 1],
  ["besselJ0", [0], 0],
  ["besselJ1", [0], 0.5],
  ["besselI1", [0], 0.5],
  ["besselK0", [I], 0],
  ["expi", [-I], 0],
  ["erfinv", [1], I],
  ["erfcinv", [0], -I],
  ["normalCdf", [I], 0],
  ["normalQuantile", [0], I],
  ["erfcx", [I], 0],
  ["logErfc", [I], -I],
  ["sinhc", [0], 0],
  ["gamma", [-1], N],
];

/** The derivatives by the first operand, which is a shape. */
const byShape: readonly (readonly [name: Name, operands: readonly number[], slope: number])[] = [
  ["logBetainc", [2, 3, 0], -I],
  ["logBetainc", [2, 3, 1], 0],
  ["betainc", [2, 3, 0], 0],
  ["betainc", [2, 3, 1], 0],
  ["gammainc", [2, 0], 0],
  ["gammaincc", [2, I], 0],
  ["gammainc", [-1, 2], N],
  ["betainc", [-1, 2, 0.5], N],
];

describe("Special functions at the ends", () => {
  for (const [name, operands, limit] of limits) {
    it(`have their limits: ${name}(${operands.join(", ")})`, () => {
      const f = special[name] as (...xs: number[]) => number;
      const found = f(...operands);
      assert(
        Object.is(found, limit) || found === limit,
        `${found}, and not ${limit}`,
      );
    });
  }

  for (const [name, operands, slope] of slopes) {
    it(`have the slope there: ${name}(${operands.join(", ")})`, () => {
      const f = special[name] as (...xs: Scalar[]) => Scalar;
      const found = derivative((x) => f(...operands.slice(0, -1), x))(
        operands[operands.length - 1],
      );
      assert(Object.is(found, slope) || found === slope, `${found}, and not ${slope}`);
    });
  }

  for (const [name, operands, slope] of byShape) {
    it(`have the slope in their shape there: ${name}(${operands.join(", ")})`, () => {
      const f = special[name] as (...xs: Scalar[]) => Scalar;
      const found = derivative((a) => f(a, ...operands.slice(1)))(operands[0]);
      assert(Object.is(found, slope) || found === slope, `${found}, and not ${slope}`);
    });
  }
});
