// A function compiled for one structure of arguments: its variants, the program that is tried first, and
// when it is worth writing down another.

import type { Callable } from "../trees/call.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import { nameOf } from "../values/describe.ts";
import { FIRST_INPUT, LOOKED_AT } from "../wasm/layout.ts";
import { isTaken, numbers, release, take, THREW } from "../wasm/load.ts";
import { type Lowered, lowered, mergedProgram } from "../wasm/lower.ts";
import { Budget, priceOfMerging } from "./budget.ts";
import {
  type CompiledVariant,
  type LoadedProgram,
  type ProgramAnswer,
  programOf,
} from "./loaded_program.ts";
import { messageOf, reasons } from "./reasons.ts";
import type { Structure } from "./structure.ts";
import { type Variant, Variants } from "./variants.ts";
import { Refused, writtenForJit, type WrittenRun } from "./written_run.ts";

/** How much is compiled, and when. */
export interface JitOptions {
  /**
   * How many ways through the function are compiled for one structure of arguments.
   *
   * @default 16
   */
  readonly maximumVariants?: number;
  /**
   * How many structures of arguments programs are kept for.
   *
   * @default 16
   */
  readonly maximumStructures?: number;
  /**
   * How many instructions are compiled in all.
   *
   * @default 2_000_000
   */
  readonly maximumInstructions?: number;
  /**
   * Whether each way is compiled when it is first taken, even if the calls so far have not earned that. It pays
   * where ways are few and will come again, or where the function does much that is no operation of this library
   * and so counts for nothing.
   *
   * @default false
   */
  readonly eager?: boolean;
}

/** What has been counted, for all structures of a function. */
export interface Counts {
  variants: number;
  instructions: number;
  bytes: number;
  /** Why the latest call that ran uncompiled did. */
  uncompiled: string | undefined;
}

/** After so many calls in turns variants are merged; twice as many before it is done again. */
const TURNS = 16;
/** No more instructions than these become one function that branches. */
const LONGEST_MERGED = 4000;

/** One structure of a compiled function. */
export class StructureVariants {
  private readonly variants = new Variants<CompiledVariant>();
  private current: LoadedProgram | undefined;
  private mergedOf = 0;
  private turns = 0;
  private patience = TURNS;
  private readonly credit: Budget;
  private counted = 0;
  /** Why no further way is compiled. */
  private refusal: string | undefined;
  /** Whether the guard that failed last had asked which number one is. */
  private askedForValue = false;

  constructor(
    private readonly f: Callable,
    readonly structure: Structure,
    private readonly tally: Counts,
    private readonly bounds: Required<JitOptions>,
  ) {
    this.credit = new Budget(bounds.eager);
  }

  /** Calls that were answered by compiled code. */
  get hits(): number {
    this.settle();
    return this.counted;
  }

  /** How many guards its variants have. */
  get guards(): number {
    return this.variants.list.reduce((total, { path }) => total + path.guards.length, 0);
  }

  /** Runs the program for the arguments in memory; `undefined` where none holds for them. */
  run(): ProgramAnswer | undefined {
    const { current } = this;
    if (current === undefined) return undefined;
    const code = current.run();
    return code >= 0 ? current.answers[code] : this.runAnother(current, code);
  }

  /** Answers a call that no program holds for: the function runs, on boxes or as it is. */
  miss(self: unknown, args: readonly unknown[]): unknown {
    // Inside another trace, this one's boxes would meet that one's.
    if (currentInterpreter() !== undefined) return this.uncompiled(reasons.inTrace, self, args);
    if (this.refusal !== undefined) return this.uncompiled(this.refusal, self, args);
    this.settle();
    if (this.credit.mayCompile()) return this.trace(self, args);
    return this.uncompiled(this.askedForValue ? reasons.value : reasons.waits, self, args);
  }

