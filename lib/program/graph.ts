// A program as data: a list of instructions, each an operation on earlier ones. As an instruction is made, it is
// shared with an equal one, computed if its operands are constants, and simplified where that keeps every bit.

import type { Operation } from "../values/operation.ts";
import { type Followers, InstructionColumns } from "./instruction_columns.ts";
import { LIST } from "./known_operations.ts";
import { listingOf } from "./print.ts";
import {
  commutes,
  isBefore,
  simplerBinary,
  simplerList,
  simplerUnary,
  simplifies,
  unaryInPlace,
} from "./simplify.ts";
import { isNextList, movingOperand } from "./next_round.ts";
import { ARGUMENT, CONSTANT, INPUT, type Place } from "./place.ts";
import { RecentConstants } from "./recent_constants.ts";
import { SharedInstructions } from "./shared_instructions.ts";

export { ARGUMENT, CONSTANT, INPUT, type Place } from "./place.ts";

// A number, and its bits as two integers.
const float = /* @__PURE__ */ new Float64Array(1);
const words = /* @__PURE__ */ new Int32Array(float.buffer);

/** A program without branches, in the order in which it was traced, in columns. */
export class Graph extends InstructionColumns {
  /** Called where something is asked for that has been left out; it ends the trace. */
  onMissing: (() => never) | undefined;
  /** Whether that has been. */
  isMissing = false;
  private shared: SharedInstructions;
  private readonly constants = new RecentConstants();
  private readonly form: "simplified" | "as written";

  /**
   * @param form whether instructions are simplified as they are made; equal ones are shared either way
   * @param room for how many instructions there is memory at first
   */
  constructor(form: "simplified" | "as written" = "simplified", room: number = 64) {
    super(room);
    this.form = form;
    this.shared = new SharedInstructions(this);
    this.followers.push(this.shared);
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

  /** Runs a body with whose instructions no later ones are shared. Of a graph with parts no rounds are left out. */
  apart<T>(body: () => T): T {
    if (!this.isWhole) this.miss();
    this.makesRoom = undefined;
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
    return this.operationOf(place) === CONSTANT;
  }

  /** Returns the value of a constant; `undefined` for any other instruction. */
  constantAt(place: Place): number | undefined {
    const index = this.indexOf(place);
    if (index < 0 || this.operations[index] !== CONSTANT) return undefined;
    words[0] = this.left[index];
    words[1] = this.right[index];
    return float[0];
  }

  /** Returns the operation of an instruction; `undefined` for an input or a constant. */
  operationAt(place: Place): Operation | undefined {
    const id = this.operationOf(place);
    if (id < 0) return undefined;
    return this.known.at(id);
  }

  /** Returns all operations that occur in it. */
  allOperations(): Operation[] {
    return this.known.all();
  }

  /** Returns the place of an operation of one operand. */
  unary(operation: Operation, x: Place): Place {
    if (this.period > 0) {
      const place = this.asBefore(operation.id, x, 0);
      if (place >= 0) return place;
    }
    const simpler = this.form === "simplified" ? simplerUnary(this, operation, x) : undefined;
    return simpler ?? this.shareOperation(operation, x, 0);
  }

  /** Returns the place of an operation of two operands. */
  binary(operation: Operation, x: Place, y: Place): Place {
    if (this.period > 0) {
      const place = this.asBefore(operation.id, x, y);
      if (place >= 0) return place;
      if (commutes(operation)) {
        const exchanged = this.asBefore(operation.id, y, x);
        if (exchanged >= 0) return exchanged;
      }
    }
    const unary = unaryInPlace(operation);
    if (unary !== undefined) return this.unary(unary, x);
    if (this.form === "as written") return this.shareOperation(operation, x, y);
    const left = this.operationOf(x);
    const right = this.operationOf(y);
    if (simplifies(left) || simplifies(right)) {
      const simpler = simplerBinary(this, operation, x, y);
      if (simpler !== undefined) return simpler;
      if (commutes(operation) && isBefore(this, y, x)) return this.shareOperation(operation, y, x);
    } else if (x > y && commutes(operation)) return this.shareOperation(operation, y, x);
    return this.shareOperation(operation, x, y);
  }

  /** Returns the place of an operation of a list of operands. */
  list(operation: Operation, xs: readonly Place[]): Place {
    if (this.period > 0 && isNextList(this, operation.id, xs)) {
      const place = this.add(operation, xs);
      this.shared.enterList(place, xs);
      return place;
    }
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
    const id = other.operationOf(place);
    if (id < 0) {
      if (!other.isConstant(place)) return this.input();
      return this.append(CONSTANT, other.leftOf(place), other.rightOf(place));
    }
    if (!this.known.has(id)) this.known.add(other.operationAt(place)!);
    const arity = other.arityAt(place);
    if (arity !== LIST) {
      const right = arity === 2 ? moved[other.rightOf(place)] : 0;
      return this.append(id, moved[other.leftOf(place)], right);
    }
    const start = this.lists.length;
    const count = other.rightOf(place);
    for (let i = 0; i < count; i++) this.lists.push(moved[other.lists[other.leftOf(place) + i]]);
    return this.append(id, start, count);
  }

  /** Forgets by what equal instructions are found: all have been added. */
  close(): void {
    this.shared = new SharedInstructions(this);
    this.makesRoom = undefined;
    this.followers.length = 0;
  }

  /** Adds columns that have an entry for each instruction in memory. */
  follow(columns: Followers): void {
    this.followers.push(columns);
  }

  /** Ends the trace: something has been asked for that is left out. */
  miss(): never {
    this.isMissing = true;
    return this.onMissing!();
  }

  /** Returns all instructions as text, one a line: `v2 = mul(v0, v1)`. */
  override toString(): string {
    return listingOf(this);
  }

  /** Adds what the loop that goes on does next, and returns its place; −1 if an operation is something else. */
  private asBefore(id: number, x: Place, y: Place): Place {
    const read = movingOperand(this, id, x, y);
    if (read < 0) return -1;
    const place = this.append(id, x, y);
    this.shared.enterRead(place, read);
    return place;
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
}
