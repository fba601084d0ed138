// Copies any result into an output of the caller. The whole output is checked before anything is written, so
// that a refused one stays as it was.

import { kindOf } from "../values/describe.ts";
import { type Keys, pathText } from "../trees/location.ts";
import { isOfObjects } from "./own_properties.ts";

type Floats = Float64Array | Float32Array;

/** A part of an output, and the part of the result that is written there. */
interface Pair {
  /** The parent of the part and its key there; `undefined` for the output itself. */
  readonly into: Record<string, unknown> | undefined;
  readonly key: string;
  readonly answer: unknown;
  readonly location: Keys | undefined;
  /** Whether its children have been visited, so that it is left. */
  readonly isOver: boolean;
}

/**
 * Copies a result into arrays and objects of the same structure.
 *
 * @throws {TypeError} if the structures differ, with the path of the first difference; nothing is written then.
 */
export function copyInto(output: unknown, answer: unknown): void {
  for (const write of writesInto(output, answer)) write();
}

/**
 * Looks at an output as a whole, and returns what writes an answer into it.
 *
 * @throws {TypeError} that names the first place where the two part.
 */
export function writesInto(output: unknown, answer: unknown): (() => void)[] {
  const writes: (() => void)[] = [];
  const around = new Set<unknown>();
  const pending: Pair[] = [{
    into: undefined,
    key: "",
    answer,
    location: undefined,
    isOver: false,
  }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { into, key, answer, location, isOver } = next;
    if (isOver) {
      around.delete(answer);
      continue;
    }
    if (into !== undefined && (typeof answer !== "object" || answer === null)) {
      checkLeaf(into, key, answer, location);
      writes.push(() => into[key] = answer);
      continue;
    }
    const own = into === undefined ? output : into[key];
    checkSameShape(own, answer, location);
    if (around.has(answer)) {
      throw refusal(`the answer contains itself at ${pathText("output", location)}`);
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
        location: { before: location, key: isList(answer) ? Number(key) : key },
        isOver: false,
      });
    }
  }
  return writes;
}

function checkSameShape(output: unknown, answer: unknown, location: Keys | undefined): void {
  const refused = (what: string) =>
    refusal(`${pathText("output", location)} is ${kindOf(output)}${what}`);
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
  location: Keys | undefined,
): void {
  const place = Object.getOwnPropertyDescriptor(into, key);
  const held = place === undefined ? undefined : into[key];
  const isLeaf = place !== undefined && (typeof held !== "object" || held === null);
  const isOpen = place?.writable === true || place?.set !== undefined;
  if (isLeaf && isOpen) return;
  const found = place === undefined ? "missing" : isLeaf ? "read-only" : kindOf(held);
  throw refusal(
    `${pathText("output", location)} is ${found}, where the answer has ${kindOf(leaf)}`,
  );
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

/** Returns whether a node is an object literal, or an object without a prototype. */
export function isObject(node: unknown): node is Record<string, unknown> {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return false;
  const prototype = Object.getPrototypeOf(node);
  return prototype === null || isOfObjects(prototype);
}
