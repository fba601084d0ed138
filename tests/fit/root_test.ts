// Roots: of systems by the dogleg, and of one equation between two ends.

import {
  add,
  atan,
  cbrt,
  cos,
  exp,
  mul,
  pow,
  type Scalar,
  sin,
  square,
  sub,
  tan,
  value,
} from "@fluxion/ad";
import { root, rootScalar } from "@fluxion/ad/fit";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { testProblems } from "./more_garbow_hillstrom.ts";

describe("root", () => {
  for (const { name, residuals, start, minima } of testProblems) {
    if (residuals(start).length !== start.length || minima[0] !== 0) continue;
    // From these starts the sum of squares leads to minima that are no roots.
    if (["Freudenstein and Roth", "Trigonometric"].includes(name)) continue;
    it(`finds that of ${name}`, () => {
      const { residuals: found, converged, reason } = root(residuals, [...start]);
      assert(converged, reason.sentence);
      const size = Math.max(...found.map(Math.abs));
      assert(size < 1e-9, `${size}`);
    });
  }

  it("answers in the shape of the start, and takes any tree of equations", () => {
    const { parameters } = root(
      ({ x, y }: { x: Scalar; y: Scalar }) => ({
        circle: sub(add(square(x), square(y)), 4),
        curve: sub(exp(x), y),
      }),
      { x: 1, y: 1 },
    );
    assertAlmostEquals(parameters.x ** 2 + parameters.y ** 2, 4, 1e-13);
  });

  it("takes shorter steps where Newton's would run off", () => {
    // Newton's method from 3 diverges on its own.
    const { parameters, converged } = root((x: Scalar) => atan(x), 3);
    assert(converged);
    assertAlmostEquals(parameters, 0, 1e-12);
    assertAlmostEquals(root((x: Scalar) => sub(exp(x), 1e6), -3).parameters, Math.log(1e6), 1e-12);
  });

  it("finds roots where the Jacobian is singular", () => {
    const { parameters, converged } = root((x: Scalar) => square(sub(x, 3)), 1);
    assert(converged);
    assertAlmostEquals(parameters, 3, 1e-8);
    const flat = root((x: Scalar) => square(x), 1);
    assertAlmostEquals(flat.parameters, 0, 1e-30);
    const line = root(([x, y]: Scalar[]) => [sub(add(x, y), 2), sub(add(x, y), 2)], [5, 1]);
    assert(line.converged, line.reason.sentence);
    assertAlmostEquals(line.parameters[0] + line.parameters[1], 2, 1e-9);
  });

  it("finds roots as closely as the function is computed", () => {
    const coarse = (x: Scalar) => sub(add(x, 1e9), 1e9 + 0.3);
    const { parameters, converged, reason } = root(coarse, 100);
    assert(converged, reason.sentence);
    assertAlmostEquals(parameters, 0.3, 2e-7);
  });

  it("says that there is no root nearby", () => {
    for (const f of [(x: Scalar) => add(square(x), 1), (x: Scalar) => add(2, sin(x))]) {
      const { converged, reason } = root(f, 0.5);
      assertEquals([converged, reason.word], [false, "stalled"]);
      assert(reason.sentence.includes("the Jacobian is singular"));
    }
  });

  it("solves large systems by a sparse Jacobian", () => {
    const chain = (x: readonly Scalar[]) =>
      x.map((own, i) =>
        add(mul(sub(3, mul(2, own)), own), 1, mul(-1, x[i - 1] ?? 0), mul(-2, x[i + 1] ?? 0))
      );
    const { converged, residuals, iterations } = root(chain, new Array(200).fill(-1));
    assert(converged && iterations < 9);
    residuals.forEach((own) => assertAlmostEquals(own, 0, 1e-12));
  });

  it("stops when told to, and says so", () => {
    const f = ([x, y]: Scalar[]) => [mul(10, sub(y, square(x))), sub(1, x)];
    const few = root(f, [-1.2, 1], { maxIterations: 2 });
    assertEquals([few.reason.word, few.iterations], ["iterations", 2]);
    const stopped = root(f, [-1.2, 1], { onStep: ({ iteration }) => iteration < 3 });
    assertEquals([stopped.reason.word, stopped.iterations], ["stopped", 3]);
    assert(String(root(f, [1, 1])).startsWith("Converged after 0 steps"));
    const inspect = few as unknown as { [key: symbol]: () => unknown };
    assertEquals(inspect[Symbol.for("Deno.customInspect")](), String(few));
  });

  it("is refused where equations are not as many as unknowns, or not finite", () => {
    assertThrows(
      () => root((x: Scalar[]) => [x[0]], [1, 2]),
      RangeError,
      "1 numbers for 2 unknowns",
    );
    assertThrows(() => root((x: Scalar) => cbrt(x), 0.0), RangeError, "Infinity");
    assertThrows(
      () => root((x: Scalar) => x, 1, { tolerence: 1 } as never),
      TypeError,
      "tolerence",
    );
  });
});

