// The operands of all instructions of a graph in one column. Passes over a whole graph read them faster than by
// asking the graph about each instruction.

import type { Graph, Place } from "./graph.ts";
import { LIST } from "./known_operations.ts";

/** The operands of a place are in `list`, from index `starts[place]` up to before `starts[place + 1]`. */
export interface Operands {
  readonly starts: Int32Array;
  readonly list: Int32Array;
}

/** Returns the operands of all instructions. */
export function operandsOf(graph: Graph): Operands {
  const { size, left, right, lists } = graph;
  const starts = new Int32Array(size + 1);
  const list = new Int32Array(2 * size + lists.length);
  let end = 0;
  for (let place: Place = 0; place < size; place++) {
    const arity = graph.arityAt(place);
    if (arity === LIST) {
      for (let i = 0; i < right[place]; i++) list[end++] = lists[left[place] + i];
    } else if (arity > 0) {
      list[end++] = left[place];
      if (arity === 2) list[end++] = right[place];
    }
    starts[place + 1] = end;
  }
  return { starts, list };
}

/** Goes through the operands of one instruction, without a list of them. */
export function forEachOperand(
  graph: Graph,
  place: Place,
  body: (operand: Place) => void,
): void {
  const { left, right, lists } = graph;
  const arity = graph.arityAt(place);
  if (arity === LIST) {
    for (let i = 0; i < right[place]; i++) body(lists[left[place] + i]);
  } else if (arity > 0) {
    body(left[place]);
    if (arity === 2) body(right[place]);
  }
}
