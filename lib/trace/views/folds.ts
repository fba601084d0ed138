// Long programs are folded to be looked at: of a pattern that repeats the first round and the last are
// shown, of a long one the first, and if that is not enough, the middle is left out.

import type { Program } from "./program.ts";

/** Steps that are left out: those from `from` up to `to`. */
export interface Fold {
  readonly from: number;
  readonly to: number;
  /** What they are, in words. */
  readonly description: string;
}

/** A part of a program that is shown: one step by its place in the list, or a fold. */
export type Part = number | Fold;

/** No longer patterns are looked for. */
const LONGEST_PATTERN = 64;
/** A fold of less than these hides more than it helps. */
const FEWEST = 8;
/** So many of the operations of a pattern are named. */
const MOST_NAMED = 5;

/** The parts of a program, if possible no more than `most` of them. */
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

/** Where repeating patterns are folded, but for the first round and so many of the last. */
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

/** The pattern that repeats furthest from a place on; the shortest of those. */
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

/** Leaves the middle out where there are more parts than wanted. */
function shortened(parts: readonly Part[], most: number, noun: string): Part[] {
  if (parts.length <= Math.max(most, 3)) return [...parts];
  const half = Math.max(1, Math.floor((most - 1) / 2));
  const last = parts[parts.length - half];
  const from = startOf(parts[half]);
  const to = startOf(last);
  const fold = { from, to, description: `${to - from} more ${noun}s` };
  return [...parts.slice(0, half), fold, ...parts.slice(-half)];
}

/** Where a part begins. */
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
