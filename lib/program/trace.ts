// Tracing: a function runs once on boxes that compute as numbers do, and every operation is written into a
// graph on the way.

import { interpreting } from "../values/interpreter.ts";
import { Level, type Named } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import { isPromise } from "../trees/promises.ts";
import { Graph, type Place } from "./graph.ts";
import type { Guard } from "./guarded_trace.ts";
import { Tracer } from "./tracer.ts";

export { Untraceable } from "./tracer.ts";

/** How many operations a run did. */
export interface Work {
  /** Outside of derivatives. */
  readonly plain: number;
  /** While a derivative was open. */
  readonly differentiated: number;
}

/** A run that was written down. */
export interface Trace {
  readonly graph: Graph;
  readonly guards: readonly Guard[];
  readonly work: Work;
  /** Calls of functions that have a rule of their own: what it says of derivatives is not in the graph. */
  readonly rules: ReadonlySet<string>;
  /** What the function returned, boxes and all. */
  readonly result: unknown;
  /** The place of a scalar of the result, or `undefined` for a box that is not of this trace. */
  readonly placeOf: (x: Scalar) => Place | undefined;
}

/**
 * Runs a function of a list of numbers on traced boxes.
 *
 * @param verb the transform that is called, @param f the function it is called on, for error messages
 * @param longest how many instructions there may be
 * @param graph what they are written into
 * @throws {Untraceable} if the function meets what cannot be written down, and whatever it throws itself.
 */
export function traceRun(
  verb: string,
  f: Named,
  run: (inputs: Scalar[]) => unknown,
  inputs: readonly number[],
  longest = Infinity,
  graph: Graph = new Graph(),
): Trace {
  const level = new Level("trace", verb, f);
  const tracer = new Tracer(level, longest, graph);
  const hidden = [...level.around()].filter(({ phase }) => phase === "open");
  for (const outer of hidden) outer.phase = "hidden";
  level.phase = "traced";
  let isAsynchronous = false;
  try {
    const result = interpreting(tracer, () => {
      const answer = run(inputs.map((input) => tracer.input(input)));
      isAsynchronous = isPromise(answer);
      tracer.check();
      return answer;
    });
    return {
      graph: tracer.graph,
      guards: tracer.guards,
      work: tracer.work,
      rules: tracer.rules,
      result,
      placeOf: (x) => tracer.placeOf(x),
    };
  } catch (error) {
    // A function that catches the refusal and throws another error has been refused all the same.
    throw tracer.refusal ?? error;
  } finally {
    level.close();
    // What an asynchronous function does after this trace was given up, it does on numbers.
    if (isAsynchronous) level.phase = "paused";
    for (const outer of hidden) outer.phase = "open";
  }
}