  /** Goes on where a guard has failed: with the variants on the other side. */
  private runAnother(failed: LoadedProgram, failure: number): ProgramAnswer | undefined {
    let program = failed;
    let code = failure;
    while (code < 0) {
      if (code === THREW) return undefined;
      const { question, outcome } = program.questions[-1 - code];
      const { guard } = question;
      this.askedForValue = guard.question === "value";
      const variant = question.after(this.askedForValue ? numbers()[LOOKED_AT] : !outcome);
      // None goes that way, or the engine has refused the one that does.
      if (variant?.code.program === undefined) return undefined;
      program = variant.code.program;
      code = program.run();
    }
    if (this.mergedOf === 0) this.current = program;
    if (++this.turns >= this.patience) this.merge();
    return program.answers[code];
  }

  /** Credits what compiled calls have saved: a call itself does no more than count. */
  private settle(): void {
    for (const { code } of this.variants.list) {
      this.counted += code.hits;
      this.credit.earn(code.price, code.hits);
      code.hits = 0;
    }
  }

  private merge(): void {
    this.turns = 0;
    const { list } = this.variants;
    const instructions = list.reduce((total, { code }) => total + code.instructions, 0);
    if (list.length === this.mergedOf || instructions > LONGEST_MERGED) return;
    this.settle();
    if (!this.credit.spend(priceOfMerging(instructions))) return;
    this.patience *= 2;
    try {
      this.current = this.load(mergedProgram(list.map(({ path }) => path)), list);
      this.mergedOf = list.length;
    } catch {
      // The engine has no room for it. Each variant has a program of its own.
    }
  }

  /** Runs the function on boxes, and compiles what it did. */
  private trace(self: unknown, args: readonly unknown[]): unknown {
    const { f, structure, bounds, tally } = this;
    const memory = new Float64Array(FIRST_INPUT + structure.size);
    if (!structure.canRead(args, memory)) return this.uncompiled(reasons.changing, self, args);
    const inputs = memory.subarray(FIRST_INPUT);
    try {
      const room = bounds.maximumInstructions - tally.instructions;
      this.compile(writtenForJit(f, self, structure, inputs, room));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.reason !== undefined) return this.giveUp(error.reason, self, args);
      // It throws on numbers as well, or it cannot do with boxes.
      tally.uncompiled = reasons.throws;
      const answer = f.apply(self, args as unknown[]);
      this.refuse(`${nameOf(f)} works on numbers, and on boxes it throws: ${error.message}`);
      return answer;
    }
    // What runs from here on is no user's: the arguments are not read again.
    if (!isTaken()) {
      take();
      try {
        numbers().set(inputs, FIRST_INPUT);
        const answer = this.run();
        if (answer !== undefined) return answer.fill(numbers());
      } finally {
        release();
      }
    }
    return this.uncompiled(reasons.throws, self, args);
  }

  private compile({ path, shape, price }: WrittenRun): void {
    const { list } = this.variants;
    const { maximumVariants, maximumInstructions } = this.bounds;
    const program = lowered(path);
    const before = list.length;
    const code: CompiledVariant = { shape, instructions: program.instructions, price, hits: 0 };
    const variant = this.variants.add(path, code);
    if (list.length <= before) this.mergedOf = 0;
    try {
      code.program = this.load(program, [variant]);
    } catch (error) {
      throw new Refused(`the engine refuses the program: ${messageOf(error)}`);
    }
    this.credit.bill(price);
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

  private giveUp(reason: string, self: unknown, args: readonly unknown[]): unknown {
    this.refuse(reason);
    return this.f.apply(self, args as unknown[]);
  }

  private refuse(reason: string): void {
    this.refusal = this.tally.uncompiled = reason;
  }

  private uncompiled(reason: string, self: unknown, args: readonly unknown[]): unknown {
    this.tally.uncompiled = reason;
    return this.f.apply(self, args as unknown[]);
  }

  private load(program: Lowered, variants: readonly Variant<CompiledVariant>[]): LoadedProgram {
    const loaded = programOf(program, variants);
    this.tally.instructions += program.instructions;
    for (const { bytes } of program.modules) this.tally.bytes += bytes.length;
    return loaded;
  }
}
