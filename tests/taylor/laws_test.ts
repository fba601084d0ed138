// The laws of Taylor mode: its derivatives are those of nested modes, for programs, rules and solvers, inside and
// outside of every nest of the other modes, compiled and uncompiled.

import { add, derivative, grad, mul, type Scalar, sin, value } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import {
  derivatives,
  directionalDerivatives,
  jet,
  mixedPartials,
  taylor,
} from "@fluxion/ad/taylor";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { assertAgree, THIRD_ORDER } from "../laws/agree.ts";
import { type Problem, problem, problemWithKinks } from "../laws/arbitraries.ts";
import { law } from "../laws/runs.ts";
import { assertSame, outcomeOf } from "../laws/same.ts";
import { objectiveOf, smooth, straight, wildNumber } from "../laws/wild.ts";
import { along, moved, slopeBy, tensor, wordsOf } from "../laws/words.ts";
import { wrappers } from "../rules/wrappers.ts";

type OfReal = (t: Scalar) => Scalar;

/** f(t), f′(t) … by nested derivatives. */
function nested(f: OfReal, t: Scalar, order: number): Scalar[] {
  const all: Scalar[] = [];
  for (let g = f, k = 0; k <= order; k++, g = derivative(g) as OfReal) all.push(g(t));
  return all;
}

/** A program on the plane through its point that two directions span. */
function surface({ program, point, direction, otherDirection }: Problem) {
  return (k: Scalar, t: Scalar) =>
    program.objective(moved(moved(point, t, direction), k, otherDirection));
}

const wrap = (name: string, f: (xs: Scalar[]) => Scalar[]) =>
  name === "as it is" ? f : wrappers[name](f);
const names = ["as it is", ...Object.keys(wrappers)];

describe("Taylor mode", () => {
  law(
    "has the nested derivatives of random programs, as they are and in every rule and solver",
    fc.property(problem, fc.constantFrom(...names), ({ program, point, direction }, name) => {
      const f = wrap(name, (xs) => [program.objective(xs)]);
      const line = (t: Scalar) => f(moved(point, t, direction))[0];
      assertAgree(derivatives(line, 3)(0), nested(line, 0, 3) as number[], THIRD_ORDER);
    }),
  );

  law(
    "nests inside and outside of every nest of the other modes",
    fc.property(problem, fc.constantFrom(...wordsOf(2)), (made, [outer, inner]) => {
      const by = surface(made);
      const outside = (k: Scalar) => (derivatives((t) => by(k, t), 2)(0) as Scalar[])[2];
      const inside = (t: Scalar) => slopeBy(inner, slopeBy(outer, (k) => by(k, t)))(0);
      assertAgree(
        [slopeBy(outer, slopeBy(inner, outside))(0) as number, ...derivatives(inside, 2)(0)],
        [
          derivative(derivative((k: Scalar) => nested((t) => by(k, t), 0, 2)[2]))(0) as number,
          ...nested(inside, 0, 2) as number[],
        ],
        10 * THIRD_ORDER,
      );
    }),
  );

  law(
    "nests in itself, whose perturbations never mix",
    fc.property(problem, (made) => {
      const by = surface(made);
      const inner = (k: Scalar) => mul(k, (derivatives((t) => by(k, t), 1)(k) as Scalar[])[1]);
      const expected = (k: Scalar) => mul(k, derivative((t) => by(k, t))(k));
      assertAgree(derivatives(inner, 2)(0), nested(expected, 0, 2) as number[], THIRD_ORDER);
    }),
  );

  law(
    "has the tensors of the other modes, along directions and mixed",
    fc.property(problem, ({ program, point, direction }) => {
      const f = (xs: Scalar[]) => program.objective(xs);
      const third = along(["forward", "reverse", "forward"], f as never, [
        direction,
        direction,
        direction,
      ]);
      const found = directionalDerivatives(f, 3)(point, direction) as number[];
      assertAgree(found[3], value(third(point)), THIRD_ORDER);
      const second = tensor(["forward", "reverse"], f)(point) as number[][];
      for (const { powers, derivative } of mixedPartials(f, 2)(point).slice(1 + point.length)) {
        const by = powers.flatMap((power, i) => Array<number>(power).fill(i));
        assertAgree(derivative, second[by[0]][by[1]], 10 * THIRD_ORDER);
      }
    }),
  );

  law(
    "takes curves, with coefficients scaled either way",
    fc.property(problem, fc.double({ min: -2, max: 2, noNaN: true }), (made, bend) => {
      const { program, point, direction } = made;
      const f = (xs: Scalar[]) => program.objective(xs);
      const bends = point.map((_, i) => bend + i);
      const curve = (t: Scalar) =>
        f(point.map((x, i) => add(x, mul(direction[i], t), mul(bends[i], t, t, 0.5))));
      const [, first, second, third] = nested(curve, 0, 3) as number[];
      const [, unscaled] = jet(f, [point], [[direction, bends]], {
        coefficients: "derivatives",
      });
      assertAgree(unscaled as number[], [first, second], THIRD_ORDER);
      const halved = bends.map((own) => own / 2);
      const [, scaled] = jet(f, [point], [[direction, halved, point.map(() => 0)]]);
      assertAgree(scaled as number[], [first, second / 2, third / 6], THIRD_ORDER);
    }),
  );

  law(
    "has the same bits compiled and uncompiled",
    fc.property(
      fc.array(straight(smooth), { maxLength: 8 }),
      fc.array(wildNumber, { minLength: 2, maxLength: 4 }),
      (steps, points) => {
        const f = (t: Scalar) => objectiveOf(steps, [t, sin(t)]);
        const own = (t: Scalar) => taylor(f, 4)(t);
        const compiled = jit(own);
        for (const x of points) assertSame(outcomeOf(() => compiled(x)), outcomeOf(() => own(x)));
      },
    ),
  );

  law(
    "changes no value, and meets kinks as nested derivatives do",
    fc.property(problemWithKinks, ({ program, point, direction }) => {
      const line = (t: Scalar) => program.objective(moved(point, t, direction));
      const [out, first] = derivatives(line, 2)(0);
      assertSame(out, line(0));
      assertAgree(first, grad(line)(0), THIRD_ORDER);
    }),
  );
});
