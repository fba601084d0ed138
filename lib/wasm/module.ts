// A compiled program in bytes: its modules, the questions that its guards ask, and what it needs in memory.

import { type Body, Bytes, encodeModule, op, type } from "./encode.ts";
import type { Import, Imports } from "./imports.ts";
import type { Table } from "./tables.ts";

/** A question of a program: which guard of which trace it is, or in a loop which guards, one for each round. */
export interface LoweredQuestion {
  readonly path: number;
  readonly guard: number | Int32Array;
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
  /** Numbers that are in memory whenever it starts. */
  readonly tables: readonly Table[];
  /** The number of instructions of the code. */
  readonly instructions: number;
  /** The number of instructions of a run: each as often as loops repeat it. */
  readonly length: number;
  /** The number of loops, those inside of others included. */
  readonly loops: number;
}

/** A program whose code is not in bytes yet. */
export interface UnencodedProgram extends Omit<Lowered, "modules"> {
  readonly modules: readonly UnencodedModule[];
}

/** One module: its functions, which run one after the other, and those that it imports. */
export interface UnencodedModule {
  readonly imports: Imports;
  readonly functions: readonly Body[];
}

/** Returns a program in bytes. */
export function encoded(program: UnencodedProgram): Lowered {
  return { ...program, modules: program.modules.map(moduleOf) };
}

/** One module: its bytes, and the functions that it imports after the memory. */
export interface LoweredModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly imports: readonly Import[];
  /** Returns the bytes of a short module with one more function, which runs in place of the one whose index it gets. */
  readonly around?: (caller: (index: number) => Body) => Uint8Array<ArrayBuffer>;
}

/** Most bytes of a module that can have a caller inside: a call from outside costs as much as a few instructions. */
const LONGEST_WITH_CALLER = 2 ** 14;

/** Returns a module of functions that run one after the other, until one returns another number than 0. */
export function moduleOf({ imports, functions }: UnencodedModule): LoweredModule {
  const all = functions.length === 1
    ? functions
    : [...functions, oneAfterTheOther(imports, functions)];
  const { list } = imports;
  const signatures = imports.signatures();
  const bytes = encodeModule(signatures, all);
  if (bytes.length > LONGEST_WITH_CALLER) return { bytes, imports: list };
  // Not what has written them, which holds the whole trace.
  const bodies = all.map(({ integers, floats, code }): Body => ({ integers, floats, code }));
  const last = list.length + all.length - 1;
  const around: LoweredModule["around"] = (caller) =>
    encodeModule(signatures, [...bodies, caller(last)]);
  return { bytes, imports: list, around };
}

function oneAfterTheOther(imports: Imports, functions: readonly Body[]): Body {
  const code = new Bytes();
  functions.forEach((_, i) => {
    code.byte(op.call).unsigned(imports.list.length + i).byte(op.localTee).unsigned(0);
    code.byte(op.if).byte(type.none).byte(op.localGet).unsigned(0).byte(op.return).byte(op.end);
  });
  return { integers: 1, floats: 0, code: code.byte(op.i32Const).byte(0) };
}
