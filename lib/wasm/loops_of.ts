// The loops of a path, with all that their code needs: found by folding, where that makes a program much shorter.

import { folded } from "../program/fold.ts";
import { foldedLength, type Loop, type Piece } from "../program/loops.ts";
import { unrolled } from "../program/unrolled.ts";
import { unshared } from "../program/unshared.ts";
import { FEWEST_NUMBERS } from "./cells.ts";
import { Columns } from "./columns.ts";
import { Layout } from "./layout.ts";
import { LoopPlan } from "./loop_plan.ts";
import { LoopValues } from "./loop_values.ts";
import { Places } from "./places.ts";
import { recomputed } from "./recomputed.ts";
import { type Schedule, withLast } from "./schedule.ts";
import { PathSequence } from "./sequence.ts";
import type { Table } from "./tables.ts";

/** Fewest instructions of a program that is folded: shorter ones are faster without loops. */
export const SHORTEST_FOLDED = 1000;
/** Largest part of its instructions that a program has when it is folded. */
const LARGEST_PART = 0.5;
/** Part of its instructions with which nothing better is looked for. */
const GOOD_PART = 0.02;

/** How many times as many instructions a program has at most that computes again what it would read. */
const LONGEST_AGAIN = 1.5;

/** An outermost loop of a path. */
export interface OutermostLoop {
  readonly loop: Loop;
  readonly plan: LoopPlan;
  /** Where its first item is in the order of the path, and the first after it. */
  readonly from: number;
  readonly to: number;
}

/** A path that is in part loops. */
export interface FoldedPath extends Schedule {
  readonly sequence: PathSequence;
  readonly loops: readonly OutermostLoop[];
  readonly tables: readonly Table[];
  readonly places: Places;
  readonly layout: Layout;
}

/**
 * Returns a path with its loops, if it has any that are worth it, and with the addresses of what they read and write.
 *
 * @param sequence the path, in the order of the trace
 * @param shortest fewest instructions of a path that is folded
 */
export function foldedPath(sequence: PathSequence, shortest: number): FoldedPath | undefined {
  const { path, operands, length } = sequence;
  if (Math.min(path.graph.size, length) < shortest) return undefined;
  const plain = attempt(sequence);
  let best = plain;
  if (plain.length > GOOD_PART * length) {
    const other = unshared(path, operands);
    const second = other && attempt(new PathSequence(other));
    if (second !== undefined && second.length < LARGEST_PART * plain.length) best = second;
  }
  const largest = shortest === 0 ? 1 : LARGEST_PART;
  return best.length > largest * length
    ? undefined
    : planned(withoutColumns(best), Math.min(shortest, FEWEST_NUMBERS));
}

/** A sequence that has been folded. */
interface Attempt {
  readonly sequence: PathSequence;
  readonly pieces: readonly Piece[];
  /** The number of instructions that remain. */
  readonly length: number;
}

function attempt(sequence: PathSequence): Attempt {
  const pieces = unrolled(folded(sequence));
  return { sequence, pieces, length: foldedLength(pieces) };
}

/** Returns what has been folded with fewer columns, where loops can compute again what they would read. */
function withoutColumns(best: Attempt): Attempt {
  const other = recomputed(best.sequence, best.pieces);
  const second = other && attempt(new PathSequence(other));
  return second === undefined || second.length > LONGEST_AGAIN * best.length ? best : second;
}

/** @param fewest fewest numbers of a column in which cells are used again */
function planned({ sequence, pieces }: Attempt, fewest: number): FoldedPath {
  const { path, operands, order, slots, results } = sequence;
  const layout = new Layout([path]);
  results.place(layout);
  const places = new Places(path, results);
  const values = new LoopValues(sequence);
  const outermost = pieces.filter((piece): piece is Loop => typeof piece !== "number");
  const leaves = outermost.map((loop) => values.add(loop));
  const schedule = withLast(path, operands, order, slots);
  const columns = new Columns(sequence, values, pieces, places, layout, schedule, fewest);
  const loops = outermost.map((loop, i) => {
    const plan = new LoopPlan(sequence, columns, loop, leaves[i]);
    return { loop, plan, from: loop.starts[0], to: loop.ends[0] };
  });
  const tables = columns.tables.list;
  return { ...schedule, sequence, loops, tables, places, layout };
}
