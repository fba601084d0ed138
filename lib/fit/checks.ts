// Checks of numbers among the options of samplers and optimisers, so that all are refused in the same words.

import { describe } from "../values/describe.ts";
import { checkOptions } from "../trees/call.ts";

/** What a number has to be, and how an error says it. */
export interface NumberKind {
  readonly isRight: (x: number) => boolean;
  readonly words: string;
}

/** Kinds of numbers that options are of. */
export const kinds: {
  readonly [
    name in "positive" | "notNegative" | "share" | "decay" | "count" | "wholeFrom0" | "whole"
  ]: NumberKind;
} = {
  positive: { isRight: (x) => x > 0 && x < Infinity, words: "a number above 0" },
  notNegative: { isRight: (x) => x >= 0 && x < Infinity, words: "a number, 0 or more" },
  share: { isRight: (x) => x > 0 && x < 1, words: "a number between 0 and 1" },
  decay: { isRight: (x) => x >= 0 && x < 1, words: "a number from 0 to below 1" },
  count: { isRight: (x) => Number.isInteger(x) && x >= 1, words: "a whole number, 1 or more" },
  wholeFrom0: { isRight: (x) => Number.isInteger(x) && x >= 0, words: "a whole number, 0 or more" },
  whole: { isRight: Number.isInteger, words: "a whole number" },
};

/**
 * Checks options that are numbers.
 *
 * @param action what cannot be done, as in "make adam"
 * @param given the options by their names, `undefined` where they are left out
 * @throws {RangeError} that names the first one that is of another kind.
 */
export function checkNumbers(
  action: string,
  given: { readonly [name: string]: unknown },
  kindsOfNames: { readonly [name: string]: NumberKind },
): void {
  for (const [name, { isRight, words }] of Object.entries(kindsOfNames)) {
    const own = given[name];
    if (own === undefined || typeof own === "number" && isRight(own)) continue;
    throw new RangeError(`Cannot ${action} with ${name} ${describe(own)}: it is ${words}`);
  }
}

/**
 * Checks options that are all numbers.
 *
 * @throws {TypeError} if options are no object, or there is none of such a name.
 * @throws {RangeError} as `checkNumbers` does.
 */
export function checkNumberOptions(
  name: string,
  options: object,
  kindsOfNames: { readonly [name: string]: NumberKind },
): void {
  checkOptions(name, options, Object.keys(kindsOfNames), "options come last");
  checkNumbers(`make ${name}`, options as { readonly [name: string]: unknown }, kindsOfNames);
}
