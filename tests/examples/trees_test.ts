// Trees as vectors, which several examples borrow.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { flatten, unflatten } from "../../examples/trees.ts";

describe("A tree of numbers", () => {
  it("comes back from the vector of its leaves", () => {
    const tree = { a: 1, b: [{ c: 2 }, { c: 3 }], d: [[4], []] };
    assertEquals(flatten(tree), [1, 2, 3, 4]);
    assertEquals(unflatten(tree, [5, 6, 7, 8]), { a: 5, b: [{ c: 6 }, { c: 7 }], d: [[8], []] });
    assertEquals(unflatten({ a: new Float64Array(2) }, [1, 2]), { a: Float64Array.of(1, 2) });
  });
});
