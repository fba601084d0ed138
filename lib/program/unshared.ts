// Data has equal numbers here and there, and by chance equal instructions with them, which are shared: then the rounds of a
// loop over the data are not alike. Here they are made alike again. Arithmetic costs no more than to remember a number.

import { Graph } from "./graph.ts";
import type { Guard, GuardedTrace } from "./guarded_trace.ts";
import type { Operands } from "./operands.ts";
import { isArithmetic } from "./simplify.ts";

/** After how many instructions an operand is not from the same round. */
const RECENT = 64;
/** Fewest instructions that are shared by chance, as a part of all. */
const FEWEST = 0.01;

/**
 * Returns a trace that computes arithmetic with a constant again, where its result has not been used for long; `undefined`
 * where that is rare.
 */
export function unshared(
  { graph, guards, outputs }: GuardedTrace,
  { starts, list }: Operands,
): GuardedTrace | undefined {
  const { size } = graph;
  const isCheap = new Uint8Array(size);
  for (let place = 0; place < size; place++) {
    const operation = graph.operationAt(place);
    if (operation === undefined || !isArithmetic(operation)) continue;
    if (graph.isConstant(graph.left[place]) || graph.isConstant(graph.right[place])) {
      isCheap[place] = 1;
    }
  }
  const again = new Graph();
  const moved = new Int32Array(size);
  const used = new Int32Array(size);
  let repeated = 0;
  const asked: Guard[] = [];
  const ask = (until: number) => {
    while (asked.length < guards.length && guards[asked.length].at <= until) {
      const { question, left, right, outcome } = guards[asked.length];
      const other = question === "value" ? 0 : moved[right];
      asked.push({ at: again.size, question, left: moved[left], right: other, outcome });
    }
  };
  for (let place = 0; place < size; place++) {
    ask(place);
    for (let at = starts[place]; at < starts[place + 1]; at++) {
      const operand = list[at];
      if (isCheap[operand] === 0) continue;
      if (again.size - used[operand] > RECENT) {
        moved[operand] = again.adopt(graph, operand, moved);
        repeated++;
      }
      used[operand] = again.size;
    }
    moved[place] = again.adopt(graph, place, moved);
    used[place] = again.size;
  }
  if (repeated < FEWEST * size) return undefined;
  ask(size);
  return { graph: again, guards: asked, outputs: outputs.map((output) => moved[output]) };
}
