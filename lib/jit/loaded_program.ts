// A compiled program with its surroundings: how the result of each of its variants is made, and the question
// that each of its guards asks.

import { failed, loaded } from "../wasm/load.ts";
import type { Lowered } from "../wasm/module.ts";
import { fillerOf, type OutputFiller, type OutputShape } from "./output_filler.ts";
import type { Price } from "./budget.ts";
import type { Variant, VariantQuestion } from "./variants.ts";
import { type OutputWriter, writerOf } from "./output_writer.ts";

/** The functions that make the result of a variant from memory. */
export interface ProgramAnswer {
  readonly fill: OutputFiller;
  readonly writer: OutputWriter;
  readonly code: CompiledVariant;
}

/** Compiled code for one variant or for several. */
export interface LoadedProgram {
  readonly run: () => number;
  /** Indexed by the number that `run` returns, if it is not negative. */
  readonly answers: readonly ProgramAnswer[];
  /** Returns the question of the guard that has failed, from the negative number that `run` returns. */
  readonly asked: (code: number) => Asked;
}

/** A question, and the outcome for which the program goes on. */
interface Asked {
  readonly question: VariantQuestion<CompiledVariant>;
  readonly outcome: boolean | number;
}

/** The compiled code of a variant, with its counts. */
export interface CompiledVariant {
  readonly shape: OutputShape;
  /** The number of instructions of a run. */
  readonly length: number;
  readonly price: Price;
  /** Compiled calls since they were last added to the budget. */
  hits: number;
  program?: LoadedProgram;
}

/** Loads a program for the variants that it was lowered from, in the same order. */
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
    asked: (code) => {
      const { path, guard } = failed(program, code);
      const { questions, path: { guards } } = variants[path];
      return { question: questions[guard], outcome: guards[guard].outcome };
    },
  };
}
