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
import { Credit, type Price, priceOf, priceOfMerging } from "./credit.ts";
import { type Answer, type Code, type Program, programOf } from "./program.ts";
import type { Structure } from "./structure.ts";
import { type Variant, Variants } from "./variants.ts";

/** How much is compiled, and when. */
export interface JitOptions {
  /** How many ways through the function are compiled for one structure of arguments; 16 unless told. */
  readonly maximumVariants?: number;
  /** How many instructions are compiled in all; two million unless told. */
  readonly maximumInstructions?: number;
  /**
   * Whether each way is compiled when it is first taken, even if the calls so far have not earned that; not
   * unless told. It pays where ways are few and will come again, or where the function does much that is no
   * operation of this library and so counts for nothing.
   */
  readonly eager?: boolean;
}

/** What has been counted, for all structures of a function. */
export interface Tally {
  variants: number;
  misses: number;
  instructions: number;
  bytes: number;
  uncompiled: string | undefined;
}

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
  private readonly credit: Credit;
  private counted = 0;
  private isFull = false;

  constructor(
    private readonly f: Callable,
    readonly structure: Structure,
    private readonly tally: Tally,
    private readonly bounds: Required<JitOptions>,
  ) {
    this.credit = new Credit(bounds.eager);
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

  /** Calls the function; its arguments have been written into memory. */
  call(args: readonly unknown[]): unknown {
    const answer = this.run();
    if (answer === undefined) return this.miss(args);
    answer.code.hits++;
    return answer.fill(numbers);
  }

  /** Writes the answer into an output; answers whether it could. */
  writeInto(output: unknown): boolean {
    const answer = this.run();
    if (answer === undefined || !answer.write(output, numbers)) return false;
    answer.code.hits++;
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

  /** Credits what compiled calls have saved: a call itself does no more than count. */
  private settle(): void {
    for (const { code } of this.variants.list) {
      this.counted += code.hits;
      this.credit.save(code.price, code.hits);
      code.hits = 0;
    }
  }

  private merge(): void {
    this.turns = 0;
    const { list } = this.variants;
    const instructions = list.reduce((total, { code }) => total + code.instructions, 0);
    if (list.length === this.mergedOf || instructions > LONGEST_MERGED) return;
    this.settle();
    if (!this.credit.pay(priceOfMerging(instructions))) return;
    this.patience *= 2;
    this.current = this.load(merged(list.map(({ path }) => path)), list);
    this.mergedOf = list.length;
  }

  private miss(args: readonly unknown[]): unknown {
    // Inside another trace, this one's boxes would meet that one's.
    if (currentInterpreter() !== undefined) return this.f(...args);
    this.tally.misses++;
    if (this.isFull) return this.f(...args);
    this.settle();
    return this.credit.allows() ? this.trace(args) : this.f(...args);
  }

  /** Runs the function on boxes, and compiles what it did. */
  private trace(args: readonly unknown[]): unknown {
    const { f, structure, tally } = this;
    const memory = new Float64Array(FIRST_INPUT + structure.size);
    structure.read(args, memory);
    const room = this.bounds.maximumInstructions - tally.instructions;
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
      this.compile(
        { graph: trace.graph, guards: trace.guards, outputs },
        shape,
        priceOf(trace.work),
      );
    } catch (error) {
      abandon(result);
      return this.giveUp(error, args);
    }
    structure.read(args, numbers);
    const answer = this.run();
    return answer === undefined ? f(...args) : answer.fill(numbers);
  }

  private compile(path: Path, shape: Shape, price: Price): void {
    const { list } = this.variants;
    const program = lowered(path);
    const before = list.length;
    const code: Code = { shape, instructions: program.instructions, price, hits: 0 };
    const variant = this.variants.add(path, code);
    if (list.length <= before) this.mergedOf = 0;
    try {
      code.program = this.load(program, [variant]);
    } catch (error) {
      this.tally.uncompiled = `the engine refuses the program: ${messageOf(error)}`;
      throw new Untraceable(this.tally.uncompiled);
    }
    this.credit.charge(price);
    if (this.mergedOf === 0) this.current = code.program;
    this.tally.variants += list.length - before;
    this.isFull = list.length >= this.bounds.maximumVariants ||
      this.tally.instructions >= this.bounds.maximumInstructions;
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
