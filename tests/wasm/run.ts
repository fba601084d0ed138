// Paths by hand, and what they answer: compiled, and evaluated instruction by instruction.

import { evaluate } from "../../lib/values/operation.ts";
import { CONSTANT, INPUT } from "../../lib/program/graph.ts";
import type { Guard, GuardedTrace } from "../../lib/program/guarded_trace.ts";
import { FIRST_INPUT, LOOKED_AT } from "../../lib/wasm/layout.ts";
import { failed, loaded, numbers } from "../../lib/wasm/load.ts";
import { lowered } from "../../lib/wasm/lower.ts";
import type { Lowered } from "../../lib/wasm/module.ts";
import { AssertionError } from "@std/assert";
import { comparisons } from "../../lib/elementary/comparison.ts";

/** Which guard did not hold, and the number it looked at. */
export interface Failure {
  readonly question: { readonly path: number; readonly guard: number };
  readonly seen: number;
}

/** What a program has answered: the outputs of a path, or which guard did not hold. */
export type Run = { readonly path: number; readonly outputs: number[] } | Failure;

/** The failure of a run. */
export function failureOf(run: Run): Failure {
  if ("question" in run) return run;
  throw new AssertionError("every guard holds, where one is expected to fail");
}

/** The outputs of a run. */
export function outputsOf(run: Run): number[] {
  if ("outputs" in run) return run.outputs;
  throw new AssertionError(`guard ${run.question.guard} fails, where all are expected to hold`);
}

/** A program that takes numbers. */
export function runnerOf(program: Lowered, outputs: number): (inputs: readonly number[]) => Run {
  const run = loaded(program);
  return (inputs) => {
    inputs.forEach((input, i) => numbers()[FIRST_INPUT + i] = input);
    const code = run();
    if (code < 0) return { question: failed(program, code), seen: numbers()[LOOKED_AT] };
    return {
      path: code,
      outputs: [...numbers().subarray(program.outputs, program.outputs + outputs)],
    };
  };
}

/** A path, compiled. */
export function compiled(path: GuardedTrace): (inputs: readonly number[]) => Run {
  return runnerOf(lowered(path), path.outputs.length);
}

/** What a path answers, instruction by instruction: its outputs, or the first guard that does not hold. */
export function interpreted(path: GuardedTrace, inputs: readonly number[]): Run {
  const { graph, guards, outputs } = path;
  const values = new Float64Array(graph.size);
  for (let place = 0; place < graph.size; place++) {
    const operation = graph.operations[place];
    if (operation === INPUT) values[place] = inputs[graph.left[place]];
    else if (operation === CONSTANT) values[place] = graph.constantAt(place)!;
    else {
      const operands = graph.operands(place).map((x) => values[x]);
      values[place] = evaluate(graph.operationAt(place)!, operands);
    }
  }
  const failed = guards.findIndex((guard) => !holds(guard, values));
  if (failed < 0) return { path: 0, outputs: outputs.map((place) => values[place]) };
  const { question, left } = guards[failed];
  return {
    question: { path: 0, guard: failed },
    seen: question === "value" ? values[left] : NaN,
  };
}

function holds({ question, left, right, outcome }: Guard, values: Float64Array): boolean {
  if (question === "value") return Object.is(values[left], outcome);
  return comparisons[question](values[left], values[right]) === outcome;
}

/** The same run, where what a comparison leaves behind does not matter. */
export function seenOf(run: Run, path: GuardedTrace): Run {
  if (!("question" in run)) return run;
  const { question } = path.guards[run.question.guard];
  return question === "value" ? run : { ...run, seen: NaN };
}
