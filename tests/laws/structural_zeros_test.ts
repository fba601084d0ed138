// The law of zeros: what is absent is never multiplied. Some inputs of a function have infinite derivatives;
// along all others every transform answers what it answers without them, whatever rule the function has.

import {
  add,
  cbrt,
  div,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  log,
  mul,
  pow,
  type Scalar,
  sqrt,
  type Tree,
  vjp,
} from "@fluxion/ad";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { SECOND_ORDER_MODES } from "../cases/mixes.ts";
import { type OfList, type Wrap, wrappers } from "../rules/wrappers.ts";
import { assertAgree, FIRST_ORDER, SECOND_ORDER } from "./agree.ts";
import { type Problem, problem } from "./arbitraries.ts";
import { law } from "./runs.ts";

/** Functions with an infinite derivative at 0. */
const steep: { readonly [name: string]: (x: Scalar) => Scalar } = {
  sqrt,
  cbrt,
  log,
  reciprocal: (x) => div(1, x),
  power: (x) => pow(x, 0.25),
};

const singular = fc.constantFrom(...Object.keys(steep));

// What a solver finds is at no singular point of its equation.
const { implicitRoot: _root, fixedPoint: _point, ...others } = wrappers;
const wraps: { readonly [name: string]: Wrap } = { "no wrapper": (f) => f, ...others };

/** A steep function of the first input in front, and a smooth program of the others behind it. */
function joined({ program }: Problem, name: string): OfList {
  return ([x, ...rest]) => [steep[name](x), ...program.run(rest)];
}

/** The objective of the smooth program, with what the steep function answers added to it. */
function summed(p: Problem, wrapped: OfList): (xs: Scalar[]) => Scalar {
  return (xs) => {
    const [, ...ys] = wrapped(xs);
    return ys.reduce((sum, y, i) => add(sum, mul(p.cotangent[i], mul(y, y))), wrapped(xs)[0]);
  };
}

const unit = (count: number, i: number) => Array.from({ length: count }, (_, k) => k === i ? 1 : 0);

describe("Beside an input with an infinite derivative,", () => {
  for (const [name, wrap] of Object.entries(wraps)) {
    law(
      `first derivatives along the others are as if it were not there: ${name}`,
      fc.property(problem, singular, (p, row) => {
        const f = wrap(joined(p, row));
        const at = [0, ...p.point];
        const smooth = jacrev((xs: Scalar[]) => p.program.run(xs))(p.point);
        const agree = (actual: Tree, expected: Tree) => assertAgree(actual, expected, FIRST_ORDER);
        for (const take of [jacfwd, jacrev, jacobian]) {
          const [, ...rows] = take((xs: Scalar[]) => f(xs))(at);
          agree(rows.map(([, ...own]) => own), smooth);
          agree(rows.map(([own]) => own), rows.map(() => 0));
        }
        const [, pullback] = vjp((xs: Scalar[]) => f(xs), [at]);
        smooth.forEach((row, i) => agree(pullback(unit(smooth.length + 1, i + 1)), [0, ...row]));
        const [, map] = linearize((xs: Scalar[]) => f(xs), [at]);
        p.point.forEach((_, j) => {
          const direction = unit(at.length, j + 1);
          const column = [0, ...smooth.map((row) => row[j])];
          agree(jvp((xs: Scalar[]) => f(xs), [at], [direction])[1], column);
          agree(map(direction), column);
        });
        const [, ...rest] = grad(summed(p, f))(at);
        const expected = grad(summed(p, ([, ...xs]) => [0, ...p.program.run(xs)]))([0, ...p.point]);
        agree(rest, expected.slice(1));
      }),
    );

    law(
      `second derivatives along the others are as if it were not there: ${name}`,
      fc.property(problem, singular, fc.constantFrom(...SECOND_ORDER_MODES), (p, row, mode) => {
        const f = summed(p, wrap(joined(p, row)));
        const smooth = summed(p, ([, ...xs]) => [0, ...p.program.run(xs)]);
        const at = [0, ...p.point];
        const expected = hessian(smooth, { mode })(at).slice(1).map((own) => own.slice(1));
        const [, ...rows] = hessian(f, { mode })(at);
        assertAgree(rows.map((own) => own.slice(1)), expected, SECOND_ORDER);
        p.point.forEach((_, j) => {
          const product = hvp(f, { mode })(at, unit(at.length, j + 1));
          assertAgree(product, [0, ...expected.map((own) => own[j])], SECOND_ORDER);
        });
      }),
    );
  }
});
