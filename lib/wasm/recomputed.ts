// A loop reads what others have computed, and the backward sweep of a derivative reads all partials of the forward one.
// What a few sums and products make of inputs is computed again there: that costs less than to write it down and read it.

import { Graph, INPUT, type Place } from "../program/graph.ts";
import type { Guard, GuardedTrace } from "../program/guarded_trace.ts";
import type { Piece } from "../program/loops.ts";
import { takesOneCycle } from "../program/simplify.ts";
import { Makers, type Repetition } from "./makers.ts";
import type { PathSequence } from "./sequence.ts";

/** Most operations by which a value is computed again. */
const MOST_OPERATIONS = 4;
/** Most inputs that these read. */
const MOST_INPUTS = 3;
// In place of the loop that an instruction is in.
/** It is computed again. */
const AGAIN = -2;
/** It is not to be computed again, wherever it is read. */
const ONCE = -3;
/** It is not computed at all. */
const NEVER = -4;
/** Within how many instructions a value is not computed once more. */
const RECENT = 64;

/**
 * Returns a folded trace in which loops compute again what is cheap, and read the rest from memory; `undefined` where
 * nothing is.
 */
export function recomputed(
  sequence: PathSequence,
  pieces: readonly Piece[],
): GuardedTrace | undefined {
  const makers = new Makers(sequence, pieces);
  const plan = makers.plan(cheapPlaces(sequence));
  return plan && new Rewriting(sequence, makers, plan).done();
}

/** Marks the places that are cheap to compute from inputs and constants. */
function cheapPlaces(
  { path: { graph }, operands: { starts, list }, slots }: PathSequence,
): Uint8Array {
  const { size, operations } = graph;
  const lengths = new Uint8Array(size);
  const inputs = new Uint8Array(size);
  const isThere = (place: Place) => operations[place] < 0 || slots[place] >= 0;
  for (let place = 0; place < size; place++) {
    if (operations[place] === INPUT || slots[place] >= 0) inputs[place] = 1;
    if (operations[place] < 0 || !takesOneCycle(graph.operationAt(place)!)) continue;
    let length = 1;
    let read = 0;
    for (let at = starts[place]; at < starts[place + 1]; at++) {
      const operand = list[at];
      length += isThere(operand) ? 0 : lengths[operand] || MOST_OPERATIONS;
      read += inputs[operand];
    }
    if (length > MOST_OPERATIONS || read > MOST_INPUTS) continue;
    lengths[place] = length;
    inputs[place] = read;
  }
  return lengths;
}

/** Writes a trace with what is computed again, each before its reader. */
class Rewriting {
  private readonly graph: Graph;
  private readonly sequence: PathSequence;
  private readonly makers: Makers;
  private readonly plan: Repetition;
  /** For each place that is computed again where loops read it, its own outermost loop; `ONCE` or `NEVER` for others. */
  private readonly loops: Int32Array;
  /** Where each place is in the other graph. */
  private readonly moved: Int32Array;
  /** Where each place has been computed again latest. */
  private readonly copies: Int32Array;
  /** The operands of the instruction that is being written, and of those around it, that have moved; and to where first. */
  private readonly replaced: number[] = [];

  constructor(sequence: PathSequence, makers: Makers, plan: Repetition) {
    const { size } = sequence.path.graph;
    this.sequence = sequence;
    this.makers = makers;
    this.plan = plan;
    this.graph = new Graph("simplified", 2 * size);
    this.loops = this.loopsOfRepeated();
    this.moved = new Int32Array(size);
    this.copies = new Int32Array(size).fill(-1 - RECENT);
  }

  private loopsOfRepeated(): Int32Array {
    const { sequence: { order, path: { graph: { size } } }, makers, plan: { isRepeated } } = this;
    const loops = new Int32Array(size).fill(NEVER);
    for (let item = 0; item < order.length; item++) {
      if (order[item] < 0) continue;
      const maker = makers.of[item];
      loops[order[item]] = isRepeated[maker] === 1 ? makers.loopOf[maker] : ONCE;
    }
    return loops;
  }

  done(): GuardedTrace {
    const { graph, moved, makers, plan: { isNeeded }, sequence: { path, positions, slots } } = this;
    const { size, operations } = path.graph;
    const guards: Guard[] = [];
    for (let place = 0; place <= size; place++) {
      for (let guard; (guard = path.guards[guards.length])?.at === place;) {
        const { question, outcome } = guard;
        const right = question === "value" ? 0 : moved[guard.right];
        guards.push({ at: graph.size, question, left: moved[guard.left], right, outcome });
      }
      if (place === size) break;
      const item = positions[place];
      if (operations[place] < 0 || slots[place] >= 0) {
        moved[place] = graph.adopt(path.graph, place, moved);
      } else if (item >= 0 && isNeeded[makers.of[item]] === 1) {
        moved[place] = this.written(place, makers.loopOf[makers.of[item]]);
      }
    }
    return { graph, guards, outputs: path.outputs.map((output) => moved[output]) };
  }

  /**
   * Writes an instruction, and before it what it reads that is computed again.
   *
   * @param loop the outermost loop that it is in, −1 for none, or `AGAIN` where it is itself computed again
   */
  private written(place: Place, loop: number): Place {
    const { graph, moved, replaced, sequence: { path, operands: { starts, list } } } = this;
    const bottom = replaced.length;
    for (let at = starts[place]; at < starts[place + 1]; at++) {
      if (this.isAgain(list[at], loop)) replaced.push(list[at], moved[list[at]]);
    }
    const top = replaced.length;
    for (let i = bottom; i < top; i += 2) moved[replaced[i]] = this.copyOf(replaced[i]);
    const written = graph.adopt(path.graph, place, moved);
    while (replaced.length > bottom) {
      const original = replaced.pop()!;
      moved[replaced.pop()!] = original;
    }
    return written;
  }

  /** Checks whether a place is computed again where a loop reads it. */
  private isAgain(place: Place, loop: number): boolean {
    const own = this.loops[place];
    if (loop === AGAIN) return own !== NEVER;
    return own > ONCE && own !== loop;
  }

  /** Returns where a place has been computed again: now, if not just before. */
  private copyOf(place: Place): Place {
    const { graph, copies } = this;
    if (graph.size - copies[place] > RECENT) copies[place] = this.written(place, AGAIN);
    return copies[place];
  }
}
