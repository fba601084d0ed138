// What tells values that are rounded to a grid from others: steps between neighbours, and repetitions.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { gridOf } from "../../lib/check/grid.ts";

describe("The grid of values", () => {
  const grids: [name: string, here: number, sides: number[][], grid: number][] = [
    ["is their step where many are whole multiples of one", 0.5, [[0.75, 1.25], [0.25, 0]], 0.25],
    ["is the smallest of their steps, which may be several units", 0, [[0.5, 1.25, 3], []], 0.5],
    ["is seen by two that repeat at the point", 0.5, [[0.5, 1.75], [0.5]], 1.25],
    ["is seen by two that repeat beside the point", 0.5, [[1.75, 1.75], []], 1.25],
    ["is seen by two that repeat on either side", 0.5, [[1.75], [-0.75, -0.75]], 1.25],
    ["is none of two that never repeat", 0.5, [[1.75], [-0.25]], 0],
    ["is none of a jump between whole numbers", 0, [[1, 1], [0, 0]], 0],
    ["is none where all are equal", 0.5, [[0.5, 0.5], [0.5]], 0],
    ["is none that is as fine as rounding", 1, [[1 + 2 ** -52, 1 + 2 ** -50], [1 - 2 ** -51]], 0],
    ["is none where no unit divides the steps", 0, [[1, 1 + Math.SQRT2, 5 + Math.PI], []], 0],
  ];
  for (const [name, here, sides, grid] of grids) {
    it(name, () => assertEquals(gridOf(here, sides), grid));
  }
});
