// Adam on functions whose minima are known, on trees, and one step of it by the numbers of the paper's rule.

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { add, grad, mul, type Scalar, square, sub } from "@fluxion/ad";
import { adam, adamUpdates } from "../../examples/optimisers.ts";

describe("Adam", () => {
  it("finds the minimum of the valley of Rosenbrock, in the shape of the start", () => {
    const valley = ({ x, ys: [y] }: { x: Scalar; ys: Scalar[] }) =>
      add(square(sub(1, x)), mul(100, square(sub(y, square(x)))));
    const found = adam(
      (place: { x: number; ys: number[] }) => grad(valley)(place),
      { x: -1, ys: [1] },
      // At a constant rate it would circle the minimum at about that distance.
      { steps: 6000, rate: (step) => 0.05 * (1 - step / 6000) },
    );
    assertAlmostEquals(found.x, 1, 1e-6);
    assertAlmostEquals(found.ys[0], 1, 1e-6);
  });

  it("goes by its rate at the first step, whatever the size of the gradient, and against its sign", () => {
    const update = adamUpdates([0, 0, 0], 0.1);
    const next = update([1e-3, -1e6, 0]);
    [-0.1, 0.1, 0].forEach((expected, i) => assertAlmostEquals(next[i], expected, 1e-5));
  });

  it("goes by mean over root mean square, both without the bias of their start, at the second", () => {
    const update = adamUpdates([0], 1);
    const [first] = update([1]);
    const [second] = update([3]);
    const mean = (0.9 * 0.1 * 1 + 0.1 * 3) / (1 - 0.9 ** 2);
    const square = (0.999 * 0.001 * 1 + 0.001 * 9) / (1 - 0.999 ** 2);
    assertAlmostEquals(second - first, -mean / Math.sqrt(square), 1e-6);
  });

  it("asks for the rate of each step, and for the gradient at each point, in order", () => {
    const [rates, gradients]: [number[], number[]] = [[], []];
    adam(
      (parameters: number[], step) => (gradients.push(step), parameters),
      [1],
      { steps: 3, rate: (step) => (rates.push(step), 0.1) },
    );
    assertEquals([rates, gradients], [[0, 1, 2], [0, 1, 2]]);
  });

  it("leaves the start as it was", () => {
    const start = { w: [1, 2] };
    const found = adam(() => ({ w: [1, 1] }), start, { steps: 5, rate: 0.1 });
    assertEquals(start, { w: [1, 2] });
    assert(found.w[0] < 1);
  });
});
