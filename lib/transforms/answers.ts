// The answer of a compiled function: its shape is found once, in the result of a trace, and filled from
// memory at every call.

import { isBox } from "../core/box.ts";
import { kindOf } from "../core/describe.ts";
import type { Scalar } from "../core/scalar.ts";
import { FloatList, isPlainObject } from "../core/tree.ts";
import { isConstant } from "./structure.ts";

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
    if (typeof node === "number" || isBox(node)) return { kind: "number", index: number(node) };
    if (isConstant(node)) return { kind: "constant", value: node };
    const isList = Array.isArray(node) || node instanceof Float64Array;
    if (!(isList || isPlainObject(node)) || around.has(node)) {
      return refuse(`it returns ${around.has(node) ? "what contains itself" : kindOf(node)}`);
    }
    around.add(node);
    const shape = isList ? shapeOfList(node) : shapeOfObject(node);
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
    if (shape.isTyped) return (memory) => memory.slice(first, first + length);
    return (memory) => {
      const array: number[] = [];
      for (let i = 0; i < length; i++) array.push(memory[first + i]);
      return array;
    };
  }
  const fillers = shape.parts.map((part) => fillerOf(part, start));
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
  const isOpen = shape.kind === "array"
    ? (output: unknown): output is unknown[] =>
      (Array.isArray(output) || output instanceof Float64Array) &&
      output.length === shape.parts.length
    : (output: unknown): output is unknown[] => isPlainObject(output);
  if (shape.kind === "array" && isOfNumbers(shape)) {
    const { length } = shape.parts;
    const first = addressOf(shape, start);
    return (output, memory) => {
      if (!isOpen(output)) return false;
      for (let i = 0; i < length; i++) output[i] = memory[first + i];
      return true;
    };
  }
  const keys = shape.kind === "object" ? shape.keys : [...shape.parts.keys()];
  const parts = shape.parts.map((part) => partWriter(part, start));
  return (output, memory) => {
    if (!isOpen(output)) return false;
    for (let i = 0; i < parts.length; i++) if (!parts[i](output, keys[i], memory)) return false;
    return true;
  };
}

function partWriter(
  part: Shape,
  start: number,
  // deno-lint-ignore no-explicit-any
): (into: any, key: string | number, memory: Float64Array) => boolean {
  if (part.kind === "array" || part.kind === "object") {
    const write = writerOf(part, start);
    return (into, key, memory) => write(into[key], memory);
  }
  const fill = fillerOf(part, start);
  return (into, key, memory) => {
    into[key] = fill(memory);
    return true;
  };
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
    throw refused("; a single number is returned, and can be written into an array only");
  }
}

function copyLeaf<K extends string | number>(
  into: { [key in K]?: unknown },
  key: K,
  leaf: unknown,
  path: string,
): void {
  if (typeof leaf === "object" && leaf !== null) copyInto(into[key], leaf, path);
  else into[key] = leaf;
}
