// The answer of a compiled function: its shape is found once, in the result of a trace, and filled from
// memory at every call.

import { isAnyBox } from "../core/box.ts";
import { kindOf } from "../core/describe.ts";
import type { Scalar } from "../core/scalar.ts";
import { FloatList, isPlainObject } from "../core/tree.ts";
import { isConstant, isPlain } from "./structure.ts";

/** Part of an answer: a number that is numbered, a constant, or parts. */
export type Shape =
  | { readonly kind: "number"; readonly index: number }
  | { readonly kind: "constant"; readonly value: unknown }
  | ArrayShape
  | { readonly kind: "object"; readonly keys: readonly string[]; readonly parts: readonly Shape[] };

interface ArrayShape {
  readonly kind: "array";
  readonly parts: readonly Shape[];
  readonly isTyped: boolean;
}

/** Fills an answer from memory. */
export type Filler = (memory: Float64Array) => unknown;

/**
 * The shape of a result.
 *
 * @param number numbers a scalar of the result
 * @param refuse ends the trace at what cannot be part of an answer
 */
export function shapeOf(
  result: unknown,
  number: (x: Scalar) => number,
  refuse: (reason: string) => never,
): Shape {
  const around = new Set<unknown>();
  function visit(node: unknown): Shape {
    if (typeof node === "number" || isAnyBox(node)) return { kind: "number", index: number(node) };
    if (isConstant(node)) return { kind: "constant", value: node };
    const isFloats = node instanceof Float64Array || node instanceof FloatList;
    if (!(isFloats || isPlain(node)) || around.has(node)) {
      return refuse(`it returns ${around.has(node) ? "what contains itself" : kindOf(node)}`);
    }
    around.add(node);
    const shape = isFloats || Array.isArray(node) ? shapeOfList(node) : shapeOfObject(node);
    around.delete(node);
    return shape;
  }
  function shapeOfList(node: readonly unknown[] | Float64Array): Shape {
    const isTyped = node instanceof Float64Array || node instanceof FloatList;
    const parts = Array.from(node, visit);
    if (isTyped && parts.some(({ kind }) => kind !== "number")) {
      refuse("it makes something other than numbers of the elements of a Float64Array");
    }
    return { kind: "array", parts, isTyped };
  }
  function shapeOfObject(node: Record<string, unknown>): Shape {
    const keys = Object.keys(node);
    return { kind: "object", keys, parts: keys.map((key) => visit(node[key])) };
  }
  return visit(result);
}

/** What makes answers of a shape, whose numbers stand in memory from `start` on. */
export function fillerOf(shape: Shape, start: number): Filler {
  switch (shape.kind) {
    case "number": {
      const address = start + shape.index;
      return (memory) => memory[address];
    }
    case "constant":
      return () => shape.value;
    case "object": {
      const fillers = shape.parts.map((part) => fillerOf(part, start));
      const { keys } = shape;
      return (memory) => Object.fromEntries(keys.map((key, i) => [key, fillers[i](memory)]));
    }
    case "array":
      return arrayFiller(shape, start);
  }
}

