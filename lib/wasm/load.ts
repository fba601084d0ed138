// Loads programs into the engine. All of them share one memory, since only one runs at a time: every memory
// reserves gigabytes of address space, and a few thousand of them would exhaust a process.

import { evaluate } from "../values/operation.ts";
import { type Import, importName } from "./imports.ts";
import type { Body } from "./encode.ts";
import { kernelOf } from "./kernels/verified.ts";
import { ROUND } from "./layout.ts";
import type { Lowered } from "./module.ts";

const PAGE = 1 << 16;

/**
 * Fewest instructions of a run that uses kernels: to verify one takes milliseconds, as compiling such a program does, and
 * saves some twenty nanoseconds a call.
 */
const SHORTEST_WITH_KERNELS = 5000;

/** A memory of programs, as numbers. */
export class ProgramMemory {
  private memory: WebAssembly.Memory | undefined;
  /** The memory as numbers. Loading a larger program replaces this array. */
  view: Float64Array = new Float64Array(0);

  /** Returns the memory, which is at least of a size in numbers. */
  reserve(size: number): WebAssembly.Memory {
    const memory = this.memory ??= new WebAssembly.Memory({ initial: 1 });
    const missing = 8 * size - memory.buffer.byteLength;
    if (missing > 0) {
      // Doubled at least, since every growth needs a new view.
      memory.grow(Math.ceil(Math.max(missing, memory.buffer.byteLength) / PAGE));
    }
    if (this.view.buffer !== memory.buffer) this.view = new Float64Array(memory.buffer);
    return memory;
  }
}

const shared = /* @__PURE__ */ new ProgramMemory();
let isInUse = false;

/** Returns the memory that all programs share, as numbers. Loading a larger program replaces this array. */
export function numbers(): Float64Array {
  return shared.view;
}

/**
 * Checks whether a call is using the memory: it is reading its arguments, running, or writing its result. Getters,
 * proxies, setters and the values of rows may run meanwhile, and a compiled function that they call must not use it.
 */
export function isTaken(): boolean {
  return isInUse;
}

/** Takes the memory for a call. */
export function occupy(): void {
  isInUse = true;
}

/** Leaves the memory to the next call. */
export function release(): void {
  isInUse = false;
}

/** Result of a program in which an imported function has thrown. */
export const THREW: number = -(2 ** 31);

/**
 * Loads a program, and returns a function that runs it. The result is the number of the trace whose guards hold, or
 * −1 − i where question i had another outcome than any trace.
 */
export function loaded(program: Lowered): () => number {
  const { run: runAll, presetTables } = instantiated(program, shared);
  // Other programs use the same memory in between.
  const run = program.tables.length === 0 ? runAll : () => {
    presetTables();
    return runAll();
  };
  const callsNothing = program.modules.every(({ imports }) => imports.length === 0);
  return callsNothing ? run : () => {
    try {
      return run();
    } catch {
      // The caller then runs the function itself, which throws its own error, or none.
      return THREW;
    }
  };
}

/** A program in the engine. */
export interface Instantiated {
  /** Runs it, where its tables are in memory. */
  readonly run: () => number;
  /** Writes its tables into memory. */
  readonly presetTables: () => void;
}

/**
 * Loads a program for a memory.
 *
 * @param times how often it runs for each call
 * @param caller a function around it, for the index of the one that it calls, where the program is one short module
 */
export function instantiated(
  { modules, memory: size, tables, length }: Lowered,
  memory: ProgramMemory,
  times: number = 1,
  caller?: (index: number) => Body,
): Instantiated {
  const own = memory.reserve(size);
  const runs = modules.map(({ bytes: alone, imports, around }) => {
    const bytes = caller === undefined ? alone : around!(caller);
    const entries = imports.map((imported, i) => [
      importName(imported.operation, i),
      importOf(imported, length * times >= SHORTEST_WITH_KERNELS, memory),
    ]);
    const functions = { 0: own, ...Object.fromEntries(entries) };
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { "": functions });
    return instance.exports.run as () => number;
  });
  const run = runs.length === 1 ? runs[0] : () => {
    for (const part of runs) {
      const code = part();
      if (code !== 0) return code;
    }
    return 0;
  };
  const presetTables = () => {
    for (const { address, numbers } of tables) memory.view.set(numbers, address);
  };
  return { run, presetTables };
}

/** Returns the guard that has failed, from the negative number that a program has returned. */
export function failed({ questions }: Lowered, code: number): FailedGuard {
  const { path, guard } = questions[-1 - code];
  return { path, guard: typeof guard === "number" ? guard : guard[shared.view[ROUND] / 8] };
}

/** Which guard of which trace it is. */
export interface FailedGuard {
  readonly path: number;
  readonly guard: number;
}

function importOf(imported: Import, mayBeKernel: boolean, memory: ProgramMemory): unknown {
  const called = calledBy(imported, mayBeKernel, memory);
  const { copied } = imported;
  if (copied.length === 0) return called;
  return (...xs: number[]) => {
    const result = called(...xs);
    for (const { results, rows, address } of copied) results.copy(rows, memory.view, address);
    return result;
  };
}

/** Returns what is called for an import. */
function calledBy(
  { operation, operands }: Import,
  mayBeKernel: boolean,
  memory: ProgramMemory,
  // deno-lint-ignore ban-types
): Function {
  if (operands === "memory") {
    return (address: number, count: number) =>
      operation.value(memory.view.subarray(address / 8, address / 8 + count));
  }
  const kernel = mayBeKernel ? kernelOf(operation, operands) : undefined;
  if (kernel !== undefined) return kernel;
  // The function itself and no wrapper, since engines call functions such as Math.sin directly.
  if (operation.arity !== "list") return operation.value;
  return (...xs: number[]) => evaluate(operation, xs);
}
