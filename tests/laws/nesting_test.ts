// The laws of levels: perturbations of one derivative are never taken for those of another, whatever is
// closed over, kept for later, or run in between.

import {
  add,
  derivative,
  dot,
  grad,
  hessian,
  jacfwd,
  jacrev,
  jvp,
  mul,
  type Scalar,
  vjp,
} from "@fluxion/ad";
import { assertEquals } from "@std/assert";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { assertAgree, FIRST_ORDER, inner, SECOND_ORDER } from "./agree.ts";
import { instructions, problem } from "./arbitraries.ts";
import { Program } from "./programs.ts";
import { law } from "./runs.ts";
import { type Mode, moved, slopeBy, wordsOf } from "./words.ts";

const modes: readonly Mode[] = ["forward", "reverse"];

describe("levels of random programs", () => {
  law(
    "are kept apart where an inner derivative closes over the outer variable",
    fc.property(problem, instructions, instructions, ({ point: [at] }, ofBoth, ofOne) => {
      const two = new Program(2, ofBoth);
      const one = new Program(1, ofOne);
      const p = (x: Scalar, y: Scalar) => two.objective([x, y]);
      const q = (x: Scalar) => one.objective([x]);

      // d/dx of ∂p/∂y at (x, q(x)) is p_yx + p_yy·q'.
      const slope = derivative(q)(at);
      const bent = hessian(([x, y]: Scalar[]) => p(x, y))([at, q(at) as number]);
      const [, [mixed, pure]] = bent;
      const expected = mixed + pure * slope;
      // At a kink there is none.
      fc.pre([...bent.flat(), slope].every(Number.isFinite));

      for (const [outer, inside] of wordsOf(2)) {
        const closing = (x: Scalar) => slopeBy(inside, (y) => p(x, y))(q(x));
        const passing = (x: Scalar): Scalar =>
          inside === "forward"
            ? jvp(p, [x, q(x)], [0, 1])[1]
            : grad(p, { argnums: 1 })(x, q(x)) as Scalar;
        for (const f of [closing, passing]) {
          assertAgree(slopeBy(outer, f)(at) as number, expected, SECOND_ORDER);
        }
      }
    }),
  );

  law(
    "are kept apart where the gradient is taken of a derivative along a line from the same point",
    fc.property(problem, ({ program, point, direction }) => {
      const f = (x: Scalar[]) => program.objective(x);
      const expected = hessian(f)(point).map((row) => inner(row, direction));
      for (const inside of modes) {
        const alongLine = (x: Scalar[]) => slopeBy(inside, (t) => f(moved(x, t, direction)))(0);
        assertAgree(grad(alongLine)(point), expected, SECOND_ORDER);
        assertAgree(jacfwd(alongLine)(point), expected, SECOND_ORDER);
      }
    }),
  );

  law(
    "let a pullback be called inside later levels, on cotangents that those levels follow",
    fc.property(problem, ({ program, point, cotangent }) => {
      const [, pullback] = vjp((x: Scalar[]) => program.run(x), [point]);
      const expected = pullback(cotangent);
      const scaled = (t: Scalar) => pullback(cotangent.map((w) => mul(t, w)));
      assertAgree(derivative(scaled)(0.5), expected, FIRST_ORDER);
      assertAgree(jacrev(scaled)(0.5), expected, FIRST_ORDER);
    }),
  );

  law(
    "let a pullback inside an outer level carry second derivatives, whatever runs before it is called",
    fc.property(problem, instructions, (p, others) => {
      const { program, point, direction, cotangent } = p;
      const other = new Program(program.inputs, others);
      const f = (x: Scalar[]) => program.run(x);
      const weighted = (x: Scalar[]) => dot(f(x), cotangent);
      const expected = hessian(weighted)(point).map((row) => inner(row, direction));
      const pulledAlong = (x: Scalar[]) => {
        const [, pullback] = vjp(f, [x]);
        grad((y: Scalar[]) => add(other.objective(y), other.objective(x)))(x);
        return dot(pullback(cotangent), direction);
      };
      assertAgree(grad(pulledAlong)(point), expected, SECOND_ORDER);
      assertAgree(jacfwd(pulledAlong)(point), expected, SECOND_ORDER);
    }),
  );

  law(
    "stay apart when pullbacks of two programs are called in turns",
    fc.property(problem, instructions, ({ program, point, cotangent, otherCotangent }, others) => {
      const other = new Program(program.inputs, [...others, ...program.instructions]);
      const [, first] = vjp((x: Scalar[]) => program.run(x), [point]);
      const alone = first(cotangent);
      const [, second] = vjp((x: Scalar[]) => other.run(x).slice(others.length), [point]);
      const secondAlone = second(otherCotangent);
      assertEquals(first(cotangent), alone);
      assertEquals(second(otherCotangent), secondAlone);
      assertEquals(first(cotangent), alone);
    }),
  );

  law(
    "do not see one another where a program is differentiated inside a level it does not depend on",
    fc.property(problem, ({ program, point }) => {
      const f = (x: Scalar[]) => program.objective(x);
      const gradient = grad(f)(point);
      for (const mode of modes) {
        const slope = slopeBy(mode, (t) => mul(t, dot(grad(f)(point), jacfwd(f)(point))))(0.5);
        assertAgree(slope as number, inner(gradient, gradient), FIRST_ORDER);
      }
    }),
  );
});
