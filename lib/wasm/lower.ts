// A path, or several that part at their guards, as WebAssembly: straight functions of a few thousand
// instructions each, whose values live in locals, and in memory where a later function reads them.

import type { Place } from "../program/graph.ts";
import { type Operands, operandsOf } from "../program/operands.ts";
import { type GuardedTrace, needed } from "../program/guarded_trace.ts";
import { Bytes, encodeModule, op, type } from "./encode.ts";
import { type Import, Imports } from "./imports.ts";
import { Layout } from "./layout.ts";
import { NONE, Places } from "./places.ts";
import { asTraced, type Order, scheduled } from "./schedule.ts";
import { FunctionWriter } from "./writer.ts";

/** Which guard of which path a program asks. */
export interface LoweredQuestion {
  readonly path: number;
  readonly guard: number;
}

/**
 * A program in bytes. Its modules run one after the other. A path that holds answers its number; question i,
 * where nothing follows on the answer, answers −1 − i.
 */
export interface Lowered {
  readonly modules: readonly LoweredModule[];
  readonly questions: readonly LoweredQuestion[];
  /** Where in memory the outputs begin. */
  readonly outputs: number;
  /** How many numbers of memory it needs. */
  readonly memory: number;
  readonly instructions: number;
}

/** One module: the bytes, and what it imports after the memory. */
export interface LoweredModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly imports: readonly Import[];
}

/** A function this long is optimised by engines without delay. */
const LONGEST_FUNCTION = 4000;
/** Chromium refuses larger modules where they are made at once. */
const LARGEST_MODULE = 3_500_000;

/** Lowers one path, of any length. */
export function lowered(path: GuardedTrace): Lowered {
  const layout = new Layout([path]);
  const places = new Places(path);
  // An output is stored as it is computed, and at the end what is none or another one as well.
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
    writer.answer(0);
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

/** Frees the slots of what a function has read for the last time. */
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

/** Lowers several short paths into one function, which branches where they part. */
export function mergedProgram(paths: readonly GuardedTrace[]): Lowered {
  const layout = new Layout(paths);
  const largest = paths.reduce((a, b) => a.graph.size >= b.graph.size ? a : b);
  const places = new Places(largest);
  const imports = new Imports();
  const questions: LoweredQuestion[] = [];
  const operands = paths.map(({ graph }) => operandsOf(graph));
  const writer = new FunctionWriter(paths[0], operands[0], places, imports, layout.lists, true);
  let instructions = 0;

  /** Writes what paths with the same first guards have in common, and then each of them. */
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
      writer.answer(first);
      return writer.leave();
    }
    const rest = new Map<unknown, number[]>();
    for (const member of group) {
      const { outcome } = paths[member].guards[asked];
      // Object.is, where a map would take −0 for 0.
      const key = Object.is(outcome, -0) ? "-0" : outcome;
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
  writer.answer(0);
  return {
    modules: [moduleOf(imports, [writer])],
    questions,
    outputs: Layout.output(paths[0].graph, 0),
    memory: layout.size,
    instructions,
  };
}

/** Where a function ends that begins at a point of an order. What hands a list over is as long as the list. */
function endOfFunction({ starts }: Operands, order: Order, start: number): number {
  let end = start;
  for (let length = 0; length < LONGEST_FUNCTION && end < order.length; end++) {
    const item = order[end];
    length += item < 0 ? 1 : Math.max(1, starts[item + 1] - starts[item]);
  }
  return end;
}

type Written = Pick<FunctionWriter, "code" | "floats">;

/** A module of functions that run one after the other until one answers another number than 0. */
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