function arrayFiller(shape: ArrayShape, start: number): Filler {
  const { length } = shape.parts;
  if (isOfNumbers(shape)) {
    const first = addressOf(shape, start);
    if (shape.isTyped) {
      // Not memory.slice, which costs three times as much for a few numbers.
      return (memory) => {
        const array = new Float64Array(length);
        for (let i = 0; i < length; i++) array[i] = memory[first + i];
        return array;
      };
    }
    // A copy of an array of floats is one from the start: growing one costs a third more.
    const pattern = Array.from(shape.parts, () => 0.5);
    return (memory) => {
      const array = pattern.slice();
      for (let i = 0; i < length; i++) array[i] = memory[first + i];
      return array;
    };
  }
  const fillers = shape.parts.map((part) => fillerOf(part, start));
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

function isOfNumbers({ parts }: ArrayShape): boolean {
  return parts.every(({ kind }) => kind === "number");
}

/** Where the numbers of an array begin: they are numbered one after the other. */
function addressOf({ parts: [first] }: ArrayShape, start: number): number {
  return first?.kind === "number" ? start + first.index : start;
}

/** Writes an answer from memory into what a caller gives, and answers whether that has its structure. */
export type Writer = (output: unknown, memory: Float64Array) => boolean;

/** What writes answers of a shape. */
export function writerOf(shape: Shape, start: number): Writer {
  if (shape.kind === "number" || shape.kind === "constant") return () => false;
  const { length } = shape.parts;
  const isObject = shape.kind === "object";
  if (!isObject && isOfNumbers(shape)) {
    const first = addressOf(shape, start);
    // Each kind of array has a loop of its own, in which the engine need not ask which it is.
    return (output, memory) => {
      if (output instanceof Float64Array && output.length === length) {
        for (let i = 0; i < length; i++) output[i] = memory[first + i];
        return true;
      }
      if (!Array.isArray(output) || output.length !== length) return false;
      for (let i = 0; i < length; i++) output[i] = memory[first + i];
      return true;
    };
  }
  const keys = isObject ? shape.keys : [...shape.parts.keys()];
  const parts = shape.parts.map((part, i) => partWriter(keys[i], part, start));
  const all = inTurn(parts);
  return (output, memory) =>
    (isObject ? isPlainObject(output) : Array.isArray(output) && output.length === length) &&
    all(output, memory);
}

type PartWriter = (into: Indexed, memory: Float64Array) => boolean;

// deno-lint-ignore no-explicit-any
type Indexed = any;

function partWriter(key: string | number, part: Shape, start: number): PartWriter {
  if (part.kind === "number") {
    const address = start + part.index;
    return (into, memory) => {
      if (typeof into[key] !== "number") return false;
      into[key] = memory[address];
      return true;
    };
  }
  if (part.kind === "constant") {
    return (into) => {
      if (!(key in into)) return false;
      into[key] = part.value;
      return true;
    };
  }
  const write = writerOf(part, start);
  return (into, memory) => write(into[key], memory);
}

/** One after the other, for as long as they succeed; a call less for each of the first two. */
function inTurn([first, second, ...others]: PartWriter[]): PartWriter {
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  if (others.length === 0) {
    return (into, memory) => first(into, memory) && second(into, memory);
  }
  const rest = inTurn(others);
  return (into, memory) => first(into, memory) && second(into, memory) && rest(into, memory);
}

/**
 * Writes an answer into arrays and objects of the same structure.
 *
 * @throws {TypeError} that names the first place where the two part.
 */
export function copyInto(output: unknown, answer: unknown, path = "output"): void {
  const refused = (what: string) =>
    new TypeError(`Cannot write the answer into this output: ${path} is ${kindOf(output)}${what}`);
  if (Array.isArray(answer) || answer instanceof Float64Array) {
    if (!(Array.isArray(output) || output instanceof Float64Array)) {
      throw refused(", where the answer has an array");
    }
    if (output.length !== answer.length) {
      throw refused(` of ${output.length}, where the answer has ${answer.length} elements`);
    }
    if (answer instanceof Float64Array && output instanceof Float64Array) output.set(answer);
    else for (let i = 0; i < answer.length; i++) copyLeaf(output, i, answer[i], `${path}[${i}]`);
  } else if (isPlainObject(answer)) {
    if (!isPlainObject(output)) throw refused(", where the answer has an object");
    for (const key of Object.keys(answer)) copyLeaf(output, key, answer[key], `${path}.${key}`);
  } else {
    throw refused(`, and the answer ${kindOf(answer)}: only arrays and objects are written into`);
  }
}

function copyLeaf<K extends string | number>(
  into: { [key in K]?: unknown },
  key: K,
  leaf: unknown,
  path: string,
): void {
  if (typeof leaf === "object" && leaf !== null) copyInto(into[key], leaf, path);
  else if (Object.hasOwn(into, key) && (typeof into[key] !== "object" || into[key] === null)) {
    into[key] = leaf;
  } else {
    const found = Object.hasOwn(into, key) ? kindOf(into[key]) : "missing";
    throw new TypeError(
      `Cannot write the answer into this output: ${path} is ${found}, where the answer has ${
        kindOf(leaf)
      }`,
    );
  }
}
