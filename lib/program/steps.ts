// One step of a loop, traced for itself: a program of its own, whose inputs are the arguments of the step and what it
// takes from the trace around it. What a loop does in all its rounds is a few such programs, one for each way.

import type { Traced } from "../values/traced.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Frame } from "./frame.ts";
import { Graph, INPUT, type Place } from "./graph.ts";
import type { Guard, GuardedTrace } from "./guarded_trace.ts";
import { forEachOperand } from "./operands.ts";
import type { Tracer } from "./tracer.ts";

/** A step that was traced for itself. */
export interface TracedStep<T> {
  /** Its program: the inputs are its arguments, and after them what it captures. */
  readonly path: GuardedTrace;
  readonly result: T;
}

/** The places around a step that it takes values from, in the order of its inputs. */
export class Captures {
  private readonly keys: number[] = [];
  private readonly indices = new Map<number, number>();

  get count(): number {
    return this.keys.length;
  }

  /** Returns the index of a captured place. */
  indexOf(place: Place, frames: readonly Frame[]): number {
    const depth = frames.findLastIndex(({ start }) => start <= place);
    const key = depth * DEPTH + frames[depth].indexOf(place);
    const found = this.indices.get(key);
    if (found !== undefined) return found;
    this.indices.set(key, this.keys.length);
    return this.keys.push(key) - 1;
  }

  /** Returns the captured places. */
  places(frames: readonly Frame[]): Place[] {
    return this.keys.map((key) => frames[Math.floor(key / DEPTH)].placeAt(key % DEPTH));
  }
}

/** More than any graph has places. */
const DEPTH = 2 ** 26;

/**
 * Traces a step on arguments.
 *
 * @param key what tells its loop from others, @param primals the numbers of the arguments
 * @param outputsOf returns the scalars that the step computes
 */
export function tracedStep<T>(
  tracer: Tracer,
  key: string,
  primals: readonly number[],
  captures: () => Captures,
  run: (args: Traced[]) => T,
  outputsOf: (result: T) => readonly Scalar[],
): TracedStep<T> {
  const ended = tracer.apart(key, primals, (args) => {
    const answer = run(args);
    const places = outputsOf(answer).map((x) =>
      tracer.placeOf(x) ?? tracer.refuse("a step of a loop uses a value that a derivative follows")
    );
    return { answer, places };
  });
  const { frame, guards, result: { answer: result, places: outputs } } = ended;
  const whole = { graph: tracer.graph, guards, outputs };
  const path = excerpt(tracer, whole, frame, primals.length, captures());
  return { path, result };
}

/** Returns a program with more inputs, which it does not use, so that all ways through a loop have the same. */
export function withInputs({ graph, guards, outputs }: GuardedTrace, inputs: number): GuardedTrace {
  if (graph.inputs === inputs) return { graph, guards, outputs };
  const own = new Graph();
  const moved = new Int32Array(graph.size);
  for (let i = 0; i < inputs; i++) own.input();
  for (let place = 0; place < graph.size; place++) {
    moved[place] = graph.operations[place] === INPUT
      ? graph.left[place]
      : own.adopt(graph, place, moved);
  }
  const shift = inputs - graph.inputs;
  return {
    graph: own,
    guards: guards.map((guard) => movedGuard(guard, moved, guard.at + shift)),
    outputs: outputs.map((place) => moved[place]),
  };
}

function movedGuard(guard: Guard, moved: Int32Array, at: number): Guard {
  const { question, left, right } = guard;
  return { ...guard, at, left: moved[left], right: question === "value" ? 0 : moved[right] };
}

/**
 * Takes a step out of the graph in which it was traced: all its instructions, also those that nothing needs, so that
 * ways through it are alike up to where they part.
 */
function excerpt(
  tracer: Tracer,
  { graph, guards, outputs }: GuardedTrace,
  { start, omitted }: Frame,
  count: number,
  captures: Captures,
): GuardedTrace {
  const own = new Graph();
  const moved = movedPlaces(graph);
  for (let i = 0; i < count; i++) moved[start + i] = own.input();
  const outside = new Set<Place>();
  const take = (place: Place) => {
    if (place < start) outside.add(place);
    else if (moved[place] === NOWHERE) tracer.refuse(KEPT_ELSEWHERE);
  };
  const within: Place[] = [];
  let next = 0;
  for (let place = start + count; place < graph.size; place++) {
    while (next < omitted.length && omitted[next].to <= place) next++;
    if (next < omitted.length && omitted[next].from <= place) continue;
    forEachOperand(graph, place, take);
    moved[place] = WITHIN;
    within.push(place);
  }
  const asked = guards.flatMap(({ left, right, question }) =>
    question === "value" ? [left] : [left, right]
  );
  [...outputs, ...asked].forEach(take);

  const variable = [...outside].filter((place) => !graph.isConstant(place)).sort((a, b) => a - b);
  for (const place of variable) {
    moved[place] = count + captures.indexOf(place, tracer.frames);
  }
  for (let i = 0; i < captures.count; i++) own.input();
  // Constants from around it stand where they are first used, so that this depends on nothing that comes later.
  const needConstant = (place: Place) => {
    if (moved[place] === NOWHERE) moved[place] = own.adopt(graph, place, moved);
  };
  let asking = 0;
  const ownGuards: Guard[] = [];
  const askUntil = (place: Place) => {
    while (asking < guards.length && guards[asking].at <= place) {
      const { left, right, question } = guards[asking];
      needConstant(left);
      if (question !== "value") needConstant(right);
      ownGuards.push(movedGuard(guards[asking++], moved, own.size));
    }
  };
  for (const place of within) {
    askUntil(place);
    forEachOperand(graph, place, needConstant);
    moved[place] = own.adopt(graph, place, moved);
  }
  askUntil(graph.size);
  outputs.forEach(needConstant);
  const path = { graph: own, guards: ownGuards, outputs: outputs.map((place) => moved[place]) };
  moved.fill(NOWHERE, start, graph.size);
  for (const place of outside) moved[place] = NOWHERE;
  spare.set(graph, moved);
  return path;
}

/** For graphs of which there has been an excerpt, a column in which each place is nowhere. */
const spare = /* @__PURE__ */ new WeakMap<Graph, Int32Array>();

/**
 * Returns a column in which each place of a graph is nowhere. The next excerpt takes it over, since a short step may be a part of
 * a long graph, and there may be many.
 */
function movedPlaces(graph: Graph): Int32Array {
  const known = spare.get(graph);
  spare.delete(graph);
  if (known !== undefined && known.length >= graph.size) return known;
  // With some room, since the graph grows from step to step.
  return new Int32Array(Math.ceil(ROOM * graph.size)).fill(NOWHERE);
}

/**
 * Returns a whole trace without what is left out of it.
 *
 * @throws {Untraceable} if anything depends on what is.
 */
export function withoutOmitted(tracer: Tracer, path: GuardedTrace): GuardedTrace {
  return excerpt(tracer, path, tracer.frames[0], 0, new Captures());
}

/** How many times as long as its graph a column is at first. */
const ROOM = 1.25;
/** In place of a place: it is in no excerpt. */
const NOWHERE = -1;
/** In place of a place: it is in the excerpt, where is not known yet. */
const WITHIN = -2;

/** Why a trace ends that uses a number of a round of a loop elsewhere. */
export const KEPT_ELSEWHERE =
  "a step of a loop stores a number of its round elsewhere, which is used later: return it from the step";
