// Tracing: a function runs once on boxes that compute as numbers do, and every operation becomes an instruction of
// a graph.

import { interpreting } from "../values/interpreter.ts";
import { levelsAround } from "../values/nesting.ts";
import { Level, type Named } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import { isPromise } from "../trees/promises.ts";
import { Graph, type Place } from "./graph.ts";
import type { Guard } from "./guarded_trace.ts";
import type { Work } from "./trace_length.ts";
import { Tracer } from "./tracer.ts";

export { Untraceable } from "./trace_length.ts";

/** A traced run. */
export interface Trace {
  readonly graph: Graph;
  readonly guards: readonly Guard[];
  readonly work: Work;
  /** The calls of functions that have a rule of their own, which the graph does not contain. */
  readonly rules: ReadonlySet<string>;
  /** Made where the run first asked for the number of a box, by `value`; its stack tells where. */
  readonly firstRead: Error | undefined;
  /** The result of the function, with its boxes. */
  readonly result: unknown;
  /** Returns the place of a scalar of the result, or `undefined` for a box that is not of this trace. */
  readonly placeOf: (x: Scalar) => Place | undefined;
}

/**
 * Runs a function of a list of numbers on traced boxes.
 *
 * @param verb the transform that is called, @param f the function it is called on, for error messages
 * @param longest the most instructions there may be
 * @param graph the graph to which they are added
 * @param keeping returns how loops are kept; without it, they run round by round
 * @throws {Untraceable} if the function does something that no program can express; and whatever it throws itself.
 */
export function traceRun(
  verb: string,
  f: Named,
  run: (inputs: Scalar[]) => unknown,
  inputs: readonly number[],
  longest: number = Infinity,
  graph: Graph = new Graph(),
  keeping?: (tracer: Tracer) => Tracer["keepLoop"],
): Trace {
  const level = new Level("trace", verb, f);
  const tracer = new Tracer(level, longest, graph);
  tracer.keepLoop = keeping?.(tracer);
  const hidden = [...levelsAround(level)].filter(({ phase }) => phase === "open");
  for (const outer of hidden) outer.phase = "hidden";
  level.phase = "traced";
  let isAsynchronous = false;
  try {
    const result = interpreting(tracer, () => {
      const returned = run(inputs.map((input) => tracer.input(input)));
      isAsynchronous = isPromise(returned);
      tracer.check();
      return returned;
    });
    return {
      graph: tracer.graph,
      guards: tracer.questions.guards,
      work: tracer.work,
      rules: tracer.rules,
      firstRead: tracer.firstRead,
      result,
      placeOf: (x) => tracer.placeOf(x),
    };
  } catch (error) {
    // The trace stays refused where the function has caught the refusal and thrown another error.
    throw tracer.refusal ?? error;
  } finally {
    level.close();
    // An asynchronous function goes on after its trace: its boxes then read as numbers.
    if (isAsynchronous) level.phase = "paused";
    for (const outer of hidden) outer.phase = "open";
  }
}
