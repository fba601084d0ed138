// One function: values come into locals as they are computed, and a local is used again when its value is
// not needed any more. A value that the next instruction takes first stays on the stack.

import type { Comparison } from "../core/interpreter.ts";
import { operations } from "../core/operation.ts";
import type { Place } from "../graph/graph.ts";
import type { Guard, Path } from "../graph/path.ts";
import { bitsOf, Bytes, op, type } from "./encode.ts";
import { type Imports, MOST_PARAMETERS } from "./imports.ts";
import type { Code } from "./opcodes.ts";
import { NONE, type Places } from "./places.ts";
import type { Schedule } from "./schedule.ts";

const comparisons: { readonly [C in Comparison]: number } = {
  lt: op.f64Lt,
  le: op.f64Le,
  gt: op.f64Gt,
  ge: op.f64Ge,
  eq: op.f64Eq,
  ne: op.f64Ne,
};

/** Writes one function. */
export class Writer {
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
    private path: Path,
    private readonly places: Places,
    private readonly imports: Imports,
    private readonly lists: number,
    private readonly keeps: boolean = false,
  ) {}

  /** Counts what some items read, before they are written. */
  count(items: Schedule): void {
    const { graph, guards } = this.path;
    const { uses, locals } = this.places;
    const read = (place: Place) => {
      uses[place]++;
      locals[place] = NONE;
    };
    for (const item of items) {
      if (item >= 0) {
        locals[item] = NONE;
        const operation = operations[graph.operations[item]];
        const count = graph.count(item);
        // A list in memory is read from first to last.
        if (count > MOST_PARAMETERS) graph.operands(item).forEach(read);
        else {
          for (const i of this.imports.codeOf(operation, count).reads) read(graph.operand(item, i));
        }
      } else {
        const { question, left, right } = guards[-1 - item];
        read(left);
        read(question === "value" ? left : right);
      }
    }
  }

  /** Goes on with another path, which is the same up to the place `from`. */
  follow(path: Path, from: Place): void {
    this.path = path;
    this.places.locals.fill(NONE, from);
  }

  compute(place: Place): void {
    const { graph } = this.path;
    const { addresses, uses } = this.places;
    const stores = addresses[place] >= 0;
    if (stores) {
      this.settle();
      this.code.byte(op.i32Const).byte(0);
    }
    const operation = operations[graph.operations[place]];
    const count = graph.count(place);
    const code = this.imports.codeOf(operation, count);
    if (count > MOST_PARAMETERS) this.handOver(place, count);
    this.apply(place, code);
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
      this.code.byte(comparisons[question]);
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

  private apply(place: Place, { parts, commutes }: Code): void {
    const { graph } = this.path;
    const [first] = parts;
    const isFirst = (i: number) => graph.operand(place, i) === this.pending;
    const swaps = commutes && isFirst(1) && !isFirst(0);
    const isOnStack = typeof first === "number" && isFirst(swaps ? 1 - first : first);
    if (isOnStack) this.take();
    else this.settle();
    for (let i = isOnStack ? 1 : 0; i < parts.length; i++) {
      const part = parts[i];
      if (typeof part === "number") this.read(graph.operand(place, swaps ? 1 - part : part));
      else part(this.code);
    }
  }

  /** Writes a list into memory, and leaves where it is and how long. */
  private handOver(place: Place, count: number): void {
    this.settle();
    for (let i = 0; i < count; i++) {
      this.code.byte(op.i32Const).byte(0);
      this.read(this.path.graph.operand(place, i));
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
