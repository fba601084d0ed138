// The instructions of a graph in columns. While a long graph is written, rounds of its long loops may be left out of them: what
// such a round does follows from two rounds before it, since all operands move evenly.

import { doubled } from "../values/doubled.ts";
import { KnownOperations, LIST } from "./known_operations.ts";
import { type LeftOut, LeftOutRounds } from "./left_out_rounds.ts";
import type { Place } from "./place.ts";

/** Neighbouring entries of a column, from one index up to before another. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Columns that have an entry for each instruction that is in memory. */
export interface Followers {
  /** Removes entries, as the columns of instructions do, of which there have been so many. */
  remove(stretches: readonly Stretch[], length: number): void;
}

/** After every place. */
const NOWHERE = 2 ** 31 - 1;

/** The columns of a graph. The entry of a place is at its index, which is the place itself where nothing is left out. */
export class InstructionColumns {
  /** The number of instructions. */
  size = 0;
  /** The number of inputs. */
  inputs = 0;
  /** The number of each instruction's operation. */
  operations: Int32Array;
  /** The first operand, or the index in `lists` of the first. */
  left: Int32Array;
  /** The second operand, or the number of operands in `lists`. */
  right: Int32Array;
  /** The operands of operations of lists, one list after the other. */
  readonly lists: Place[] = [];
  /** The rounds that are left out. */
  readonly leftOut: LeftOutRounds = new LeftOutRounds();
  /** What is called before the columns grow: it may leave rounds out. */
  makesRoom: ((columns: InstructionColumns) => void) | undefined;
  protected readonly known: KnownOperations = new KnownOperations();
  protected readonly followers: Followers[] = [];
  /** The number of instructions of a round, while a loop goes on of which rounds are left out; 0 otherwise. */
  period = 0;
  /** The first place that is left out, that after the last one, and how many there are. */
  private first = NOWHERE;
  private last = 0;
  private omitted = 0;

  /** @param room for how many instructions there is memory at first */
  constructor(room: number) {
    this.operations = new Int32Array(room);
    this.left = new Int32Array(room);
    this.right = new Int32Array(room);
  }

  /** The number of instructions that are in memory. */
  get length(): number {
    return this.size - this.omitted;
  }

  // Most graphs are whole: that comes first, and is short enough to be a part of what asks.

  /** Returns the index of a place in the columns; −1 where it is left out. */
  indexOf(place: Place): number {
    return place < this.first ? place : this.laterIndex(place);
  }

  /** Returns the number of an instruction's operation, or one of the codes above. */
  operationOf(place: Place): number {
    return this.operations[place < this.first ? place : this.indexOrModel(place)];
  }

  /** Returns the first operand of an instruction, or the index in `lists` of the first. */
  leftOf(place: Place): number {
    return place < this.first ? this.left[place] : this.laterOperand(place, this.left);
  }

  /** Returns the second operand of an instruction, or the number of operands in `lists`. */
  rightOf(place: Place): number {
    return place < this.first ? this.right[place] : this.laterOperand(place, this.right);
  }

  /** Checks whether an instruction is an operation of these columns of operands. */
  isOperation(place: Place, operation: number, left: number, right: number): boolean {
    return this.operationOf(place) === operation && this.leftOf(place) === left &&
      this.rightOf(place) === right;
  }

  /** Returns the number of operands of an instruction. */
  count(place: Place): number {
    const arity = this.arityAt(place);
    return arity === LIST ? this.rightOf(place) : arity;
  }

  /** Checks whether an instruction has a list of operands. */
  isList(place: Place): boolean {
    return this.arityAt(place) === LIST;
  }

  /** Returns 1 or 2 for an instruction with so many operands, `LIST` for one with a list of them, and 0 for any other. */
  arityAt(place: Place): number {
    const id = this.operationOf(place);
    return id < 0 ? 0 : this.known.arityOf(id);
  }

  /** Returns the same for the number of an operation. */
  arityOf(id: number): number {
    return id < 0 ? 0 : this.known.arityOf(id);
  }

  /** Returns one operand of an instruction. */
  operand(place: Place, index: number): Place {
    if (this.isList(place)) return this.lists[this.leftOf(place) + index];
    return index === 0 ? this.leftOf(place) : this.rightOf(place);
  }

  /** Returns all operands of an instruction. */
  operands(place: Place): Place[] {
    return Array.from({ length: this.count(place) }, (_, i) => this.operand(place, i));
  }

  /** Adds the first instructions of other columns, before any others. */
  beginAs(other: InstructionColumns, size: number): void {
    for (const operation of other.known.all()) this.known.add(operation);
    let list = size - 1;
    while (list >= 0 && !other.isList(list)) list--;
    const operands = list < 0 ? 0 : other.leftOf(list) + other.rightOf(list);
    for (let i = 0; i < operands; i++) this.lists.push(other.lists[i]);
    this.size = size;
    this.inputs = Math.min(other.inputs, size);
    for (const name of ["operations", "left", "right"] as const) {
      other.leftOut.write(other[name], this[name].subarray(0, size));
    }
  }

  /** Checks whether nothing is left out. */
  get isWhole(): boolean {
    return this.omitted === 0;
  }

  /**
   * Leaves further rounds out.
   *
   * @param more places that follow the last that are left out, up to before this one
   * @param others rounds of loops after these, in order
   */
  leaveOut(more: Place, others: readonly LeftOut[]): void {
    const { length, omitted, leftOut } = this;
    const stretches: Stretch[] = [];
    const add = (from: Place, to: Place) =>
      stretches.push({ from: from - omitted, to: to - omitted });
    const { latest } = leftOut;
    if (latest !== undefined && more > latest.to) {
      add(latest.to, more);
      leftOut.extend(more);
    }
    for (const rounds of others) {
      add(rounds.from, rounds.to);
      leftOut.add(rounds);
    }
    const last = leftOut.latest;
    const goesOn = last !== undefined && this.size - last.evenTo < last.period;
    this.period = goesOn ? last.period : 0;
    if (stretches.length === 0) return;
    this.first = leftOut.list[0].from;
    this.last = last!.to;
    this.omitted = leftOut.omitted;
    for (const column of [this.operations, this.left, this.right]) {
      removeFrom(column, stretches, length);
    }
    for (const follower of this.followers) follower.remove(stretches, length);
  }

  protected append(operation: number, left: number, right: number): Place {
    let index = this.size - this.omitted;
    if (index === this.operations.length) {
      this.makesRoom?.(this);
      index = this.size - this.omitted;
      if (2 * index > this.operations.length) this.grow();
    }
    this.operations[index] = operation;
    this.left[index] = left;
    this.right[index] = right;
    return this.size++;
  }

  private laterIndex(place: Place): number {
    return place >= this.last ? place - this.omitted : this.leftOut.indexOf(place);
  }

  private indexOrModel(place: Place): number {
    return place >= this.last ? place - this.omitted : this.leftOut.indexOrModel(place);
  }

  private laterOperand(place: Place, column: Int32Array): number {
    return place >= this.last
      ? column[place - this.omitted]
      : this.leftOut.operandAt(place, column);
  }

  private grow(): void {
    this.operations = doubled(this.operations);
    this.left = doubled(this.left);
    this.right = doubled(this.right);
  }
}

/** Removes entries of a column, of which so many are used. */
export function removeFrom(
  column: Int32Array | Float64Array,
  stretches: readonly Stretch[],
  length: number,
): void {
  let end = stretches[0].from;
  stretches.forEach(({ to }, i) => {
    const next = stretches[i + 1]?.from ?? length;
    column.copyWithin(end, to, next);
    end += next - to;
  });
}
