// What two runs on the same way have in common: the columns of a recording without its numbers, and the operands
// of each place that depend on an input, as edges.

import type { Operation } from "../values/operation.ts";
import type { Recording } from "./recording.ts";
import { A_CONSTANT, AN_INPUT, BY_RULE } from "./recording_columns.ts";

/** The structure of a run. */
export interface RunStructure {
  readonly size: number;
  readonly inputs: number;
  readonly operations: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly lists: Int32Array;
  readonly outputs: Int32Array;
  /** The operations that occur, by number. They are held, so that no other gets the number of one of them. */
  readonly known: ReadonlyMap<number, Operation>;
  readonly hasRules: boolean;
  /** The edges of a place are those from `starts[place]` up to before `starts[place + 1]`. */
  readonly starts: Int32Array;
  /** The place that an edge comes from. */
  readonly from: Int32Array;
  /** Which operand that is. */
  readonly positions: Int32Array;
  /** The places that an output depends on, inputs left out, in order. */
  readonly needed: Int32Array;
}

/** Returns the structure of a run. */
export function structureOfRun(recording: Recording): RunStructure {
  const { size, inputs, known, hasRules } = recording;
  const operations = recording.operations.slice(0, size);
  const left = recording.left.slice(0, size);
  const right = recording.right.slice(0, size);
  const lists = Int32Array.from(recording.lists);
  const outputs = Int32Array.from(recording.outputs);
  const starts = new Int32Array(size + 1);
  const from = new Int32Array(2 * size + lists.length);
  const positions = new Int32Array(from.length);
  let end = 0;
  const add = (place: number, position: number) => {
    if (operations[place] === A_CONSTANT) return;
    from[end] = place;
    positions[end++] = position;
  };
  for (let place = 0; place < size; place++) {
    const arity = operations[place] === BY_RULE ? "list" : known.get(operations[place])?.arity;
    if (arity === "list") {
      for (let i = 0; i < right[place]; i++) add(lists[left[place] + i], i);
    } else if (arity !== undefined) {
      add(left[place], 0);
      if (arity === 2) add(right[place], 1);
    }
    starts[place + 1] = end;
  }
  const needed = neededPlaces(size, operations, outputs, starts, from);
  return {
    ...{ size, inputs, operations, left, right, lists, outputs, known, hasRules, starts, needed },
    from: from.slice(0, end),
    positions: positions.slice(0, end),
  };
}

/** Checks whether a run has taken the way of an earlier one: the same operations on the same results. */
export function isRunOf(structure: RunStructure, recording: Recording): boolean {
  const { size } = structure;
  return size === recording.size && structure.inputs === recording.inputs &&
    areEqual(structure.operations, recording.operations, size) &&
    areEqual(structure.left, recording.left, size) &&
    areEqual(structure.right, recording.right, size) &&
    areEqual(structure.lists, recording.lists, structure.lists.length, recording.lists.length) &&
    areEqual(
      structure.outputs,
      recording.outputs,
      structure.outputs.length,
      recording.outputs.length,
    );
}

function areEqual(
  a: Int32Array,
  b: Int32Array | readonly number[],
  size: number,
  otherSize: number = size,
): boolean {
  if (size !== otherSize) return false;
  for (let i = 0; i < size; i++) if (a[i] !== b[i]) return false;
  return true;
}

function neededPlaces(
  size: number,
  operations: Int32Array,
  outputs: Int32Array,
  starts: Int32Array,
  from: Int32Array,
): Int32Array {
  const marks = new Uint8Array(size);
  for (const output of outputs) if (output >= 0) marks[output] = 1;
  let count = 0;
  for (let place = size - 1; place >= 0; place--) {
    if (marks[place] === 0 || operations[place] === AN_INPUT) continue;
    count++;
    for (let edge = starts[place]; edge < starts[place + 1]; edge++) marks[from[edge]] = 1;
  }
  const needed = new Int32Array(count);
  for (let place = 0, next = 0; place < size; place++) {
    if (marks[place] !== 0 && operations[place] !== AN_INPUT) needed[next++] = place;
  }
  return needed;
}