describe("rootScalar", () => {
  const cases: readonly [string, (x: Scalar) => Scalar, [number, number], number, most: number][] =
    [
      ["cos x = x", (x) => sub(cos(x), x), [0, 1], 0.7390851332151607, 14],
      ["x³ = 2", (x) => sub(mul(x, x, x), 2), [2, 0], Math.cbrt(2), 15],
      ["tan x = 0", (x) => tan(x), [2, 4], Math.PI, 17],
      ["a step", (x) => value(x) < 0.3 ? -1 : 1, [0, 1], 0.3, 60],
      ["a cube root at the end of a long bracket", (x) => cbrt(sub(x, 0.1)), [-5, 1e6], 0.1, 70],
      ["an exponential", (x) => sub(exp(x), 1e10), [-1e3, 700], Math.log(1e10), 75],
      ["over all numbers", (x) => sub(x, 1), [-1.7e308, 1.7e308], 1, 1200],
      ["infinite at an end", (x) => sub(exp(x), 1), [-3, 1000], 0, 1200],
    ];
  for (const [name, f, ends, wanted, most] of cases) {
    it(`finds that of ${name}`, () => {
      let calls = 0;
      const found = rootScalar((x) => {
        calls++;
        return f(x);
      }, ends);
      assertAlmostEquals(found, wanted, 4e-15 * Math.max(1, Math.abs(wanted)));
      assert(calls <= most, `${calls} calls`);
    });
  }

  it("answers an end that is the root, and stops at a tolerance", () => {
    assertEquals(rootScalar((x) => sub(x, 1), [1, 2]), 1);
    assertEquals(rootScalar((x) => sub(x, 1), [0, 1]), 1);
    let calls = 0;
    const found = rootScalar(
      (x) => {
        calls++;
        return pow(x, 9);
      },
      [-1, 4],
      { tolerance: 1e-3 },
    );
    assert(Math.abs(found) <= 1e-3 && calls < 20, `${calls} calls`);
  });

  it("is refused ends of the same sign, NaN, and what are no ends", () => {
    assertThrows(() => rootScalar((x) => square(x), [1, 2]), RangeError, "it is 1 and 4 there");
    assertThrows(() => rootScalar((x) => mul(x, NaN), [1, 2]), RangeError, "it is NaN at 1");
    assertThrows(() => rootScalar((() => "1") as never, [1, 2]), TypeError);
    assertThrows(() => rootScalar((x) => x, [1, NaN]), TypeError, "two finite numbers");
    assertThrows(() => rootScalar((x) => x, 5 as never), TypeError, "the number 5");
    assertThrows(() => rootScalar(5 as never, [1, 2]), TypeError, "a function of one number");
    assertThrows(() => rootScalar((x) => x, [1, 2], { tolerance: -1 }), RangeError, "tolerance");
    assertThrows(() => rootScalar((x) => x, [1, 2], { eps: 1 } as never), TypeError, "eps");
  });
});
