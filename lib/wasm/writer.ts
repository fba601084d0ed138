// One function: values come into locals as they are computed, and a local is used again when its value is
// not needed any more. A value that the next instruction takes first stays on the stack.

import type { Place } from "../program/graph.ts";
import type { Operands } from "../program/operands.ts";
import type { Guard, GuardedTrace } from "../program/guarded_trace.ts";
import { bitsOf, Bytes, op, type } from "./encode.ts";
import { type Imports, MOST_PARAMETERS } from "./imports.ts";
import { comparisonOpcodes, type InstructionCode } from "./opcodes.ts";
import { NONE, type Places } from "./places.ts";
import type { Order } from "./schedule.ts";

/** Writes one function. */
export class FunctionWriter {
  readonly code: Bytes = new Bytes();
  /** How many locals there are. */
  floats = 0;
  private readonly free: number[] = [];
  /** What is on the stack, and in no local yet. */
  private pending: Place = NONE;

  /**
   * @param keeps whether every value keeps its local, so that code in any branch can read it
   * @param lists where in memory lists are handed over
   */
  constructor(
    private path: GuardedTrace,
    private operands: Operands,
    private readonly places: Places,
    private readonly imports: Imports,
    private readonly lists: number,
    private readonly keeps: boolean = false,
  ) {}

  /** Counts what some items read, before they are written. */
  count(items: Order): void {
    const { graph, guards } = this.path;
    const { starts, list } = this.operands;
    const { uses, locals } = this.places;
    for (let at = 0; at < items.length; at++) {
      const item = items[at];
      if (item >= 0) {
        locals[item] = NONE;
        const start = starts[item];
        const end = starts[item + 1];
        const { times } = this.imports.codeOf(graph.operationAt(item)!, end - start);
        for (let i = start; i < end; i++) {
          uses[list[i]] += times;
          locals[list[i]] = NONE;
        }
      } else {
        const { question, left, right } = guards[-1 - item];
        for (const place of [left, question === "value" ? left : right]) {
          uses[place]++;
          locals[place] = NONE;
        }
      }
    }
  }

  /** Goes on with another path, which is the same up to the place `from`. */
  follow(path: GuardedTrace, operands: Operands, from: Place): void {
    this.path = path;
    this.operands = operands;
    this.places.locals.fill(NONE, from);
  }

  compute(place: Place): void {
    const { addresses, uses } = this.places;
    const stores = addresses[place] >= 0;
    if (stores) {
      this.settle();
      this.code.byte(op.i32Const).byte(0);
    }
    const start = this.operands.starts[place];
    const count = this.operands.starts[place + 1] - start;
    const operation = this.path.graph.operationAt(place)!;
    const code = this.imports.codeOf(operation, count);
    if (count > MOST_PARAMETERS) this.handOver(start, count);
    this.apply(start, code);
    if (stores) {
      if (this.keeps || uses[place] > 0) this.local(op.localTee, this.assign(place));
      this.memory(op.store, addresses[place]);
    } else {
      this.pending = place;
      if (this.keeps) this.settle();
    }
  }

  /** Stores a place that is in a local or in memory, or a constant. */
  store(place: Place, address: number): void {
    this.settle();
    this.code.byte(op.i32Const).byte(0);
    this.fetch(place);
    this.memory(op.store, address);
  }

  /** Leaves a boolean: whether a guard holds. */
  ask({ question, left, right, outcome }: Guard): void {
    this.settle();
    if (question !== "value") {
      this.read(left);
      this.read(right);
      this.code.byte(comparisonOpcodes[question]);
      if (outcome === false) this.code.byte(op.i32Eqz);
    } else if (Number.isNaN(outcome)) {
      this.fetch(left);
      this.fetch(left);
      this.code.byte(op.f64Ne);
    } else {
      this.fetch(left);
      this.code.byte(op.bitsOf).byte(op.i64Const).signed(bitsOf(outcome as number));
      this.code.byte(op.i64Ne).byte(op.i32Eqz);
    }
  }

