// Compiles a guarded trace to WebAssembly: to functions of a few thousand instructions each, without branches, whose
// values are in locals, and in memory where a later function reads them. Several short traces become one function,
// which branches where they part.

import type { Place } from "../program/graph.ts";
import { type Operands, operandsOf } from "../program/operands.ts";
import { type GuardedTrace, needed, outcomeKey } from "../program/guarded_trace.ts";
import { Bytes, encodeModule, op, type } from "./encode.ts";
import { type Import, Imports } from "./imports.ts";
import { Layout } from "./layout.ts";
import { NONE, Places } from "./places.ts";
import { asTraced, type Order, scheduled } from "./schedule.ts";
import { FunctionWriter } from "./writer.ts";

/** A question of a program: which guard of which trace it is. */
export interface LoweredQuestion {
  readonly path: number;
  readonly guard: number;
}

/**
 * A program in bytes. Its modules run one after the other, until one returns another number than 0: the number of
 * the trace whose guards hold, or −1 − i where question i had another outcome than any trace.
 */
export interface Lowered {
  readonly modules: readonly LoweredModule[];
  readonly questions: readonly LoweredQuestion[];
  /** The address of the first output. */
  readonly outputs: number;
  /** The number of addresses it needs. */
  readonly memory: number;
  readonly instructions: number;
}

/** One module: its bytes, and the functions that it imports after the memory. */
export interface LoweredModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly imports: readonly Import[];
}

/** Most instructions of a function, about: engines optimise functions of this length without delay. */
const LONGEST_FUNCTION = 4000;
/** Most bytes of a module, about: Chromium refuses to compile larger ones synchronously. */
const LARGEST_MODULE = 3_500_000;

/** Compiles one trace, of any length. */
export function lowered(path: GuardedTrace): Lowered {
  const layout = new Layout([path]);
  const places = new Places(path);
  // An output is stored when it is computed. Inputs, constants, and further outputs of the same place are stored
  // at the end.
  const rest: [Place, number][] = [];
  path.outputs.forEach((place, i) => {
    const address = Layout.output(path.graph, i);
    if (path.graph.operations[place] >= 0 && places.addresses[place] < 0) {
      places.addresses[place] = address;
    } else rest.push([place, address]);
  });
  const operands = operandsOf(path.graph);
  const { order, last } = scheduled(path, operands);
  const questions: LoweredQuestion[] = [];
  const modules: LoweredModule[] = [];
  let imports = new Imports();
  let functions: Written[] = [];
  let length = 0;

  let end = 0;
  do {
    const start = end;
    end = endOfFunction(operands, order, start);
    const items = order.subarray(start, end);
    const writer = new FunctionWriter(path, operands, places, imports, layout.lists);
    writer.count(items);
    for (const item of items) {
      if (item < 0) {
        const guard = -1 - item;
        writer.guard(path.guards[guard], -questions.push({ path: 0, guard }));
      } else {
        const isReadLater = places.addresses[item] < 0 && last[item] >= end;
        if (isReadLater) places.addresses[item] = layout.slot();
        writer.compute(item);
      }
    }
    if (end === order.length) rest.forEach(([place, address]) => writer.store(place, address));
    writer.push(0);
    freeSlots(path, operands, items, (place) => last[place] < end, places, layout);
    functions.push(writer);
    length += writer.code.length;
    if (length > LARGEST_MODULE || end === order.length) {
      modules.push(moduleOf(imports, functions));
      imports = new Imports();
      functions = [];
      length = 0;
    }
  } while (end < order.length);
  return {
    modules,
    questions,
    outputs: Layout.output(path.graph, 0),
    memory: layout.size,
    instructions: order.length,
  };
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

/** Compiles several short traces into one function, which branches where they part. */
export function mergedProgram(paths: readonly GuardedTrace[]): Lowered {
  const layout = new Layout(paths);
  const largest = paths.reduce((a, b) => a.graph.size >= b.graph.size ? a : b);
  const places = new Places(largest);
  const imports = new Imports();
  const questions: LoweredQuestion[] = [];
  const operands = paths.map(({ graph }) => operandsOf(graph));
  const writer = new FunctionWriter(paths[0], operands[0], places, imports, layout.lists, true);
  let instructions = 0;

  /** Writes the instructions that traces with the same first guards have in common, and then a branch for each. */
  function write(group: readonly number[], asked: number, from: number): void {
    const [first] = group;
    const path = paths[first];
    writer.follow(path, operands[first], from);
    const guard = path.guards[asked];
    const until = guard?.at ?? path.graph.size;
    const marks = new Uint8Array(path.graph.size);
    for (const member of group) {
      const own = needed(paths[member], operands[member]);
      for (let place = from; place < until; place++) marks[place] |= own[place];
    }
    for (const item of asTraced({ ...path, guards: [] }, marks)) {
      writer.compute(item);
      instructions++;
    }
    if (guard === undefined) {
      path.outputs.forEach((place, i) => writer.store(place, Layout.output(path.graph, i)));
      writer.push(first);
      return writer.leave();
    }
    const rest = new Map<unknown, number[]>();
    for (const member of group) {
      const { outcome } = paths[member].guards[asked];
      const key = outcomeKey(outcome);
      rest.set(key, [...rest.get(key) ?? [], member]);
    }
    for (const members of rest.values()) {
      writer.ask(paths[members[0]].guards[asked]);
      writer.branch(() => write(members, asked + 1, guard.at));
    }
    writer.follow(path, operands[first], guard.at);
    writer.fail(guard, -questions.push({ path: first, guard: asked }));
  }

  write([...paths.keys()], 0, 0);
  writer.push(0);
  return {
    modules: [moduleOf(imports, [writer])],
    questions,
    outputs: Layout.output(paths[0].graph, 0),
    memory: layout.size,
    instructions,
  };
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

type Written = Pick<FunctionWriter, "code" | "floats">;

/** Returns a module of functions that run one after the other, until one returns another number than 0. */
function moduleOf(imports: Imports, functions: readonly Written[]): LoweredModule {
  const all = functions.length === 1
    ? functions
    : [...functions, oneAfterTheOther(imports, functions)];
  return { bytes: encodeModule(imports.signatures(), all), imports: imports.list };
}

function oneAfterTheOther(imports: Imports, functions: readonly Written[]): Written {
  const code = new Bytes();
  functions.forEach((_, i) => {
    code.byte(op.call).unsigned(imports.list.length + i).byte(op.localTee).unsigned(0);
    code.byte(op.if).byte(type.none).byte(op.localGet).unsigned(0).byte(op.return).byte(op.end);
  });
  return { floats: 0, code: code.byte(op.i32Const).byte(0) };
}
