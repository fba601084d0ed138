// Where random programs, points and directions come from. Everything shrinks: to fewer and flatter
// instructions, to operands that are the value just before, to coordinates that are short numbers near 0.

import { hessian, type Scalar } from "@fluxion/ad";
import fc from "fast-check";
import { operations } from "./operations.ts";
import { type Block, type Instruction, type Operand, Program } from "./programs.ts";

const MOST_INPUTS = 3;
const MOST_INSTRUCTIONS = 8;

/** From −1 to 1 in steps of 1/64: short in print, and coarse enough for ties to come up. */
const coordinate: fc.Arbitrary<number> = fc.integer({ min: -64, max: 64 }).map((n) => n / 64);

const operand: fc.Arbitrary<Operand> = fc.oneof(
  { withCrossShrink: true },
  { weight: 11, arbitrary: fc.record({ back: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ constant: coordinate }) },
);

const mostOperands = Math.max(...operations.map(({ domain }) => domain.length));

const { instruction } = fc.letrec<{ instruction: Instruction; body: Block }>((tie) => ({
  // Beyond the depth it is the first of these.
  instruction: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant("apply" as const),
        operation: fc.constantFrom(...operations),
        operands: fc.array(operand, { minLength: mostOperands, maxLength: mostOperands }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("repeat" as const),
        times: fc.integer({ min: 1, max: 3 }),
        from: operand,
        body: tie("body"),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("branch" as const),
        less: operand,
        than: operand,
        yes: tie("body"),
        no: tie("body"),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("slope" as const),
        mode: fc.constantFrom("forward" as const, "reverse" as const),
        at: operand,
        body: tie("body"),
      }),
    },
  ),
  body: blockOf(tie("instruction"), 3),
}));

/** The instructions of a program, for any number of inputs. */
export const instructions: fc.Arbitrary<Block> = blockOf(instruction, MOST_INSTRUCTIONS);

/** At least one instruction, by a filter: a least length would stop arrays from shrinking at the end. */
function blockOf(instruction: fc.Arbitrary<Instruction>, maxLength: number): fc.Arbitrary<Block> {
  return fc.array(instruction, { maxLength, size: "max" }).filter((block) => block.length > 0);
}

/** A program with a point of its domain and two directions there, and a cotangent of its results. */
export interface Problem {
  readonly program: Program;
  readonly point: number[];
  readonly direction: number[];
  readonly otherDirection: number[];
  readonly cotangent: number[];
  readonly otherCotangent: number[];
}

/** A list of coordinates as long as any problem may need. */
const vector: fc.Arbitrary<number[]> = fc.array(coordinate, {
  minLength: MOST_INSTRUCTIONS,
  maxLength: MOST_INSTRUCTIONS,
});

/** A program, and numbers to try it on, which may be at kinks: a second derivative there is NaN. */
export const problemWithKinks: fc.Arbitrary<Problem> = fc
  .record({
    inputs: fc.integer({ min: 1, max: MOST_INPUTS }),
    instructions,
    vectors: fc.tuple(vector, vector, vector, vector, vector),
  })
  .map(({ inputs, instructions, vectors }) => {
    const [point, direction, otherDirection] = vectors.map((v) => v.slice(0, inputs));
    const [cotangent, otherCotangent] = vectors.slice(3).map((v) =>
      v.slice(0, instructions.length)
    );
    const program = new Program(inputs, instructions);
    return { program, point, direction, otherDirection, cotangent, otherCotangent };
  });

/** A program, and numbers to try it on, where it has second derivatives. */
export const problem: fc.Arbitrary<Problem> = problemWithKinks.filter(({ program, point }) =>
  hessian((xs: Scalar[]) => program.objective(xs))(point).flat().every(Number.isFinite)
);

/** A factor from −1 to 1. */
export const factor: fc.Arbitrary<number> = coordinate;
