// A function compiled for one structure of arguments: its variants, the program that runs first, and the
// decision whether a call that fits none is to be traced.

import type { Callable } from "../trees/call.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import { nameOf } from "../values/describe.ts";
import { FIRST_INPUT, LOOKED_AT } from "../wasm/layout.ts";
import { isTaken, numbers, occupy, release, THREW } from "../wasm/load.ts";
import { lowered } from "../wasm/lower.ts";
import { SHORTEST_FOLDED } from "../wasm/loops_of.ts";
import { mergedProgram } from "../wasm/merged.ts";
import type { Lowered } from "../wasm/module.ts";
import { Budget, priceOfMerging } from "./budget.ts";
import {
  type CompiledVariant,
  type LoadedProgram,
  type ProgramAnswer,
  programOf,
} from "./loaded_program.ts";
import { LONGEST, tooLong } from "../program/trace_length.ts";
import { messageOf, reasons } from "./uncompiled_reasons.ts";
import type { JitBounds } from "./options.ts";
import type { Structure } from "./structure.ts";
import { countsOf, KnownLoops, type LoopCounts } from "./loops/ways.ts";
import { mergedLength, remembered, type Variant, Variants } from "./variants.ts";
import { Refused, type TracedCall, tracedForJit } from "./traced_call.ts";
import type { Tally } from "./tally.ts";
import { strictError } from "./strict.ts";

/** Number of calls that leave the first program before variants are merged; doubled with each merge. */
const TURNS = 16;
/** Most instructions of variants that are merged into one function with branches. */
const LONGEST_MERGED = 4000;

/** One structure of a compiled function. */
export class StructureVariants {
  private readonly variants = new Variants<CompiledVariant>();
  private current: LoadedProgram | undefined;
  private mergedOf = 0;
  private turns = 0;
  private patience = TURNS;
  private readonly budget: Budget;
  private counted = 0;
  /** Why no further variant is compiled. */
  private refusal: string | undefined;
  /** What is known of the loops of the function. */
  private readonly known = new KnownLoops();
  private loops: LoopCounts = { loops: 0, instructions: 0 };
  /** The line of the user's program that is the cause of the refusal. */
  private line: string | undefined;
  /** The line that first asked for a `value`. */
  private reads: string | undefined;
  /** Whether the guard that failed last was one of `value(x)`, for which every number is a variant. */
  private askedForValue = false;
  private readonly f: Callable;
  readonly structure: Structure;
  private readonly tally: Tally;
  private readonly bounds: JitBounds;

  constructor(f: Callable, structure: Structure, tally: Tally, bounds: JitBounds) {
    this.f = f;
    this.structure = structure;
    this.tally = tally;
    this.bounds = bounds;
    this.budget = new Budget(bounds.eager || bounds.strict);
  }

  /** The number of calls that ran compiled. */
  get hits(): number {
    this.addEarnings();
    return this.counted;
  }

  /** The number of guards of all variants. */
  get guards(): number {
    return this.variants.list.reduce((total, { path }) => total + path.guards.length, 0);
  }

  /** Runs the program for the arguments in memory; returns `undefined` if none holds for them. */
  run(): ProgramAnswer | undefined {
    const { current } = this;
    if (current === undefined) return undefined;
    const code = current.run();
    return code >= 0 ? current.answers[code] : this.runAnother(current, code);
  }

  /** Runs a call for which no program holds: the function itself runs, on boxes or on numbers. */
  miss(self: unknown, args: readonly unknown[]): unknown {
    // A trace inside another trace would mix the boxes of both.
    if (currentInterpreter() !== undefined) return this.uncompiled(reasons.inTrace, self, args);
    if (this.refusal !== undefined) return this.uncompiled(this.refusal, self, args);
    this.addEarnings();
    if (this.budget.mayCompile()) return this.trace(self, args);
    return this.uncompiled(this.askedForValue ? reasons.value : reasons.waits, self, args);
  }

  /** Goes on after a failed guard, with the variants for the other outcome. */
  private runAnother(failed: LoadedProgram, failure: number): ProgramAnswer | undefined {
    let program = failed;
    let code = failure;
    while (code < 0) {
      if (code === THREW) return undefined;
      const { question, outcome } = program.asked(code);
      const { guard } = question;
      this.askedForValue = guard.question === "value";
      const variant = question.after(this.askedForValue ? numbers()[LOOKED_AT] : !outcome);
      // There is no variant for this outcome, or the engine has refused its program.
      if (variant?.code.program === undefined) return undefined;
      program = variant.code.program;
      code = program.run();
    }
    if (this.mergedOf === 0) this.current = program;
    if (++this.turns >= this.patience) this.merge();
    return program.answers[code];
  }

  /** Adds what compiled calls have saved to the budget; a call itself only counts. */
  private addEarnings(): void {
    for (const { code } of this.variants.list) {
      this.counted += code.hits;
      this.budget.earn(code.price, code.hits);
      code.hits = 0;
    }
  }

