// Compiles a guarded trace to WebAssembly: to functions of a few thousand instructions each, whose values are in locals,
// and in memory where a later function reads them. Each outermost loop of the trace is a function of its own.

import type { Place } from "../program/graph.ts";
import { type GuardedTrace, whole } from "../program/guarded_trace.ts";
import type { Operands } from "../program/operands.ts";
import { copyFunction, copyLoopsOf, type RestOfAnswer, withoutConstants } from "./copies.ts";
import type { CallResults } from "./call_results.ts";
import type { Body } from "./encode.ts";
import { extended } from "./extended.ts";
import { Imports } from "./imports.ts";
import { Layout } from "./layout.ts";
import { LoopWriter } from "./loop_writer.ts";
import { type FoldedPath, foldedPath, type OutermostLoop, SHORTEST_FOLDED } from "./loops_of.ts";
import {
  encoded,
  type Lowered,
  type LoweredQuestion,
  type UnencodedModule,
  type UnencodedProgram,
} from "./module.ts";
import { NONE, Places } from "./places.ts";
import { type Order, type Schedule, scheduled } from "./schedule.ts";
import { PathSequence } from "./sequence.ts";
import { withNeighbours } from "./tables.ts";
import { LookUps } from "./look_ups.ts";
import { FunctionWriter } from "./writer.ts";

/** Most instructions of a function, about: engines optimise functions of this length without delay. */
const LONGEST_FUNCTION = 4000;
/** Most bytes of a module, about: Chromium refuses to compile larger ones synchronously. */
const LARGEST_MODULE = 3_500_000;

/**
 * Compiles one trace, of any length.
 *
 * @param shortest fewest instructions of a trace whose loops are kept
 * @param longest most instructions of one whose code does not follow from that of shorter ones; the result is `undefined` for
 * such a trace that is longer
 */
export function lowered(path: GuardedTrace, shortest?: number): Lowered;
export function lowered(
  path: GuardedTrace,
  shortest: number,
  longest: number,
): Lowered | undefined;
export function lowered(
  path: GuardedTrace,
  shortest: number = SHORTEST_FOLDED,
  longest: number = Infinity,
): Lowered | undefined {
  const program = extended(path, (member) => unencoded(member, shortest));
  if (program !== undefined) return encoded(program);
  return path.graph.size > longest ? undefined : encoded(unencoded(whole(path), shortest));
}

/** Returns the code of one trace, which is written for itself. */
export function unencoded(path: GuardedTrace, shortest: number): UnencodedProgram {
  const sequence = new PathSequence(path);
  const folded = foldedPath(sequence, shortest);
  return new Lowering(folded?.sequence ?? sequence, folded).done();
}

/** Writes the functions of one trace. */
class Lowering {
  private readonly path: GuardedTrace;
  private readonly operands: Operands;
  private readonly layout: Layout;
  private readonly places: Places;
  private readonly questions: LoweredQuestion[] = [];
  private readonly modules: UnencodedModule[] = [];
  private readonly lookUps: LookUps;
  private readonly results: CallResults;
  private imports: Imports;
  private functions: Body[] = [];
  private length = 0;
  private instructions = 0;
  private readonly schedule: Schedule;
  private readonly folded: FoldedPath | undefined;

  constructor(sequence: PathSequence, folded: FoldedPath | undefined) {
    const { path, operands, order, slots, results } = sequence;
    this.path = path;
    this.operands = operands;
    this.schedule = folded ?? scheduled(path, operands, order, slots);
    this.folded = folded;
    this.layout = folded?.layout ?? new Layout([path]);
    if (folded === undefined) results.place(this.layout);
    this.places = folded?.places ?? new Places(path, results);
    this.results = results;
    this.lookUps = new LookUps([path.graph], this.layout);
    this.imports = new Imports(this.lookUps, results);
  }

