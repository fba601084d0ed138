// Loops of a graph with many rounds whose operands move evenly throughout: what one round does says what all do. They are
// found in the columns of the graph, in one pass.

import type { Graph, Place } from "./graph.ts";
import { mixed } from "./hash_table.ts";
import { LIST } from "./known_operations.ts";
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
export function longLoops(graph: Graph, from: Place): LongLoop[] {
  const loops: LongLoop[] = [];
  const latest = new Latest(LONGEST_ROUND, graph.size);
  const repetitions = new Repetitions(graph);
  let floor = from;
  for (let at = from + WIDTH - 1; at < graph.size; at++) {
    const first = latest.exchange(hashAt(graph, at), at) - WIDTH + 1;
    if (first < floor) continue;
    const loop = repetitions.loopFrom(first, at - WIDTH + 1 - first);
    if (loop === undefined) continue;
    loops.push(loop);
    floor = first + loop.rounds * loop.period;
    at = floor + WIDTH - 2;
  }
  return loops;
}

/** Returns a hash of the latest instructions, with the distances of operands that are not far away. */
function hashAt({ operations, left }: Graph, at: Place): number {
  let hash = 0;
  for (let place = at - WIDTH + 1; place <= at; place++) {
    const distance = place - left[place];
    hash = mixed(mixed(hash, operations[place]), distance > 0 && distance < NEAR ? distance : 0);
  }
  return hash;
}

/** The repetitions in a graph that have been tried. */
class Repetitions {
  private readonly graph: Graph;
  /** By period, where operations have ceased to repeat, and where operands have ceased to move evenly. */
  private readonly repeatEnds = new Map<number, Place>();
  private readonly evenEnds = new Map<number, Place>();

  constructor(graph: Graph) {
    this.graph = graph;
  }

  /** Returns the loop that begins at a place with some period, or a multiple of it. */
  loopFrom(start: Place, period: number): LongLoop | undefined {
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

  /** Returns the first instruction from a place on that does not do what that does which is a period before it. */
  private repeatEnd(start: Place, period: number): Place {
    const { operations, right, size } = this.graph;
    let at = start + period;
    const known = this.repeatEnds.get(period);
    if (known !== undefined && known > at) return known;
    for (; at < size; at++) {
      if (operations[at] !== operations[at - period]) break;
      const arity = this.graph.arityAt(at);
      if (arity === 0 || arity === LIST && right[at] !== right[at - period]) break;
    }
    this.repeatEnds.set(period, at);
    return at;
  }

  /** Returns the first instruction whose operands do not move as they did a period before. */
  private evenEnd(start: Place, period: number, end: Place): Place {
    const { left, right, lists } = this.graph;
    let at = start + 2 * period;
    const isEven = (column: ArrayLike<number>, now: number, before: number, earlier: number) =>
      column[now] - column[before] === column[before] - column[earlier];
    for (; at < end; at++) {
      const before = at - period;
      const earlier = before - period;
      const arity = this.graph.arityAt(at);
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
}

/** Returns the loop of a stretch that is even, if it has rounds enough. */
function loopOf(start: Place, period: number, end: Place): LongLoop | undefined {
  const rounds = Math.floor((end - start) / period);
  return rounds >= FEWEST_ROUNDS ? { start, period, rounds } : undefined;
}
