// The law of long lists: an operation of many operands has one entry in a level, and answers the bits of the modes by the
// book, compiled and in nests, whatever its operands are: variables, the same one again, plain numbers, infinities.

import {
  add,
  derivative,
  dot,
  grad,
  hypot,
  jvp,
  logsumexp,
  max,
  mean,
  min,
  mul,
  norm,
  type Scalar,
  sin,
  sum,
  sumOfSquares,
  vjp,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { forwardByTheBook, reverseByTheBook } from "../../lib/modes/book.ts";
import type { Variable } from "../../lib/values/box.ts";
import { law } from "./runs.ts";
import { assertSame } from "./same.ts";
import { wildNumber } from "./wild.ts";

type OfList = (xs: readonly Scalar[]) => Scalar;

const reversed = (xs: readonly Scalar[]) => [...xs].reverse();
const operations: { readonly [name: string]: OfList } = {
  sum,
  mean,
  "an inner product": (xs) => dot(xs, reversed(xs)),
  "an inner product with itself": (xs) => dot(xs, xs),
  "an inner product with numbers": (xs) => dot(xs, xs.map((_, i) => i % 3 - 1)),
  logsumexp,
  norm,
  max: (xs) => max(xs),
  min: (xs) => min(xs),
  hypot: (xs) => hypot(xs),
  sumOfSquares,
};

/** What stands in the list: an input by its index, or a number. */
type Operand = { readonly input: number } | { readonly number: number };

const problem = (numbers: fc.Arbitrary<number>) =>
  fc.record({
    name: fc.constantFrom(...Object.keys(operations)),
    point: fc.array(numbers, { minLength: 4, maxLength: 4 }),
    operands: fc.oneof(
      fc.constantFrom(15, 16, 17),
      fc.integer({ min: 18, max: 90 }),
    ).chain((length) =>
      fc.array(
        fc.oneof(
          { weight: 4, arbitrary: fc.record({ input: fc.nat(3) }) },
          { weight: 1, arbitrary: fc.record({ number: numbers }) },
        ),
        { minLength: length, maxLength: length },
      )
    ),
  });

/** An operation of the operands, each a box of its own or an input itself. */
const functionOf = (name: string, operands: readonly Operand[]): OfList => (xs) => {
  const list = operands.map((own, i): Scalar => {
    if ("number" in own) return own.number;
    return i % 3 === 0 ? mul(0.1 * i + 0.5, xs[own.input]) : xs[own.input];
  });
  // Inputs are used before and after the list, so that it shows in which order contributions add up.
  return add(mul(xs[0], xs[1]), operations[name](list), sin(xs[0]));
};

const withZeros = (scalars: readonly (Scalar | undefined)[]) => scalars.map((x) => x ?? 0);
const smooth = fc.double({ min: -3, max: 3, noNaN: true });

describe("An operation of a long list", () => {
  for (const [kind, numbers] of [["smooth", smooth], ["wild", wildNumber]] as const) {
    law(
      `has the bits of the modes by the book, of ${kind} numbers`,
      fc.property(problem(numbers), ({ name, point, operands }) => {
        const f = functionOf(name, operands);
        const many = (xs: Scalar[]) => [f(xs)];
        const { results, tangents } = forwardByTheBook(many, point, [1, 0.5, 2, -1]);
        assertSame([results, withZeros(tangents)], jvp(many, [point], [[1, 0.5, 2, -1]]));
        const { results: primals, pullback } = reverseByTheBook(many, point);
        const [out, fast] = vjp(many, [point]);
        assertSame([out, fast([0.75])], [primals, withZeros(pullback([0.75]))]);
        assertSame(fast([0.75]), withZeros(pullback([0.75])), "pulled back again");
      }),
    );

    law(
      `has the bits of the modes by the book in nests, of ${kind} numbers`,
      fc.property(problem(numbers), ({ name, point, operands }) => {
        const f = functionOf(name, operands);
        const gradientByTheBook = (xs: readonly Scalar[]) =>
          withZeros(reverseByTheBook((own) => [f(own)], xs).pullback([1]));
        const gradient = (xs: readonly Scalar[]) => grad(f)([...xs]) as Scalar[];
        const along = (of: (xs: readonly Scalar[]) => readonly Scalar[]) => (t: Scalar) =>
          sum(of(point.map((x, i) => add(x, mul(t, [1, 0.5, 2, -1][i])))));
        const known = withZeros(
          forwardByTheBook(([t]) => [along(gradientByTheBook)(t)], [0], [1]).tangents,
        )[0];
        assertSame(derivative(along(gradient))(0), known);
        assertSame(grad(along(gradient))(0), grad(along(gradientByTheBook))(0));
        // Here the partials are numbers, and the cotangents boxes.
        const seeded = (w: Scalar) => sum(vjp((xs: Scalar[]) => f(xs), [point])[1](w) as Scalar[]);
        const seededByTheBook = (w: Scalar) =>
          sum(withZeros(reverseByTheBook((xs) => [f(xs)], point).pullback([w])));
        assertSame(derivative(seeded)(2), derivative(seededByTheBook)(2));
      }),
    );

    law(
      `has the same bits compiled, of ${kind} numbers`,
      fc.property(problem(numbers), ({ name, point, operands }) => {
        const f = (xs: Scalar[]) => functionOf(name, operands)(xs);
        assertSame(jit(grad(f), { eager: true })(point), grad(f)(point));
      }),
    );
  }

  it("has one entry in its level, beside those of the inputs, however long it is", () => {
    const x = Array.from({ length: 100_000 }, (_, i) => Math.sin(i));
    for (const [name, f] of Object.entries(operations)) {
      grad((xs: Scalar[]) => {
        const { backpropagators } = (xs[0] as unknown as Variable).level;
        const before = backpropagators.size;
        const y = f(xs);
        const most = name === "mean" ? 2 : 1;
        assert(backpropagators.size - before <= most, `${name} has ${backpropagators.size}`);
        return y;
      })(x);
    }
  });
});
