// Words for values and functions, so that every error says what was got in the same way.

import { FOREIGN, isForeign } from "./refusal.ts";

/** Returns a description of a value with its article: `the string "relu"`, `an array of 3`, `a Promise`. */
export function describe(value: unknown): string {
  const type = typeof value;
  if (type === "string") return `the string ${JSON.stringify(shortened(value as string))}`;
  if (type === "number" || type === "boolean") return `the ${type} ${value}`;
  if (type === "bigint") return `the bigint ${value}n`;
  return Array.isArray(value) ? `an array of ${value.length}` : kindOf(value);
}

/** Returns the kind of a value with its article: `a string`, `an array`, `a Date`. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  if (isForeign(value)) return FOREIGN;
  return withArticle(typeof value === "object" ? classOf(value) : typeof value);
}

/** Returns the name by which error messages call a function. */
export function nameOf(f: { readonly name: string }): string {
  return f.name || "the function";
}

function shortened(text: string): string {
  return text.length > 40 ? text.slice(0, 40) + "…" : text;
}

function classOf(value: object): string {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return "object";
  // A box: the names of its classes would tell a user nothing.
  if ("level" in value && "primal" in value) return "differentiated value";
  return prototype.constructor?.name || "object";
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}
