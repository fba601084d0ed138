// Minima beside the referees: trees, bounds, both methods, what is said at the end, and what is refused.

import {
  abs,
  add,
  cos,
  exp,
  log,
  mul,
  neg,
  pow,
  type Scalar,
  sin,
  sqrt,
  square,
  sub,
  sum,
  value,
} from "@fluxion/ad";
import { minimize, type MinimizeMethod } from "@fluxion/ad/fit";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { testProblems } from "./more_garbow_hillstrom.ts";

const methods: readonly MinimizeMethod[] = ["lbfgs", "newton-cg"];
const valley = (x: readonly Scalar[]) =>
  sum(
    x.slice(1).map((next, i) =>
      add(square(sub(1, x[i])), mul(100, square(sub(next, square(x[i])))))
    ),
  );

for (const method of methods) {
  describe(`minimize by ${method}`, () => {
    it("answers in the shape of the start, with the gradient", () => {
      const found = minimize(
        ({ x, y }: { x: Scalar; y: Scalar[] }) => add(square(sub(x, 1)), square(add(y[0], x))),
        { x: 5, y: [5] },
        { method },
      );
      assert(found.converged, found.reason.sentence);
      assertAlmostEquals(found.parameters.x, 1, 1e-8);
      assertAlmostEquals(found.parameters.y[0], -1, 1e-8);
      assertAlmostEquals(found.gradient.y[0], 0, 1e-7);
      assertEquals(minimize((x: Scalar) => square(sub(x, 3)), 3, { method }).parameters, 3);
    });

    it("holds parameters at bounds, and leaves them again", () => {
      const bounds = { low: [undefined, -0.5, 0.8, undefined], high: [0.5, 3, 3, undefined] };
      const { parameters, converged, reason, gradient } = minimize(valley, [0, 1, 1, 1], {
        method,
        bounds,
      });
      assert(converged, reason.sentence);
      assertEquals([parameters[0], parameters[2]], [0.5, 0.8]);
      assert(gradient[0] < 0 && gradient[2] > 0);
      assertAlmostEquals(gradient[1], 0, 1e-5);
      assertAlmostEquals(parameters[3], 0.64, 1e-6);
      const cornered = minimize(([x, y]: Scalar[]) => add(x, y), [3, 3], {
        method,
        bounds: { low: [1, 2] },
      });
      assertEquals([cornered.parameters, cornered.value], [[1, 2], 3]);
      assert(cornered.converged);
    });

    it("ends within bounds where rounding hides any descent", () => {
      const { residuals, start } = testProblems.find(({ name }) => name === "Gaussian")!;
      const objective = (x: Scalar[]) => sum(residuals(x).map((r) => square(r)));
      const bounds = { low: [0.3, 0.5, -1], high: [0.5, 1.5, 1] };
      const { converged, value, iterations } = minimize(objective, [...start], { method, bounds });
      assert(converged && iterations < 99, `${iterations}`);
      assertAlmostEquals(value / 1.12793e-8, 1, 1e-5);
    });

    it("keeps away from where the function is no number", () => {
      const walled = (x: Scalar) => sub(mul(2, x), log(x));
      const { parameters } = minimize(walled, 9, { method });
      assertAlmostEquals(parameters, 0.5, 1e-7);
      const bounded = minimize(walled, 9, { method, bounds: { low: -3 } });
      assertAlmostEquals(bounded.parameters, 0.5, 1e-7);
    });

    it("goes down from saddles, and where the function bends downwards", () => {
      const saddle = ([x, y]: Scalar[]) => add(square(x), neg(square(y)), pow(y, 4));
      const { parameters, value } = minimize(saddle, [1, 1e-3], { method });
      assertAlmostEquals(Math.abs(parameters[1]), Math.SQRT1_2, 1e-6);
      assertAlmostEquals(value, -0.25, 1e-12);
    });

    it("sees the minimum of a small change on a large constant", () => {
      const { parameters, converged } = minimize(
        ([x, y]: Scalar[]) => add(1e8, square(sub(x, 3)), mul(3, square(sub(y, x)))),
        [1, 2],
        { method },
      );
      assert(converged);
      assertAlmostEquals(parameters[1], 3, 1e-6);
    });

    it("says when it has stopped early", () => {
      const few = minimize(valley, [-1.2, 1], { method, maxIterations: 3 });
      assertEquals([few.reason.word, few.iterations, few.converged], ["iterations", 3, false]);
      const seen: number[] = [];
      const stopped = minimize(valley, [-1.2, 1], {
        method,
        onStep: ({ iteration, value, parameters }) => {
          assertEquals(value, valley(parameters));
          return seen.push(iteration) < 3;
        },
      });
      assertEquals(seen, [0, 1, 2]);
      assertEquals(stopped.reason.word, "stopped");
    });

    it("says that it finds no descent where derivatives are not those of the function", () => {
      const wrong = (x: Scalar) => add(x, mul(-2, value(x)));
      const { reason, converged } = minimize(wrong, 5, { method });
      assertEquals([reason.word, converged], ["stalled", false]);
      assert(reason.sentence.includes("checkGrads"));
      const bounded = minimize(wrong, 5, { method, bounds: { low: -100 } });
      assertEquals(bounded.reason.word, "stalled");
    });

    it("says that a function falls without end", () => {
      for (const falling of [(x: Scalar) => neg(exp(x)), (x: Scalar) => neg(square(x))]) {
        const { reason } = minimize(falling, 1, { method, maxIterations: 2000 });
        assertEquals(reason.word, "unbounded");
        assert(reason.sentence.includes("Give parameters bounds"));
      }
    });

    it("says so where it comes to a wall, beyond which there are no numbers", () => {
      const walled = (x: Scalar) => value(x) < 1 ? NaN : x;
      for (const bounds of [undefined, { low: -5 }]) {
        const { reason, converged } = minimize(walled, 1, { method, bounds });
        assertEquals([reason.word, converged], ["stalled", false]);
      }
    });

    it("finds −Infinity at a bound, and says so", () => {
      const { reason } = minimize((x: Scalar) => log(x), 1, { method, bounds: { low: 0 } });
      assertEquals(reason.word, "unbounded");
    });

    it("is refused a start of no use, more than one number, and options that are none", () => {
      assertThrows(() => minimize((x: Scalar) => sqrt(x), -1, { method }), RangeError, "it is NaN");
      assertThrows(
        () => minimize((x: Scalar) => sqrt(x), 0, { method }),
        RangeError,
        "the derivative by x is Infinity",
      );
      assertThrows(
        () => minimize(((x: Scalar[]) => x) as never, [1, 2] as never, { method }),
        TypeError,
        "it answered 2 numbers",
      );
      assertThrows(
        () => minimize(((x: Scalar[]) => x) as never, [1] as never, { method }),
        TypeError,
      );
      assertThrows(
        () => minimize(valley, [1, 1], { method: "bfgs" as never }),
        RangeError,
        'it is "lbfgs" or "newton-cg"',
      );
    });

    it("prints a table", () => {
      const found = minimize((x: Scalar) => add(5, square(sub(x, 3))), 3, { method });
      assertEquals(
        String(found),
        "Converged after 0 steps: the largest slope is 0.\n  x  3\n  value 5",
      );
      const inspect = found as unknown as { [key: symbol]: () => unknown };
      assertEquals(inspect[Symbol.for("Deno.customInspect")](), String(found));
    });
  });
}

