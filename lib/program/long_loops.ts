// Loops of a graph with many rounds whose operands move evenly throughout: what one round does says what all do. They are
// found in the columns of the graph, in one pass.

import type { InstructionColumns } from "./instruction_columns.ts";
import { mixed } from "./hash_table.ts";
import { LIST } from "./known_operations.ts";
import type { Place } from "./place.ts";
import { Latest } from "./windows.ts";

/** A loop of a graph: `rounds` times `period` instructions, from the place `start` on. */
export interface LongLoop {
  readonly start: Place;
  readonly period: number;
  readonly rounds: number;
}

/** Thrown where something is not even that the rounds of such loops do, read, ask or answer. */
export class Uneven extends Error {
  override readonly name = "Uneven";
}

/** Fewest rounds of such a loop. */
const FEWEST_ROUNDS = 200;
/** Longest round. */
const LONGEST_ROUND = 1 << 14;
/** The number of instructions that are looked up at once. */
const WIDTH = 8;
/** Distances of operands up to this one are a part of what is looked up. */
const NEAR = 64;
/** Most repetitions that are tried as one round. */
const MOST_AT_ONCE = 8;
/** Most operands that move otherwise than those before them, from which longer rounds are guessed. */
const MOST_UNEVEN = 32;

/** Returns the loops of a graph with many even rounds, in order. */
export function longLoops(columns: InstructionColumns, from: Place): LongLoop[] {
  const loops: LongLoop[] = [];
  let floor = from;
  for (const { start, period, evenTo } of columns.leftOut.list) {
    loops.push(...longLoopsIn(columns, floor, start));
    const rounds = Math.floor((evenEnd(columns, period, evenTo) - start) / period);
    loops.push({ start, period, rounds });
    floor = start + rounds * period;
  }
  loops.push(...longLoopsIn(columns, floor, columns.size));
  return loops;
}

/** Returns the loops with many even rounds from one place up to before another, between which nothing is left out. */
export function longLoopsIn(columns: InstructionColumns, from: Place, to: Place): LongLoop[] {
  const loops: LongLoop[] = [];
  if (to - from < WIDTH) return loops;
  const shift = from - columns.indexOf(from);
  const end = to - shift;
  const latest = new Latest(LONGEST_ROUND, to - from);
  const repetitions = new Repetitions(columns, end);
  let floor = from - shift;
  for (let at = floor + WIDTH - 1; at < end; at++) {
    const first = latest.exchange(hashAt(columns, at, shift), at) - WIDTH + 1;
    if (first < floor) continue;
    const loop = repetitions.loopFrom(first, at - WIDTH + 1 - first);
    if (loop === undefined) continue;
    loops.push({ ...loop, start: first + shift });
    floor = first + loop.rounds * loop.period;
    at = floor + WIDTH - 2;
  }
  return loops;
}

/**
 * Returns up to where a loop goes on whose operands move evenly: the first place from a given one on that does not do what that
 * does which is a period before it, or reads something else.
 */
export function evenEnd(columns: InstructionColumns, period: number, from: Place): Place {
  const index = columns.indexOf(from);
  const end = repeatEndFrom(columns, index, period, columns.length);
  return evenEndFrom(columns, index, period, end) + from - index;
}

/** Returns a hash of the latest instructions, with the distances of operands that are not far away. */
function hashAt({ operations, left }: InstructionColumns, at: number, shift: number): number {
  let hash = 0;
  for (let index = at - WIDTH + 1; index <= at; index++) {
    const distance = index + shift - left[index];
    hash = mixed(mixed(hash, operations[index]), distance > 0 && distance < NEAR ? distance : 0);
  }
  return hash;
}

/** Returns the first index from one on whose operation is not that of a period before it. */
function repeatEndFrom(
  columns: InstructionColumns,
  from: number,
  period: number,
  end: number,
): number {
  const { operations, right } = columns;
  let at = from;
  for (; at < end; at++) {
    if (operations[at] !== operations[at - period]) break;
    const arity = columns.arityOf(operations[at]);
    if (arity === 0 || arity === LIST && right[at] !== right[at - period]) break;
  }
  return at;
}

/** Returns the first index from one on whose operands do not move as they did a period before. */
function evenEndFrom(
  columns: InstructionColumns,
  from: number,
  period: number,
  end: number,
): number {
  const { operations, left, right, lists } = columns;
  let at = from;
  const isEven = (column: ArrayLike<number>, now: number, before: number, earlier: number) =>
    column[now] - column[before] === column[before] - column[earlier];
  for (; at < end; at++) {
    const before = at - period;
    const earlier = before - period;
    const arity = columns.arityOf(operations[at]);
    if (arity === LIST) {
      let i = 0;
      while (
        i < right[at] && isEven(lists, left[at] + i, left[before] + i, left[earlier] + i)
      ) i++;
      if (i < right[at]) break;
    } else if (!isEven(left, at, before, earlier)) break;
    else if (arity === 2 && !isEven(right, at, before, earlier)) break;
  }
  return at;
}

/** The repetitions in columns that have been tried, by index. */
class Repetitions {
  private readonly columns: InstructionColumns;
  private readonly end: number;
  /** By period, where operations have ceased to repeat, and where operands have ceased to move evenly. */
  private readonly repeatEnds = new Map<number, number>();
  private readonly evenEnds = new Map<number, number>();

  constructor(columns: InstructionColumns, end: number) {
    this.columns = columns;
    this.end = end;
  }

  /** Returns the loop that begins at an index with some period, or a multiple of it. */
  loopFrom(start: number, period: number): LongLoop | undefined {
    if (period > LONGEST_ROUND || this.evenEnds.get(period)! > start + period) return undefined;
    const repeatEnd = this.repeatEnd(start, period);
    if (repeatEnd - start < FEWEST_ROUNDS * period) return undefined;
    const first = this.evenEnd(start, period, repeatEnd);
    const loop = loopOf(start, period, first);
    if (loop !== undefined) return loop;
    const steps: number[] = [];
    for (let times = 2; times <= MOST_AT_ONCE; times++) steps.push(times * period);
    // Operands that move otherwise once in a round of an outer loop tell how long that is.
    let uneven = first;
    for (let i = 0; i < MOST_UNEVEN && uneven < repeatEnd; i++) {
      uneven = this.evenEnd(uneven + 1 - 2 * period, period, repeatEnd);
      if ((uneven - first) % period === 0) steps.push(uneven - first);
    }
    for (const step of steps) {
      if (repeatEnd - start < FEWEST_ROUNDS * step) continue;
      const longer = loopOf(start, step, this.evenEnd(start, step, repeatEnd));
      if (longer !== undefined) return longer;
    }
    this.evenEnds.set(period, first);
    return undefined;
  }

  /** Returns where operations cease to repeat. */
  private repeatEnd(start: number, period: number): number {
    const known = this.repeatEnds.get(period);
    if (known !== undefined && known > start + period) return known;
    const end = repeatEndFrom(this.columns, start + period, period, this.end);
    this.repeatEnds.set(period, end);
    return end;
  }

  /** Returns where operands cease to move evenly. */
  private evenEnd(start: number, period: number, end: number): number {
    return evenEndFrom(this.columns, start + 2 * period, period, end);
  }
}

/** Returns the loop of a stretch that is even, if it has rounds enough. */
function loopOf(start: number, period: number, end: number): LongLoop | undefined {
  const rounds = Math.floor((end - start) / period);
  return rounds >= FEWEST_ROUNDS ? { start, period, rounds } : undefined;
}
