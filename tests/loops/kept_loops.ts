// Random loops in every mode, compiled and round by round: what the laws of kept loops compare.

import { derivative, grad, hessian, hvp, jacfwd, jacrev, mul, type Scalar, sum } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import fc from "fast-check";
import { assertSame, outcomeOf } from "../laws/same.ts";
import { wildNumber } from "../laws/wild.ts";
import { inputsOf, type LoopProgram, runLoop } from "./loop_arbitraries.ts";

/** A transform, of a function with one result and of one with all. */
export type Transform = (
  f: (xs: Scalar[]) => Scalar,
  all: (xs: Scalar[]) => Scalar[],
) => (xs: number[]) => unknown;

/** The transforms, by their names. */
export const transforms: Record<string, Transform> = {
  value: (_f, all) => (xs) => all(xs),
  grad: (f) => (xs) => grad(f)(xs),
  derivative: (f) => (xs) => derivative((t: Scalar) => f(xs.map((x) => mul(x, t))))(1),
  hvp: (f) => (xs) => hvp(f)(xs, xs.map((_, i) => i % 3 - 1)),
  "reverse over forward": (f) => (xs) =>
    grad((own: Scalar[]) => derivative((t: Scalar) => f(own.map((x) => mul(x, t))))(1))(xs),
  "forward twice": (f) => (xs) =>
    derivative(derivative((t: Scalar) => f(xs.map((x) => mul(x, t)))))(1),
  "forward twice, in blocks": (f) => (xs) =>
    hessian(f, { mode: "forward-over-forward" })(xs.slice(0, 6)),
  "reverse twice": (f) => (xs) => grad((own: Scalar[]) => sum(grad(f)(own) as Scalar[]))(xs),
  hessian: (f) => (xs) => hessian(f)(xs.slice(0, 6)),
  jacfwd: (_f, all) => (xs) => jacfwd(all)(xs),
  jacrev: (_f, all) => (xs) => jacrev((own: Scalar[]) => all(own).slice(0, 4))(xs),
};

/** Asserts that a compiled loop answers what its rounds do, at some points one after the other. */
export function assertKept(
  program: LoopProgram,
  transform: Transform,
  points: readonly number[][],
): void {
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

/** The numbers of which points consist. */
export const seeds: fc.Arbitrary<number[]> = fc.array(fc.oneof(ordinary, wildNumber), {
  minLength: 3,
  maxLength: 12,
});

/** Returns the inputs of a program, which repeat a few numbers. */
export function pointOf(program: LoopProgram, own: readonly number[]): number[] {
  return Array.from({ length: inputsOf(program) }, (_, i) => own[i % own.length]);
}
