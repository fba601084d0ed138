// Elements that consist of plain numbers, as the rows of a data set do: their numbers are read without a walk through a tree.

import { isFloatArray } from "../values/floats.ts";
import { isPlainObject } from "../trees/node.ts";

/** Reads the numbers of an element; `undefined` if it is made in another way than the first. */
export type ElementReader = (element: unknown) => number[] | undefined;

/**
 * Returns what reads elements that are made like a first one: a number, a list of numbers, or an object of such; `undefined`
 * where it is made in another way.
 */
export function readerLike(first: unknown): ElementReader | undefined {
  const read = partLike(first, 0);
  if (read === undefined) return undefined;
  return (element) => {
    const numbers: number[] = [];
    return read(element, numbers) ? numbers : undefined;
  };
}

/** Adds the numbers of a part to others, and returns whether it is made alike. */
type PartReader = (part: unknown, numbers: number[]) => boolean;

/** Most objects inside of one another that are read so. */
const DEEPEST = 8;

function partLike(first: unknown, depth: number): PartReader | undefined {
  if (typeof first === "number") return addNumber;
  if (isFloatArray(first) || Array.isArray(first)) return listLike(first);
  return isPlainObject(first) ? objectLike(first, depth) : undefined;
}

function addNumber(part: unknown, numbers: number[]): boolean {
  if (typeof part !== "number") return false;
  numbers.push(part);
  return true;
}

function listLike(first: ArrayLike<unknown>): PartReader | undefined {
  const { length } = first;
  for (let i = 0; i < length; i++) if (typeof first[i] !== "number") return undefined;
  return (part, numbers) => {
    if (!Array.isArray(part) && !isFloatArray(part) || part.length !== length) return false;
    for (let i = 0; i < length; i++) {
      const own: unknown = part[i];
      if (typeof own !== "number") return false;
      numbers.push(own);
    }
    return true;
  };
}

function objectLike(first: object, depth: number): PartReader | undefined {
  const keys = Object.keys(first);
  const readers: PartReader[] = [];
  for (const key of keys) {
    const own = (first as Record<string, unknown>)[key];
    const reader = depth < DEEPEST ? partLike(own, depth + 1) : undefined;
    if (reader === undefined) return undefined;
    readers.push(reader);
  }
  return (part, numbers) => {
    if (!isPlainObject(part)) return false;
    let count = 0;
    for (const key in part) if (key !== keys[count++]) return false;
    if (count !== keys.length) return false;
    return readers.every((read, k) => read((part as Record<string, unknown>)[keys[k]], numbers));
  };
}