describe("minimize", () => {
  it("goes along L-BFGS as far as the function falls", () => {
    const { reason } = minimize((x: Scalar) => x, 1);
    assertEquals(reason.word, "unbounded");
  });

  it("takes the first step from 0, whatever the value there", () => {
    for (const offset of [0, 7]) {
      const { parameters } = minimize(
        ([x, y]: Scalar[]) => add(offset, sub(x, 1), square(sub(x, 1)), square(y)),
        [0, 0],
      );
      assertAlmostEquals(parameters[0], 0.5, 1e-8);
    }
  });

  it("finds minima of functions with many waves", () => {
    const waves = ([x, y]: Scalar[]) =>
      add(mul(0.1, add(square(x), square(y))), sin(mul(3, x)), cos(mul(5, y)));
    for (const method of methods) {
      for (const start of [[0.3, 0.2], [2, 1], [-3, 4]]) {
        const { gradient, converged } = minimize(waves, start, { method });
        assert(converged);
        gradient.forEach((slope) => assertAlmostEquals(slope, 0, 1e-6));
      }
    }
  });

  it("ends at a kink, where slopes say nothing", () => {
    const { parameters, converged } = minimize((x: Scalar) => abs(sub(x, 2)), 5);
    assertAlmostEquals(parameters, 2, 1e-6);
    assert(typeof converged === "boolean");
  });
});
