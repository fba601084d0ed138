// What an answer has besides what is stored where it is computed: constants, which are in memory before the program
// starts, and numbers that are copied when it ends, long rows of them by loops.

import { CONSTANT, type Graph, type Place } from "../program/graph.ts";
import { type Body, Bytes, op, type } from "./encode.ts";
import type { Table } from "./tables.ts";

/** A number of the answer that is not stored where it is computed. */
export interface RestOfAnswer {
  readonly place: Place;
  /** Its address in the answer. */
  readonly address: number;
}

/** Fewest constants that are in memory beforehand, since that is an operation of its own. */
const FEWEST_CONSTANTS = 64;
/** Fewest numbers that are copied by a loop. */
const FEWEST_COPIES = 16;

/**
 * Returns the constants among the rest as tables, one for each row of neighbours, and all else. Few constants are left where
 * they are.
 */
export function withoutConstants(
  graph: Graph,
  rest: readonly RestOfAnswer[],
): { tables: Table[]; others: readonly RestOfAnswer[] } {
  const tables: Table[] = [];
  const others: RestOfAnswer[] = [];
  const isConstant = ({ place }: RestOfAnswer) => graph.operations[place] === CONSTANT;
  for (let at = 0; at < rest.length;) {
    let end = at;
    while (
      end < rest.length && isConstant(rest[end]) &&
      rest[end].address === rest[at].address + end - at
    ) end++;
    if (end - at >= FEWEST_CONSTANTS) {
      const numbers = Float64Array.from(
        { length: end - at },
        (_, i) => graph.constantAt(rest[at + i].place)!,
      );
      tables.push({ address: rest[at].address, numbers });
      at = end;
    } else others.push(rest[at++]);
  }
  return { tables, others };
}

/** A loop that copies numbers. */
export interface CopyLoop {
  readonly from: number;
  readonly step: number;
  readonly to: number;
  readonly count: number;
}

/** Returns the rows among the rest that a loop copies, and all else. */
export function copyLoopsOf(
  addresses: Int32Array,
  rest: readonly RestOfAnswer[],
): { loops: CopyLoop[]; others: readonly RestOfAnswer[] } {
  const loops: CopyLoop[] = [];
  const others: RestOfAnswer[] = [];
  for (let at = 0; at < rest.length;) {
    const from = addresses[rest[at].place];
    let end = at + 1;
    const step = end < rest.length ? addresses[rest[end].place] - from : 0;
    while (
      from >= 0 && end < rest.length &&
      addresses[rest[end].place] === from + step * (end - at) &&
      addresses[rest[end].place] >= 0 && rest[end].address === rest[at].address + end - at
    ) end++;
    if (end - at >= FEWEST_COPIES) {
      loops.push({ from, step, to: rest[at].address, count: end - at });
      at = end;
    } else others.push(rest[at++]);
  }
  return { loops, others };
}

/** The integers that the code of a loop of copies uses as locals, the first ones of its function. */
export const COPY_LOCALS = 3;

/** Writes a loop of copies; one of neighbours is a single instruction. */
export function writeCopies(code: Bytes, { from, step, to, count }: CopyLoop): void {
  if (step === 1) {
    for (const bytes of [8 * to, 8 * from, 8 * count]) code.byte(op.i32Const).signed(bytes);
    code.memoryCopy();
    return;
  }
  const [source, target, counter] = [0, 1, 2];
  const move = (pointer: number, bytes: number) =>
    code.local(op.localGet, pointer).byte(op.i32Const).signed(bytes).byte(op.i32Add)
      .local(op.localSet, pointer);
  for (const [local, value] of [[source, 8 * from], [target, 8 * to], [counter, count]]) {
    code.byte(op.i32Const).signed(value).local(op.localSet, local);
  }
  code.byte(op.loop).byte(type.none).local(op.localGet, target).local(op.localGet, source);
  code.memory(op.load, 0).memory(op.store, 0);
  move(source, 8 * step);
  move(target, 8);
  code.local(op.localGet, counter).byte(op.i32Const).signed(1).byte(op.i32Sub);
  code.local(op.localTee, counter).byte(op.branchIf).byte(0).byte(op.end);
}

/** Returns a function that runs loops of copies, and returns 0. */
export function copyFunction(loops: readonly CopyLoop[]): Body {
  const code = new Bytes();
  for (const loop of loops) writeCopies(code, loop);
  return { integers: COPY_LOCALS, floats: 0, code: code.byte(op.i32Const).byte(0) };
}

/** A part of a list: a row that a loop copies, or else other numbers. */
interface ListPart {
  readonly start: number;
  readonly count: number;
  readonly row: { readonly from: number; readonly step: number } | undefined;
}

/** What code needs to know of a list of values. */
export interface ListInCode {
  readonly length: number;
  /** Returns the address of an element, negative for one that is not in memory. */
  readonly addressOf: (i: number) => number;
  /** Writes code that pushes an element, for the last time. */
  readonly push: (i: number) => void;
  /** Notes that an element was read in another way. */
  readonly skip: (i: number) => void;
}

/** Writes code that stores a list from an address on, long rows of it by loops. */
export function writeList(code: Bytes, to: number, list: ListInCode): void {
  for (const { start, count, row } of partsOfList(list)) {
    if (row !== undefined) writeCopies(code, { ...row, to: to + start, count });
    for (let i = start; i < start + count; i++) {
      if (row !== undefined) list.skip(i);
      else {
        code.byte(op.i32Const).byte(0);
        list.push(i);
        code.memory(op.store, to + i);
      }
    }
  }
}

/** Divides a list into long rows in memory, and what is between them. */
function partsOfList({ length, addressOf }: ListInCode): ListPart[] {
  const parts: ListPart[] = [];
  let between = 0;
  for (let at = 0; at < length;) {
    const from = addressOf(at);
    const step = at + 1 < length ? addressOf(at + 1) - from : 0;
    let end = at + 1;
    const isNext = (address: number) => address >= 0 && address === from + step * (end - at);
    while (from >= 0 && end < length && isNext(addressOf(end))) end++;
    if (end - at < FEWEST_COPIES) {
      // The last of these may be the first of a row.
      at = Math.max(at + 1, end - 1);
      continue;
    }
    if (at > between) parts.push({ start: between, count: at - between, row: undefined });
    parts.push({ start: at, count: end - at, row: { from, step } });
    between = at = end;
  }
  if (length > between) parts.push({ start: between, count: length - between, row: undefined });
  return parts;
}
