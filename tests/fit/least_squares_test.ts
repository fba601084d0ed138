// Least squares beside the referees: trees, bounds, losses, sparse Jacobians, what is printed, and what is refused.

import { add, exp, mul, pow, type Scalar, sqrt, square, sub, sum, value } from "@fluxion/ad";
import { numericVjp } from "@fluxion/ad/check";
import { leastSquares } from "@fluxion/ad/fit";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { testProblems } from "./more_garbow_hillstrom.ts";

type Decay = { size: Scalar; rate: Scalar };
const decay = ({ size, rate }: Decay, ys: readonly Scalar[]) =>
  ys.map((y, t) => sub(mul(size, exp(mul(-t, rate))), y));
const ys = [4.1, 2.2, 0.9, 0.6];
const start = { size: 1, rate: 1 };

describe("leastSquares", () => {
  it("answers in the shape and the type of the start", () => {
    assertEquals(leastSquares((x: Scalar) => [sub(square(x), 4)], 1).parameters, 2);
    const floats = leastSquares(
      (x: readonly Scalar[]) => ({ a: sub(x[0], 1), b: [sub(mul(x[0], x[1]), 3)] }),
      new Float64Array([5, 5]),
    );
    assertEquals(floats.parameters, new Float64Array([1, 3]));
    assertEquals(floats.errors, new Float64Array([NaN, NaN]));
    assertEquals(floats.degreesOfFreedom, 0);
  });

  it("fits a straight line in one step, with the errors of the textbook", () => {
    const [xs, measured] = [[1, 2, 3, 4], [1.1, 1.9, 3.2, 3.8]];
    const line = ([offset, slope]: Scalar[]) =>
      xs.map((x, i) => sub(add(offset, mul(slope, x)), measured[i]));
    const fit = leastSquares(line, [0, 0]);
    // Sxx = 5, Sxy = 4.7.
    assertAlmostEquals(fit.parameters[1], 0.94, 1e-14);
    assertAlmostEquals(fit.parameters[0], 0.15, 1e-14);
    const variance = fit.value / 2;
    assertAlmostEquals(fit.errors[1], Math.sqrt(variance / 5), 1e-14);
    assertAlmostEquals(fit.covariance[0][1], -2.5 * variance / 5, 1e-14);
    assertAlmostEquals(fit.covariance[0][0], variance * (1 / 4 + 2.5 ** 2 / 5), 1e-14);
    assertEquals(fit.covariance, fit.covariance);
    assertEquals(fit.iterations, 1);
  });

  it("holds parameters at bounds, and takes those for known", () => {
    const { parameters, errors, degreesOfFreedom } = leastSquares(decay, start, {
      args: [ys],
      bounds: { low: { rate: 1 } },
    });
    assertEquals(parameters.rate, 1);
    assertEquals(errors.rate, 0);
    assertEquals(degreesOfFreedom, 3);
    const alone = leastSquares((size: Scalar) => decay({ size, rate: 1 }, ys), 1);
    assertAlmostEquals(parameters.size, alone.parameters, 1e-9);
    assertAlmostEquals(errors.size, alone.errors, 1e-9);
    const both = leastSquares(decay, start, {
      args: [ys],
      bounds: { low: { size: 5 }, high: { rate: 0.5 } },
    });
    assertEquals(both.parameters, { size: 5, rate: 0.5 });
    assert(String(both).includes("at its bound"));
    const loose = leastSquares(decay, start, { args: [ys], bounds: { high: { rate: 9 } } });
    assertAlmostEquals(loose.parameters.rate, 0.680130529766156, 1e-9);
  });

  it("crosses the box to a bound and back", () => {
    const valley = ([x, y]: Scalar[]) => [mul(10, sub(y, square(x))), sub(1, x)];
    const { parameters, converged } = leastSquares(valley, [-1.2, 1], {
      bounds: { low: [-2, 0], high: [0.9, 3] },
    });
    assert(converged);
    assertEquals(parameters[0], 0.9);
    assertAlmostEquals(parameters[1], 0.81, 1e-9);
  });

  it("lets outliers count less by a loss, where its derivative is 0", () => {
    const outlying = [4.1, 2.2, 0.9, 0.6, 9];
    const plain = leastSquares(decay, start, { args: [outlying] }).parameters;
    for (const loss of ["huber", "soft-l1", "cauchy"] as const) {
      const fit = leastSquares(decay, { size: 4, rate: 0.7 }, {
        args: [outlying],
        loss,
        lossScale: 0.1,
      });
      assert(fit.converged, fit.reason.sentence);
      const { size, rate } = fit.parameters;
      assert(Math.abs(size - 4.1) < 0.3 && Math.abs(plain.size - 4.1) > 0.3, `${loss} ${size}`);
      const cost = (size: number, rate: number) => {
        const residuals = decay({ size, rate }, outlying) as number[];
        return residuals.reduce((total, r) => {
          const z = (r / 0.1) ** 2;
          const rho = loss === "huber"
            ? (z <= 1 ? z : 2 * Math.sqrt(z) - 1)
            : loss === "cauchy"
            ? Math.log1p(z)
            : 2 * Math.sqrt(1 + z) - 2;
          return total + 0.01 * rho;
        }, 0);
      };
      assertAlmostEquals(fit.value, cost(size, rate), 1e-13);
      const h = 1e-5;
      assertAlmostEquals((cost(size + h, rate) - cost(size - h, rate)) / (2 * h), 0, 1e-6);
      assertAlmostEquals((cost(size, rate + h) - cost(size, rate - h)) / (2 * h), 0, 1e-6);
      assert(String(fit).includes(`sum of losses (${loss})`));
    }
  });

  it("says which parameters the residuals do not determine, and knows the others", () => {
    const fit = leastSquares(
      ([a, b, c]: Scalar[]) =>
        [1, 2, 3, 4].map((t) => sub(add(mul(t, add(a, b)), c), 2 * t + 0.1 * t * t)),
      [1, 1, 1],
    );
    assert(fit.converged);
    assertEquals(fit.errors.slice(0, 2), [Infinity, Infinity]);
    assert(Number.isNaN(fit.covariance[0][2]));
    // A straight line in a + b and c.
    assertAlmostEquals(fit.errors[2], Math.sqrt(fit.value * (1 / 4 + 2.5 ** 2 / 5)), 1e-12);
    assert(String(fit).includes("do not determine [0], [1]"));
    const idle = leastSquares(([a, b]: Scalar[]) => [sub(a, 1), mul(0, b)], [3, 4]);
    assertEquals(idle.parameters, [1, 4]);
    assertEquals(idle.errors[1], Infinity);
    assert(idle.reason.sentence.includes("No residual changes with [1]"));
  });

  it("goes on straight where a rule of the user has no second derivative", () => {
    const box = numericVjp((x: number) => x ** 3);
    const fit = leastSquares((x: Scalar) => [sub(box(x), 8), mul(0.1, x)], 1);
    assert(fit.converged, fit.reason.sentence);
    assertAlmostEquals(
      fit.parameters,
      leastSquares((x: Scalar) => [sub(mul(x, x, x), 8), mul(0.1, x)], 1).parameters,
      1e-6,
    );
  });

  it("tells of every step, and stops when told to", () => {
    const seen: number[] = [];
    const stopped = leastSquares(decay, start, {
      args: [ys],
      onStep: ({ iteration, value, parameters }) => {
        assert(value >= 0 && parameters.size > 0);
        seen.push(iteration);
        return iteration < 2;
      },
    });
    assertEquals(seen, [0, 1, 2]);
    assertEquals(stopped.reason.word, "stopped");
    assert(!stopped.converged);
    const few = leastSquares(decay, start, { args: [ys], maxIterations: 1 });
    assertEquals([few.reason.word, few.iterations, few.converged], ["iterations", 1, false]);
    assert(few.reason.sentence.includes("maxIterations"));
  });

  it("says that it finds no descent where derivatives are not those of the residuals", () => {
    const jagged = ([x]: Scalar[]) => [add(x, mul(-2, value(x)), 3), 1];
    const fit = leastSquares(jagged, [1]);
    assertEquals(fit.reason.word, "stalled");
    assert(fit.reason.sentence.includes("checkGrads"));
  });

  it("says so where it comes to a wall, beyond which there are no numbers", () => {
    const walled = ([x]: Scalar[]) => [sub(value(x) > 1 ? NaN : x, 5)];
    const fit = leastSquares(walled, [1]);
    assertEquals([fit.reason.word, fit.converged], ["stalled", false]);
  });

  it("goes on straight from where the curvature is infinite", () => {
    const cusp = ([x, y]: Scalar[]) => [sub(add(pow(x, 1.5), y), 2), sub(y, 1), sub(x, y)];
    const { parameters, converged } = leastSquares(cusp, [0, 5]);
    assert(converged);
    parameters.forEach((own) => assertAlmostEquals(own, 1, 1e-9));
  });

  it("leaves large residuals to Newton's method, within bounds too", () => {
    const { residuals, start, minima } = testProblems.find(({ name }) =>
      name === "Brown and Dennis"
    )!;
    const low = [undefined, undefined, undefined, undefined];
    const free = leastSquares(residuals, [...start], { bounds: { low: [-99, ...low.slice(1)] } });
    assertAlmostEquals(free.value / minima[0], 1, 1e-5);
    const bounded = leastSquares(residuals, [...start], { bounds: { low: [0, ...low.slice(1)] } });
    assert(bounded.converged, bounded.reason.sentence);
    assertEquals(bounded.parameters[0], 0);
  });

  it("prints a table, shortened where there are many parameters", () => {
    const fit = leastSquares(decay, start, { args: [ys] });
    assertEquals(
      String(fit).split("\n").slice(1).join("\n"),
      `  size  4.12396 ± 0.141
  rate  0.680131 ± 0.0484
  sum of squares 0.0420108, standard deviation 0.144932 (4 residuals)`,
    );
    const inspect = fit as unknown as { [key: symbol]: () => unknown };
    assertEquals(inspect[Symbol.for("Deno.customInspect")](), String(fit));
    const many = leastSquares(
      (x: readonly Scalar[]) => x.map((own, i) => sub(own, i)),
      new Array(30).fill(0),
      { maxIterations: 0 },
    );
    assert(String(many).includes("… and 6 more"));
    assert(many.reason.sentence.includes(", …"));
  });
});

