// Newton-CG where the minimum is known: on trees, far from it, and where the Hessian is indefinite.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { add, grad, hvp, mul, type Scalar, square, sub, sum } from "@fluxion/ad";
import { newtonCG } from "../../examples/newton_cg.ts";
import { assertClose } from "../assert_close.ts";

/** Rosenbrock's valley in any number of dimensions: least, 0, where all coordinates are 1. */
const valley = (x: Scalar[]) =>
  sum(
    x.slice(1).flatMap((next, i) => [
      mul(100, square(sub(next, square(x[i])))),
      square(sub(1, x[i])),
    ]),
  );

describe("Newton-CG", () => {
  it("solves a quadratic problem on a tree with as many products as unknowns, at most", () => {
    type Point = { a: Scalar; b: Scalar[] };
    const bowl = ({ a, b }: Point) =>
      add(square(sub(a, 1)), mul(5, square(sub(b[0], a))), mul(2, square(add(b[1], b[0]))));
    const found = newtonCG(
      { objective: bowl, gradient: grad(bowl), product: hvp(bowl) },
      { a: 0, b: [0, 0] },
    );
    assert(found.converged);
    assertClose(found.parameters, { a: 1, b: [1, -1] }, 1e-9);
    assert(found.steps.at(-1)!.products <= 3 * (found.steps.length - 1));
  });

  it("follows the valley of Rosenbrock in 20 dimensions, each step no higher than the one before", () => {
    const start = Array.from({ length: 20 }, (_, i): number => i % 2 === 0 ? -1.2 : 1);
    const found = newtonCG(
      { objective: valley, gradient: grad(valley), product: hvp(valley) },
      start,
    );
    const { steps } = found;
    assert(found.converged);
    assert(steps.slice(1).every(({ objective }, i) => objective <= steps[i].objective));
    // From this start there is a second, local minimum, in which the first coordinate is near −1.
    const [first, ...others] = found.parameters;
    assertClose(Math.abs(first), 1, 0.01);
    assertClose(others.slice(-5), [1, 1, 1, 1, 1], 0.01);
  });

  it("leaves a saddle along its negative curvature", () => {
    const saddle = ([x, y]: Scalar[]) => add(square(x), sub(square(square(y)), square(y)));
    const found = newtonCG(
      { objective: saddle, gradient: grad(saddle), product: hvp(saddle) },
      [0.5, 0.01],
    );
    assertClose(found.parameters.map(Math.abs), [0, Math.SQRT1_2], 1e-9, 1);
  });

  it("says that it has not converged where it had too few steps, and not where they were just enough", () => {
    const problem = { objective: valley, gradient: grad(valley), product: hvp(valley) };
    const within = (maximumSteps: number) => newtonCG(problem, [-1.2, 1], { maximumSteps });
    const needed = within(100).steps.length - 1;
    assertEquals([needed, needed - 1].map((most) => within(most).converged), [true, false]);
    assertEquals(within(2).steps.length, 3);
  });
});
