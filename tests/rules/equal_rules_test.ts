// The law of rules: one that is equal to the automatic derivative changes no answer. Random programs
// are wrapped in stacks of custom rules, checkpoints and solvers, and differentiated in every mix.

import { add, jacobian, mul, type Scalar, vjp } from "@fluxion/ad";
import { linearize } from "@fluxion/ad";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { assertAgree, FIRST_ORDER, inner, SECOND_ORDER, THIRD_ORDER } from "../laws/agree.ts";
import { factor, instructions, problem } from "../laws/arbitraries.ts";
import { Program } from "../laws/programs.ts";
import { law } from "../laws/runs.ts";
import { along, slopeBy, wordsOf } from "../laws/words.ts";
import { type OfList, type Wrap, wrappers } from "./wrappers.ts";

/** One wrapper, or two, one in the other, with what they are called. */
const stack: fc.Arbitrary<Wrap> = fc
  .array(fc.constantFrom(...Object.keys(wrappers)), { minLength: 1, maxLength: 2 })
  .map((names): Wrap => {
    const wrap: Wrap = (f) => names.reduceRight((g, name) => wrappers[name](g), f);
    return Object.assign(wrap, { [fc.toStringMethod]: () => names.join(" of ") });
  });

const TOLERANCES = [0, FIRST_ORDER, SECOND_ORDER, THIRD_ORDER];

describe("Rules equal to the automatic derivative", () => {
  for (const order of [1, 2, 3]) {
    law(
      `change no derivative of order ${order}, in any mix of modes`,
      fc.property(problem, stack, (p, wrap) => {
        const f: OfList = (xs) => p.program.run(xs);
        const wrapped = wrap(f);
        const directions = [p.direction, p.otherDirection, p.point].slice(0, order);
        const weighted = (g: OfList) => (xs: readonly Scalar[]) =>
          g([...xs]).reduce((total, y, i) => add(total, mul(p.cotangent[i], y)), 0);
        const words = wordsOf(order);
        const expected = along(words[0], weighted(f), directions)(p.point) as number;
        for (const word of words) {
          const actual = along(word, weighted(wrapped), directions)(p.point) as number;
          assertAgree(actual, expected, TOLERANCES[order]);
        }
      }),
    );
  }

  law(
    "change nothing where they close over all but one input, at orders 1 to 3",
    fc.property(problem, stack, instructions, (p, wrap, others) => {
      const ofThree = new Program(3, p.program.instructions);
      const ofOne = new Program(1, others);
      const [at] = p.point;
      // Inputs of the wrapped function are of the innermost level, and so is what it closes over.
      const use = (w: Wrap) => (known: readonly Scalar[]) => {
        const x = known[known.length - 1];
        const kept = ofOne.objective([known[0]]);
        return w(([u]) => [ofThree.objective([u, kept, known[0]])])([x])[0];
      };
      for (const order of [1, 2, 3]) {
        const words = wordsOf(order);
        const nest = (w: Wrap, word: typeof words[number]) => {
          const level = (known: readonly Scalar[], depth: number): Scalar =>
            depth === order
              ? use(w)(known)
              : slopeBy(word[depth], (x) => level([...known, x], depth + 1))(at / (depth + 1));
          return level([], 0) as number;
        };
        const expected = nest((f) => f, words[0]);
        for (const word of words) assertAgree(nest(wrap, word), expected, TOLERANCES[order]);
      }
    }),
  );

  law(
    "change no pullback and no linear map, called inside later levels",
    fc.property(problem, stack, factor, (p, wrap, t) => {
      const f: OfList = (xs) => p.program.run(xs);
      const wrapped = wrap(f);
      const matrix = jacobian(f)(p.point);
      const [, pullback] = vjp(wrapped, [p.point]);
      const [, map] = linearize(wrapped, [p.point]);
      const pulled = p.point.map((_, j) => inner(matrix.map((row) => row[j]), p.cotangent));
      const pushed = matrix.map((row) => inner(row, p.direction));
      assertAgree(pullback(p.cotangent), pulled, FIRST_ORDER);
      assertAgree(map(p.direction), pushed, FIRST_ORDER);

      const squared = (by: (s: Scalar) => Scalar[]) => (s: Scalar) => mul(s, add(0, ...by(s)));
      const total = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0);
      const back = squared((s) => pullback(p.cotangent.map((c) => mul(s, c))));
      const forth = squared((s) => map(p.direction.map((d) => mul(s, d))));
      for (const [mode] of wordsOf(1)) {
        assertAgree(slopeBy(mode, back)(t) as number, 2 * t * total(pulled), FIRST_ORDER);
        assertAgree(slopeBy(mode, forth)(t) as number, 2 * t * total(pushed), FIRST_ORDER);
      }
    }),
  );
});
