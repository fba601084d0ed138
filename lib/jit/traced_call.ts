// Traces one call of a function that is to be compiled: its guarded trace, the shape of its result, and its
// costs.

import type { Callable } from "../trees/call.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import type { TracedLoop } from "../values/interpreter.ts";
import type { Scalar } from "../values/scalar.ts";
import { isPromise } from "../trees/promises.ts";
import { abandon } from "../trees/tree.ts";
import type { GuardedTrace } from "../program/guarded_trace.ts";
import { Graph } from "../program/graph.ts";
import { leaveRoundsOut } from "../program/leaving_out.ts";
import type { Tracer } from "../program/tracer.ts";
import { Keeper } from "./loops/keeper.ts";
import type { KnownLoops } from "./loops/ways.ts";
import { withoutOmitted } from "../program/steps.ts";
import { type Trace, traceRun, Untraceable } from "../program/trace.ts";
import { type OutputShape, resultSites } from "./output_filler.ts";
import { type Price, priceOf } from "./budget.ts";
import { messageOf, reasons } from "./uncompiled_reasons.ts";
import type { Structure } from "./structure.ts";
import { usersLine, withLongStacks } from "./users_line.ts";

/** A traced call, ready to be compiled. */
export interface TracedCall {
  readonly path: GuardedTrace;
  readonly shape: OutputShape;
  readonly price: Price;
  /** The line of the user's program that first asked for a `value`. */
  readonly reads: string | undefined;
  /** Why loops run round by round that could not be kept. */
  readonly unkept?: string;
}

/**
 * Thrown for a call that cannot be compiled, with the reason, or with the message of what the function threw.
 */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly reason: string | undefined;
  /** The line of the user's program that is the cause. */
  readonly line: string | undefined;

  /**
   * @param reason why it cannot; `undefined` if the function itself has thrown
   * @param thrown the error that ended the trace
   */
  constructor(reason: string | undefined, message: string = reason ?? "", thrown?: unknown) {
    super(message);
    this.reason = reason;
    this.line = usersLine(thrown);
  }
}

/**
 * Runs a function on boxes and returns the trace.
 *
 * @param self the `this` of the call
 * @param longest the most instructions that the trace may have
 * @param known what earlier traces have found out about its loops
 * @throws {Refused} if it cannot be compiled, or throws.
 * @throws {TypeError} if it returns a box whose derivative call has ended.
 */
export function tracedForJit(
  f: Callable,
  self: unknown,
  structure: Structure,
  inputs: Float64Array,
  longest: number,
  known: KnownLoops,
): TracedCall {
  const call = (keeping?: (tracer: Tracer) => Tracer["keepLoop"]): TracedCall => {
    const graph = new Graph();
    if (known.mayLeaveOut) graph.makesRoom = leaveRoundsOut;
    try {
      return callOf(traced(f, self, structure, inputs, longest, graph, keeping));
    } catch (error) {
      if (!graph.isMissing) throw error;
      // It goes back to what has been left out of its loops.
      known.mayLeaveOut = false;
      known.ways.clear();
      return call(keeping);
    }
  };
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    let tracer: Tracer | undefined;
    let keeper: Keeper | undefined;
    const keeping = (own: Tracer) => {
      tracer = own;
      const kept = keeper = new Keeper(own, known);
      return (loop: TracedLoop) => kept.keep(loop);
    };
    try {
      const kept = call(keeping);
      const path = keeper!.begun.hasBegun ? withoutOmitted(tracer!, kept.path) : kept.path;
      return { ...kept, path, unkept: known.reason };
    } catch (error) {
      const isRefused = error instanceof Refused || isUntraceable(error);
      if (!isRefused || !keeper?.begun.hasBegun) throw error;
      const reason = error instanceof Refused && error.reason === undefined
        ? `a step of a loop throws on boxes: ${error.message}`
        : messageOf(error);
      const { suspects } = keeper.begun;
      known.reason = suspects.length === 0 ? reason : `${reason} (${suspects.join(", ")})`;
      // Where a loop cannot be kept, its rounds run one by one; where it may be any, those of all do. What it was about to do is
      // no way of a later trace.
      known.ways.clear();
      if (suspects.length === 0) break;
      for (const site of suspects) known.unkeepable.add(site);
    }
  }
  return { ...call(), unkept: known.reason };
}

/** Most times that a function is traced while there are loops that cannot be kept. */
const MOST_TRIES = 8;

/** A trace, and what the function has returned. */
interface TracedRun {
  readonly trace: Trace;
  readonly result: unknown;
}

function callOf({ trace, result }: TracedRun): TracedCall {
  const { list, leaves, depth, fault } = resultSites(
    result,
    (box) => trace.placeOf(box) !== undefined,
  );
  if (fault !== undefined) {
    abandon(result);
    throw new Refused(fault);
  }
  const { graph, guards, work, firstRead } = trace;
  const outputs = leaves.map((leaf) => trace.placeOf(leaf)!);
  graph.close();
  return {
    path: { graph, guards, outputs },
    shape: { list, depth },
    price: priceOf(work),
    reads: usersLine(firstRead),
  };
}

function traced(
  f: Callable,
  self: unknown,
  structure: Structure,
  inputs: Float64Array,
  longest: number,
  graph: Graph,
  keeping?: (tracer: Tracer) => Tracer["keepLoop"],
): TracedRun {
  let result: unknown;
  const run = (leaves: Scalar[]) =>
    result = f.apply(watched(self), structure.withLeaves(leaves) as unknown[]);
  try {
    const trace = withLongStacks(() =>
      traceRun("jit", f, run, Array.from(inputs), longest, graph, keeping)
    );
    if (!isPromise(result)) return { trace, result };
  } catch (error) {
    abandon(result);
    if (isUntraceable(error)) throw new Refused(error.message, error.message, error);
    throw new Refused(undefined, messageOf(error), error);
  }
  abandon(result);
  throw new Refused(reasons.asynchronous);
}

/** Returns whether an error ended the trace. Anything may have been thrown, also a proxy that throws itself. */
function isUntraceable(error: unknown): error is Untraceable {
  try {
    return error instanceof Untraceable;
  } catch {
    return false;
  }
}

/** Wraps the `this` of a method so that its use ends the trace: a program would not notice that it changes. */
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
