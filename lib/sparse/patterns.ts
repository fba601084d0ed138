// The patterns of a Jacobian and of a Hessian, from the structure of a run. First order is a union of sets of
// inputs. At second order an operation whose partial by one operand depends on another pairs the inputs of the two.

import { askedPlaces } from "./curved_places.ts";
import { dependenceOf, partialSets } from "./dependence.ts";
import { InputSets, NO_INPUTS } from "./input_sets.ts";
import { PairTable } from "./pair_table.ts";
import { BY_RULE } from "./recording_columns.ts";
import type { RunStructure } from "./run_structure.ts";
import { SparsityPattern } from "./sparsity_pattern.ts";

/** Returns the places of the Jacobian that may be other than 0. */
export function jacobianPattern(structure: RunStructure): SparsityPattern {
  const { outputs, inputs } = structure;
  const sets = new InputSets(inputs);
  const ofPlace = setsOfPlaces(structure, sets);
  const rows = Array.from(outputs, (place) => place < 0 ? NO_INPUTS : ofPlace[place]);
  return patternOfRows(rows, sets, inputs);
}

/** Returns the places of the Hessian of the one output that may be other than 0. */
export function hessianPattern(
  structure: RunStructure,
  isAsked: Uint8Array = askedPlaces(structure),
): SparsityPattern {
  const { inputs, needed, operations, known, starts, from, positions } = structure;
  const sets = new InputSets(inputs);
  const ofPlace = setsOfPlaces(structure, sets, isAsked);
  const rows = new Array<number>(inputs).fill(NO_INPUTS);
  const paired = new PairTable();

  function pair(a: number, b: number): void {
    const left = sets.canonicalOf(a);
    const right = sets.canonicalOf(b);
    const low = Math.min(left, right);
    const high = Math.max(left, right);
    if (low === NO_INPUTS || paired.get(low, high) >= 0) return;
    paired.set(low, high, 1);
    enter(left, right);
    if (left !== right) enter(right, left);
  }

  /** Enters a set of columns into each of a set of rows. */
  function enter(rowsOfSet: number, columns: number): void {
    const size = sets.sizeOf(rowsOfSet);
    // The elements are looked for each time, since a union may move them.
    for (let i = 0; i < size; i++) {
      const input = sets.elementAt(rowsOfSet, i);
      rows[input] = sets.union(rows[input], columns);
    }
  }

  for (const place of needed) {
    const start = starts[place];
    const end = starts[place + 1];
    const operation = known.get(operations[place]);
    if (operations[place] === BY_RULE) pair(ofPlace[place], ofPlace[place]);
    else if (operation!.arity === "list") {
      const own = new Array<number>(structure.right[place]).fill(NO_INPUTS);
      for (let edge = start; edge < end; edge++) own[positions[edge]] = ofPlace[from[edge]];
      const joining = { none: NO_INPUTS, join: (a: number, b: number) => sets.union(a, b) };
      const places = structure.lists.subarray(
        structure.left[place],
        structure.left[place] + own.length,
      );
      partialSets(operation!, own, ofPlace[place], joining, places)
        .forEach((on, i) => pair(own[i], on));
    } else {
      const masks = dependenceOf(operation!);
      for (let edge = start; edge < end; edge++) {
        for (let other = start; other < end; other++) {
          const isPaired = (masks[positions[edge]] & 1 << positions[other]) !== 0;
          if (isPaired) pair(ofPlace[from[edge]], ofPlace[from[other]]);
        }
      }
    }
  }
  return patternOfRows(rows, sets, inputs);
}

/**
 * Returns for each place the set of the inputs on which it depends, where an output depends on it.
 *
 * @param isAsked a mark for each place whose set is asked for; all where it is not given
 */
function setsOfPlaces(
  { inputs, size, needed, starts, from }: RunStructure,
  sets: InputSets,
  isAsked?: Uint8Array,
): Int32Array {
  const ofPlace = new Int32Array(size);
  for (let input = 0; input < inputs; input++) ofPlace[input] = sets.single(input);
  for (const place of needed) {
    if (isAsked?.[place] === 0) continue;
    let set = NO_INPUTS;
    for (let edge = starts[place]; edge < starts[place + 1]; edge++) {
      set = sets.union(set, ofPlace[from[edge]]);
    }
    ofPlace[place] = set;
  }
  return ofPlace;
}

function patternOfRows(rows: readonly number[], sets: InputSets, inputs: number): SparsityPattern {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((set, i) => starts[i + 1] = starts[i] + sets.sizeOf(set));
  const columns = new Int32Array(starts[rows.length]);
  rows.forEach((set, i) => columns.set(sets.elementsOf(set), starts[i]));
  return new SparsityPattern([rows.length, inputs], starts, columns);
}
