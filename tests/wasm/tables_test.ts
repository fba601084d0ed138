import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { withNeighbours } from "../../lib/wasm/tables.ts";

describe("Tables", () => {
  it("are one where they are neighbours", () => {
    const tables = [
      { address: 3, numbers: Float64Array.of(1, 2) },
      { address: 5, numbers: Float64Array.of(NaN) },
      { address: 7, numbers: Float64Array.of(-0) },
      { address: 8, numbers: Float64Array.of(4, 5) },
      { address: 1, numbers: Float64Array.of(6) },
    ];
    assertEquals(withNeighbours(tables), [
      { address: 3, numbers: Float64Array.of(1, 2, NaN) },
      { address: 7, numbers: Float64Array.of(-0, 4, 5) },
      { address: 1, numbers: Float64Array.of(6) },
    ]);
    assertEquals(withNeighbours([]), []);
  });
});