describe("A sparse Jacobian", () => {
  const chain = (x: readonly Scalar[]) => [
    ...x.slice(1).map((next, i) => mul(3, sub(next, square(x[i])))),
    ...x.map((own, i) => sub(own, 0.5 + 0.3 * Math.sin(i))),
  ];
  const begin = Array.from({ length: 120 }, (_, i) => 0.4 + 0.1 * Math.cos(i));

  it("is found by itself, and answers what a dense one does", () => {
    const found = leastSquares(chain, begin);
    const sparse = leastSquares(chain, begin, { jacobian: "sparse" });
    const dense = leastSquares(chain, begin, { jacobian: "dense" });
    assertEquals(found.parameters, sparse.parameters);
    dense.parameters.forEach((own, j) => assertAlmostEquals(sparse.parameters[j], own, 1e-9));
    const [a, b] = [sparse.errors, dense.errors];
    b.forEach((own, j) => assertAlmostEquals(a[j] / own, 1, 1e-9));
    assertAlmostEquals(sparse.covariance[3][7] / dense.covariance[3][7], 1, 1e-6);
  });

  it("takes bounds, losses, damping and columns that depend on one another", () => {
    const bounds = { low: begin.map((_, j) => j === 5 ? 0.45 : undefined) };
    const [sparse, dense] = (["sparse", "dense"] as const).map((jacobian) =>
      leastSquares(chain, begin, { jacobian, bounds, loss: "soft-l1", lossScale: 0.05 })
    );
    assert(sparse.converged && dense.converged);
    dense.parameters.forEach((own, j) => assertAlmostEquals(sparse.parameters[j], own, 1e-7));
    const valley = ([x, y]: Scalar[]) => [mul(10, sub(y, square(x))), sub(1, x)];
    const { parameters } = leastSquares(valley, [-1.2, 1], { jacobian: "sparse" });
    assertAlmostEquals(parameters[1], 1, 1e-9);
    const unknown = leastSquares(
      ([a, b, c]: Scalar[]) => [sub(add(a, b), 2), sub(c, 1)],
      [0, 0, 0],
      {
        jacobian: "sparse",
      },
    );
    assert(unknown.converged);
    assertAlmostEquals(unknown.parameters[0] + unknown.parameters[1], 2, 1e-9);
    assertEquals(unknown.errors[0], Infinity);
    const idle = leastSquares(([a, b]: Scalar[]) => [sub(a, 1), sub(a, 2), mul(0, b)], [3, 4], {
      jacobian: "sparse",
    });
    assertAlmostEquals(idle.parameters[0], 1.5, 1e-9);
    assertEquals(idle.errors[1], Infinity);
    assertThrows(
      () => leastSquares(([a, b]: Scalar[]) => [b, sqrt(a)], [0, 1], { jacobian: "sparse" }),
      RangeError,
      "the derivative of residual 1 by [0] is Infinity",
    );
  });

  it("is refused nothing where it is full", () => {
    const full = (x: readonly Scalar[]) => x.map((own) => add(own, sum(x), -1));
    const fit = leastSquares(full, new Array(100).fill(0));
    assert(fit.converged);
    assertAlmostEquals(fit.parameters[99], 1 / 101, 1e-12);
  });
});

