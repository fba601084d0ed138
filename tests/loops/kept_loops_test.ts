// A loop that a compiled program keeps answers, in every mode, what it answers round by round, to the last bit.

import { derivative, grad, hessian, hvp, jacfwd, jacrev, mul, type Scalar, sum } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "../laws/runs.ts";
import { assertSame, outcomeOf } from "../laws/same.ts";
import { wildNumber } from "../laws/wild.ts";
import {
  inputsOf,
  type LoopProgram,
  runLoop,
  straightLoops,
  wildLoops,
} from "./loop_arbitraries.ts";

type Transform = (
  f: (xs: Scalar[]) => Scalar,
  all: (xs: Scalar[]) => Scalar[],
) => (xs: number[]) => unknown;

const transforms: Record<string, Transform> = {
  value: (_f, all) => (xs) => all(xs),
  grad: (f) => (xs) => grad(f)(xs),
  derivative: (f) => (xs) => derivative((t: Scalar) => f(xs.map((x) => mul(x, t))))(1),
  hvp: (f) => (xs) => hvp(f)(xs, xs.map((_, i) => i % 3 - 1)),
  "reverse over forward": (f) => (xs) =>
    grad((own: Scalar[]) => derivative((t: Scalar) => f(own.map((x) => mul(x, t))))(1))(xs),
  "forward twice": (f) => (xs) =>
    derivative(derivative((t: Scalar) => f(xs.map((x) => mul(x, t)))))(1),
  "reverse twice": (f) => (xs) => grad((own: Scalar[]) => sum(grad(f)(own) as Scalar[]))(xs),
  hessian: (f) => (xs) => hessian(f)(xs.slice(0, 6)),
  jacfwd: (_f, all) => (xs) => jacfwd(all)(xs),
  jacrev: (_f, all) => (xs) => jacrev((own: Scalar[]) => all(own).slice(0, 4))(xs),
};

function assertKept(program: LoopProgram, transform: Transform, points: readonly number[][]): void {
  const written = (by: "loops" | "rounds") => {
    const all = (xs: Scalar[]) => runLoop(program, xs, by);
    return transform((xs) => sum(all(xs)), all);
  };
  const f = written("loops");
  const [kept, unrolled] = [jit(f, { eager: true }), jit(written("rounds"), { eager: true })];
  for (const point of points) {
    const answer = outcomeOf(() => kept(point));
    const expected = outcomeOf(() => f(point));
    if (isSame(answer, expected)) continue;
    // Compiled programs that differ from the function do so with its rounds one after the other as well.
    assertSame(answer, outcomeOf(() => unrolled(point)));
  }
}

function isSame(one: unknown, other: unknown): boolean {
  try {
    assertSame(one, other);
    return true;
  } catch {
    return false;
  }
}

const ordinary = fc.double({ min: -2, max: 2, noNaN: true });
const seeds = fc.array(fc.oneof(ordinary, wildNumber), { minLength: 3, maxLength: 12 });

describe("A loop that is kept", () => {
  for (const [name, transform] of Object.entries(transforms)) {
    for (const [kind, loops] of Object.entries({ straight: straightLoops, branching: wildLoops })) {
      law(
        `answers what it does round by round: ${name} of ${kind} rounds`,
        fc.property(loops, seeds, seeds, (program, one, other) => {
          const point = (own: readonly number[]) =>
            Array.from({ length: inputsOf(program) }, (_, i) => own[i % own.length]);
          assertKept(program, transform, [point(one), point(other), point(one)]);
        }),
      );
    }
  }
});
