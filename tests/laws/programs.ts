// Random programs as data: straight lines, loops, branches and inner derivatives over the whole table, with
// values that are used any number of times. Every value is between −1 and 1 and is mapped into an
// operation's domain by a line, so that a program of any depth stays safe and has moderate derivatives.

import { add, derivative, grad, lt, mean, mul, type Scalar, tanh, value } from "@fluxion/ad";
import fc from "fast-check";
import { listing } from "./listing.ts";
import type { Operation } from "./operations.ts";

/** What an instruction reads: a value counted back from the latest, or a constant from −1 to 1. */
export type Operand = { readonly back: number } | { readonly constant: number };

export type Instruction =
  | { readonly kind: "apply"; readonly operation: Operation; readonly operands: readonly Operand[] }
  /** Feeds a block its own result, and answers the mean of all results. */
  | {
    readonly kind: "repeat";
    readonly times: number;
    readonly from: Operand;
    readonly body: Block;
  }
  | {
    readonly kind: "branch";
    readonly less: Operand;
    readonly than: Operand;
    readonly yes: Block;
    readonly no: Block;
  }
  /** The derivative of a block, which closes over everything before it. */
  | {
    readonly kind: "slope";
    readonly mode: "forward" | "reverse";
    readonly at: Operand;
    readonly body: Block;
  };

/** Its result is the value of the last instruction. */
export type Block = readonly Instruction[];

/** Takes or notes the decisions of a run: the way a branch went, the operands a maximum selected. */
export interface Decisions {
  branch(goesLeft: boolean): boolean;
  select(operands: readonly Scalar[], result: Scalar): Scalar;
}

const AS_THEY_COME: Decisions = {
  branch: (goesLeft) => goesLeft,
  select: (_operands, result) => result,
};

/** A function from ℝⁿ to ℝᵐ, one output for each instruction. */
export class Program {
  constructor(readonly inputs: number, readonly instructions: Block) {}

  run(inputs: readonly Scalar[], decisions = AS_THEY_COME): Scalar[] {
    return runBlock(this.instructions, inputs, decisions).slice(inputs.length);
  }

  /** The program as a function to one real, in which everything takes part. */
  objective(inputs: readonly Scalar[]): Scalar {
    return mean(this.run(inputs));
  }

  /** The same program with every decision taken as it falls at a point: smooth, and equal around it. */
  decidedAt(point: readonly number[]): (inputs: readonly Scalar[]) => Scalar[] {
    const branches: boolean[] = [];
    const selections: number[][] = [];
    this.run(point, {
      branch: (goesLeft) => (branches.push(goesLeft), goesLeft),
      select: (operands, result) => {
        const selected = operands.flatMap((x, i) => value(x) === value(result) ? [i] : []);
        selections.push(selected);
        return result;
      },
    });
    return (inputs) => {
      let branch = 0;
      let selection = 0;
      return this.run(inputs, {
        branch: () => branches[branch++],
        select: (operands) => mean(selections[selection++].map((i) => operands[i])),
      });
    };
  }

  toString(): string {
    return listing(this.inputs, this.instructions);
  }

  [fc.toStringMethod](): string {
    return this.toString();
  }
}

/** All values that are known after a block: those known before it, and its own. */
function runBlock(block: Block, known: readonly Scalar[], decisions: Decisions): Scalar[] {
  const values = [...known];
  for (const instruction of block) values.push(runInstruction(instruction, values, decisions));
  return values;
}

function runInstruction(
  instruction: Instruction,
  values: readonly Scalar[],
  decisions: Decisions,
): Scalar {
  const read = (operand: Operand) => "constant" in operand ? operand.constant : at(values, operand);
  const result = (block: Block, ...own: Scalar[]) =>
    runBlock(block, [...values, ...own], decisions).at(-1)!;

  switch (instruction.kind) {
    case "apply": {
      const { operation, operands } = instruction;
      return damped(operation, operation.domain.map((_, i) => read(operands[i])), decisions);
    }
    case "repeat": {
      const states: Scalar[] = [];
      let state = read(instruction.from);
      for (let i = 0; i < instruction.times; i++) {
        states.push(state = result(instruction.body, state));
      }
      return mean(states);
    }
    case "branch": {
      const goesLeft = decisions.branch(lt(read(instruction.less), read(instruction.than)));
      return result(goesLeft ? instruction.yes : instruction.no);
    }
    case "slope": {
      const inner = (x: Scalar) => result(instruction.body, x);
      const slope = instruction.mode === "forward" ? derivative(inner) : grad(inner);
      return tanh(slope(read(instruction.at)));
    }
  }
}

/** What an operand that counts back reads; it wraps around, so that there is always something to read. */
export function at<T>(values: readonly T[], { back }: { readonly back: number }): T {
  return values[values.length - 1 - back % values.length];
}

/** Values may leave [−1, 1] a little, as they do where differences are taken, before a domain is left. */
const MARGIN = 1.25;

/** An operation on operands from −1 to 1, with a result from −1 to 1. */
function damped(operation: Operation, operands: readonly Scalar[], decisions: Decisions): Scalar {
  const inside = operation.domain.map(([low, high], i) =>
    add((low + high) / 2, mul((high - low) / 2 / MARGIN, operands[i]))
  );
  const result = operation.apply(inside);
  const decided = operation.selects ? decisions.select(inside, result) : result;
  return mul(1 / amplitudeOf(operation), decided);
}

const amplitudes = new Map<Operation, number>();

/** The largest size an operation reaches on its domain, or 1, by a grid that has the corners in it. */
function amplitudeOf(operation: Operation): number {
  const known = amplitudes.get(operation);
  if (known !== undefined) return known;
  let points: number[][] = [[]];
  for (const [low, high] of operation.domain) {
    points = points.flatMap((point) =>
      [0, 1 / 4, 1 / 2, 3 / 4, 1].map((share) => [...point, low + share * (high - low)])
    );
  }
  const sizes = points.map((point) => Math.abs(value(operation.apply(point))));
  const amplitude = Math.max(1, ...sizes);
  if (!Number.isFinite(amplitude)) {
    throw new RangeError(`Cannot damp ${operation.name}: it is not finite all over its domain`);
  }
  amplitudes.set(operation, amplitude);
  return amplitude;
}
