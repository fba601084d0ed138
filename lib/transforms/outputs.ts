// Answers that are written into what a caller gives. An output is looked at as a whole before anything is
// written, so that one that is refused stays as it was.

import { kindOf } from "../core/describe.ts";
import { spelled, type Way } from "../core/way.ts";
import type { Shape } from "./answers.ts";
import { isOfObjects, type Site } from "./sites.ts";
import { MOST_NESTED } from "./structure.ts";

/** Writes answers of one shape from memory. */
export interface Writer {
  /** Whether an output has numbers where the answer has them, and the rest of its shape. */
  readonly fits: (output: unknown) => boolean;
  /** Writes into an output that fits. */
  readonly write: (output: unknown, memory: Float64Array) => void;
}

// deno-lint-ignore no-explicit-any
type Indexed = any;

/** Writes one part of an answer: child `key` of what is given. */
interface Part {
  readonly fits: (into: Indexed) => boolean;
  readonly write: (into: Indexed, memory: Float64Array) => void;
}

/** What writes answers of a shape; nothing is quick for those that are very deep. */
export function writerOf({ list, depth }: Shape, start: number): Writer {
  if (depth > MOST_NESTED) return { fits: () => false, write: () => {} };
  const writers = new Array<Writer>(list.length);
  for (let i = list.length - 1; i >= 0; i--) writers[i] = writerAt(list, i, writers, start);
  return writers[0];
}

function writerAt(
  list: readonly Site[],
  i: number,
  writers: readonly Writer[],
  start: number,
): Writer {
  const site = list[i];
  if (site.kind === "numbers" || site.kind === "floats") return numbersWriter(site, start);
  if (site.kind !== "array" && site.kind !== "object") {
    return { fits: () => false, write: () => {} };
  }
  const { children } = site;
  const fits = site.kind === "object"
    ? isObject
    : (output: unknown) => Array.isArray(output) && output.length === children.length;
  const parts = inTurn(children.map((child) => partOf(list[child], writers[child], start)));
  return {
    fits: (output) => fits(output) && parts.fits(output),
    write: parts.write,
  };
}

/** Each kind of array has a loop of its own, in which the engine need not ask which it is. */
function numbersWriter({ first, count }: Site, start: number): Writer {
  const at = start + first;
  return {
    fits: (output) => {
      if (output instanceof Float64Array) return output.length === count;
      if (!Array.isArray(output) || output.length !== count) return false;
      for (let i = 0; i < count; i++) if (typeof output[i] !== "number") return false;
      return true;
    },
    write: (output, memory) => {
      if (output instanceof Float64Array) {
        for (let i = 0; i < count; i++) output[i] = memory[at + i];
      } else {
        const array = output as number[];
        for (let i = 0; i < count; i++) array[i] = memory[at + i];
      }
    },
  };
}

function partOf({ kind, key, value, first }: Site, { fits, write }: Writer, start: number): Part {
  const at = start + first;
  if (kind === "number") {
    return {
      fits: typeof key === "number"
        ? (into) => typeof into[key] === "number"
        : (into) => typeof into[key] === "number" && Object.hasOwn(into, key),
      write: (into, memory) => {
        into[key] = memory[at];
      },
    };
  }
  if (kind === "constant") {
    return {
      fits: (into) => {
        const held = into[key];
        return (typeof held !== "object" || held === null) && Object.hasOwn(into, key);
      },
      write: (into) => {
        into[key] = value;
      },
    };
  }
  return {
    fits: (into) => fits(into[key]),
    write: (into, memory) => write(into[key], memory),
  };
}

/** One after the other; a call less for each of the first two. */
function inTurn([first, second, ...others]: Part[]): Part {
  if (first === undefined) return { fits: () => true, write: () => {} };
  if (second === undefined) return first;
  if (others.length === 0) {
    return {
      fits: (into) => first.fits(into) && second.fits(into),
      write: (into, memory) => {
        first.write(into, memory);
        second.write(into, memory);
      },
    };
  }
  const parts = [first, second, ...others];
  return {
    fits: (into) => {
      for (let i = 0; i < parts.length; i++) if (!parts[i].fits(into)) return false;
      return true;
    },
    write: (into, memory) => {
      for (let i = 0; i < parts.length; i++) parts[i].write(into, memory);
    },
  };
}

