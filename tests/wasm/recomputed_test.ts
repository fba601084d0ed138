// What is cheap is computed again in the loops that read it, in place of being kept in a column; every bit stays.

import { add, grad, gt, mul, neg, type Scalar, sin, square, sub } from "@fluxion/ad";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { lowered } from "../../lib/wasm/lower.ts";
import { bits } from "../program/programs.ts";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";
import { pathAt } from "./paths.ts";
import { interpreted, runnerOf, seenOf } from "./run.ts";

const INPUTS = 40;

/** An expression of three neighbouring inputs. */
type Term = (at: (offset: number) => Scalar) => Scalar;

const leaves: fc.Arbitrary<Term> = fc.oneof(
  fc.nat(2).map((offset): Term => (at) => at(offset)),
  fc.constantFrom(2, -1, 0.5).map((constant): Term => () => constant),
);
const terms: fc.Arbitrary<Term> = fc.letrec<{ term: Term; node: Term }>((tie) => ({
  term: fc.oneof({ depthSize: "small", withCrossShrink: true }, leaves, tie("node")),
  node: fc.oneof(
    tie("term").map((a): Term => (at) => neg(a(at))),
    tie("term").map((a): Term => (at) => square(a(at))),
    fc.tuple(fc.constantFrom(add, sub, mul), tie("term"), tie("term")).map(
      ([operation, a, b]): Term => (at) => operation(a(at), b(at)),
    ),
  ),
})).node;

interface Sweeps {
  readonly kept: readonly Term[];
  readonly rounds: number;
  readonly isReversed: boolean;
  /** Which of what is kept the second loop reads, and how many rounds off. */
  readonly reads: readonly (readonly [which: number, ahead: number])[];
  readonly asks: boolean;
  readonly answers: readonly (readonly [which: number, round: number])[];
}

const sweeps: fc.Arbitrary<Sweeps> = fc.record({
  kept: fc.array(terms, { minLength: 1, maxLength: 3 }),
  rounds: fc.integer({ min: 10, max: INPUTS - 4 }),
  isReversed: fc.boolean(),
  reads: fc.array(fc.tuple(fc.nat(2), fc.nat(1)), { minLength: 1, maxLength: 4 }),
  asks: fc.boolean(),
  answers: fc.array(fc.tuple(fc.nat(2), fc.nat(INPUTS)), { maxLength: 2 }),
});

/** A loop that computes terms, and a later one that reads them. */
function inTwoLoops(program: Sweeps, x: readonly Scalar[]): Scalar[] {
  const { kept, rounds, isReversed, reads, asks, answers } = program;
  const columns = kept.map((): Scalar[] => []);
  let first: Scalar = x[0];
  for (let i = 0; i < rounds; i++) {
    for (const [k, term] of kept.entries()) {
      columns[k].push(term((offset) => x[i + offset]));
      first = sin(add(mul(first, 0.5), columns[k][i]));
    }
  }
  let second: Scalar = first;
  const list: Scalar[] = [];
  for (let i = 0; i < rounds; i++) {
    const round = isReversed ? rounds - 1 - i : i;
    for (const [which, ahead] of reads) {
      const read = columns[which % kept.length][Math.min(round + ahead, rounds - 1)];
      second = add(mul(second, read), x[round]);
      if (asks && gt(read, 1e300)) second = neg(second);
    }
    list.push(second);
  }
  return [...list, first, ...answers.map(([k, i]) => columns[k % kept.length][i % rounds])];
}

function assertFolded(f: (x: Scalar[]) => Scalar[], points: readonly (readonly number[])[]) {
  const path = pathAt(f, points[0]);
  const program = lowered(path, 0);
  const run = runnerOf(program, path.outputs.length);
  for (const point of points) {
    assertSame(seenOf(run(point), path), seenOf(interpreted(path, point), path));
  }
  return program;
}

const ordinary = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
  minLength: INPUTS,
  maxLength: INPUTS,
});
const any = fc.array(bits, { minLength: INPUTS, maxLength: INPUTS });

describe("What a later loop reads", () => {
  law(
    "is what the first has computed, computed again or not",
    fc.property(sweeps, ordinary, any, (program, point, wild) => {
      assertFolded((x) => inTwoLoops(program, x), [point, wild]);
    }),
  );

  law(
    "is so in derivatives, too",
    fc.property(sweeps, ordinary, (program, point) => {
      const f = (x: Scalar[]) => inTwoLoops(program, x)[program.rounds - 1];
      assertFolded((x) => grad(f)(x) as Scalar[], [point, point.toReversed()]);
    }),
  );

  it("needs no column where it is made of inputs by a few sums and products", () => {
    const n = 500;
    const rosenbrock = (x: Scalar[]) => {
      let total: Scalar = 0;
      for (let i = 0; i + 1 < n; i++) {
        const across = sub(x[i + 1], square(x[i]));
        total = add(total, add(mul(100, square(across)), square(sub(1, x[i]))));
      }
      return total;
    };
    const point = Array.from({ length: n }, (_, i) => Math.cos(i));
    const { loops, memory } = assertFolded((x) => grad(rosenbrock)(x) as Scalar[], [point]);
    assertEquals(loops, 1);
    assert(memory < 2.2 * n, `${memory} numbers for ${n} inputs and as many outputs`);
  });

  it("has its column where it is expensive, or read all at once", () => {
    const n = 500;
    const chain = (x: Scalar[]) => {
      const terms: Scalar[] = [];
      for (let i = 0; i < n; i++) terms.push(sin(x[i]));
      let y: Scalar = 0;
      for (let i = n; i-- > 0;) y = add(mul(y, terms[i]), 1);
      return [y];
    };
    const point = Array.from({ length: n }, (_, i) => Math.cos(i));
    assert(assertFolded(chain, [point]).memory >= 2 * n);
  });
});
