// Operands of max that are one variable make no kink where they tie, and different ones do: a loop that is kept makes boxes anew,
// and is written out where it cannot tell which of them are one.

import {
  add,
  clamp,
  derivative,
  gt,
  hessian,
  loop,
  max,
  min,
  mul,
  type Scalar,
  scan,
  sin,
  stopGradient,
  sum,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";

type Program = (xs: Scalar[]) => Scalar;

const numbers = Array.from({ length: 80 }, (_, i) => (i * 37 % 11) / 8 - 0.5);

/** Transforms of second order, in which what is inside of boxes are boxes again. */
const transforms: Record<string, (f: Program) => (xs: Scalar[]) => unknown> = {
  "derivative twice": (f) => (xs) =>
    derivative(derivative((t: Scalar) => f(xs.map((x) => mul(x, t)))))(1),
  "hessian, forward over forward": (f) => hessian(f, { mode: "forward-over-forward" }),
  "hessian, forward over reverse": (f) => hessian(f),
};

/** Asserts that a compiled program answers what the function does, and returns why loops were written out. */
function unkept(f: Program, name: string): string | undefined {
  const own = transforms[name](f) as (xs: number[]) => unknown;
  const compiled = jit(own, { eager: true });
  for (const x of [[0.3, 0.7, 0.2], [0.5, 0.2, 0.9], [0.4, 0.4, 0.4]]) {
    assertSame(compiled(x), own(x));
  }
  assertEquals(compiled.stats().uncompiled, undefined);
  return compiled.stats().unkept;
}

/** Loops in which a number is one variable with another, in some rounds or after them. */
const same: Record<string, Program> = {
  "a state that passes on what it began with": ([x, y]) =>
    sum(loop(([c, d]: Scalar[]) => [add(mul(0.5, c), max(d, y)), d], 100, [x, y])),
  "a state that is what the step closes over": ([x, y, z]) =>
    sum(loop(([c, d]: Scalar[]) => [add(mul(0.5, c), max([d, y, -9])), y], 100, [x, z])),
  "a state that is set to a parameter in some rounds": ([x, y]) =>
    loop(
      (s: Scalar, i: Scalar) => {
        const m = min(s, y);
        return gt(sin(mul(i, 7)), 0.5) ? y : add(mul(0.5, m), sin(s));
      },
      100,
      x,
    ),
  "a last state that is a parameter in some runs": ([x, y]) => {
    const step = (s: Scalar, i: Scalar) => gt(sin(mul(i, 7)), 0.5) ? y : add(mul(0.5, s), sin(s));
    return max(loop(step, 100, x), y);
  },
  "a last state that is the parameter it began with": ([x, y]) => {
    const [c, d] = loop(([c, d]: Scalar[]) => [add(mul(0.5, c), sin(c)), d], 100, [x, y]);
    return add(c, max(d, y));
  },
  "a last state that is the last result": ([x, y]) => {
    const [last, all] = scan(
      (s: Scalar, r: Scalar): [Scalar, Scalar] => {
        const next = add(mul(0.5, s), mul(r, y));
        return [next, next];
      },
      x,
      numbers,
    );
    return add(max(last, all[79]), max([last, ...all]));
  },
  "results that are a parameter": ([x, y]) => {
    const [last, all] = scan(
      (s: Scalar, r: Scalar): [Scalar, Scalar] => [add(mul(0.5, s), mul(r, y)), y],
      x,
      numbers,
    );
    return add(last, max(all[3], y), max(all[70], all[71]));
  },
  "a row that the step closes over": ([x, y]) => {
    const rows = numbers.map((own) => mul(x, add(own, y)));
    const step = (s: Scalar, r: Scalar): [Scalar, Scalar] => [
      add(mul(0.5, s), max(r, rows[50])),
      r,
    ];
    return scan(step, y, rows)[0];
  },
  "rows that come twice, one after the other": ([x, y]) => {
    const rows = numbers.map((own) => mul(x, add(own, y)));
    const twice = rows.flatMap((own) => [own, own]);
    const step = ([s, before]: Scalar[], r: Scalar): [Scalar[], Scalar] => [
      [add(mul(0.5, s), max(r, before)), r],
      s,
    ];
    return sum(scan(step, [y, x], twice)[0] as Scalar[]);
  },
};

/** Loops whose boxes differ in every round: they are kept. */
const different: Record<string, Program> = {
  "the largest of rows, from the first on": (xs) => {
    const rows = numbers.map((own) => add(mul(xs[0], own), mul(xs[1], own, own)));
    return scan((s: Scalar, r: Scalar): [Scalar, Scalar] => [max(s, r), s], rows[0], rows)[0];
  },
  "the largest of all results": ([x, y]) => {
    const step = (s: Scalar, r: Scalar): [Scalar, Scalar] => {
      const next = add(mul(0.5, s), mul(r, y));
      return [next, mul(2, next)];
    };
    return max(scan(step, x, numbers)[1]);
  },
  "two numbers of a state, one after the other": ([x, y]) =>
    sum(
      loop(([a, b]: Scalar[]) => [b, sin(add(mul(0.5, max(a, b)), b))], 100, [x, y]) as Scalar[],
    ),
  "a state that is held between parameters": ([x, y, z]) =>
    loop((s: Scalar) => sin(add(clamp(s, mul(-1, y), y), z)), 100, x),
};

describe("A loop in second order forward mode", () => {
  for (const name of Object.keys(transforms)) {
    for (const [what, f] of Object.entries(same)) {
      it(`makes no kink of one variable: ${what}, ${name}`, () => {
        const reason = unkept(f, name);
        if (!name.endsWith("reverse")) assert(reason!.includes("may be one variable"));
      });
    }
    for (const [what, f] of Object.entries(different)) {
      it(`is kept where all are different: ${what}, ${name}`, () => {
        const reason = unkept(f, name);
        if (!name.endsWith("reverse")) assertEquals(reason, undefined);
      });
    }
  }

  it("has two numbers that are one where no derivative follows them", () => {
    const f = ([x, y]: Scalar[]) =>
      sum(
        loop(
          ([a, b]: Scalar[]) => {
            const next = add(mul(0.5, a), max(stopGradient(a), b));
            return [next, stopGradient(next)];
          },
          100,
          [x, y],
        ) as Scalar[],
      );
    for (const name of Object.keys(transforms)) unkept(f, name);
  });
});
