// The latest instructions that read what is left out of a graph: there are no lists of its users, and an equal instruction is
// most often of the same round or the next.

import { mixed } from "./hash_table.ts";
import type { InstructionColumns } from "./instruction_columns.ts";
import type { Place } from "./place.ts";

/** The number of instructions that are kept, a power of two. */
const KEPT = 4096;

/** Places of instructions, by operation and operands, each of which stands in one of a few slots. */
export class RecentInstructions {
  private readonly places = new Int32Array(KEPT).fill(-1);
  private readonly columns: InstructionColumns;

  constructor(columns: InstructionColumns) {
    this.columns = columns;
  }

  /** Returns the place of an instruction, or −1. */
  find(operation: number, left: number, right: number): Place {
    const place = this.places[slotOf(operation, left, right)];
    return place >= 0 && this.columns.isOperation(place, operation, left, right) ? place : -1;
  }

  /** Notes an instruction, in place of another. */
  enter(place: Place): void {
    const { columns } = this;
    const slot = slotOf(columns.operationOf(place), columns.leftOf(place), columns.rightOf(place));
    this.places[slot] = place;
  }
}

function slotOf(operation: number, left: number, right: number): number {
  return mixed(mixed(mixed(0, operation), left), right) & KEPT - 1;
}
