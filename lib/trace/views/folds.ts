// Folds long programs, as they are folded when they are compiled: of a loop the first and the last round are shown; if the
// program is still too long, only the first; and if that is not enough, the middle is left out.

import { folded } from "../../program/fold.ts";
import type { Loop } from "../../program/loops.ts";
import type { Sequence } from "../../program/rounds.ts";
import type { Program, Step } from "./program.ts";

/** Steps that are not shown: from `from` up to but not including `to`. */
export interface Fold {
  readonly from: number;
  readonly to: number;
  /** A description of the steps. */
  readonly description: string;
}

/** A part of a folded program: one step, by its position in the list, or a fold. */
export type Part = number | Fold;

/** Fewest steps in a fold of repetitions. */
const FEWEST = 8;
/** Most operations of a pattern that a description names. */
const MOST_NAMED = 5;

/** Returns the parts of a program, if possible no more than `most`. */
export function partsOf(program: Program, most: number): Part[] {
  const { steps, inputs } = program;
  const all = [...steps.keys()];
  if (steps.length <= most) return all;
  const head = shortened(all.slice(0, inputs.length), most / 8, "input");
  const left = most - head.length;
  const both = withoutRounds(steps, inputs.length, 1);
  const body = both.length <= left ? both : withoutRounds(steps, inputs.length, 0);
  return [...head, ...shortened(body, left, "step")];
}

/** Folds the rounds of loops, except the first of each and, if `last` is 1, its last. */
function withoutRounds(steps: readonly Step[], start: number, last: 0 | 1): Part[] {
  const names = steps.map(({ operation }) => operation ?? "");
  return folded(sequenceOf(steps, start)).flatMap((piece): Part[] => {
    if (typeof piece === "number") return [start + piece];
    const [from, end] = [start + piece.starts[0], start + piece.ends[0]];
    const rounds = roundStarts(piece).map((item) => start + item);
    const to = last === 1 ? rounds[rounds.length - 1] : end;
    if (to - rounds[1] < FEWEST) return range(from, end);
    const description = roundsIn(names.slice(from, rounds[1]), rounds.length - 1 - last);
    return [...range(from, rounds[1]), { from: rounds[1], to, description }, ...range(to, end)];
  });
}

/** Returns where the rounds of a loop begin that is in no other. */
function roundStarts({ body: [first] }: Loop): number[] {
  return Array.from(first.kind === "leaf" ? first.items : first.starts);
}

/** Returns the steps from `start` on as a sequence that can be folded. */
function sequenceOf(steps: readonly Step[], start: number): Sequence {
  const kinds = new Map<string, number>();
  return {
    length: steps.length - start,
    kindOf(item) {
      const { operation, operands } = steps[start + item];
      const name = `${operation} of ${operands.length}`;
      const kind = kinds.get(name) ?? kinds.size;
      kinds.set(name, kind);
      return kind;
    },
    countOf: (item) => steps[start + item].operands.length,
    positionOf: (item, operand) => steps[start + item].operands[operand].step ?? NaN,
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Folds the middle of a list of parts if it is too long. */
function shortened(parts: readonly Part[], most: number, noun: string): Part[] {
  if (parts.length <= Math.max(most, 3)) return [...parts];
  const half = Math.max(1, Math.floor((most - 1) / 2));
  const last = parts[parts.length - half];
  const from = startOf(parts[half]);
  const to = startOf(last);
  const fold = { from, to, description: `${to - from} more ${noun}s` };
  return [...parts.slice(0, half), fold, ...parts.slice(-half)];
}

/** Returns the position of the first step of a part. */
export function startOf(part: Part): number {
  return typeof part === "number" ? part : part.from;
}

function roundsIn(pattern: readonly string[], rounds: number): string {
  const named = pattern.slice(0, MOST_NAMED).join(", ");
  const rest = pattern.length > MOST_NAMED ? ", …" : "";
  return pattern.length === 1
    ? `${rounds} more: ${named}`
    : `${rounds} more round${rounds === 1 ? "" : "s"} of ${pattern.length} steps: ${named}${rest}`;
}
