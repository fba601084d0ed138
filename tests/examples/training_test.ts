// Training on a function whose minimum is known, on a tree.

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { add, grad, mul, type Scalar, square, sub } from "@fluxion/ad";
import { adam, sgd } from "@fluxion/ad/fit";
import { trained } from "../../examples/training.ts";

describe("Training", () => {
  it("finds the minimum of the valley of Rosenbrock, in the shape of the start", () => {
    const valley = ({ x, ys: [y] }: { x: Scalar; ys: Scalar[] }) =>
      add(square(sub(1, x)), mul(100, square(sub(y, square(x)))));
    const found = trained(
      // At a constant rate it would circle the minimum at about that distance.
      adam((step) => 0.05 * (1 - step / 6000)),
      (place: { x: number; ys: number[] }) => grad(valley)(place),
      { x: -1, ys: [1] },
      6000,
    );
    assertAlmostEquals(found.x, 1, 1e-6);
    assertAlmostEquals(found.ys[0], 1, 1e-6);
  });

  it("asks for the gradient at each point, in order, and leaves the start as it was", () => {
    const [start, steps]: [{ w: number[] }, number[]] = [{ w: [1, 2] }, []];
    const found = trained(
      sgd(0.5),
      (own: { w: number[] }, step) => (steps.push(step), own),
      start,
      3,
    );
    assertEquals(found, { w: [0.125, 0.25] });
    assertEquals([start, steps], [{ w: [1, 2] }, [0, 1, 2]]);
  });
});
