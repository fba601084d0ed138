// What a loop runs over: an array of elements, or an object of arrays, the i-th of which make the i-th element.

import { describe, kindOf } from "../values/describe.ts";
import { type FloatArray, isFloatArray } from "../values/floats.ts";
import type { Scalar } from "../values/scalar.ts";
import { isPlainObject } from "../trees/node.ts";
import type { Argument } from "../trees/types.ts";

/** What a loop may run over, for elements of a type: an array of them, or an object with an array for each field. */
export type Elements<X> =
  | readonly Argument<X>[]
  | (X extends Scalar ? FloatArray : never)
  | (X extends Scalar | readonly unknown[] ? never
    : X extends object ? { readonly [K in keyof X]: Elements<X[K]> }
    : never);

/** The elements of a loop. */
export interface ElementList {
  readonly length: number;
  /** Returns the i-th element. */
  readonly at: (i: number) => unknown;
}

/**
 * Returns what a loop runs over as a list of elements.
 *
 * @param verb the loop that is called, for error messages
 * @throws {TypeError} if it is no array and no object of arrays.
 * @throws {RangeError} if the arrays have different lengths.
 */
export function elementsOf(verb: string, xs: unknown, path: string = "xs"): ElementList {
  if (Array.isArray(xs) || isFloatArray(xs)) {
    return { length: xs.length, at: (i) => xs[i] };
  }
  if (!isPlainObject(xs)) {
    throw new TypeError(
      `Cannot run ${verb} over ${path}: it is ${
        kindOf(xs)
      }; pass an array of elements, or an object of arrays`,
    );
  }
  const columns = Object.entries(xs).map(([key, own]) =>
    [key, elementsOf(verb, own, `${path}.${key}`)] as const
  );
  const [first] = columns;
  if (first === undefined) {
    throw new TypeError(`Cannot run ${verb} over ${path}: it is an object without any array`);
  }
  for (const [key, { length }] of columns) {
    if (length !== first[1].length) {
      throw new RangeError(
        `Cannot run ${verb} over ${path}: ${path}.${key} has ${length} elements, and ${path}.${
          first[0]
        } has ${first[1].length}; arrays of the same length are wanted`,
      );
    }
  }
  return {
    length: first[1].length,
    at: (i) => Object.fromEntries(columns.map(([key, own]) => [key, own.at(i)])),
  };
}

/**
 * Checks that elements are made alike, as far as it shows at once: numbers, lists of one length, objects of as many fields.
 *
 * @throws {TypeError} if one is not like the first.
 */
export function checkAlike(verb: string, { length, at }: ElementList): void {
  const first = length > 0 ? at(0) : undefined;
  for (let i = 1; i < length; i++) {
    const own = at(i);
    if (!isAlike(own, first)) {
      throw new TypeError(
        `Cannot run ${verb} over xs: xs[${i}] is ${describe(own)}, and xs[0] is ${
          describe(first)
        }; elements made alike are wanted`,
      );
    }
  }
}

function isAlike(one: unknown, other: unknown): boolean {
  const isList = Array.isArray(one) || isFloatArray(one);
  const isOtherList = Array.isArray(other) || isFloatArray(other);
  if (isList || isOtherList) return isList && isOtherList && one.length === other.length;
  const isObject = isPlainObject(one);
  if (!isObject && !isPlainObject(other)) return true;
  return isObject && isPlainObject(other) &&
    Object.keys(one).length === Object.keys(other).length;
}

/**
 * Checks the number of rounds of a loop.
 *
 * @throws {RangeError} if it is no whole number from 0.
 */
export function checkRounds(verb: string, name: string, count: number): void {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(
      `Cannot run ${verb} with ${name} ${describe(count)}: a whole number from 0 is wanted`,
    );
  }
}
