// Writes the function of a loop, with the loops inside of it.

import type { Loop } from "../program/loops.ts";
import type { Place } from "../program/graph.ts";
import type { Guard } from "../program/guarded_trace.ts";
import { bitsOf, op, type } from "./encode.ts";
import { type Imports, MOST_PARAMETERS } from "./imports.ts";
import { LOOKED_AT, ROUND } from "./layout.ts";
import { LoopCode } from "./loop_code.ts";
import type { LoopPlan, PlannedLeaf } from "./loop_plan.ts";
import { comparisonOpcodes } from "./opcodes.ts";
import type { Pointer } from "./pointers.ts";
import type { PathSequence } from "./sequence.ts";

/** The writer of the function of one outermost loop. */
export class LoopWriter extends LoopCode {
  private readonly plan: LoopPlan;
  private readonly imports: Imports;
  private readonly counters = new Map<Loop, number>();

  constructor(sequence: PathSequence, plan: LoopPlan, imports: Imports, lists: number) {
    super(sequence, lists);
    this.plan = plan;
    this.imports = imports;
  }

  /**
   * Writes a loop.
   *
   * @param question returns what the function returns if a guard fails
   */
  write(outermost: Loop, question: (leaf: PlannedLeaf) => number): void {
    const { plan } = this;
    for (const pointer of plan.pointers.list) pointer.local = this.integers++;
    for (const loop of plan.counts.keys()) this.counters.set(loop, this.integers++);
    this.floats = this.integers;
    for (const pointer of plan.pointers.list) {
      if (pointer.isRunning) this.integer(8 * pointer.lowest).local(op.localSet, pointer.local);
    }
    for (const { place, address } of plan.copies) this.copy(place, address);
    this.loop(outermost, question);
    this.integer(0);
    this.floats -= this.integers;
  }

  /** Writes code that copies the value of a place, which is a constant or in memory, to an address. */
  private copy(place: Place, address: number): void {
    const { graph } = this.sequence.path;
    this.integer(0);
    if (graph.isConstant(place)) this.read({ kind: "constant", place });
    else this.integer(0).memory(op.load, this.plan.addresses[place]);
    this.code.memory(op.store, address);
  }

  private loop(loop: Loop, question: (leaf: PlannedLeaf) => number): void {
    const { code, plan } = this;
    const counter = this.counters.get(loop)!;
    const own = plan.pointers.list.filter((pointer) => pointer.loop === loop);
    this.popToLocal();
    for (const { variable, loop: at, operand } of plan.presets) {
      if (at !== loop || variable.reads === 0) continue;
      this.read(operand);
      code.local(op.localSet, this.localOf(variable));
    }
    for (const pointer of own) {
      if (!pointer.isRunning && pointer.moves === undefined) this.begin(pointer);
    }
    for (const load of plan.loads) {
      if (load.loop !== loop || !load.isBefore) continue;
      this.fetch(load.address);
      code.local(op.localSet, this.localOf(load));
    }
    const count = plan.counts.get(loop)!;
    if (typeof count === "number") this.integer(count);
    else this.fetch(count, op.i32Load);
    code.local(op.localSet, counter);
    code.byte(op.loop).byte(type.none);
    for (const pointer of own) {
      if (pointer.moves === undefined) continue;
      this.fetch({ pointer: plan.running(loop, pointer.table), base: pointer.table }, op.i32Load);
      code.local(op.localSet, pointer.local);
    }
    for (const load of this.loaded) if (load.loop === loop) this.loaded.delete(load);
    for (const part of loop.body) {
      if (part.kind === "loop") this.loop(part, question);
      else {
        const leaf = plan.leaves.get(part)!;
        const item = this.sequence.order[part.items[0]];
        if (item < 0) this.guard(leaf, this.sequence.path.guards[-1 - item], question(leaf));
        else this.compute(leaf, item);
      }
    }
    this.popToLocal();
    for (const pointer of own) {
      if (pointer.step === undefined) continue;
      code.local(op.localGet, pointer.local);
      this.integer(8 * pointer.step);
      code.byte(op.i32Add).local(op.localSet, pointer.local);
    }
    code.local(op.localGet, counter);
    this.integer(1);
    code.byte(op.i32Sub).local(op.localTee, counter).byte(op.branchIf).byte(0).byte(op.end);
    for (const { stores } of plan.leaves.values()) {
      if (stores?.after?.loop !== loop) continue;
      this.addressed(stores.address);
      code.local(op.localGet, this.localOf(stores.after.variable));
      this.access(op.store, stores.address);
    }
  }

  /** Sets a pointer to where the loops around its loop have moved it. */
  private begin({ parent, lowest, local }: Pointer): void {
    if (parent === undefined) this.integer(8 * lowest);
    else {
      this.code.local(op.localGet, parent.local);
      this.integer(8 * (lowest - parent.lowest));
      this.code.byte(op.i32Add);
    }
    this.code.local(op.localSet, local);
  }

  private compute(leaf: PlannedLeaf, place: number): void {
    const { stores, found, variables } = leaf;
    const isStored = stores !== undefined && stores.after === undefined;
    if (isStored) {
      this.popToLocal();
      this.addressed(stores.address);
    }
    const operation = this.sequence.path.graph.operationAt(place)!;
    const code = this.imports.codeOf(operation, found.length);
    if (found.length > MOST_PARAMETERS) this.handOver(found);
    this.apply(found, code);
    if (!isStored) this.pending = leaf;
    else {
      for (const variable of variables) {
        if (variable.reads > 0) this.code.local(op.localTee, this.localOf(variable));
      }
      this.access(op.store, stores.address);
    }
  }

  private guard(leaf: PlannedLeaf, guard: Guard, result: number): void {
    const { code } = this;
    const { found: [left, right], outcomes, round } = leaf;
    const { question, outcome } = guard;
    this.popToLocal();
    this.read(left);
    if (question !== "value") {
      this.read(right);
      code.byte(comparisonOpcodes[question]);
      if (outcome === true) code.byte(op.i32Eqz);
    } else if (Number.isNaN(outcome)) {
      this.read(left);
      code.byte(op.f64Eq);
    } else {
      code.byte(op.bitsOf);
      if (outcomes === undefined) code.byte(op.i64Const).signed(bitsOf(outcome as number));
      else {
        this.read(outcomes);
        code.byte(op.bitsOf);
      }
      code.byte(op.i64Ne);
    }
    code.byte(op.if).byte(type.none);
    if (question === "value") {
      this.integer(0);
      this.read(left);
      code.memory(op.store, LOOKED_AT);
    }
    this.integer(0);
    code.local(op.localGet, round!.local);
    this.integer(8 * round!.lowest);
    code.byte(op.i32Sub).byte(op.fromBoolean).memory(op.store, ROUND);
    this.integer(result);
    code.byte(op.return).byte(op.end);
  }
}