describe("Least squares is refused", () => {
  const refused = (
    call: () => unknown,
    Kind: typeof TypeError | typeof RangeError,
    words: string,
  ) => assertThrows(call, Kind, words);

  it("without a function, or a start of numbers", () => {
    refused(() => leastSquares(5 as never, [1] as never), TypeError, "the number 5");
    refused(
      () => leastSquares(decay, { size: 1, rate: () => 1 } as never),
      TypeError,
      "start.rate",
    );
  });

  it("from a start that is not finite, by its name", () => {
    refused(
      () => leastSquares(decay, { size: NaN, rate: 1 }, { args: [ys] }),
      RangeError,
      "size = NaN",
    );
    refused(() => leastSquares((x: Scalar[]) => x, []), TypeError, "no numbers in it");
    refused(
      () => leastSquares(([a]: Scalar[]) => [a, sqrt(sub(a, 2))], [1]),
      RangeError,
      "residual 1 of 2 is NaN at the start, where [0] = 1",
    );
    refused(
      () => leastSquares(([a, b]: Scalar[]) => [b, sqrt(a)], [0, 1]),
      RangeError,
      "the derivative of residual 1 by [0] is Infinity",
    );
  });

  it("where the number of residuals changes, or there is none", () => {
    const changing = ([a]: Scalar[]) => value(a) > 0.9 ? [a] : [a, sub(a, 2)];
    refused(
      () => leastSquares(changing, [0.5], { onStep: () => true }),
      RangeError,
      "it answered 2 residuals at the start and 1 where",
    );
    refused(() => leastSquares(() => [], [1]), RangeError, "no residuals");
  });

  it("with options that are none", () => {
    const wrong = (options: unknown, Kind: typeof TypeError | typeof RangeError, words: string) =>
      refused(() => leastSquares(decay, start, { args: [ys], ...options as object }), Kind, words);
    wrong({ los: 1 }, TypeError, "the option los");
    wrong({ loss: "l1" }, RangeError, '"squares", "huber", "soft-l1" or "cauchy"');
    wrong({ lossScale: 0 }, RangeError, "above 0");
    wrong({ bounds: 5 }, TypeError, "{ low, high }");
    wrong({ bounds: { low: { pace: 1 } } }, TypeError, "bounds.low.pace");
    wrong({ bounds: { low: { rate: 1 }, high: { rate: 1 } } }, RangeError, "rate between 1 and 1");
    wrong({ args: 5 }, TypeError, "args");
    wrong({ onStep: 5 }, TypeError, "onStep");
    wrong({ compile: 5 }, TypeError, "compile");
    wrong({ maxIterations: -1 }, RangeError, "maxIterations");
    wrong({ tolerance: 2 }, RangeError, "tolerance");
    refused(() => leastSquares(decay, start, 5 as never), TypeError, "they come last");
  });
});
