// The table tests itself: a row carries the domain to sample it on, and one loop checks its value, its
// partials against differences, forward against reverse, and second derivatives.

import { jacfwd, jacrev, type Scalar } from "@fluxion/ad";
import { numericGrad, numericJacobian } from "@fluxion/ad/check";
import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import type { Interval } from "../lib/operations/row.ts";
import { assertAgree, assertEstimated, SECOND_ORDER } from "./laws/agree.ts";
import { table, type TableEntry } from "./laws/operations.ts";
import { law } from "./laws/runs.ts";
import { tensor, wordsOf } from "./laws/words.ts";

const withError = { errorEstimate: true } as const;

describe("the table", () => {
  it("holds the rows of every family", () => {
    const names = table.map(({ name }) => name);
    for (const name of ["add", "exp", "sin", "tanh", "abs", "hypot", "erf"]) {
      assert(names.includes(name), `${name} is missing`);
    }
  });

  it("names every row once, as it is exported", () => {
    for (const { name, row } of table) assertEquals(row.name, name);
    assertEquals(new Set(table.map(({ row }) => row.name)).size, table.length);
  });

  for (const entry of table) describe(entry.name, () => testEntry(entry));
});

function testEntry({ name, row, domain, apply, value }: TableEntry): void {
  const points = fc.tuple(...domain.map(coordinateIn));
  const f = (xs: Scalar[]) => apply(xs);

  it(`${name} has a value, a partial for each operand, and a domain`, () => {
    assertStrictEquals(typeof row.value, "function");
    const { partials } = row;
    for (const partial of Array.isArray(partials) ? partials : [partials]) {
      assert(typeof partial === "function" || Number.isFinite(partial));
    }
    if (Array.isArray(partials)) assertStrictEquals(partials.length, domain.length);
    for (const [low, high] of domain) assert(low < high);
  });

  law(
    `${name} on numbers is the value of its row, a finite number`,
    fc.property(points, (point) => {
      const answer = apply(point);
      assertStrictEquals(typeof answer, "number");
      assert(Number.isFinite(answer));
      assert(Object.is(answer, value(point)));
    }),
  );

  law(
    `${name} has partials that are finite numbers on numbers`,
    fc.property(points, (point) => {
      for (const partial of partialsAt(row, point, value(point))) {
        assertStrictEquals(typeof partial, "number");
        assert(Number.isFinite(partial));
      }
    }),
  );

  law(
    `${name} answers its partials forward and in reverse`,
    fc.property(points, (point) => {
      const partials = partialsAt(row, point, value(point));
      assertAgree(jacfwd(f)(point), partials, 0);
      assertAgree(jacrev(f)(point), partials, 0);
    }),
  );

  law(
    `${name} is NaN where an operand is, and so is the derivative of one real and of what is selected`,
    fc.property(points, fc.nat(), (point, which) => {
      const i = which % point.length;
      const at = point.map((own, k) => k === i ? NaN : own);
      assertEquals(apply(at), NaN);
      if (point.length > 1 && row.selects !== true) return;
      // What is constant does not depend on the operand.
      const partial = Array.isArray(row.partials) ? row.partials[i] : row.partials;
      const wanted = typeof partial === "number" ? partial : NaN;
      for (const slopes of [jacfwd(f)(at), jacrev(f)(at)]) {
        slopes.forEach((slope, k) => assertEquals(slope, k === i ? wanted : 0));
      }
    }),
  );

  law(
    `${name} has partials that agree with differences of its values`,
    fc.property(points, (point) => {
      const partials = partialsAt(row, point, value(point));
      assertEstimated(partials, numericGrad((xs: number[]) => value(xs), withError)(point));
    }),
  );

  law(
    `${name} has the same second derivatives in all four ways, agreeing with differences of the first`,
    fc.property(points, (point) => {
      const [first, ...others] = wordsOf(2).map((word) => tensor(word, f)(point) as number[][]);
      for (const other of others) assertAgree(other, first, SECOND_ORDER);
      const gradient = (xs: number[]) => jacrev(f)(xs);
      assertEstimated(first, numericJacobian(gradient, withError)(point));
    }),
  );
}

/** The partials of a row at a point, from the row alone. */
function partialsAt(
  { partials }: TableEntry["row"],
  point: readonly number[],
  result: number,
): Scalar[] {
  if (typeof partials === "number") return point.map(() => partials);
  if (typeof partials === "function") return [...partials(point, result)];
  return partials.map((partial) =>
    typeof partial === "number"
      ? partial
      : (partial as (...operands: number[]) => Scalar)(...point, result)
  );
}

/** Anywhere in an interval, its ends too. */
function coordinateIn([low, high]: Interval): fc.Arbitrary<number> {
  const steps = 2 ** 20;
  return fc.integer({ min: 0, max: steps }).map((k) => low + (high - low) * (k / steps));
}
