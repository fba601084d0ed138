// The law of compiling: `jit` never changes an answer. Every number is compared by Object.is and every
// container by its kind, at points in sequence that switch branches between calls.

import {
  derivative,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  type Scalar,
  type SecondOrderMode,
  valueAndGrad,
  vjp,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { problemWithKinks } from "./arbitraries.ts";
import { law } from "./runs.ts";
import { assertSame, outcomeOf } from "./same.ts";
import { objectiveOf, piecewise, runSteps, smooth, type Step, straight } from "./wild.ts";
import { wildNumber, wildStep } from "./wild.ts";
import { tensor, wordsOf } from "./words.ts";

type List = readonly Scalar[] | Float64Array;
type OfList = (xs: List) => unknown;
interface Functions {
  /** To a list of reals. */
  readonly many: (xs: List) => Scalar[];
  /** To one. */
  readonly one: (xs: List) => Scalar;
}
/** What is done with a program before it is compiled. */
type Nest = (f: Functions) => OfList;

const secondOrderModes: readonly SecondOrderMode[] = [
  "forward-over-reverse",
  "reverse-over-forward",
  "reverse-over-reverse",
  "forward-over-forward",
];
const ones = (xs: List): number[] => Array.from(xs, (_, i) => i + 1);
/** Transforms of functions of lists, whatever their types. */
const untyped = <T>(f: T) => f as unknown as (f: OfList) => OfList;

const values: readonly Nest[] = [({ many }) => many, ({ one }) => (xs) => ({ one: one(xs) })];
const firstOrder: readonly Nest[] = [
  ({ one }) => untyped(grad)(one),
  ({ one }) => untyped(valueAndGrad)(one),
  ({ many }) => untyped(jacfwd)(many),
  ({ many }) => untyped(jacrev)(many),
  ({ many }) => untyped(jacobian)(many),
  ({ many }) => (xs) => jvp(many as (xs: Scalar[]) => Scalar[], [[...xs]], [ones(xs)]),
  ({ many }) => (xs) => {
    const [out, pull] = vjp(many as (xs: Scalar[]) => Scalar[], [[...xs]]);
    return { out, pulled: [pull(ones(out)), pull(out)] };
  },
  ({ many }) => (xs) => {
    const [out, push] = linearize(many as (xs: Scalar[]) => Scalar[], [[...xs]]);
    return [out, push(ones(xs))];
  },
  ({ many }) => (xs) => derivative((t) => many([...xs].with(0, t)))(xs[0]),
];
const secondOrder: readonly Nest[] = secondOrderModes.flatMap((mode): Nest[] => [
  ({ one }) => untyped((f: typeof one) => hessian(f, { mode }))(one as OfList),
  ({ one }) => (xs) => hvp(one as (xs: Scalar[]) => Scalar, { mode })([...xs], ones(xs)),
]);
const thirdOrder: readonly Nest[] = wordsOf(3).map((word): Nest => ({ one }) =>
  untyped((f: typeof one) => tensor(word, f))(one as OfList)
);
/** Where jit stands inside of what is compiled, or of what is not. */
const within: readonly Nest[] = [
  ({ one }) => untyped(grad)((xs) => jit(one)(xs as Scalar[])),
  ({ many }) => jit(jit(many)),
  ({ one }) => {
    const compiled = jit(one);
    return untyped(grad)(compiled as OfList);
  },
  ({ one }) => untyped(jacfwd)(jit(untyped(grad)(jit(one) as OfList)) as OfList),
];

/** The same answers, compiled and not, at all points, one after the other and again. */
function assertSameAnswers(
  f: OfList,
  points: readonly List[],
  rounds: number,
  eager: boolean,
): void {
  const compiled = jit(f as (xs: List) => unknown, { eager });
  const expected = points.map((point) => outcomeOf(() => f(point)));
  for (let round = 0; round < rounds; round++) {
    points.forEach((point, i) => {
      const answer = outcomeOf(() => compiled(point));
      assertSame(answer, expected[i], `round ${round}, [${point}]`);
    });
  }
}

/** Enough for variants to be merged where two points take turns. */
const ROUNDS = 12;
const MOST_POINTS = 6;

/** Points of the same length, which are arrays or Float64Arrays. */
const pointsOf = (coordinate: fc.Arbitrary<number>, length: number): fc.Arbitrary<List[]> =>
  fc.tuple(
    fc.boolean(),
    fc.array(fc.array(coordinate, { minLength: length, maxLength: length }), {
      minLength: 1,
      maxLength: MOST_POINTS,
    }),
  ).map(([typed, points]) => typed ? points.map((point) => Float64Array.from(point)) : points);

/** Mostly every way is compiled; calls of small programs would have to be hundreds to earn another. */
const eagerly = fc.integer({ min: 0, max: 7 }).map((n) => n > 0);

const damped = fc.integer({ min: -64, max: 64 }).map((n) => n / 64);

function lawOfPrograms(sentence: string, nests: readonly Nest[]): void {
  law(
    sentence,
    fc.property(
      problemWithKinks,
      fc.constantFrom(...nests),
      pointsOf(fc.oneof(damped, wildNumber), 3),
      eagerly,
      ({ program }, nest, points, eager) => {
        const inputs = (xs: List) => Array.from<Scalar>(xs).slice(0, program.inputs);
        const f = nest({
          many: (xs) => program.run(inputs(xs)),
          one: (xs) => program.objective(inputs(xs)),
        });
        assertSameAnswers(f, points, ROUNDS, eager);
      },
    ),
  );
}

function lawOfSteps(
  sentence: string,
  steps: fc.Arbitrary<readonly Step[]>,
  nests: readonly Nest[],
): void {
  law(
    sentence,
    fc.property(
      steps,
      fc.constantFrom(...nests),
      pointsOf(wildNumber, 2),
      eagerly,
      (steps, nest, points, eager) => {
        const f = nest({
          many: (xs) => runSteps(steps, Array.from<Scalar>(xs)),
          one: (xs) => objectiveOf(steps, Array.from<Scalar>(xs)),
        });
        assertSameAnswers(f, points, ROUNDS, eager);
      },
    ),
  );
}

const wild = fc.array(wildStep, { minLength: 1, maxLength: 6 });

describe("jit never changes an answer", () => {
  lawOfPrograms("of random programs", values);
  lawOfPrograms("of their first derivatives", firstOrder);
  lawOfPrograms("of their second derivatives, in every mode", secondOrder);
  lawOfPrograms("of their third derivatives", thirdOrder);
  lawOfPrograms("where it stands within a derivative, or within itself", within);

  lawOfSteps("of programs that nothing holds back", wild, values);
  lawOfSteps("of first derivatives of such programs", wild, firstOrder);
  lawOfSteps("of second derivatives of such programs, in every mode", wild, secondOrder);
  lawOfSteps(
    "of third derivatives of such programs",
    fc.array(wildStep, { minLength: 1, maxLength: 3 }),
    thirdOrder,
  );
  lawOfSteps("where it stands within derivatives of them, or within itself", wild, within);

  const selecting = fc.array(fc.oneof(straight(piecewise), straight(smooth)), {
    minLength: 1,
    maxLength: 5,
  });
  lawOfSteps("of what selects or divides, at ties, zeros, infinities and NaN", selecting, values);
  lawOfSteps("of its first derivatives there", selecting, firstOrder);
  lawOfSteps("of its second derivatives there, in every mode", selecting, secondOrder);
});
