// Linear equations with known solutions: rows are exchanged for the largest pivot, of either sign.

import { grad, type Scalar } from "@fluxion/ad";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { factored } from "../../lib/rules/linear_solver.ts";
import { assertClose } from "../assert_close.ts";
import { law } from "../laws/runs.ts";

const SIGNS = [1, -1];

/** A · x. */
const times = (matrix: readonly (readonly number[])[], x: readonly number[]) =>
  matrix.map((row) => row.reduce((sum, entry, j) => sum + entry * x[j], 0));

describe("A linear solver", () => {
  it("takes the largest pivot of a column, whatever its sign and where it stands", () => {
    for (const tiny of SIGNS.map((sign) => sign * 1e-20)) {
      for (const large of SIGNS) {
        // Up to 1e-20, tiny·x + y = 1 and large·x + y = 2 have y = 1 and x = ±1.
        const rows = [[tiny, 1], [large, 1]];
        assertEquals(factored(rows)!([1, 2]), [large, 1]);
        assertEquals(factored(rows.toReversed())!([2, 1]), [large, 1]);
      }
    }
  });

  it("solves permutations of signs, and hands each right-hand side to its row", () => {
    for (const order of [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]) {
      for (const sign of SIGNS) {
        const matrix = order.map((own) => [0, 1, 2].map((j) => j === own ? sign * (j + 1) : 0));
        const x = [5, -7, 11];
        assertEquals(factored(matrix)!(times(matrix, x)), x);
      }
    }
  });

  const entry = fc.integer({ min: -9, max: 9 });
  law(
    "leaves a small residual, wherever the large entries of the rows are",
    fc.property(
      fc.array(fc.tuple(entry, entry, entry, entry), { minLength: 4, maxLength: 4 }),
      fc.constantFrom(1e-18, -1e-18),
      (matrix, tiny) => {
        // Zeros would be exchanged for anything.
        const rows = matrix.map((row) => row.map((own) => own === 0 ? tiny : own));
        const solve = factored(rows);
        const b = [1, -2, 3, -4];
        const x = solve?.(b) as number[] | undefined;
        if (x === undefined) return;
        const size = 40 * Math.max(...x.map(Math.abs), 1);
        times(rows, x).forEach((own, i) =>
          assert(Math.abs(own - b[i]) < 1e-13 * size, `${own} for ${b[i]}`)
        );
      },
    ),
  );

  it("is none of a matrix that is singular or has entries that are no finite numbers", () => {
    for (const matrix of [[[0]], [[1, 2], [2, 4]], [[0, 0], [0, 1]], [[NaN]], [[Infinity]]]) {
      assertEquals(factored(matrix), undefined);
    }
  });

  it("is differentiated by the entries and by the right-hand side, with rows exchanged or not", () => {
    // [[1, a], [a, −1]]·x = (b, 1) has x₀ = (b + a)/(1 + a²).
    const first = (a: Scalar, b: Scalar) => factored([[1, a], [a, -1]])!([b, 1])[0];
    for (const a of [0.5, -0.5, 3, -3]) {
      const square = 1 + a * a;
      const byEntry = (square - (2 + a) * 2 * a) / square ** 2;
      assertClose(grad(first, { argnums: [0, 1] })(a, 2), [byEntry, 1 / square]);
    }
  });
});