type Floats = Float64Array | Float32Array;

/** A part of an output, and what is written there. */
interface Pair {
  /** What holds the part, and by which key; nothing holds the output itself. */
  readonly into: Record<string, unknown> | undefined;
  readonly key: string;
  readonly answer: unknown;
  readonly way: Way | undefined;
  /** Whether everything in it has been looked at. */
  readonly isOver: boolean;
}

/**
 * Writes an answer into arrays and objects of the same structure.
 *
 * @throws {TypeError} that names the first place where the two part; nothing has been written then.
 */
export function copyInto(output: unknown, answer: unknown): void {
  const writes: (() => void)[] = [];
  const around = new Set<unknown>();
  const pending: Pair[] = [{ into: undefined, key: "", answer, way: undefined, isOver: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { into, key, answer, way, isOver } = next;
    if (isOver) {
      around.delete(answer);
      continue;
    }
    if (into !== undefined && (typeof answer !== "object" || answer === null)) {
      checkLeaf(into, key, answer, way);
      writes.push(() => into[key] = answer);
      continue;
    }
    const own = into === undefined ? output : into[key];
    checkAlike(own, answer, way);
    if (around.has(answer)) {
      throw refusal(`the answer contains itself at ${spelled("output", way)}`);
    }
    if (isFloats(own) && isFloats(answer)) {
      const copy = answer.slice();
      writes.push(() => own.set(copy));
      continue;
    }
    around.add(answer);
    pending.push({ ...next, isOver: true });
    for (const key of Object.keys(answer as object).reverse()) {
      pending.push({
        into: own as Record<string, unknown>,
        key,
        answer: (answer as Record<string, unknown>)[key],
        way: { before: way, node: answer, key: isList(answer) ? Number(key) : key },
        isOver: false,
      });
    }
  }
  for (const write of writes) write();
}

function checkAlike(output: unknown, answer: unknown, way: Way | undefined): void {
  const refused = (what: string) =>
    refusal(`${spelled("output", way)} is ${kindOf(output)}${what}`);
  if (isList(answer)) {
    if (!isList(output)) throw refused(", where the answer has an array");
    if (output.length === answer.length) return;
    throw refused(` of ${output.length}, where the answer has ${answer.length} elements`);
  }
  if (!isObject(answer)) {
    throw refused(`, and the answer ${kindOf(answer)}: only arrays and objects are written into`);
  }
  if (!isObject(output)) throw refused(", where the answer has an object");
}

function checkLeaf(
  into: Record<string, unknown>,
  key: string,
  leaf: unknown,
  way: Way | undefined,
): void {
  const place = Object.getOwnPropertyDescriptor(into, key);
  const held = place === undefined ? undefined : into[key];
  const isLeaf = place !== undefined && (typeof held !== "object" || held === null);
  const isOpen = place?.writable === true || place?.set !== undefined;
  if (isLeaf && isOpen) return;
  const found = place === undefined ? "missing" : isLeaf ? "read-only" : kindOf(held);
  throw refusal(`${spelled("output", way)} is ${found}, where the answer has ${kindOf(leaf)}`);
}

function refusal(what: string): TypeError {
  return new TypeError(`Cannot write the answer into this output: ${what}`);
}

function isFloats(node: unknown): node is Floats {
  return node instanceof Float64Array || node instanceof Float32Array;
}

function isList(node: unknown): node is unknown[] | Floats {
  return Array.isArray(node) || isFloats(node);
}

/** An object literal, or one without a prototype. */
function isObject(node: unknown): node is Record<string, unknown> {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return false;
  const prototype = Object.getPrototypeOf(node);
  return prototype === null || isOfObjects(prototype);
}
