// A program as data: a list of instructions, each an operation on earlier ones. As an instruction is made, it is
// shared with an equal one, computed if its operands are constants, and simplified where that keeps every bit.

import { doubled } from "../values/doubled.ts";
import type { Operation } from "../values/operation.ts";
import { KnownOperations, LIST } from "./known_operations.ts";
import { listingOf } from "./print.ts";
import {
  commutes,
  isBefore,
  simplerBinary,
  simplerList,
  simplerUnary,
  unaryInPlace,
} from "./simplify.ts";
import { RecentConstants } from "./recent_constants.ts";
import { SharedInstructions } from "./shared_instructions.ts";

/** The place of an instruction in its graph: its index in the order of the program. */
export type Place = number;

/** In the column of operations: an input, whose number stands as left operand. */
export const INPUT = -1;
/** In the column of operations: a constant, whose 64 bits stand as operands. */
export const CONSTANT = -2;
/** In the column of operations: an argument of a step that is traced for itself (steps.ts). */
export const ARGUMENT = -3;

// A number, and its bits as two integers.
const float = /* @__PURE__ */ new Float64Array(1);
const words = /* @__PURE__ */ new Int32Array(float.buffer);

/** A program without branches, in the order in which it was traced, in columns. */
export class Graph {
  /** The number of instructions. */
  size = 0;
  /** The number of each instruction's operation. */
  operations: Int32Array;
  /** The first operand, or the index in `lists` of the first. */
  left: Int32Array;
  /** The second operand, or the number of operands in `lists`. */
  right: Int32Array;
  /** The operands of operations of lists, one list after the other. */
  readonly lists: Place[] = [];
  /** The number of inputs. */
  inputs = 0;
  private shared = new SharedInstructions(this);
  private readonly constants = new RecentConstants();
  private readonly known = new KnownOperations();
  private readonly form: "simplified" | "as written";

  /**
   * @param form whether instructions are simplified as they are made; equal ones are shared either way
   * @param room for how many instructions there is memory at first
   */
  constructor(form: "simplified" | "as written" = "simplified", room: number = 64) {
    this.form = form;
    this.operations = new Int32Array(room);
    this.left = new Int32Array(room);
    this.right = new Int32Array(room);
  }

  /** Adds an input. */
  input(index: number = this.inputs): Place {
    this.inputs = Math.max(this.inputs, index + 1);
    return this.append(INPUT, index, 0);
  }

  /** Adds an argument of a step. */
  argument(): Place {
    return this.append(ARGUMENT, 0, 0);
  }

  /** Runs a body with whose instructions no later ones are shared. */
  apart<T>(body: () => T): T {
    this.constants.clear();
    try {
      return this.shared.apart(body);
    } finally {
      this.constants.clear();
    }
  }

  /** Returns the place of a constant; −0 and 0 are two of them. */
  constant(value: number): Place {
    // All NaNs are one constant, whatever their bits.
    float[0] = value === value ? value : NaN;
    const left = words[0];
    const right = words[1];
    const recent = this.constants.find(left, right);
    if (recent >= 0) return recent;
    const found = this.shared.findInTables(CONSTANT, left, right);
    const place = found >= 0 ? found : this.append(CONSTANT, left, right);
    if (found < 0) this.shared.enter(place);
    this.constants.note(left, right, place);
    return place;
  }

  /** Checks whether an instruction is a constant. */
  isConstant(place: Place): boolean {
    return this.operations[place] === CONSTANT;
  }

  /** Returns the value of a constant; `undefined` for any other instruction. */
  constantAt(place: Place): number | undefined {
    if (!this.isConstant(place)) return undefined;
    words[0] = this.left[place];
    words[1] = this.right[place];
    return float[0];
  }

  /** Returns the operation of an instruction; `undefined` for an input or a constant. */
  operationAt(place: Place): Operation | undefined {
    const id = this.operations[place];
    if (id < 0) return undefined;
    return this.known.at(id);
  }

  /** Returns all operations that occur in it. */
  allOperations(): Operation[] {
    return this.known.all();
  }

  /** Returns the number of operands of an instruction. */
  count(place: Place): number {
    const arity = this.arityAt(place);
    return arity === LIST ? this.right[place] : arity;
  }

