// Leaves rounds of long loops out of a graph while it is written, so that it needs memory for what is not a round of them, and
// for a few rounds at both ends.

import type { InstructionColumns } from "./instruction_columns.ts";
import type { LeftOut } from "./left_out_rounds.ts";
import { evenEnd, longLoopsIn } from "./long_loops.ts";
import type { Place } from "./place.ts";

/** Fewest instructions in memory of a graph of which rounds are left out. */
const SHORTEST = 1 << 17;
/** Rounds of a loop that stay, before those that are left out and after them. */
const KEPT = 24;
/** Of these, the one that those follow from which are left out: lists of users that fill up have done so before. */
const MODEL = 12;
/** Fewest instructions that are left out at once. */
const FEWEST = 1024;

/** Leaves out what can be, if much is in memory. */
export function leaveRoundsOut(columns: InstructionColumns): void {
  if (columns.length >= SHORTEST) leaveOut(columns);
}

/** Leaves out of a graph all rounds of long loops but those at both ends. */
export function leaveOut(columns: InstructionColumns): void {
  const { latest } = columns.leftOut;
  let from = columns.inputs;
  let more = 0;
  if (latest !== undefined) {
    const { start, period, to } = latest;
    latest.evenTo = evenEnd(columns, period, latest.evenTo);
    from = start + wholeRounds(latest.evenTo - start, period);
    more = to + wholeRounds(from - to - KEPT * period, period);
  }
  const others: LeftOut[] = [];
  for (const { start, period, rounds } of longLoopsIn(columns, from, columns.size)) {
    const [end, kept] = [start + rounds * period, KEPT * period];
    if (rounds * period - 2 * kept < FEWEST) continue;
    const model = start + MODEL * period;
    others.push({ start, period, model, from: start + kept, to: end - kept, evenTo: end });
  }
  columns.leaveOut(more, others);
}

function wholeRounds(places: number, period: number): Place {
  return Math.max(0, Math.floor(places / period) * period);
}
