// Programs ready to run. All of them share one memory, since only one runs at a time: each memory reserves
// gigabytes of addresses, and a few thousand would exhaust a process.

import { evaluate } from "../values/operation.ts";
import type { Import } from "./imports.ts";
import type { Lowered } from "./lower.ts";

const PAGE = 1 << 16;

let memory: WebAssembly.Memory | undefined;

/** The memory that all programs share, as numbers. It is another view once a larger program was loaded. */
export let numbers: Float64Array = new Float64Array(0);

/**
 * Whether a call is using the memory: it reads its arguments, runs, or writes its answer. Getters, proxies, setters
 * and the values of rows run meanwhile, and what they call must not use it.
 */
export let isTaken = false;

/** Takes the memory for a call. */
export function take(): void {
  isTaken = true;
}

/** Leaves the memory to the next call. */
export function release(): void {
  isTaken = false;
}

/** What a program answers that a function has thrown out of. */
export const THREW: number = -(2 ** 31);

/** Makes a program ready to run: it answers the number of the path that holds, or −1 − a question. */
export function loaded({ modules, memory: size }: Lowered): () => number {
  reserve(8 * size);
  const runs = modules.map(({ bytes, imports }) => {
    const entries = imports.map((imported, i) => [i + 1, importOf(imported)]);
    const functions = { 0: memory!, ...Object.fromEntries(entries) };
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { "": functions });
    return instance.exports.run as () => number;
  });
  const run = runs.length === 1 ? runs[0] : () => {
    for (const part of runs) {
      const answer = part();
      if (answer !== 0) return answer;
    }
    return 0;
  };
  const callsNothing = modules.every(({ imports }) => imports.length === 0);
  return callsNothing ? run : () => {
    try {
      return run();
    } catch {
      // Whether it throws where the function itself does is seen when that runs.
      return THREW;
    }
  };
}

function importOf({ operation, operands }: Import): unknown {
  if (operands === "memory") {
    return (address: number, count: number) =>
      operation.value(numbers.subarray(address / 8, address / 8 + count));
  }
  // The function itself and no wrapper: engines know Math.sin and its like.
  if (operation.arity !== "list") return operation.value;
  return (...xs: number[]) => evaluate(operation, xs);
}

function reserve(bytes: number): void {
  memory ??= new WebAssembly.Memory({ initial: 1 });
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) {
    // At least double, since every growth makes new views.
    memory.grow(Math.ceil(Math.max(missing, memory.buffer.byteLength) / PAGE));
  }
  if (numbers.buffer !== memory.buffer) numbers = new Float64Array(memory.buffer);
}
