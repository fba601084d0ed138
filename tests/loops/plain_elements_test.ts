// Elements of plain numbers are read as a walk through them reads them, and others are left to the walk.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { readerLike } from "../../lib/loops/plain_elements.ts";
import { matchingLeaves } from "../../lib/trees/matching.ts";
import { law } from "../laws/runs.ts";

const number = fc.double();
const part = fc.oneof(
  number,
  fc.array(number, { maxLength: 3 }),
  fc.float64Array({ maxLength: 3 }),
  fc.constantFrom<unknown>("text", null, undefined, [[1]], [undefined]),
);
const element: fc.Arbitrary<unknown> = fc.letrec<{ element: unknown }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    part,
    fc.dictionary(fc.constantFrom("a", "b", "c"), tie("element"), { maxKeys: 3 }),
  ),
})).element;

function walked(own: unknown, first: unknown): unknown {
  try {
    return matchingLeaves(own, "xs[1]", first, "xs[0]");
  } catch {
    return "refused";
  }
}

describe("Elements of plain numbers", () => {
  law(
    "have the numbers that a walk finds, wherever they are read without one",
    fc.property(element, element, (first, other) => {
      const read = readerLike(first);
      for (const own of [first, structuredClone(first), other]) {
        const numbers = read?.(own);
        if (numbers !== undefined) assertEquals(numbers, walked(own, first));
      }
    }),
  );

  it("are lists and objects of numbers, objects in one another too", () => {
    const first = { x: [1, 2], y: { z: 3, w: Float64Array.of(4) } };
    const read = readerLike(first)!;
    assertEquals(read({ x: [5, 6], y: { z: 7, w: [8] } }), [5, 6, 7, 8]);
    for (
      const other of [
        { x: [5, 6], y: { z: 7 } },
        { x: [5], y: { z: 7, w: [8] } },
        { x: [5, "6"], y: { z: 7, w: [8] } },
        { y: { z: 7, w: [8] }, x: [5, 6] },
        3,
        null,
      ]
    ) assertEquals(read(other), undefined);
    assertEquals(readerLike({ x: "text" }), undefined);
  });
});