  /** Leaves the function with an answer if a guard does not hold. */
  guard(guard: Guard, answer: number): void {
    this.ask(guard);
    this.code.byte(op.i32Eqz);
    this.branch(() => this.fail(guard, answer));
    // A number that is looked at is read again where it is another, and was counted twice.
    if (guard.question === "value") [guard.left, guard.left].forEach((x) => this.consume(x));
  }

  /** Leaves the function with the answer that a guard does not hold, and the number it looked at. */
  fail({ question, left }: Guard, answer: number): void {
    if (question === "value") {
      this.code.byte(op.i32Const).byte(0);
      this.fetch(left);
      this.memory(op.store, 0);
    }
    this.answer(answer);
    this.code.byte(op.return);
  }

  /** What is done only where the boolean on the stack holds. */
  branch(body: () => void): void {
    this.code.byte(op.if).byte(type.none);
    body();
    this.code.byte(op.end);
  }

  /** Leaves the function with the answer on the stack. */
  leave(): void {
    this.code.byte(op.return);
  }

  /** Leaves an answer on the stack. */
  answer(answer: number): void {
    this.settle();
    this.code.byte(op.i32Const).signed(answer);
  }

  /** Writes the code of an operation whose operands begin at `start`. */
  private apply(start: number, { parts, commutes }: InstructionCode): void {
    const { list } = this.operands;
    const [first] = parts;
    const { pending } = this;
    const swaps = commutes && list[start + 1] === pending && list[start] !== pending;
    let i = 0;
    if (first < 0 && pending !== NONE && list[start + (swaps ? 1 : -1 - first)] === pending) {
      this.take();
      i = 1;
    } else {
      this.settle();
    }
    for (; i < parts.length; i++) {
      const part = parts[i];
      if (part >= 0) this.code.byte(part);
      else this.read(list[start + (swaps ? 2 + part : -1 - part)]);
    }
  }

  /** Writes a list into memory, and leaves where it is and how long. */
  private handOver(start: number, count: number): void {
    this.settle();
    for (let i = 0; i < count; i++) {
      this.code.byte(op.i32Const).byte(0);
      this.read(this.operands.list[start + i]);
      this.memory(op.store, this.lists + i);
    }
    this.code.byte(op.i32Const).signed(8 * this.lists).byte(op.i32Const).signed(count);
  }

  /** Takes what is on the stack as an operand. */
  private take(): void {
    const place = this.pending;
    this.pending = NONE;
    if (--this.places.uses[place] > 0) this.local(op.localTee, this.assign(place));
  }

  /** Moves what is on the stack into a local. */
  private settle(): void {
    if (this.pending === NONE) return;
    this.local(op.localSet, this.assign(this.pending));
    this.pending = NONE;
  }

  /** Puts a place on the stack, for the last time as often as not. */
  private read(place: Place): void {
    this.fetch(place);
    this.consume(place);
  }

  private fetch(place: Place): void {
    const constant = this.path.graph.constantAt(place);
    const { locals, addresses, uses } = this.places;
    if (constant !== undefined) {
      this.code.byte(op.f64Const).float(constant);
    } else if (locals[place] !== NONE) {
      this.local(op.localGet, locals[place]);
    } else {
      this.code.byte(op.i32Const).byte(0);
      this.memory(op.load, addresses[place]);
      // In a branch, a local would be filled in this one only.
      if (uses[place] > 1 && !this.keeps) this.local(op.localTee, this.assign(place));
    }
  }

  private consume(place: Place): void {
    const { locals, uses } = this.places;
    if (this.keeps || --uses[place] > 0 || locals[place] === NONE) return;
    this.free.push(locals[place]);
    locals[place] = NONE;
  }

  private assign(place: Place): number {
    return this.places.locals[place] = this.free.pop() ?? this.floats++;
  }

  private local(opcode: number, index: number): void {
    this.code.byte(opcode).unsigned(index);
  }

  private memory(opcode: number, address: number): void {
    this.code.byte(opcode).unsigned(3).unsigned(8 * address);
  }
}
