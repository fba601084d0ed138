// Folds long programs: of a repeating pattern of operations the first and the last round are shown; if the
// program is still too long, only the first; and if that is not enough, the middle is left out.

import type { Program } from "./program.ts";

/** Steps that are not shown: from `from` up to but not including `to`. */
export interface Fold {
  readonly from: number;
  readonly to: number;
  /** A description of the steps. */
  readonly description: string;
}

/** A part of a folded program: one step, by its position in the list, or a fold. */
export type Part = number | Fold;

/** Length of the longest patterns that are looked for. */
const LONGEST_PATTERN = 64;
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
  const names = steps.map(({ operation }) => operation ?? "");
  const left = most - head.length;
  const both = withoutRounds(names, inputs.length, 1);
  const body = both.length <= left ? both : withoutRounds(names, inputs.length, 0);
  return [...head, ...shortened(body, left, "step")];
}

/** Folds repeating patterns, except their first round and, if `last` is 1, their last. */
function withoutRounds(names: readonly string[], start: number, last: 0 | 1): Part[] {
  const parts: Part[] = [];
  for (let i = start; i < names.length;) {
    const { period, rounds } = repetitionAt(names, i);
    const [from, to, end] = [1, rounds - last, rounds].map((round) => i + period * round);
    if (to - from < FEWEST) parts.push(i++);
    else {
      const description = roundsIn(names.slice(i, from), rounds - 1 - last);
      while (i < from) parts.push(i++);
      parts.push({ from, to, description });
      for (i = to; i < end;) parts.push(i++);
    }
  }
  return parts;
}

/** Returns the shortest of the patterns that cover most steps by repeating from a position on. */
function repetitionAt(
  names: readonly string[],
  start: number,
): { period: number; rounds: number } {
  let best = { period: 1, rounds: 1 };
  for (let period = 1; period <= LONGEST_PATTERN; period++) {
    let end = start + period;
    while (end < names.length && names[end] === names[end - period]) end++;
    const rounds = Math.floor((end - start) / period);
    if (rounds > 2 && rounds * period > best.rounds * best.period) best = { period, rounds };
  }
  return best;
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
