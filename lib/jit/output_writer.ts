// Writes results of one shape from memory into an output of the caller, without allocating. The whole output is
// checked before anything is written, so that one that does not fit stays as it was.

import type { NumbersInFrame } from "../trees/framed.ts";
import type { OutputShape } from "./output_filler.ts";
import { copyFloats } from "./copy_floats.ts";
import { inspectObjectPrototype, isObjectPrototypeExtended } from "./object_prototype.ts";
import { isObject } from "./copy_into.ts";
import type { Site } from "./sites.ts";
import { MOST_NESTED } from "./structure.ts";

/** Writes results of one shape from memory. */
export interface OutputWriter {
  /** Returns whether an output has the shape of the result, with a number wherever that has one. */
  readonly fits: (output: unknown) => boolean;
  /** Writes into an output that fits. */
  readonly write: (output: unknown, memory: Float64Array) => void;
}

/** Makes the writer for results of a shape. Very deep ones fit nothing, and are left to `copyInto`. */
export function writerOf({ list, depth }: OutputShape, start: number): OutputWriter {
  if (depth > MOST_NESTED) return never;
  const writers = new Array<OutputWriter>(list.length);
  for (let i = list.length - 1; i >= 0; i--) writers[i] = writerAt(list, list[i], writers, start);
  const { fits, write } = writers[0];
  const hasObjects = list.some(({ kind }) => kind === "object");
  return {
    fits: (output) => {
      if (hasObjects) inspectObjectPrototype();
      try {
        return fits(output);
      } catch {
        // It is frozen, or has a getter that throws: `copyInto` finds the place and names it.
        return false;
      }
    },
    write,
  };
}

function writerAt(
  list: readonly Site[],
  site: Site,
  all: readonly OutputWriter[],
  start: number,
): OutputWriter {
  switch (site.kind) {
    case "number":
    case "constant":
      return never;
    case "numbers":
    case "floats":
      return numbersWriter(site, start);
    case "framed":
      return framedWriter(site, start);
    case "array":
      return arrayWriter(partsOf(list, site, all, start), site);
    case "object":
      return objectWriter(partsOf(list, site, all, start), site);
  }
}

const never: OutputWriter = { fits: () => false, write: () => {} };

/**
 * Makes the writer of an array of numbers, with a loop for each kind of array, so that V8 keeps them
 * monomorphic.
 */
function numbersWriter({ first, count }: Site, start: number): OutputWriter {
  const at = start + first;
  return {
    fits: (output) => {
      if (output instanceof Float64Array) return output.length === count;
      if (!Array.isArray(output) || output.length !== count) return false;
      for (let i = 0; i < count; i++) if (typeof output[i] !== "number") return false;
      if (count > 0) writeAgain(output, 0);
      return true;
    },
    write: (output, memory) => {
      if (output instanceof Float64Array) {
        copyFloats(memory, at, output, 0, count);
      } else {
        const array = output as number[];
        for (let i = 0; i < count; i++) array[i] = memory[at + i];
      }
    },
  };
}

/** Makes the writer of numbers in a frame, as of a sparse matrix whose pattern is that of the result. */
function framedWriter({ value, first, count }: Site, start: number): OutputWriter {
  const { numbersIn } = value as NumbersInFrame;
  const at = start + first;
  return {
    fits: (output) => numbersIn(output)?.length === count,
    write: (output, memory) => numbersIn(output)!.set(memory.subarray(at, at + count)),
  };
}

/**
 * The parts of an array or an object: numbers, constants and branches have a loop each, without a call for a
 * leaf.
 */
interface Parts<Key> {
  readonly keys: readonly Key[];
  readonly addresses: readonly number[];
  readonly constantKeys: readonly Key[];
  readonly constants: readonly unknown[];
  readonly deeperKeys: readonly Key[];
  readonly writers: readonly OutputWriter[];
}

function partsOf<Key>(
  list: readonly Site[],
  { children }: Site,
  all: readonly OutputWriter[],
  start: number,
): Parts<Key> {
  const keyOf = (child: number) => list[child].key as Key;
  const ofKind = (...kinds: Site["kind"][]) =>
    children.filter((child) => kinds.includes(list[child].kind));
  const numbers = ofKind("number");
  const constants = ofKind("constant");
  const deeper = ofKind("numbers", "floats", "framed", "array", "object");
  return {
    keys: numbers.map(keyOf),
    addresses: numbers.map((child) => start + list[child].first),
    constantKeys: constants.map(keyOf),
    constants: constants.map((child) => list[child].value),
    deeperKeys: deeper.map(keyOf),
    writers: deeper.map((child) => all[child]),
  };
}

function arrayWriter(parts: Parts<number>, { children: { length } }: Site): OutputWriter {
  const { keys, addresses, constantKeys, constants, deeperKeys, writers } = parts;
  const [first = constantKeys[0]] = keys;
  return {
    fits: (output) => {
      if (!Array.isArray(output) || output.length !== length) return false;
      for (let i = 0; i < keys.length; i++) if (typeof output[keys[i]] !== "number") return false;
      for (let i = 0; i < constants.length; i++) {
        if (!isLeafOf(output, constantKeys[i])) return false;
      }
      if (first !== undefined) writeAgain(output, first);
      for (let i = 0; i < writers.length; i++) {
        if (!writers[i].fits(output[deeperKeys[i]])) return false;
      }
      return true;
    },
    write: (output, memory) => {
      const into = output as unknown[];
      for (let i = 0; i < keys.length; i++) into[keys[i]] = memory[addresses[i]];
      for (let i = 0; i < constants.length; i++) into[constantKeys[i]] = constants[i];
      for (let i = 0; i < writers.length; i++) writers[i].write(into[deeperKeys[i]], memory);
    },
  };
}

function objectWriter(parts: Parts<string>, { parent }: Site): OutputWriter {
  const { keys, addresses, constantKeys, constants, deeperKeys, writers } = parts;
  const hasLeaves = keys.length + constants.length > 0;
  // Writing into a frozen root throws at its first leaf, before anything is written; a frozen object deeper
  // in is to be found beforehand.
  const mayBeFrozen = hasLeaves && parent >= 0;
  return {
    fits: (output) => {
      if (!isObject(output)) return false;
      for (let i = 0; i < keys.length; i++) {
        if (typeof output[keys[i]] !== "number") return false;
        if (isObjectPrototypeExtended() && !Object.hasOwn(output, keys[i])) return false;
      }
      for (let i = 0; i < constants.length; i++) {
        if (!isLeafOf(output, constantKeys[i])) return false;
      }
      // `writeAgain` would not do: it would run setters.
      if (mayBeFrozen && Object.isFrozen(output)) return false;
      for (let i = 0; i < writers.length; i++) {
        if (!writers[i].fits(output[deeperKeys[i]])) return false;
      }
      return true;
    },
    write: (output, memory) => {
      const into = output as Record<string, unknown>;
      for (let i = 0; i < keys.length; i++) into[keys[i]] = memory[addresses[i]];
      for (let i = 0; i < constants.length; i++) into[constantKeys[i]] = constants[i];
      for (let i = 0; i < writers.length; i++) writers[i].write(into[deeperKeys[i]], memory);
    },
  };
}

/**
 * Writes an element of an array back. That throws if it is frozen, in a tenth of the time of Object.isFrozen.
 */
function writeAgain(array: unknown[], key: number): void {
  const element = array[key];
  array[key] = element;
}

function isLeafOf(node: object, key: string | number): boolean {
  if (!Object.hasOwn(node, key)) return false;
  const leaf = (node as Record<string | number, unknown>)[key];
  return typeof leaf !== "object" || leaf === null;
}
