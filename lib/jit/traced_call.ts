// One call of a function that is to be compiled, written down: the path it took, the shape of its answer, and
// what it cost.

import type { Callable } from "../trees/call.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import type { Scalar } from "../values/scalar.ts";
import { isPromise } from "../trees/promises.ts";
import { abandon } from "../trees/tree.ts";
import type { GuardedTrace } from "../program/guarded_trace.ts";
import { type Trace, traceRun, Untraceable } from "../program/trace.ts";
import { type OutputShape, resultSites } from "./output_filler.ts";
import { type Price, priceOf } from "./budget.ts";
import { messageOf, reasons } from "./uncompiled_reasons.ts";
import type { Structure } from "./structure.ts";

/** What is compiled of a call. */
export interface TracedCall {
  readonly path: GuardedTrace;
  readonly shape: OutputShape;
  readonly price: Price;
}

/** A call that cannot be compiled: why, or where the function has thrown, what that said. */
export class Refused extends Error {
  override readonly name = "Refused";

  /** @param reason why; `undefined` where the function itself has thrown */
  constructor(readonly reason: string | undefined, message: string = reason ?? "") {
    super(message);
  }
}

/**
 * Runs a function on boxes.
 *
 * @param self what it is called on
 * @param longest how many instructions there may be
 * @throws {Refused} if it cannot be compiled, or throws.
 * @throws {TypeError} if it answers a box whose derivative call has ended.
 */
export function tracedForJit(
  f: Callable,
  self: unknown,
  structure: Structure,
  inputs: Float64Array,
  longest: number,
): TracedCall {
  const { trace, result } = traced(f, self, structure, inputs, longest);
  const { list, leaves, depth, fault } = resultSites(
    result,
    (box) => trace.placeOf(box) !== undefined,
  );
  if (fault !== undefined) {
    abandon(result);
    throw new Refused(fault);
  }
  const { graph, guards, work } = trace;
  const outputs = leaves.map((leaf) => trace.placeOf(leaf)!);
  return { path: { graph, guards, outputs }, shape: { list, depth }, price: priceOf(work) };
}

function traced(
  f: Callable,
  self: unknown,
  structure: Structure,
  inputs: Float64Array,
  longest: number,
): { trace: Trace; result: unknown } {
  let result: unknown;
  const run = (leaves: Scalar[]) =>
    result = f.apply(watched(self), structure.withLeaves(leaves) as unknown[]);
  try {
    const trace = traceRun("jit", f, run, Array.from(inputs), longest);
    if (!isPromise(result)) return { trace, result };
  } catch (error) {
    abandon(result);
    if (isUntraceable(error)) throw new Refused(error.message);
    throw new Refused(undefined, messageOf(error));
  }
  abandon(result);
  throw new Refused(reasons.asynchronous);
}

/** Whether a trace was ended; what else is thrown may be a proxy that throws as well. */
function isUntraceable(error: unknown): error is Untraceable {
  try {
    return error instanceof Untraceable;
  } catch {
    return false;
  }
}

/** What a method is called on: to use it ends the trace, since a program would not notice that it changes. */
function watched(self: unknown): unknown {
  if (self === undefined || self === null) return self;
  if (typeof self !== "object" && typeof self !== "function") {
    return currentInterpreter()?.refuse(reasons.self);
  }
  const traps = new Proxy({}, {
    get: (_, trap: keyof typeof Reflect) => (...args: unknown[]) => {
      currentInterpreter()?.refuse(reasons.self);
      return (Reflect[trap] as Callable)(...args);
    },
  });
  return new Proxy(self, traps);
}
