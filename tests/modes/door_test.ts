// The door: other meanings of programs than the two fast modes, each one file and no edit of the core, hold for
// the whole table, for rules, and in every nest with derivatives.

import {
  add,
  checkpoint,
  customJvp,
  customVjp,
  derivative,
  exp,
  grad,
  jacrev,
  lt,
  mul,
  type Scalar,
  sin,
  square,
  stopGradient,
  sub,
  value,
} from "@fluxion/ad";
import { numericVjp } from "@fluxion/ad/check";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { assertAgree, THIRD_ORDER } from "../laws/agree.ts";
import { problem } from "../laws/arbitraries.ts";
import { law } from "../laws/runs.ts";
import { moved } from "../laws/words.ts";
import { wrappers } from "../rules/wrappers.ts";
import { pattern } from "./pattern.ts";
import { taylor } from "./taylor.ts";

const columns = (f: (xs: Scalar[]) => readonly Scalar[], point: number[]) =>
  pattern(f, point).map((inputs) => [...inputs].sort());

describe("Sparsity patterns, by the door", () => {
  it("say on which inputs each result depends", () => {
    const f = ([a, b, c]: Scalar[]) => [mul(a, b), sin(c), add(a, 1), 7, stopGradient(b)];
    assertEquals(columns(f, [1, 2, 3]), [[0, 1], [2], [0], [], []]);
  });

  it("are those of a Hessian where they look at a gradient", () => {
    const f = ([a, b, c]: Scalar[]) => add(mul(a, b), square(c));
    assertEquals(columns((xs) => grad(f)(xs), [1, 2, 3]), [[1], [0], [2]]);
  });

  it("look into checkpoints, and take rules as they are", () => {
    const body = ([a, b]: Scalar[]) => [square(a), sin(b)];
    const whole = customVjp(body, (xs) => [body(xs), xs], ([a, b], [v, w]) => [
      [mul(2, a, v), mul(w, sin(add(b, Math.PI / 2)))],
    ]);
    assertEquals(columns((xs) => checkpoint(body)(xs), [1, 2]), [[0], [1]]);
    assertEquals(columns((xs) => whole(xs), [1, 2]), [[0, 1], [0, 1]]);
  });

  law(
    "cover every Jacobian of random programs",
    fc.property(problem, ({ program, point }) => {
      const found = pattern((xs) => program.run(xs), point);
      jacrev((xs: Scalar[]) => program.run(xs))(point).forEach((row, i) =>
        row.forEach((entry, j) => assert(entry === 0 || found[i].has(j)))
      );
    }),
  );
});

describe("Taylor series, by the door", () => {
  it("have all derivatives in one pass", () => {
    assertEquals(taylor(exp, 0, 7), [1, 1, 1, 1, 1, 1, 1, 1]);
    assertEquals(taylor((t) => mul(t, t, t), 2, 5), [8, 12, 12, 6, 0, 0]);
    assertEquals(taylor((t) => lt(t, 1) ? 3 : t, 2, 2), [2, 1, 0]);
  });

  it("follow rules, and differentiate them", () => {
    // By the rule the derivative of f is 3·f.
    const f = customJvp(
      (x) => exp(mul(3, x)),
      ([x], [t]) => [exp(mul(3, x)), mul(3, f(x), t)],
    ) as (x: Scalar) => Scalar;
    assertEquals(taylor(f, 0, 4), [1, 3, 9, 27, 81]);
  });

  it("take a black box once, and refuse its second derivative", () => {
    const cubed = numericVjp((x: number) => x ** 3);
    const [out, slope] = taylor((t) => mul(2, cubed(t)), 2, 1) as number[];
    assertAgree([out, slope], [16, 24], 1e-9);
    assertThrows(() => taylor((t) => cubed(t), 2, 2), TypeError, "Cannot take second derivatives");
  });

  it("nest in derivatives, and derivatives in them", () => {
    const curvature = (k: Scalar) => taylor((t) => sin(mul(k, t)), 1, 2)[2];
    const expected = -2 * 2 * Math.sin(2) - 4 * Math.cos(2);
    assertAgree([grad(curvature)(2), derivative(curvature)(2)], [expected, expected], 1e-14);
    const found = taylor((t) => grad((x) => mul(x, x, x, t))(t), 2, 3) as number[];
    assertAgree(found, [24, 36, 36, 18], 1e-14);
  });

  law(
    "are the nested derivatives of random programs, as they are and in rules",
    fc.property(problem, fc.constantFrom(...names()), ({ program, point, direction }, name) => {
      const f = wrapped(name, (xs) => [program.objective(xs)]);
      const line = (t: Scalar) => f(moved(point, t, direction))[0];
      const first = derivative(line);
      const second = derivative(first as (t: Scalar) => Scalar);
      const third = derivative(second as (t: Scalar) => Scalar);
      const found = taylor(line, 0, 3) as number[];
      assertAgree(found, [value(line(0)), first(0), second(0), third(0)], THIRD_ORDER);
    }),
  );
});

describe("A box of another meaning", () => {
  const kept: Scalar[] = [];
  pattern((xs) => (kept.push(...xs), xs), [1]);

  it("is refused when its call has ended, by the name of the call", () => {
    assertThrows(() => sin(kept[0]), TypeError, "pattern(anonymous function)");
    assertThrows(() => sub(kept[0], 1), TypeError, "pattern(anonymous function)");
  });

  it("refuses native operators, and is a number to comparisons", () => {
    pattern(([x]) => {
      assertThrows(() => (x as number) * 2, TypeError, "use add, mul, lt, sin");
      assertEquals([lt(x, 2), value(x)], [true, 1]);
      return [x];
    }, [1]);
  });
});

/** Rules that hold for derivatives of any order along one line. */
function names(): string[] {
  return ["as it is", ...Object.keys(wrappers)].filter((name) =>
    name !== "implicitRoot" && name !== "fixedPoint"
  );
}

function wrapped(name: string, f: (xs: Scalar[]) => Scalar[]): (xs: Scalar[]) => Scalar[] {
  return name === "as it is" ? f : wrappers[name](f);
}