  private merge(): void {
    this.turns = 0;
    const { list } = this.variants;
    const instructions = mergedLength(list);
    if (list.length === this.mergedOf || instructions > LONGEST_MERGED) return;
    this.addEarnings();
    if (!this.budget.spend(priceOfMerging(instructions))) return;
    this.patience *= 2;
    try {
      this.current = this.load(mergedProgram(list.map(({ path }) => path)), list);
      this.mergedOf = list.length;
    } catch {
      // The engine has no room for it. Each variant has a program of its own.
    }
  }

  /** Runs the function on boxes, and compiles the trace. */
  private trace(self: unknown, args: readonly unknown[]): unknown {
    const { f, structure, bounds, tally } = this;
    const memory = new Float64Array(FIRST_INPUT + structure.size);
    if (!structure.canRead(args, memory)) return this.uncompiled(reasons.changing, self, args);
    const inputs = memory.subarray(FIRST_INPUT);
    try {
      const room = bounds.maximumInstructions - tally.instructions;
      this.compile(tracedForJit(f, self, structure, inputs, room, this.known), room);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.line = error.line;
      if (error.reason !== undefined) return this.giveUp(error.reason, self, args);
      // Either it throws on numbers as well, here, or it works on numbers only, and is not traced again.
      tally.missed(reasons.throws);
      const answer = f.apply(self, args as unknown[]);
      this.refuse(`${nameOf(f)} works on numbers, and on boxes it throws: ${error.message}`);
      if (bounds.strict) throw strictError(f, this.refusal!, this.line);
      return answer;
    }
    // The program runs on the numbers that were traced: the arguments are not read again, since getters would
    // run.
    if (!isTaken()) {
      occupy();
      try {
        numbers().set(inputs, FIRST_INPUT);
        const answer = this.run();
        if (answer !== undefined) {
          tally.count(reasons.traced);
          return answer.fill(numbers());
        }
      } finally {
        release();
      }
    }
    return this.uncompiled(reasons.throws, self, args);
  }

  private compile({ path, shape, price, reads, unkept }: TracedCall, room: number): void {
    const { variants: { list } } = this;
    const { maximumVariants, maximumInstructions } = this.bounds;
    const program = lowered(path, Math.min(room, SHORTEST_FOLDED), LONGEST);
    if (program === undefined) throw new Refused(tooLong(LONGEST));
    if (program.instructions > room) throw new Refused(reasons.instructions(maximumInstructions));
    this.reads ??= reads;
    this.tally.unkept = unkept;
    this.countLoops();
    const before = list.length;
    const code: CompiledVariant = { shape, length: program.length, price, hits: 0 };
    const variant = this.variants.add(remembered(path, program.length <= LONGEST_MERGED), code);
    if (list.length <= before) this.mergedOf = 0;
    try {
      code.program = this.load(program, [variant]);
    } catch (error) {
      throw new Refused(reasons.engine(messageOf(error)));
    }
    this.budget.bill(price);
    if (this.mergedOf === 0) this.current = code.program;
    this.tally.variants += list.length - before;
    if (list.length >= maximumVariants) {
      const asksForValue = list.some(({ path: { guards } }) =>
        guards.some(({ question }) => question === "value")
      );
      this.refusal = reasons.variants(maximumVariants) + (asksForValue ? `; ${reasons.value}` : "");
    } else if (this.tally.instructions >= maximumInstructions) {
      this.refusal = reasons.instructions(maximumInstructions);
    }
  }

  private countLoops(): void {
    const { tally, loops } = this;
    this.loops = countsOf(this.known.ways.values());
    tally.loops += this.loops.loops - loops.loops;
    tally.instructions += this.loops.instructions - loops.instructions;
  }

  private giveUp(reason: string, self: unknown, args: readonly unknown[]): unknown {
    this.refuse(reason);
    return this.uncompiled(reason, self, args);
  }

  private refuse(reason: string): void {
    this.refusal = this.tally.uncompiled = reason;
  }

  private uncompiled(reason: string, self: unknown, args: readonly unknown[]): unknown {
    this.tally.missed(reason);
    const isPartOfAnother = reason === reasons.inTrace;
    // What throws by itself throws its own error, which says more.
    const answer = reason === reasons.throws || !this.bounds.strict || isPartOfAnother
      ? this.f.apply(self, args as unknown[])
      : undefined;
    if (!this.bounds.strict || isPartOfAnother) return answer;
    throw strictError(this.f, reason, reason.includes(reasons.value) ? this.reads : this.line);
  }

  private load(
    program: Lowered,
    variants: readonly Variant<CompiledVariant>[],
  ): LoadedProgram {
    const loaded = programOf(program, variants);
    this.tally.instructions += program.instructions;
    this.tally.loops += program.loops;
    this.tally.operations += program.length;
    for (const { bytes } of program.modules) this.tally.bytes += bytes.length;
    return loaded;
  }
}
