// The numbers in the variables of a loop, and in its rows: a trace that keeps the loop carries these, and the rest of what
// the variables hold, the make of lists and objects, text and functions, is the same in all rounds.

import { ne } from "../elementary/comparison.ts";
import { isPlainObject } from "../trees/node.ts";
import { isAnyBox } from "../values/box.ts";
import { floatKindOf, isFloatArray } from "../values/floats.ts";
import type { Scalar } from "../values/scalar.ts";
import { floats } from "./lists.ts";

/** How values are made of numbers. */
export interface Make {
  /** Adds the numbers of a value that is made alike, and returns whether it is. */
  take(value: unknown, leaves: Scalar[]): boolean;
  /** Makes a value of the numbers that come next. */
  put(next: () => Scalar): unknown;
}

const number: Make = {
  take(value, leaves) {
    if (typeof value !== "number" && !isAnyBox(value)) return false;
    leaves.push(value as Scalar);
    return true;
  },
  put: (next) => next(),
};

// The answer to whether a number is 0 is a question of the step, so that what follows from it is a way of its own.
const boolean: Make = {
  take(value, leaves) {
    if (typeof value !== "boolean") return false;
    leaves.push(value ? 1 : 0);
    return true;
  },
  put: (next) => isNot0(next()),
};

/** A number that is not there in some rounds, such as that before the first one. */
export const maybeNumber: Make = {
  take(value, leaves) {
    if (value === undefined) leaves.push(0, 0);
    else if (typeof value === "number" || isAnyBox(value)) leaves.push(1, value as Scalar);
    else return false;
    return true;
  },
  put(next) {
    const isThere = isNot0(next());
    const own = next();
    return isThere ? own : undefined;
  },
};

function isNot0(x: Scalar): boolean {
  return typeof x === "number" ? x !== 0 : ne(x, 0);
}

function constant(own: unknown): Make {
  return { take: (value) => Object.is(value, own), put: () => own };
}

function listOf(parts: readonly Make[], kind: string | undefined): Make {
  return {
    take: (value, leaves) =>
      (Array.isArray(value) || isFloatArray(value)) && value.length === parts.length &&
      floatKindOf(value) === kind && parts.every((part, i) => part.take(value[i], leaves)),
    put(next) {
      const list = parts.map((part) => part.put(next));
      return kind === undefined ? list : floats(list as Scalar[]);
    },
  };
}

function objectOf(parts: readonly (readonly [string, Make])[]): Make {
  return {
    take(value, leaves) {
      if (!isPlainObject(value)) return false;
      const keys = Object.keys(value);
      return keys.length === parts.length &&
        parts.every(([key, part], i) =>
          keys[i] === key && part.take((value as Record<string, unknown>)[key], leaves)
        );
    },
    put: (next) => Object.fromEntries(parts.map(([key, part]) => [key, part.put(next)])),
  };
}

/** Returns how a value is made of numbers; `undefined` where no loop can carry it. */
export function makeOf(value: unknown, depth = 0): Make | undefined {
  if (typeof value === "number" || isAnyBox(value)) return number;
  if (typeof value === "boolean") return boolean;
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(value) || isFloatArray(value)) {
    const kind = floatKindOf(value);
    if (kind === "Float32Array") return undefined;
    const parts = Array.from(value as ArrayLike<unknown>, (own) => makeOf(own, depth + 1));
    return parts.includes(undefined) ? undefined : listOf(parts as Make[], kind);
  }
  if (isPlainObject(value)) {
    const parts = Object.entries(value).map(([key, own]) => [key, makeOf(own, depth + 1)] as const);
    return parts.some(([, own]) => own === undefined)
      ? undefined
      : objectOf(parts as [string, Make][]);
  }
  return constant(value);
}

/** Lists and objects further in are those of a graph, or of a cycle. */
const DEEPEST = 8;
