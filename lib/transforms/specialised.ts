// A function compiled for one structure of arguments: its variants, the program that is tried first, and
// when it is worth writing down another.

import type { Callable } from "../core/call.ts";
import { currentInterpreter } from "../core/interpreter.ts";
import { nameOf } from "../core/describe.ts";
import { isPromise } from "../core/settle.ts";
import { abandon } from "../core/tree.ts";
import type { Path } from "../graph/path.ts";
import { traceRun, Untraceable } from "../modes/trace.ts";
import { FIRST_INPUT, LOOKED_AT } from "../wasm/layout.ts";
import { numbers, THREW } from "../wasm/load.ts";
import { type Lowered, lowered, merged } from "../wasm/lower.ts";
import { type Shape, shapeOf } from "./answers.ts";
import { type Answer, type Code, type Program, programOf } from "./program.ts";
import type { Structure } from "./structure.ts";
import { type Variant, Variants } from "./variants.ts";

/** What has been counted, for all structures of a function. */
export interface Tally {
  variants: number;
  misses: number;
  instructions: number;
  bytes: number;
  uncompiled: string | undefined;
}

/** So many ways are written down as they come; any more have to be paid for. */
const FREE_TRACES = 4;
// What a call costs for each instruction, when to trace and to compile one costs 1: about 25 uncompiled
// gradients are one that is traced and compiled.
/** What a call that runs compiled saves. */
const SAVED = 0.035;
/** What an uncompiled call costs, in part: what is spent on ways that nobody takes again is half as much. */
const LENT = 0.02;
/** A call counts for so many instructions at least. */
const SHORTEST = 100;
/** What a module costs, in instructions. */
const MODULE = 200;
/** After so many calls in turns variants are merged; twice as many before it is done again. */
const TURNS = 16;
/** No more instructions than these become one function that branches. */
const LONGEST_MERGED = 4000;

/** One structure of a compiled function. */
export class Specialised {
  private readonly variants = new Variants<Code>();
  private current: Program | undefined;
  private mergedOf = 0;
  private turns = 0;
  private patience = TURNS;
  private credit = 0;
  /** Calls that were answered by compiled code, and how many when credit was counted last. */
  hits = 0;
  private counted = 0;
  private traces = 0;
  private isFull = false;

  constructor(
    private readonly f: Callable,
    readonly structure: Structure,
    private readonly tally: Tally,
    private readonly maximumVariants: number,
    private readonly maximumInstructions: number,
  ) {}

  /** Calls the function; its arguments have been written into memory. */
  call(args: readonly unknown[]): unknown {
    const answer = this.run();
    if (answer === undefined) return this.miss(args);
    this.hits++;
    return answer.fill(numbers);
  }

  /** Writes the answer into an output; answers whether it could. */
  writeInto(output: unknown): boolean {
    const answer = this.run();
    if (answer === undefined || !answer.write(output, numbers)) return false;
    this.hits++;
    return true;
  }

  private run(): Answer | undefined {
    const { current } = this;
    if (current === undefined) return undefined;
    const code = current.run();
    return code >= 0 ? current.answers[code] : this.runAnother(current, code);
  }

  /** Goes on where a guard has failed: with the variants on the other side. */
  private runAnother(failed: Program, failure: number): Answer | undefined {
    let program = failed;
    let code = failure;
    while (code < 0) {
      if (code === THREW) return undefined;
      const { question, outcome } = program.questions[-1 - code];
      const { guard } = question;
      const variant = question.after(guard.question === "value" ? numbers[LOOKED_AT] : !outcome);
      // None goes that way, or the engine has refused the one that does.
      if (variant?.code.program === undefined) return undefined;
      program = variant.code.program;
      code = program.run();
    }
    if (this.mergedOf === 0) this.current = program;
    if (++this.turns >= this.patience) this.merge();
    return program.answers[code];
  }

  private merge(): void {
    this.turns = 0;
    this.patience *= 2;
    const { list } = this.variants;
    const instructions = list.reduce((total, { code }) => total + code.instructions, 0);
    if (list.length === this.mergedOf || instructions > LONGEST_MERGED) return;
    this.current = this.load(merged(list.map(({ path }) => path)), list);
    this.mergedOf = list.length;
  }

  private miss(args: readonly unknown[]): unknown {
    // Inside another trace, this one's boxes would meet that one's.
    if (currentInterpreter() !== undefined) return this.f(...args);
    this.tally.misses++;
    const last = this.variants.list.at(-1)?.code.instructions ?? 0;
    const price = last + MODULE;
    this.credit += (SAVED * (this.hits - this.counted) + LENT) * Math.max(last, SHORTEST);
    this.counted = this.hits;
    if (this.isFull || (this.traces >= FREE_TRACES && this.credit < price)) return this.f(...args);
    if (this.traces++ >= FREE_TRACES) this.credit -= price;
    return this.trace(args);
  }

  /** Runs the function on boxes, and compiles what it did. */
  private trace(args: readonly unknown[]): unknown {
    const { f, structure, tally } = this;
    const memory = new Float64Array(FIRST_INPUT + structure.size);
    structure.read(args, memory);
    const room = this.maximumInstructions - tally.instructions;
    const inputs = Array.from(memory.subarray(FIRST_INPUT));
    let result: unknown;
    try {
      const trace = traceRun(
        "jit",
        f,
        (leaves) => result = f(...structure.withLeaves(leaves)),
        inputs,
        room,
      );
      if (isPromise(result)) throw new Untraceable("it is asynchronous");
      const outputs: number[] = [];
      const shape = shapeOf(
        result,
        (x) => {
          const place = trace.placeOf(x);
          if (place === undefined) throw new Untraceable("it returns what a derivative follows");
          return outputs.push(place) - 1;
        },
        (reason) => {
          throw new Untraceable(reason);
        },
      );
      this.compile({ graph: trace.graph, guards: trace.guards, outputs }, shape);
    } catch (error) {
      abandon(result);
      return this.giveUp(error, args);
    }
    structure.read(args, numbers);
    const answer = this.run();
    return answer === undefined ? f(...args) : answer.fill(numbers);
  }

  private compile(path: Path, shape: Shape): void {
    const { list } = this.variants;
    const program = lowered(path);
    const before = list.length;
    const code: Code = { shape, instructions: program.instructions };
    const variant = this.variants.add(path, code);
    if (list.length <= before) this.mergedOf = 0;
    try {
      code.program = this.load(program, [variant]);
    } catch (error) {
      this.tally.uncompiled = `the engine refuses the program: ${messageOf(error)}`;
      throw new Untraceable(this.tally.uncompiled);
    }
    if (this.mergedOf === 0) this.current = code.program;
    this.tally.variants += list.length - before;
    this.isFull = list.length >= this.maximumVariants ||
      this.tally.instructions >= this.maximumInstructions;
  }

  private giveUp(error: unknown, args: readonly unknown[]): unknown {
    const { f } = this;
    const reason = messageOf(error);
    if (!(error instanceof Untraceable)) {
      // It throws on numbers as well, or it cannot do with boxes.
      const answer = f(...args);
      this.refuse(`${nameOf(f)} works on numbers, and on boxes it throws: ${reason}`);
      return answer;
    }
    this.refuse(reason);
    return f(...args);
  }

  private refuse(reason: string): void {
    this.isFull = true;
    if (this.tally.variants === 0) this.tally.uncompiled = reason;
  }

  private load(program: Lowered, variants: readonly Variant<Code>[]): Program {
    this.tally.instructions += program.instructions;
    for (const { bytes } of program.modules) this.tally.bytes += bytes.length;
    return programOf(program, variants);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
