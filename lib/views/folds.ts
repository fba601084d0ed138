// Long programs are folded to be looked at: of a pattern that repeats the first round and the last are
// shown, and if that is not enough, the middle is left out.

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
  const body = withoutRounds(steps.map(({ operation }) => operation ?? ""), inputs.length);
  return [...head, ...shortened(body, most - head.length, "step")];
}

/** Where repeating patterns are folded. */
function withoutRounds(names: readonly string[], start: number): Part[] {
  const parts: Part[] = [];
  for (let i = start; i < names.length;) {
    const { period, rounds } = repetitionAt(names, i);
    const from = i + period;
    const to = i + period * (rounds - 1);
    const end = to - from < FEWEST ? i + 1 : i + period * rounds;
    while (i < end) {
      if (i === from && end > to && to - from >= FEWEST) {
        parts.push({
          from,
          to,
          description: roundsIn(names.slice(from, from + period), rounds - 2),
        });
        i = to;
      } else parts.push(i++);
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
    : `${rounds} more rounds of ${pattern.length} steps: ${named}${rest}`;
}
