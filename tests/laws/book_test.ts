// The law of the book: the fast modes answer the very bits of both modes as they are defined, for random
// programs as they come and for wild ones, and in every nest of fast modes and modes by the book.

import { derivative, grad, jvp, type Scalar, vjp } from "@fluxion/ad";
import { numericVjp } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { forwardByTheBook, reverseByTheBook } from "../../lib/modes/book.ts";
import { wrappers } from "../rules/wrappers.ts";
import { problem } from "./arbitraries.ts";
import { law } from "./runs.ts";
import { assertSame } from "./same.ts";
import {
  objectiveOf,
  piecewise,
  runSteps,
  smooth,
  straight,
  wildNumber,
  wildStep,
} from "./wild.ts";
import { type Mode, moved } from "./words.ts";

type OfOne = (x: Scalar) => Scalar;
type OfList = (xs: readonly Scalar[]) => Scalar[];

/** The derivative of a function of one real, by each mode as it is fast and as it is defined. */
const ways: { readonly [M in Mode]: readonly ((f: OfOne) => OfOne)[] } = {
  forward: [
    (f) => derivative(f),
    (f) => (x) => forwardByTheBook(([x]) => [f(x)], [x], [1]).tangents[0] ?? 0,
  ],
  reverse: [
    (f) => grad(f) as OfOne,
    (f) => (x) => reverseByTheBook(([x]) => [f(x)], [x]).pullback([1])[0] ?? 0,
  ],
};

/** Nests of two or three modes, outermost first. */
const nest = (length: number): fc.Arbitrary<readonly Mode[]> =>
  fc.array(fc.constantFrom<Mode>("forward", "reverse"), { minLength: length, maxLength: length });

/** All ways to take the derivatives of a nest along directions: each mode fast, or by the book. */
function derivativesAlong(
  nest: readonly Mode[],
  f: (xs: readonly Scalar[]) => Scalar,
  directions: readonly (readonly number[])[],
): ((xs: readonly Scalar[]) => Scalar)[] {
  if (nest.length === 0) return [f];
  const [mode, ...others] = nest;
  const [direction, ...otherDirections] = directions;
  return derivativesAlong(others, f, otherDirections).flatMap((inner) =>
    ways[mode].map((way) => (xs: readonly Scalar[]) =>
      way((t) => inner(moved(xs, t, direction)))(0)
    )
  );
}

const withZeros = (scalars: readonly (Scalar | undefined)[]) => scalars.map((x) => x ?? 0);
/** A seed that is 0 may be taken for none. */
const seeds = (numbers: readonly number[]) => numbers.map((x) => x === 0 ? 0.25 : x);

function assertFirstOrder(f: OfList, point: number[], v: number[], w: number[]): void {
  const tangents = seeds(v);
  const { results, tangents: pushed } = forwardByTheBook(f, point, tangents);
  assertSame(
    [results, withZeros(pushed)],
    jvp(f as (xs: Scalar[]) => Scalar[], [point], [tangents]),
  );
  const cotangents = seeds(w);
  const { results: primals, pullback } = reverseByTheBook(f, point);
  const [out, fast] = vjp(f as (xs: Scalar[]) => Scalar[], [point]);
  assertSame([primals, withZeros(pullback(cotangents))], [out, fast(cotangents)]);
  assertSame(withZeros(pullback(cotangents)), fast(cotangents), "pulled back again");
}

function assertNests(
  f: (xs: readonly Scalar[]) => Scalar,
  point: readonly number[],
  directions: readonly (readonly number[])[],
  nest: readonly Mode[],
): void {
  const [fast, ...others] = derivativesAlong(nest, f, directions)
    .map((derivative) => derivative(point));
  for (const other of others) assertSame(other, fast, `${nest}`);
}

const wild = fc.record({
  steps: fc.array(
    fc.oneof(wildStep, straight(piecewise), straight(smooth)),
    { minLength: 1, maxLength: 8 },
  ),
  point: fc.array(wildNumber, { minLength: 1, maxLength: 3 }),
  numbers: fc.array(wildNumber, { minLength: 8, maxLength: 8 }),
});

describe("The fast modes and the modes by the book", () => {
  law(
    "answer the same bits for random programs",
    fc.property(problem, ({ program, point, direction, cotangent }) => {
      assertFirstOrder((xs) => program.run(xs), point, direction, cotangent);
    }),
  );

  law(
    "answer the same bits for wild programs",
    fc.property(wild, ({ steps, point, numbers }) => {
      const f: OfList = (xs) => runSteps(steps, xs);
      assertFirstOrder(f, point, numbers.slice(0, point.length), numbers.slice(0, steps.length));
    }),
  );

  for (const order of [1, 2, 3]) {
    law(
      `answer the same bits in every nest of order ${order}`,
      fc.property(problem, nest(order), ({ program, point, direction, otherDirection }, modes) => {
        const directions = [direction, otherDirection, direction];
        assertNests((xs) => program.objective(xs), point, directions, modes);
      }),
    );

    law(
      `answer the same bits for wild programs in every nest of order ${order}`,
      fc.property(wild, nest(order), ({ steps, point, numbers }, modes) => {
        const directions = [numbers, numbers.toReversed(), numbers];
        assertNests((xs) => objectiveOf(steps, xs), point, directions, modes);
      }),
    );
  }

  for (const [name, wrap] of Object.entries(wrappers)) {
    law(
      `answer the same bits for programs in ${name}`,
      fc.property(problem, ({ program, point, direction, cotangent }) => {
        assertFirstOrder(wrap((xs) => program.run(xs)) as OfList, point, direction, cotangent);
      }),
    );

    law(
      `answer the same bits for programs in ${name}, in every nest`,
      fc.property(problem, nest(3), ({ program, point, direction, otherDirection }, modes) => {
        const directions = [direction, otherDirection, direction];
        const whole = wrap((xs) => [program.objective(xs)]);
        assertNests((xs) => whole([...xs])[0], point, directions.slice(1), modes.slice(1));
        // All but the first operand are closed over.
        const closing = (xs: readonly Scalar[]) =>
          wrap(([x]) => [program.objective(xs.with(0, x))])([xs[0]])[0];
        assertNests(closing, point, directions, modes);
      }),
    );
  }

  law(
    "answer the same bits for programs that run as a black box",
    fc.property(problem, ({ program, point, direction, cotangent }) => {
      const box = numericVjp((xs: number[]) => program.run(xs) as number[]);
      assertFirstOrder((xs) => box([...xs]) as Scalar[], point, direction, cotangent);
    }),
  );

  law(
    "answer the same bits compiled",
    fc.property(problem, nest(2), ({ program, point, direction, otherDirection }, modes) => {
      const directions = [direction, otherDirection];
      for (const own of derivativesAlong(modes, (xs) => program.objective(xs), directions)) {
        const compiled = jit(own as (xs: Scalar[]) => Scalar, { eager: true });
        assertSame(compiled(point), own(point));
      }
    }),
  );
});
