// Writes the code of one function. A value that the next instruction reads first stays on the stack; any other goes
// into a local, which is used again once its value is not needed any more.

import type { Place } from "../program/graph.ts";
import type { Operands } from "../program/operands.ts";
import type { Guard, GuardedTrace } from "../program/guarded_trace.ts";
import { COPY_LOCALS, writeList } from "./copies.ts";
import { bitsOf, Bytes, op, type } from "./encode.ts";
import { type Imports, MOST_PARAMETERS } from "./imports.ts";
import { comparisonOpcodes, type InstructionCode } from "./opcodes.ts";
import { NONE, type Places } from "./places.ts";
import type { Order } from "./schedule.ts";

/** The writer of one function. */
export class FunctionWriter {
  readonly code: Bytes = new Bytes();
  /** The number of locals. */
  floats = 0;
  readonly integers: number = COPY_LOCALS;
  private readonly free: number[] = [];
  /** The place whose value is on the stack and in no local, or `NONE`. */
  private pending: Place = NONE;
  private path: GuardedTrace;
  private operands: Operands;
  private readonly places: Places;
  private readonly imports: Imports;
  private readonly lists: number;
  private readonly keeps: boolean;

  /**
   * @param lists the address at which lists of operands are passed
   * @param keeps whether every value keeps its local, so that code in any branch can read it
   */
  constructor(
    path: GuardedTrace,
    operands: Operands,
    places: Places,
    imports: Imports,
    lists: number,
    keeps: boolean = false,
  ) {
    this.path = path;
    this.operands = operands;
    this.places = places;
    this.imports = imports;
    this.lists = lists;
    this.keeps = keeps;
  }

  /** Counts how often the items of a function read each place. To be called before they are written. */
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

  /** Goes on with another trace, which is the same up to the place `from`. */
  follow(path: GuardedTrace, operands: Operands, from: Place): void {
    this.path = path;
    this.operands = operands;
    this.places.locals.fill(NONE, from);
  }

  /** Writes an instruction. */
  compute(place: Place): void {
    const { addresses, uses } = this.places;
    const stores = addresses[place] >= 0;
    if (stores) {
      this.popToLocal();
      this.code.byte(op.i32Const).byte(0);
    }
    const start = this.operands.starts[place];
    const count = this.operands.starts[place + 1] - start;
    const operation = this.path.graph.operationAt(place)!;
    const code = this.imports.codeOf(operation, count);
    if (count > MOST_PARAMETERS) this.handOver(start, count);
    this.apply(start, code);
    if (stores) {
      if (this.keeps || uses[place] > 0) this.code.local(op.localTee, this.assign(place));
      this.code.memory(op.store, addresses[place]);
    } else {
      this.pending = place;
      if (this.keeps) this.popToLocal();
    }
  }

  /** Writes the value of a place, which has been computed or is a constant, to an address. */
  store(place: Place, address: number): void {
    this.popToLocal();
    this.code.byte(op.i32Const).byte(0);
    this.fetch(place);
    this.code.memory(op.store, address);
  }

  /** Pushes whether a guard holds. */
  ask({ question, left, right, outcome }: Guard): void {
    this.popToLocal();
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

  /** Returns `result` from the function if a guard does not hold. */
  guard(guard: Guard, result: number): void {
    this.ask(guard);
    this.code.byte(op.i32Eqz);
    this.branch(() => this.fail(guard, result));
    // `ask` and `fail` have each read the number of such a guard, and `count` has counted it twice.
    if (guard.question === "value") [guard.left, guard.left].forEach((x) => this.consume(x));
  }

  /** Returns `result` from the function, after storing the number that the guard compared. */
  fail({ question, left }: Guard, result: number): void {
    if (question === "value") {
      this.code.byte(op.i32Const).byte(0);
      this.fetch(left);
      this.code.memory(op.store, 0);
    }
    this.push(result);
    this.leave();
  }

  /** Writes code that runs only if the boolean on the stack is true. */
  branch(body: () => void): void {
    this.code.byte(op.if).byte(type.none);
    body();
    this.code.byte(op.end);
  }

  /** Returns the integer on the stack from the function. */
  leave(): void {
    this.code.byte(op.return);
  }

  /** Pushes an integer, as the result of the function. */
  push(result: number): void {
    this.popToLocal();
    this.code.byte(op.i32Const).signed(result);
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
    } else this.popToLocal();
    for (; i < parts.length; i++) {
      const part = parts[i];
      if (part >= 0) this.code.byte(part);
      else this.read(list[start + (swaps ? 2 + part : -1 - part)]);
    }
  }

  /** Writes a list of operands into memory, and pushes its address and its length. */
  private handOver(start: number, count: number): void {
    this.popToLocal();
    const at = (i: number) => this.operands.list[start + i];
    writeList(this.code, this.lists, {
      length: count,
      addressOf: (i) => this.places.addresses[at(i)],
      push: (i) => this.read(at(i)),
      skip: (i) => this.consume(at(i)),
    });
    this.code.byte(op.i32Const).signed(8 * this.lists).byte(op.i32Const).signed(count);
  }

  /** Uses the value on the stack as an operand, and copies it into a local if it is read again. */
  private take(): void {
    const place = this.pending;
    this.pending = NONE;
    if (--this.places.uses[place] > 0) this.code.local(op.localTee, this.assign(place));
  }

  /** Pops the value on the stack into a local, if there is one. */
  private popToLocal(): void {
    if (this.pending === NONE) return;
    this.code.local(op.localSet, this.assign(this.pending));
    this.pending = NONE;
  }

  /** Pushes the value of a place, and frees its local after the last use. */
  private read(place: Place): void {
    this.fetch(place);
    this.consume(place);
  }

  /** Pushes the value of a place. */
  private fetch(place: Place): void {
    const constant = this.path.graph.constantAt(place);
    const { locals, addresses, uses } = this.places;
    if (constant !== undefined) {
      this.code.byte(op.f64Const).float(constant);
    } else if (locals[place] !== NONE) {
      this.code.local(op.localGet, locals[place]);
    } else {
      this.code.byte(op.i32Const).byte(0).memory(op.load, addresses[place]);
      // Not where there are branches, since the local would be filled in one of them only.
      if (uses[place] > 1 && !this.keeps) this.code.local(op.localTee, this.assign(place));
    }
  }

  /** Counts one use of a place, and frees its local after the last. */
  private consume(place: Place): void {
    const { locals, uses } = this.places;
    if (this.keeps || --uses[place] > 0 || locals[place] === NONE) return;
    this.free.push(locals[place]);
    locals[place] = NONE;
  }

  /** Gives a place a local, and returns it. */
  private assign(place: Place): number {
    return this.places.locals[place] = this.free.pop() ?? COPY_LOCALS + this.floats++;
  }
}
