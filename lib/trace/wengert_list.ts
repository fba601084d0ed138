// Turns a trace into a program for readers: operations on which nothing depends are left out, constants stand
// where they are used, and steps are numbered as in the literature, inputs up to v₀ and operations from v₁
// on.

import { type Operation, operations } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import { pathsOf } from "../trees/matching.ts";
import type { Place } from "../program/graph.ts";
import { needed } from "../program/guarded_trace.ts";
import { type Excerpt, rerun } from "../program/rerun.ts";
import { type Trace, Untraceable } from "../program/trace.ts";
import type { Operand, Output, Program, Question, Step } from "./views/program.ts";
import { variable } from "./views/step_text.ts";

/** The program of a trace, and the excerpt of its graph that is run to differentiate it. */
export interface WengertList {
  readonly program: Program;
  /** The instructions of the graph, one for each step of the program. */
  readonly excerpt: Excerpt;
}

/**
 * Returns the program of a trace.
 *
 * @param leaves the numbers of the result
 * @param paths the paths of the inputs in the arguments
 */
export function wengertListOf(
  name: string,
  trace: Trace,
  leaves: readonly Scalar[],
  paths: readonly string[],
  primals: readonly number[],
): WengertList {
  const { graph, guards, result } = trace;
  const outputs = leaves.map((leaf) => placeOf(trace, leaf));
  const marks = needed({ graph, guards, outputs });
  const isShown = (place: Place) =>
    place < paths.length || (marks[place] === 1 && !graph.isConstant(place));
  const places = Array.from(marks.keys()).filter(isShown);
  const excerpt = { graph, places };

  const positions = new Map(places.map((place, i) => [place, i]));
  const results = rerun(excerpt, primals) as number[];
  const shown = results.map((primal, step): Operand => ({
    name: variable(step - paths.length + 1),
    primal,
    step,
  }));
  const operandAt = (place: Place): Operand => {
    const position = positions.get(place);
    if (position !== undefined) return shown[position];
    const primal = graph.constantAt(place)!;
    return { name: String(primal), primal, step: undefined };
  };

  const nameOfOperation = namesOfOperations();
  const steps = places.map((place, i): Step => {
    const operation = graph.operationAt(place);
    return {
      name: shown[i].name,
      operation: operation && nameOfOperation(operation),
      path: operation === undefined ? paths[graph.left[place]] : undefined,
      operands: graph.operands(place).map(operandAt),
      primal: results[i],
      tangent: undefined,
      adjoint: undefined,
    };
  });
  let after = 0;
  const questions = guards.map(({ at, question, left, right, outcome }): Question => {
    while (after < places.length && places[after] < at) after++;
    return {
      after,
      kind: question,
      operands: (question === "value" ? [left] : [left, right]).map(operandAt),
      answer: outcome,
    };
  });
  const outputPaths = pathsOf(result, "result");
  return {
    program: {
      name,
      steps,
      inputs: steps.slice(0, paths.length),
      outputs: outputs.map((place, i): Output => ({
        path: outputPaths[i],
        operand: operandAt(place),
      })),
      questions,
      hasTangents: false,
      hasAdjoints: false,
    },
    excerpt,
  };
}

function placeOf(trace: Trace, leaf: Scalar): Place {
  const place = trace.placeOf(leaf);
  if (place === undefined) throw new Untraceable("it returns what a derivative follows");
  return place;
}

/**
 * Returns the names of operations in one program: the name of the row, made longer if it is the name of
 * another row, in the library or in the program. So every name in a program stands for one function.
 */
function namesOfOperations(): (operation: Operation) => string {
  const names = new Map<Operation, string>();
  const taken = new Map<string, number>();
  for (const { name } of operations) taken.set(name, 1);
  return (operation) => {
    let name = names.get(operation);
    if (name !== undefined) return name;
    // A name with line breaks would break the lines of a table.
    const own = operation.name.replace(/\s+/g, " ");
    name = own;
    if (!operation.isOfLibrary) {
      let count = taken.get(name) ?? 0;
      while (taken.has(name)) {
        count++;
        name = own + (count === 2 ? "_" : `_${count}`);
      }
      taken.set(own, Math.max(count, 1));
      taken.set(name, 1);
    }
    names.set(operation, name);
    return name;
  };
}
