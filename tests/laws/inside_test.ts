// A derivative inside another one is computed on boxes, and where these are made of two plain numbers, on
// columns of numbers in place of boxes. Neither changes a bit of it: what a gradient or a Hessian-vector
// product answers by itself, it answers while further derivatives follow it, on whatever representation.

import { grad, hvp, jacfwd, jvp, type Scalar, value, vjp } from "@fluxion/ad";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "./runs.ts";
import { assertSame } from "./same.ts";
import { everything, objectiveOf, type Step, straight, wildNumber, wildStep } from "./wild.ts";

interface Objective {
  (x: readonly Scalar[]): Scalar;
  readonly hasKinks: boolean;
}
type Differentiated = (x: Scalar[], v: readonly number[]) => readonly Scalar[];

const INPUTS = 3;
const point = fc.array(wildNumber, { minLength: INPUTS, maxLength: INPUTS });

/** Whether some operation of a program selects among its operands, by any kind of row. */
function hasKinks(steps: readonly Step[]): boolean {
  return steps.some((step) =>
    step.kind === "slope"
      ? hasKinks(step.body)
      : step.kind === "apply" && kinked.includes(step.operation.name)
  );
}
const kinked = ["abs", "relu", "max", "min", "clamp", "hypot", "norm"];

const objective: fc.Arbitrary<Objective> = fc.oneof(
  fc.array(straight(everything), { minLength: 1, maxLength: 8 }),
  fc.array(wildStep, { minLength: 1, maxLength: 8 }),
).map((steps) =>
  Object.assign((x: readonly Scalar[]) => objectiveOf(steps, x), {
    hasKinks: hasKinks(steps),
    [fc.toStringMethod]: () => fc.stringify(steps),
  })
);

/** Derivatives of first and of second order, each a list of reals. */
const derivatives: Record<string, (f: Objective) => Differentiated> = {
  "grad": (f) => (x) => grad(f)(x),
  "jacfwd": (f) => (x) => jacfwd(f)(x),
  "jvp": (f) => (x, v) => [jvp(f, [x], [v])[1]],
  "F over R": (f) => hvp(f, { mode: "forward-over-reverse" }),
  "R over F": (f) => hvp(f, { mode: "reverse-over-forward" }),
  "R over R": (f) => hvp(f, { mode: "reverse-over-reverse" }),
  "F over F": (f) => hvp(f, { mode: "forward-over-forward" }),
};

/** What a function answers while something follows it, of which nothing is asked. */
const followed: Record<string, (f: (x: Scalar[]) => Scalar[], x: number[]) => Scalar[]> = {
  "F": (f, x) => jvp(f, [x], [x.map(() => 1)])[0],
  "R": (f, x) => vjp(f, [x])[0],
  "a block": (f, x) => {
    let answered: Scalar[] = [];
    jacfwd((own: Scalar[]) => answered = f(own).map(value))(x);
    return answered;
  },
  "F over R": (f, x) => followed.F((own) => vjp(f, [own])[0], x),
  "R over F": (f, x) => followed.R((own) => jvp(f, [own], [x.map(() => 1)])[0], x),
};

describe("A derivative of a random program", () => {
  for (const [name, differentiate] of Object.entries(derivatives)) {
    law(
      `by ${name} is the same to the last bit while others follow it`,
      fc.property(objective, point, point, (f, x, v) => {
        const alone = [...differentiate(f)(x, v)];
        for (const [outer, follow] of Object.entries(followed)) {
          const answered = follow((own) => [...differentiate(f)(own, v)], x).map(value);
          // On a kink a derivative has none itself, and where an infinite one meets it, no number either. What is not
          // selected there is followed as 0, and absent where nothing follows: the sign of a zero may be another.
          const isOnKink = (i: number) =>
            jacfwd((own: Scalar[]) => differentiate(f)(own, v)[i])(x).some(Number.isNaN);
          const mayDiffer = (y: number, i: number) =>
            Number.isNaN(y) && !Number.isNaN(alone[i]) ||
            y === 0 && alone[i] === 0 && !Object.is(y, alone[i]) && isOnKink(i);
          fc.pre(!f.hasKinks || !answered.some(mayDiffer));
          assertSame(answered, alone, `inside ${outer}, it`);
        }
      }),
    );
  }
});
