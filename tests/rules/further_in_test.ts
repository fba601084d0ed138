// The law of closures: a rule, a checkpoint or a solver whose arguments belong to one level may close over
// values of any other, also of one further in. Random programs are wrapped so, and differentiated in every mix.

import { mul, type Scalar } from "@fluxion/ad";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { assertAgree, SECOND_ORDER, THIRD_ORDER } from "../laws/agree.ts";
import { factor, instructions } from "../laws/arbitraries.ts";
import { Program } from "../laws/programs.ts";
import { law } from "../laws/runs.ts";
import { slopeBy, type Word, wordsOf } from "../laws/words.ts";
import { type Wrap, wrappers } from "./wrappers.ts";

const TOLERANCES = [0, 0, SECOND_ORDER, THIRD_ORDER];

/**
 * The derivative along one variable a level, of a program of all of them that is wrapped as a function of one,
 * and of one more.
 */
function nested(wrap: Wrap, program: Program, word: Word, argument: number, at: number): number {
  const innermost = (xs: readonly Scalar[]) => {
    const own = (u: Scalar) => program.objective(xs.map((x, i) => i === argument ? u : x));
    const twice = (f: (u: Scalar) => Scalar) => wrap(([u]) => [f(u), mul(u, f(u))]);
    const [y, z] = twice(own)([xs[argument]]);
    return mul(y, mul(z, xs[xs.length - 1]));
  };
  const level = (known: readonly Scalar[]): Scalar =>
    known.length === word.length
      ? innermost(known)
      : slopeBy(word[known.length], (x) => level([...known, x]))(at / (known.length + 1));
  return level([]) as number;
}

describe("What is closed over may be of any level:", () => {
  for (const [name, wrap] of Object.entries(wrappers)) {
    for (const order of [2, 3]) {
      law(
        `${name} changes no derivative of order ${order}`,
        fc.property(instructions, factor, fc.nat(order - 1), (body, at, argument) => {
          const program = new Program(order, body);
          const expected = nested((f) => f, program, wordsOf(order)[0], argument, at);
          for (const word of wordsOf(order)) {
            const actual = nested(wrap, program, word, argument, at);
            assertAgree(actual, expected, TOLERANCES[order]);
          }
        }),
      );
    }
  }
});
