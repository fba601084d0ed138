// The laws of second and third derivatives: every order of modes is right, and what is symmetric in
// mathematics is symmetric here.

import { hessian, hvp, type Scalar, type Tree } from "@fluxion/ad";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { assertAgree, inner, SECOND_ORDER, THIRD_ORDER } from "./agree.ts";
import { type Problem, problem } from "./arbitraries.ts";
import { law } from "./runs.ts";
import { along, tensor, wordsOf } from "./words.ts";

const secondOrderModes = [
  "forward-over-reverse",
  "reverse-over-forward",
  "reverse-over-reverse",
  "forward-over-forward",
] as const;

const objectiveOf = ({ program }: Problem) => (x: readonly Scalar[]) => program.objective(x);

describe("higher derivatives of random programs", () => {
  law(
    "are the same by every word of two modes, for every output",
    fc.property(problem, ({ program, point }) => {
      const [first, ...others] = wordsOf(2).map((word) =>
        tensor(word, (x) => program.run(x))(point)
      );
      for (const other of others) assertAgree(other, first, SECOND_ORDER);
    }),
  );

  law(
    "are the same by every word of three modes",
    fc.property(problem, (p) => {
      const [first, ...others] = wordsOf(3).map((word) => tensor(word, objectiveOf(p))(p.point));
      for (const other of others) assertAgree(other, first, THIRD_ORDER);
    }),
  );

  law(
    "are the same along directions by every word of two and of three nested closures",
    fc.property(problem, (p) => {
      const directions = [p.direction, p.otherDirection, p.direction];
      for (const [order, tolerance] of [[2, SECOND_ORDER], [3, THIRD_ORDER]] as const) {
        const all = tensor(Array(order).fill("forward"), objectiveOf(p))(p.point);
        const expected = contracted(all, directions.slice(0, order));
        for (const word of wordsOf(order)) {
          assertAgree(
            along(word, objectiveOf(p), directions)(p.point) as number,
            expected,
            tolerance,
          );
        }
      }
    }),
  );

  law(
    "are symmetric Hessians, the same in all four modes",
    fc.property(problem, (p) => {
      const hessians = secondOrderModes.map((mode) => hessian(objectiveOf(p), { mode })(p.point));
      for (const matrix of hessians) {
        assertAgree(matrix, hessians[0], SECOND_ORDER);
        assertAgree(matrix, transposed(matrix), SECOND_ORDER);
      }
    }),
  );

  law(
    "are Hessian-vector products H·v, in all four modes",
    fc.property(problem, (p) => {
      const matrix = hessian(objectiveOf(p))(p.point);
      const expected = matrix.map((row) => inner(row, p.direction));
      for (const mode of secondOrderModes) {
        const product = hvp(objectiveOf(p), { mode })(p.point, p.direction);
        assertAgree(product, expected, SECOND_ORDER);
      }
    }),
  );
});

/** T[v₁, v₂, …]. */
function contracted(tree: Tree, directions: readonly number[][]): number {
  if (typeof tree === "number") return tree;
  const [direction, ...others] = directions;
  const parts = Object.values(tree).map((child) => contracted(child as Tree, others));
  return inner(direction, parts);
}

function transposed(matrix: number[][]): number[][] {
  return matrix.map((_, i) => matrix.map((row) => row[i]));
}