  /** Checks whether an instruction has a list of operands. */
  isList(place: Place): boolean {
    return this.arityAt(place) === LIST;
  }

  /** Returns 1 or 2 for an instruction with so many operands, `LIST` for one with a list of them, and 0 for any other. */
  arityAt(place: Place): number {
    const id = this.operations[place];
    return id < 0 ? 0 : this.known.arityOf(id);
  }

  /** Returns one operand of an instruction. */
  operand(place: Place, index: number): Place {
    if (this.isList(place)) return this.lists[this.left[place] + index];
    return index === 0 ? this.left[place] : this.right[place];
  }

  /** Returns all operands of an instruction. */
  operands(place: Place): Place[] {
    return Array.from({ length: this.count(place) }, (_, i) => this.operand(place, i));
  }

  /** Returns the place of an operation of one operand. */
  unary(operation: Operation, x: Place): Place {
    const simpler = this.form === "simplified" ? simplerUnary(this, operation, x) : undefined;
    return simpler ?? this.shareOperation(operation, x, 0);
  }

  /** Returns the place of an operation of two operands. */
  binary(operation: Operation, x: Place, y: Place): Place {
    const unary = unaryInPlace(operation);
    if (unary !== undefined) return this.unary(unary, x);
    if (this.form === "as written") return this.shareOperation(operation, x, y);
    const simpler = simplerBinary(this, operation, x, y);
    if (simpler !== undefined) return simpler;
    return commutes(operation) && isBefore(this, y, x)
      ? this.shareOperation(operation, y, x)
      : this.shareOperation(operation, x, y);
  }

  /** Returns the place of an operation of a list of operands. */
  list(operation: Operation, xs: readonly Place[]): Place {
    const simpler = this.form === "simplified" ? simplerList(this, operation, xs) : undefined;
    return simpler ?? this.shareList(operation, xs);
  }

  /** Adds an operation of some places, even if there is an equal one. */
  add(operation: Operation, operands: readonly Place[]): Place {
    this.known.add(operation);
    const { id, arity } = operation;
    if (arity !== "list") return this.append(id, operands[0], arity === 2 ? operands[1] : 0);
    const start = this.lists.length;
    for (const operand of operands) this.lists.push(operand);
    return this.append(id, start, operands.length);
  }

  /**
   * Adds an instruction of another graph, even if there is an equal one.
   *
   * @param moved where the operands are in this graph
   */
  adopt(other: Graph, place: Place, moved: Int32Array): Place {
    const id = other.operations[place];
    if (id < 0) {
      if (!other.isConstant(place)) return this.input();
      return this.append(CONSTANT, other.left[place], other.right[place]);
    }
    if (!this.known.has(id)) this.known.add(other.operationAt(place)!);
    const arity = other.arityAt(place);
    if (arity !== LIST) {
      const right = arity === 2 ? moved[other.right[place]] : 0;
      return this.append(id, moved[other.left[place]], right);
    }
    const start = this.lists.length;
    const count = other.right[place];
    for (let i = 0; i < count; i++) this.lists.push(moved[other.lists[other.left[place] + i]]);
    return this.append(id, start, count);
  }

  /** Forgets by what equal instructions are found: all have been added. */
  close(): void {
    this.shared = new SharedInstructions(this);
  }

  /** Returns all instructions as text, one a line: `v2 = mul(v0, v1)`. */
  toString(): string {
    return listingOf(this);
  }

  private shareOperation(operation: Operation, left: number, right: number): Place {
    const { id } = operation;
    const found = this.shared.find(id, left, right);
    if (found >= 0) return found;
    this.known.add(operation);
    const place = this.append(id, left, right);
    this.shared.enterOperation(place);
    return place;
  }

  private shareList(operation: Operation, xs: readonly Place[]): Place {
    const found = this.shared.findList(operation.id, xs);
    if (found >= 0) return found;
    const place = this.add(operation, xs);
    this.shared.enter(place);
    return place;
  }

  private append(operation: number, left: number, right: number): Place {
    if (this.size === this.operations.length) {
      this.operations = doubled(this.operations);
      this.left = doubled(this.left);
      this.right = doubled(this.right);
    }
    this.operations[this.size] = operation;
    this.left[this.size] = left;
    this.right[this.size] = right;
    return this.size++;
  }
}
