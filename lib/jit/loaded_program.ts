// A compiled program with what surrounds it: how each of its paths answers, and what each of its guards asks.

import { loaded } from "../wasm/load.ts";
import type { Lowered } from "../wasm/lower.ts";
import { fillerOf, type OutputFiller, type OutputShape } from "./output_filler.ts";
import type { Price } from "./budget.ts";
import type { Variant, VariantQuestion } from "./variants.ts";
import { type OutputWriter, writerOf } from "./output_writer.ts";

/** How an answer is made from memory. */
export interface ProgramAnswer {
  readonly fill: OutputFiller;
  readonly writer: OutputWriter;
  readonly code: CompiledVariant;
}

/** Compiled code for one variant or for several. */
export interface LoadedProgram {
  readonly run: () => number;
  /** By the number that `run` answers. */
  readonly answers: readonly ProgramAnswer[];
  readonly questions: readonly Asked[];
}

/** A question, and the outcome under which the program goes on. */
interface Asked {
  readonly question: VariantQuestion<CompiledVariant>;
  readonly outcome: boolean | number;
}

/** What is kept of a variant. */
export interface CompiledVariant {
  readonly shape: OutputShape;
  readonly instructions: number;
  readonly price: Price;
  /** Calls that it has answered since they were counted last. */
  hits: number;
  program?: LoadedProgram;
}

/** Loads a program for the variants it was made of, in that order. */
export function programOf(
  program: Lowered,
  variants: readonly Variant<CompiledVariant>[],
): LoadedProgram {
  return {
    run: loaded(program),
    answers: variants.map(({ code }) => ({
      fill: fillerOf(code.shape, program.outputs),
      writer: writerOf(code.shape, program.outputs),
      code,
    })),
    questions: program.questions.map(({ path, guard }) => ({
      question: variants[path].questions[guard],
      outcome: variants[path].path.guards[guard].outcome,
    })),
  };
}
