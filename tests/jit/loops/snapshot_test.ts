import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Snapshot } from "../../../lib/jit/loops/snapshot.ts";
import { Cotangents } from "../../../lib/values/cotangents.ts";
import { Level } from "../../../lib/values/level.ts";
import { Variable } from "../../../lib/values/box.ts";
import type { Scalar } from "../../../lib/values/scalar.ts";
import { describe, it } from "@std/testing/bdd";

const level = new Level("reverse", "grad", Math.sin);
const SIZE = 300;

/** A number, a flat box, or a box whose primal is one: no column takes that. */
const scalar: fc.Arbitrary<Scalar> = fc.tuple(
  fc.constantFrom(0, -0, NaN, 1),
  fc.constantFrom(0, 1),
  fc.constantFrom("number", "flat", "deep"),
).map(([x, index, kind]) => {
  if (kind === "number") return x;
  const flat = new Variable(level, x, index);
  return kind === "flat" ? flat : new Variable(level, flat, index);
});

// Often the same few, so that one replaces another.
const variable = fc.oneof(fc.constantFrom(0, 3, 64, 200, 299), fc.nat(SIZE - 1));
const writes = fc.array(fc.tuple(variable, scalar), { maxLength: 12 });

/** The parts of a scalar, which a flat box that is read from the columns has anew. */
function parts(x: Scalar | undefined): unknown[] {
  return x instanceof Variable ? [...parts(x.primal), x.index] : [x];
}

function partsOf(cotangents: Cotangents): unknown[][] {
  return Array.from({ length: SIZE }, (_, i) => parts(cotangents.of(i)));
}

describe("A snapshot of cotangents", () => {
  it("tells which of the first have changed, and restores them", () => {
    fc.assert(
      fc.property(writes, writes, fc.nat(SIZE), (before, after, size) => {
        const cotangents = Cotangents.none(SIZE);
        for (const [index, x] of before) cotangents.set(index, x);
        const then = partsOf(cotangents);
        const snapshot = new Snapshot(cotangents, size);
        for (const [index, x] of after) cotangents.set(index, x);
        const now = partsOf(cotangents);
        const isOther = (i: number) => !then[i].every((part, k) => Object.is(part, now[i][k]));
        const changed = snapshot.changed(cotangents);
        assertEquals(changed, [...changed].sort((a, b) => a - b));
        for (let i = 0; i < size; i++) if (isOther(i)) assertEquals(changed.includes(i), true);
        const written = new Set(after.map(([index]) => index));
        assertEquals(changed.every((i) => i < size && written.has(i)), true);
        snapshot.restore(cotangents);
        assertEquals(partsOf(cotangents).slice(0, size), then.slice(0, size));
        assertEquals(partsOf(cotangents).slice(size), now.slice(size));
      }),
      { numRuns: 500 },
    );
  });
});
