// The code of operations in loops. A value that the next instruction reads first stays on the stack; any other is in a
// local, in memory or in both.

import { Bytes, op } from "./encode.ts";
import type { Load, LoopOperand, PlannedLeaf } from "./loop_plan.ts";
import type { InstructionCode } from "./opcodes.ts";
import type { Address } from "./pointers.ts";
import type { PathSequence } from "./sequence.ts";

/** Code that is being written, with what is in its locals and on its stack. */
export class LoopCode {
  readonly code: Bytes = new Bytes();
  floats = 0;
  integers = 0;
  /** The leaf whose value is on the stack and in no local. */
  protected pending: PlannedLeaf | undefined;
  /** The loads of the body that is being written which are in their locals already. */
  protected readonly loaded: Set<Load> = new Set();
  protected readonly sequence: PathSequence;
  /** The address at which lists of operands are passed. */
  private readonly lists: number;

  constructor(sequence: PathSequence, lists: number) {
    this.sequence = sequence;
    this.lists = lists;
  }

  /** Writes the code of an operation, with its operands inserted. */
  protected apply(operands: readonly LoopOperand[], { parts, commutes }: InstructionCode): void {
    const { code } = this;
    const [first] = parts;
    const isPending = (operand: LoopOperand | undefined) =>
      this.pending !== undefined && operand?.kind === "variable" &&
      operand.variable.of.leaf === this.pending.leaf;
    const swaps = commutes && isPending(operands[1]) && !isPending(operands[0]);
    let i = 0;
    if (first < 0 && isPending(operands[swaps ? 1 : -1 - first])) {
      this.take();
      i = 1;
    } else this.popToLocal();
    for (; i < parts.length; i++) {
      const part = parts[i];
      if (part >= 0) code.byte(part);
      else this.read(operands[swaps ? 2 + part : -1 - part]);
    }
  }

  /** Uses the value on the stack as an operand, and copies it into its locals if it is read again. */
  private take(): void {
    const { variables } = this.pending!;
    this.pending = undefined;
    const read = variables.filter(({ reads }) => reads > 0);
    if (read.length === 1 && read[0].reads === 1 && read[0].preset === undefined) return;
    for (const variable of read) this.code.local(op.localTee, this.localOf(variable));
  }

  /** Pops the value on the stack into its locals, if there is one. */
  protected popToLocal(): void {
    if (this.pending === undefined) return;
    const read = this.pending.variables.filter(({ reads }) => reads > 0);
    this.pending = undefined;
    read.forEach((variable, i) =>
      this.code.local(i + 1 < read.length ? op.localTee : op.localSet, this.localOf(variable))
    );
    if (read.length === 0) this.code.byte(op.drop);
  }

  /** Pushes an operand. */
  protected read(operand: LoopOperand): void {
    const { code } = this;
    switch (operand.kind) {
      case "constant":
        code.byte(op.f64Const).float(this.sequence.path.graph.constantAt(operand.place)!);
        break;
      case "variable":
        code.local(op.localGet, this.localOf(operand.variable));
        break;
      case "load": {
        const { load } = operand;
        if (load.isBefore || this.loaded.has(load)) code.local(op.localGet, this.localOf(load));
        else {
          this.fetch(load.address);
          if (load.reads === 1) break;
          code.local(op.localTee, this.localOf(load));
          this.loaded.add(load);
        }
      }
    }
  }

  /** Writes a list of operands into memory, and pushes its address and its length. */
  protected handOver(operands: readonly LoopOperand[]): void {
    this.popToLocal();
    operands.forEach((operand, i) => {
      this.integer(0);
      this.read(operand);
      this.code.memory(op.store, this.lists + i);
    });
    this.integer(8 * this.lists);
    this.integer(operands.length);
  }

  /** Pushes what is at an address. */
  protected fetch(address: Address, opcode: number = op.load): void {
    this.addressed(address);
    this.access(opcode, address);
  }

  /** Pushes the pointer of an address. */
  protected addressed({ pointer }: Address): void {
    if (pointer === undefined) this.integer(0);
    else this.code.local(op.localGet, pointer.local);
  }

  /** Writes an instruction that loads from an address or stores there, whose pointer is on the stack. */
  protected access(opcode: number, { pointer, base }: Address): void {
    const from = pointer === undefined ? 0 : pointer.lowest;
    if (opcode === op.i32Load) this.code.byte(opcode).unsigned(2).unsigned(8 * (base - from));
    else this.code.memory(opcode, base - from);
  }

  /** Pushes an integer. */
  protected integer(value: number): Bytes {
    return this.code.byte(op.i32Const).signed(value);
  }

  /** Returns the local of a variable or a load. */
  protected localOf(holder: { local: number }): number {
    if (holder.local < 0) holder.local = this.floats++;
    return holder.local;
  }
}
