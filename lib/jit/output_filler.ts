// Makes results of a compiled function: their shape is found once, in the result of a trace, and filled with
// numbers from memory in every call.

import type { NumbersInFrame } from "../trees/framed.ts";
import type { Box } from "../values/scalar.ts";
import { copyFloats } from "./copy_floats.ts";
import { assembled, type Site, type Sites, sitesOf } from "./sites.ts";
import { MOST_NESTED } from "./structure.ts";

/** What the results of a variant have in common: everything but their numbers. */
export type OutputShape = Pick<Sites, "list" | "depth">;

/** Makes a result, with numbers from memory. */
export type OutputFiller = (memory: Float64Array) => unknown;

/**
 * Returns the nodes of a result.
 *
 * @param isNumber returns whether a box belongs to the trace
 * @throws {TypeError} if it holds a box whose derivative call has ended.
 */
export function resultSites(result: unknown, isNumber: (box: Box) => boolean): Sites {
  return sitesOf(result, "its result", isNumber, true);
}

/** Makes the filler for results of a shape, whose numbers are in memory from `start` on. */
export function fillerOf({ list, depth }: OutputShape, start: number): OutputFiller {
  if (depth > MOST_NESTED) {
    const own = list.map((site) => site.children.length === 0 ? ownFiller(site, start) : undefined);
    const leaves = new Map(list.map((site, i) => [site, own[i]]));
    return (memory) => assembled(list, (site) => leaves.get(site)!(memory));
  }
  const fillers = new Array<OutputFiller>(list.length);
  for (let i = list.length - 1; i >= 0; i--) {
    const { children } = list[i];
    fillers[i] = children.length === 0
      ? ownFiller(list[i], start)
      : withParts(list[i], children.map((child) => fillers[child]));
  }
  return fillers[0];
}

function withParts({ kind, keys }: Site, fillers: readonly OutputFiller[]): OutputFiller {
  if (kind === "object") {
    return (memory) => Object.fromEntries(keys.map((key, i) => [key, fillers[i](memory)]));
  }
  const { length } = fillers;
  if (length === 2) {
    const [first, second] = fillers;
    return (memory) => [first(memory), second(memory)];
  }
  return (memory) => {
    const array: unknown[] = [];
    for (let i = 0; i < length; i++) array.push(fillers[i](memory));
    return array;
  };
}

/** Makes the filler of a node without children. */
function ownFiller({ kind, value, first, count }: Site, start: number): OutputFiller {
  const at = start + first;
  switch (kind) {
    case "number":
      return (memory) => memory[at];
    case "constant":
      return () => value;
    case "floats":
      // memory.slice would take three times as long for a few numbers.
      return (memory) => {
        const array = new Float64Array(count);
        copyFloats(memory, at, array, 0, count);
        return array;
      };
    case "numbers": {
      // Copying an array of floats keeps V8's packed-double kind; growing one takes a third longer.
      const pattern = Array.from({ length: count }, () => 0.5);
      return (memory) => {
        const array = pattern.slice();
        for (let i = 0; i < count; i++) array[i] = memory[at + i];
        return array;
      };
    }
    case "framed":
      return (memory) => (value as NumbersInFrame).withNumbers(memory.slice(at, at + count));
    case "array":
      return () => [];
    case "object":
      return () => ({});
  }
}
