// Functions of several operands against numbers of many more digits, at first, second and third order: over
// ordinary points, and where a careless formula would cancel, overflow or underflow.

import {
  atan2,
  hessian,
  hypot,
  jacfwd,
  jacrev,
  logsumexp,
  norm,
  type Scalar,
  standardDeviation,
  sumOfSquares,
  variance,
} from "@fluxion/ad";
import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { SECOND_ORDER_MODES } from "../cases/mixes.ts";
import references from "./lists_references.json" with { type: "json" };

type OfList = (xs: Scalar[]) => Scalar;

/**
 * Names, operands, taken as the doubles they denote, and the value and the derivatives there, computed with
 * mpmath 1.3.0 at 4000 bits and rounded to the nearest double. What is `null` is larger than any double.
 */
const functions: { readonly [name: string]: OfList } = {
  hypot: (xs) => hypot(...xs),
  norm: (xs) => norm(xs),
  logsumexp: (xs) => logsumexp(xs),
  atan2: ([y, x]) => atan2(y, x),
  sumOfSquares: (xs) => sumOfSquares(xs),
  variance: (xs) => variance(xs),
  "variance of a sample": (xs) => variance(xs, { correction: 1 }),
  standardDeviation: (xs) => standardDeviation(xs),
  "standardDeviation of a sample": (xs) => standardDeviation(xs, { correction: 1 }),
};

/** How many units in the last place an answer may be off, at the orders 0 to 3. */
const TOLERANCES = [4, 4, 4, 32];

/** Of these, whose second derivatives are differences, the units are those of the largest number beside. */
const isDifference = (name: string) => name.startsWith("standardDeviation");

for (const [name, f] of Object.entries(functions)) {
  describe(`${name} is accurate to a few units in the last place`, () => {
    const own = references.filter((reference) => reference.name === name);
    assert(own.length > 0);

    for (const { operands, value, gradient, hessian: bent, third } of own) {
      it(`at [${operands}]`, () => {
        const check = (order: number, actual: unknown, expected: readonly (number | null)[]) =>
          assertAccurate(name, order, [actual].flat(4) as number[], expected);
        check(0, f(operands), [value]);
        check(1, jacfwd(f)(operands), gradient);
        check(1, jacrev(f)(operands), gradient);
        for (const mode of SECOND_ORDER_MODES) check(2, hessian(f, { mode })(operands), bent);
        if (third === null) return;
        check(3, jacfwd(jacfwd(jacrev(f)))(operands), third);
        check(3, jacrev(jacfwd(jacfwd(f)))(operands), third);
        check(3, jacrev(jacrev(jacrev(f)))(operands), third);
      });
    }
  });
}

describe("The Hessian of logsumexp", () => {
  it("keeps the digits of a confident softmax", () => {
    const [[bent]] = hessian(logsumexp)([0, -40]);
    assertLessOrEqual(Math.abs(bent / 4.248354255291589e-18 - 1), 1e-15);
  });

  it("is positive semidefinite, to rounding, at any spread", () => {
    for (const xs of [[0, -40], [1, 2, 3], [0, -20, -40, -60], [3, 3, 3], [700, -3, 699.5]]) {
      const rows = hessian(logsumexp)(xs);
      // Its off-diagonal entries are negative, and each row sums to 0: no eigenvalue is less.
      rows.forEach((row, i) => {
        const others = row.reduce((sum, entry, j) => i === j ? sum : sum - entry, 0);
        assertLessOrEqual(Math.abs(row[i] - others), 1e-15 * row[i]);
        row.forEach((entry, j) => assert(i === j ? entry >= 0 : entry <= 0));
      });
    }
  });
});

describe("The norm", () => {
  it("adds up a million squares without losing what is small beside the first", () => {
    const xs = [1, ...new Array<number>(1_000_000).fill(1e-8)];
    const exact = Math.sqrt(1 + 1e-10);
    const lengths: ((xs: number[]) => number)[] = [hypot, norm];
    for (const f of lengths) assertEquals(f(xs), exact);
  });

  it("of two operands is that of a list of two, to the bit, and so are its derivatives", () => {
    for (const x of [3, 1e-8, -1e200, 1e-300, 5e-324, 1.5e308, Infinity, 0]) {
      for (const y of [5, -1e-9, 2e200, 3e-310, 1.7e308]) {
        assertEquals(hypot(x, y), hypot([x, y]));
        assertEquals(jacrev(hypot, { argnums: [0, 1] })(x, y), jacrev(norm)([x, y]));
      }
    }
  });
});

function assertAccurate(
  name: string,
  order: number,
  actual: readonly number[],
  expected: readonly (number | null)[],
): void {
  assertEquals(actual.length, expected.length);
  const largest = Math.max(...expected.map((x) => Math.abs(x ?? 0)));
  expected.forEach((wanted, i) => {
    if (wanted === null) return assert(!Number.isFinite(actual[i]));
    const unit = lastPlace(isDifference(name) && order > 0 ? largest : wanted);
    const units = actual[i] === wanted ? 0 : Math.abs(actual[i] - wanted) / unit;
    assertLessOrEqual(
      Number.isNaN(units) ? Infinity : units,
      TOLERANCES[order],
      `Entry ${i} of order ${order} is ${actual[i]}, where ${wanted} is right`,
    );
  });
}

/** What the last binary digit of a double is worth. */
function lastPlace(x: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(x));
  bits.setBigUint64(0, bits.getBigUint64(0) + 1n);
  return bits.getFloat64(0) - Math.abs(x);
}
