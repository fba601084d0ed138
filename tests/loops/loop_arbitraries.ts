// Random loops: what a round does is any straight or branching program over parameters, the state and a row, and the
// rows are data, arguments that are differentiated, or none.

import * as ofLibrary from "@fluxion/ad";
import { add, gt, lt, type Scalar, sin, sum } from "@fluxion/ad";
import fc from "fast-check";
import {
  everything,
  runSteps,
  smooth,
  type Step,
  straight,
  wildNumber,
  wildStep,
} from "../laws/wild.ts";

/** A random loop. */
export interface LoopProgram {
  readonly steps: readonly Step[];
  /** What each number of the next state is, counted from the end of what a round computes. */
  readonly next: readonly number[];
  /** The same of the results. */
  readonly results: readonly number[];
  readonly rounds: number;
  /** What rounds get: nothing, or an element of data; or they go on as long as a condition holds. */
  readonly rows: "none" | "data" | "arguments" | "same" | "condition";
  /** What the state begins with: parameters, or plain numbers. */
  readonly start: readonly (number | "parameter")[];
  /** How many rounds a loop has that is in each round, if there is one, and what it does. */
  readonly inner: number;
  readonly innerSteps: readonly Step[];
}

/** The number of parameters. */
export const PARAMETERS = 3;

const length = fc.constantFrom(0, 1, 2, 7, 9, 12, 20, 70, 90);

/** Random loops of rounds that may do anything. */
export const wildLoops: fc.Arbitrary<LoopProgram> = programs(wildStep);

/** Random loops of rounds without branches. */
export const straightLoops: fc.Arbitrary<LoopProgram> = programs(
  fc.oneof({ weight: 1, arbitrary: straight(everything) }, {
    weight: 2,
    arbitrary: straight(smooth),
  }),
);

function programs(step: fc.Arbitrary<Step>): fc.Arbitrary<LoopProgram> {
  return fc.integer({ min: 1, max: 3 }).chain((count) =>
    fc.record({
      steps: fc.array(step, { minLength: 1, maxLength: 5 }),
      next: fc.array(fc.nat(5), { minLength: count, maxLength: count }),
      results: fc.array(fc.nat(6), { maxLength: 2 }),
      rounds: length,
      rows: fc.constantFrom(
        "none" as const,
        "data" as const,
        "arguments" as const,
        "same" as const,
        "condition" as const,
      ),
      start: fc.array(fc.oneof(fc.constant("parameter" as const), wildNumber), {
        minLength: count,
        maxLength: count,
      }),
      innerSteps: fc.array(step, { minLength: 0, maxLength: 2 }),
      inner: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constantFrom(3, 9, 66)),
    })
  );
}

/** How many numbers a loop takes. */
export function inputsOf({ rows, rounds }: LoopProgram): number {
  return PARAMETERS + (rows === "arguments" ? rounds : 0);
}

/** A loop as its rounds, one after the other. */
const plainly = {
  loop: <S>(step: (state: S, i: Scalar) => S, rounds: number, initial: S): S => {
    let state = initial;
    for (let i = 0; i < rounds; i++) state = step(state, i);
    return state;
  },
  scan: <S, Y>(
    step: (state: S, x: Scalar) => readonly [S, Y],
    initial: S,
    xs: readonly Scalar[],
  ): [S, Y[]] => {
    let state = initial;
    const results = xs.map((x) => {
      const [next, result] = step(state, x);
      state = next;
      return result;
    });
    return [state, results];
  },
  whileLoop: <S>(condition: (state: S) => boolean, step: (state: S) => S, initial: S): S => {
    let state = initial;
    while (condition(state)) state = step(state);
    return state;
  },
};

/** Runs a loop, or its rounds one after the other, and returns all that it answers. */
export function runLoop(
  program: LoopProgram,
  inputs: readonly Scalar[],
  by: "loops" | "rounds" = "loops",
): Scalar[] {
  const { loop, scan, whileLoop } = by === "loops"
    ? (ofLibrary as never as typeof plainly)
    : plainly;
  const { steps, next, results, rounds, rows, start, inner, innerSteps } = program;
  const parameters = inputs.slice(0, PARAMETERS);
  const from = <T>(values: readonly T[], back: number) =>
    values[Math.max(0, values.length - 1 - back)];
  const round = (state: readonly Scalar[], row: Scalar): readonly [Scalar[], Scalar[]] => {
    const known = [...parameters, row, ...state];
    // The list grows, and the step of a loop inside may run again later.
    const around = [...known];
    if (inner > 0) {
      known.push(
        loop(
          (x: Scalar, i: Scalar) => {
            const own = [...around, add(x, i, parameters[1]), x];
            return sin(from([...own, ...runSteps(innerSteps, own)], 0));
          },
          inner,
          state[0],
        ) as Scalar,
      );
    }
    const values = [...known, ...runSteps(steps, known)];
    return [next.map((back) => from(values, back)), results.map((back) => from(values, back))];
  };
  const initial = start.map((own, i) => own === "parameter" ? parameters[i] : own);
  if (rows === "condition") {
    // The state has a counter, so that the loop ends.
    const goesOn = (state: readonly Scalar[]) =>
      lt(state[state.length - 1], rounds) && !gt(state[0], 5);
    const step = (state: Scalar[]) => {
      const count = state[state.length - 1];
      return [...round(state.slice(0, -1), count)[0], add(count, 1)];
    };
    return whileLoop(goesOn, step, [...initial, 0]);
  }
  if (rows === "none") {
    return loop(
      (state: Scalar[], i: Scalar) => round(state, i)[0] as Scalar[],
      rounds,
      initial,
    ) as Scalar[];
  }
  const xs = rows === "arguments"
    ? inputs.slice(PARAMETERS)
    : Array.from({ length: rounds }, (_, i) =>
      rows === "same" ? parameters[2] : (i * 37 % 11) / 4 - 1);
  const [last, all] = scan(
    (state: Scalar[], x: Scalar) => round(state, x) as [Scalar[], Scalar[]],
    initial,
    xs as Scalar[],
  );
  return [...last as Scalar[], ...(all as Scalar[][]).map((own) => sum(own))];
}
