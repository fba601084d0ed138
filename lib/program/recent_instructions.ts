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
  /** The slot of the latest look-up. */
  private slot = 0;

  /** Returns the place of an instruction, or −1. */
  find(operation: number, left: number, right: number, columns: InstructionColumns): Place {
    this.slot = slotOf(operation, left, right);
    const place = this.places[this.slot];
    const isSame = place >= 0 && columns.operationOf(place) === operation &&
      columns.leftOf(place) === left && columns.rightOf(place) === right;
    return isSame ? place : -1;
  }

  /** Notes the instruction that the latest look-up did not find, in place of another. */
  note(place: Place): void {
    this.places[this.slot] = place;
  }

  /** Notes an instruction that has not been looked for. */
  enter(place: Place, columns: InstructionColumns): void {
    const slot = slotOf(columns.operationOf(place), columns.leftOf(place), columns.rightOf(place));
    this.places[slot] = place;
  }
}

function slotOf(operation: number, left: number, right: number): number {
  return mixed(mixed(mixed(0, operation), left), right) & KEPT - 1;
}
