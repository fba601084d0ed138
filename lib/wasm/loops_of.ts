// The loops of a path, with all that their code needs: found by folding, where that makes a program much shorter.

import { folded } from "../program/fold.ts";
import { type GuardedTrace, needed } from "../program/guarded_trace.ts";
import { forEachLeaf, lengthOf, type Loop } from "../program/loops.ts";
import type { Operands } from "../program/operands.ts";
import { Columns } from "./columns.ts";
import type { Layout } from "./layout.ts";
import { LoopPlan } from "./loop_plan.ts";
import { LoopValues } from "./loop_values.ts";
import type { Places } from "./places.ts";
import { asTraced, type Schedule, withLast } from "./schedule.ts";
import { type PathSequence, sequenceOf } from "./sequence.ts";
import type { Table } from "./tables.ts";

/** Fewest instructions of a program that is folded: shorter ones are faster without loops. */
export const SHORTEST_FOLDED = 1000;
/** Largest part of its instructions that a program has when it is folded. */
const LARGEST_PART = 0.5;

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
  readonly tables: Table[];
}

/** Returns a path with its loops, if it has any that are worth it, and gives addresses to what they read and write. */
export function foldedPath(
  path: GuardedTrace,
  operands: Operands,
  places: Places,
  layout: Layout,
  shortest: number,
): FoldedPath | undefined {
  if (path.graph.size < shortest) return undefined;
  const order = asTraced(path, needed(path, operands));
  if (order.length < shortest) return undefined;
  const sequence = sequenceOf(path, operands, order);
  const pieces = folded(sequence);
  const length = pieces.reduce<number>((sum, piece) => sum + lengthOf(piece), 0);
  if (length > (shortest === 0 ? 1 : LARGEST_PART) * order.length) return undefined;
  const values = new LoopValues(sequence);
  const outermost = pieces.filter((piece): piece is Loop => typeof piece !== "number");
  const leaves = outermost.map((loop) => values.add(loop));
  const columns = new Columns(sequence, values, pieces, places, layout);
  const loops = outermost.map((loop, i) => {
    const [from] = loop.starts;
    let size = 0;
    forEachLeaf(loop, ({ items }) => size += items.length);
    return {
      loop,
      plan: new LoopPlan(sequence, columns, loop, leaves[i]),
      from,
      to: from + size,
    };
  });
  const schedule = withLast(path, operands, order);
  return { ...schedule, sequence, loops, tables: columns.tables.list };
}