  done(): UnencodedProgram {
    const { path, layout, places, folded, schedule: { order, last } } = this;
    const { tables, others } = withoutConstants(path.graph, this.placeOutputs());
    const { loops: copies, others: rest } = copyLoopsOf(places.addresses, others);
    let end = 0;
    for (const loop of folded?.loops ?? []) {
      if (loop.from > end) this.straight(order.subarray(0, loop.from), end, last, []);
      this.loop(folded!, loop);
      end = loop.to;
    }
    this.straight(order, end, last, rest);
    if (copies.length > 0) this.add(copyFunction(copies));
    if (this.functions.length > 0) this.endModule();
    return {
      modules: this.modules,
      questions: this.questions,
      outputs: Layout.output(path.graph, 0),
      memory: layout.size,
      tables: withNeighbours([...folded?.tables ?? [], ...this.lookUps.tables, ...tables]),
      instructions: this.instructions,
      length: order.length,
      loops: folded?.loops.reduce((count, { plan }) => count + plan.counts.size, 0) ?? 0,
    };
  }

  /**
   * Gives addresses to outputs that are stored when they are computed, and returns the others: inputs, constants, and
   * further outputs of the same place.
   */
  private placeOutputs(): RestOfAnswer[] {
    const { path: { graph, outputs }, places: { addresses } } = this;
    const rest: RestOfAnswer[] = [];
    outputs.forEach((place, i) => {
      const address = Layout.output(graph, i);
      if (graph.operations[place] >= 0 && addresses[place] < 0) addresses[place] = address;
      else if (addresses[place] !== address) rest.push({ place, address });
    });
    return rest;
  }

  /** Writes functions without loops, of the items from `from` on; the last of them stores `rest`. */
  private straight(
    order: Order,
    from: number,
    last: Int32Array,
    rest: readonly RestOfAnswer[],
  ): void {
    const { path, operands, layout, places } = this;
    let end = from;
    do {
      const start = end;
      end = endOfFunction(operands, order, start);
      const items = order.subarray(start, end);
      const writer = new FunctionWriter(path, operands, places, this.imports, layout.lists);
      writer.count(items);
      for (const item of items) {
        if (item < 0) {
          const guard = -1 - item;
          writer.guard(path.guards[guard], -this.questions.push({ path: 0, guard }));
        } else {
          const isReadLater = places.addresses[item] < 0 && last[item] >= end;
          if (isReadLater) places.addresses[item] = layout.slot();
          writer.compute(item);
        }
      }
      if (end === order.length) rest.forEach(({ place, address }) => writer.store(place, address));
      writer.push(0);
      freeSlots(path, operands, items, (place) => last[place] < end, places, layout);
      this.instructions += items.length;
      this.add(writer);
    } while (end < order.length);
  }

  private loop({ sequence }: FoldedPath, { loop, plan }: OutermostLoop): void {
    const writer = new LoopWriter(sequence, plan, this.imports, this.layout.lists);
    writer.write(loop, ({ leaf: { items } }) => {
      const guard = items.map((item) => -1 - sequence.order[item]);
      return -this.questions.push({ path: 0, guard });
    });
    this.instructions += plan.leaves.size;
    this.add(writer);
  }

  private add(written: Body): void {
    this.functions.push(written);
    this.length += written.code.length;
    if (this.length > LARGEST_MODULE) this.endModule();
  }

  private endModule(): void {
    this.modules.push({ imports: this.imports, functions: this.functions });
    this.imports = new Imports(this.lookUps, this.results);
    this.functions = [];
    this.length = 0;
  }
}

/** Frees the slots of values that no later function reads. */
function freeSlots(
  { guards }: GuardedTrace,
  { starts, list }: Operands,
  items: Order,
  isOver: (place: Place) => boolean,
  { addresses }: Places,
  layout: Layout,
): void {
  const free = (place: Place) => {
    if (!layout.isSlot(addresses[place]) || !isOver(place)) return;
    layout.free(addresses[place]);
    addresses[place] = NONE;
  };
  for (const item of items) {
    if (item >= 0) {
      for (let at = starts[item]; at < starts[item + 1]; at++) free(list[at]);
    } else {
      const { question, left, right } = guards[-1 - item];
      free(left);
      if (question !== "value") free(right);
    }
  }
}

/** Returns where in the order a function ends that begins at `start`. An operation of a list counts as its length. */
function endOfFunction({ starts }: Operands, order: Order, start: number): number {
  let end = start;
  for (let length = 0; length < LONGEST_FUNCTION && end < order.length; end++) {
    const item = order[end];
    length += item < 0 ? 1 : Math.max(1, starts[item + 1] - starts[item]);
  }
  return end;
}
