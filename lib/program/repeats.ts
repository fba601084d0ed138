// Whether a program that is being traced goes on in rounds: then it is long to run, but not long to write down.

import { folded } from "./fold.ts";
import type { Graph, Place } from "./graph.ts";
import { foldedLength } from "./loops.ts";
import type { Sequence } from "./rounds.ts";

/** Most instructions that are looked at. */
const MOST = 1 << 16;
/** Largest share of them that may remain when they are folded. */
const LARGEST_PART = 0.25;

/** Checks whether the latest instructions of a graph are for the most part rounds of loops. */
export function repeats(graph: Graph): boolean {
  const from = Math.max(0, graph.size - MOST);
  const length = graph.size - from;
  const sequence: Sequence = {
    length,
    kindOf: (item) => 4 * graph.operationOf(from + item) + Math.min(3, graph.count(from + item)),
    countOf: (item) => graph.count(from + item),
    positionOf: (item, operand): Place => graph.operand(from + item, operand),
  };
  return foldedLength(folded(sequence)) <= LARGEST_PART * length;
}
