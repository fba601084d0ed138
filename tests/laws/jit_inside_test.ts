// The law of compiled functions inside derivatives: a program that calls a compiled function, once or in a loop, has
// the derivatives that it has with the function itself, to the last bit, in every nest of modes.

import { add, mul, type Scalar, sin, sum, type Tree } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { problemWithKinks } from "./arbitraries.ts";
import { law } from "./runs.ts";
import { assertSame, outcomeOf } from "./same.ts";
import { objectiveOf, piecewise, runSteps, smooth, type Step, straight } from "./wild.ts";
import { wildNumber, wildStep } from "./wild.ts";
import { along, tensor, type Word, wordsOf } from "./words.ts";

type Many = (xs: Scalar[]) => Scalar[];
/** A program around a function. */
type Around = (f: Many) => (xs: Scalar[]) => Scalar;

/** The last elements of a list, as many as a function takes. */
const last = (xs: readonly Scalar[], count: number): Scalar[] => xs.slice(-count);

const arounds: readonly Around[] = [
  (f) => (xs) => sum(f(xs)),
  // Arguments are used before and after the call, and its results in both ways.
  (f) => (xs) => {
    const own = xs.map((x) => mul(x, sin(x)));
    const [first, ...others] = f([...own]);
    const again = f(last([...own, ...others, first], own.length));
    return add(mul(first, own[0]), sum(again), sum(own), first);
  },
  // One argument stands for all of them, and one is no input of the derivative.
  (f) => (xs) => add(sum(f(xs.map(() => xs[0]))), sum(f([...xs.slice(1), 0.5]))),
  // A loop.
  (f) => (xs) => {
    let state = xs;
    for (let i = 0; i < 4; i++) state = last([...state, ...f(state)], xs.length);
    return sum(state);
  },
];

/** All nests of up to three modes, as tensors and along directions, where inner levels close over outer ones. */
function derivativesOf(f: (xs: Scalar[]) => Scalar, word: Word): (xs: number[]) => Tree {
  const directions = word.map((_, k) => [1, 0.5 - k, 2, -1]);
  return (xs) =>
    [
      tensor(word, f)(xs),
      along(word, (own) => f([...own]), directions)(xs),
    ] as Tree;
}

const words = [1, 2, 3].flatMap(wordsOf);
const points = fc.array(fc.array(wildNumber, { minLength: 3, maxLength: 3 }), {
  minLength: 1,
  maxLength: 3,
});

function assertSameDerivatives(f: Many, around: Around, word: Word, at: number[][]): void {
  const plain = derivativesOf(around(f), word);
  const compiled = derivativesOf(around(jit(f, { eager: true }) as Many), word);
  for (const point of [...at, ...at]) {
    assertSame(outcomeOf(() => compiled(point)), outcomeOf(() => plain(point)), `[${point}]`);
  }
}

function lawOfSteps(sentence: string, steps: fc.Arbitrary<Step[]>): void {
  law(
    sentence,
    fc.property(
      steps,
      fc.constantFrom(...arounds),
      fc.constantFrom(...words),
      points,
      fc.boolean(),
      (steps, around, word, at, isOne) => {
        const f: Many = (xs) => isOne ? [objectiveOf(steps, xs)] : runSteps(steps, xs);
        assertSameDerivatives(f, around, word, at);
      },
    ),
  );
}

describe("A compiled function inside derivatives changes no bit", () => {
  law(
    "of random programs",
    fc.property(
      problemWithKinks,
      fc.constantFrom(...arounds),
      fc.constantFrom(...words),
      ({ program, point }, around, word) => {
        assertSameDerivatives((xs) => program.run(xs), around, word, [
          [...point],
          [...point].reverse(),
        ]);
      },
    ),
  );
  lawOfSteps(
    "of programs that nothing holds back",
    fc.array(wildStep, { minLength: 1, maxLength: 4 }),
  );
  lawOfSteps(
    "of what selects or divides, at ties, zeros, infinities and NaN",
    fc.array(fc.oneof(straight(piecewise), straight(smooth)), { minLength: 1, maxLength: 4 }),
  );
});
