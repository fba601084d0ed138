// The law of blocks: a forward pass along several inputs at once gives the numbers of as many passes
// along one, to the bit. Random programs, as they are and wrapped in rules, in every mode around it.

import { derivative, grad, jacfwd, jacrev, type Scalar } from "@fluxion/ad";
import { assertEquals } from "@std/assert";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { type OfList, wrappers } from "../rules/wrappers.ts";
import { assertAgree, SECOND_ORDER } from "./agree.ts";
import { problem, problemWithKinks } from "./arbitraries.ts";
import { law } from "./runs.ts";

const identity = "as it is";

const wrapped = fc.constantFrom(identity, ...Object.keys(wrappers)).map((name) => ({
  [fc.toStringMethod]: () => name,
  wrap: (f: OfList): OfList => name === identity ? f : wrappers[name](f),
}));

/** The Jacobian by a forward pass for each input, whose tangent is a scalar. */
function oneByOne(f: OfList): (xs: Scalar[]) => Scalar[][] {
  return (xs) => {
    const columns = xs.map((x, j) => {
      const alongOne = (own: Scalar) => f(xs.map((other, k) => k === j ? own : other));
      return derivative(alongOne)(x);
    });
    return columns[0].map((_, i) => columns.map((column) => column[i]));
  };
}

describe("a forward pass along several inputs", () => {
  law(
    "is as many passes along one, to the bit",
    fc.property(problemWithKinks, wrapped, ({ program, point }, { wrap }) => {
      const f = wrap((xs) => program.run(xs));
      assertEquals(jacfwd(f)(point), oneByOne(f)(point));
    }),
  );

  law(
    "is as many passes along one inside and outside of other levels",
    fc.property(problem, wrapped, ({ program, point }, { wrap }) => {
      const objective = wrap((xs) => [program.objective(xs)]);
      const scalar = (xs: Scalar[]) => objective(xs)[0];
      const expected = oneByOne((xs) => grad(scalar)(xs) as Scalar[])(point) as number[][];
      const inner = (xs: Scalar[]) => jacfwd(objective)(xs)[0] as Scalar[];
      for (const hessian of [jacfwd(grad(scalar)), jacfwd(inner), jacrev(inner)]) {
        assertAgree(hessian(point) as number[][], expected, SECOND_ORDER);
      }
    }),
  );
});
