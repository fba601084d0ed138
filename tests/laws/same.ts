// When two answers are the same: every number by Object.is, so that −0, 0 and NaN are three values, and
// every container by its kind. There is no tolerance in it.

import { AssertionError } from "@std/assert";

/** Asserts that two answers are the same in every bit and every container. */
export function assertSame(actual: unknown, expected: unknown, path = "answer"): void {
  if (kindOf(actual) !== kindOf(expected)) {
    throw new AssertionError(`${path} is ${show(actual)}, and ${show(expected)} is expected`);
  }
  if (typeof expected !== "object" || expected === null) {
    if (Object.is(actual, expected)) return;
    throw new AssertionError(`${path} is ${show(actual)}, and not ${show(expected)}`);
  }
  const keys = Object.keys(expected);
  const others = Object.keys(actual as object);
  if (keys.join() !== others.join()) {
    throw new AssertionError(`${path} has the keys ${others}, and not ${keys}`);
  }
  for (const key of keys) {
    assertSame(
      (actual as Record<string, unknown>)[key],
      (expected as Record<string, unknown>)[key],
      `${path}.${key}`,
    );
  }
}

/** What a call answers, or the error it throws. */
export function outcomeOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return `throws ${error instanceof Error ? error.message : error}`;
  }
}

function kindOf(x: unknown): string {
  if (typeof x !== "object" || x === null) return typeof x;
  return Object.getPrototypeOf(x)?.constructor.name ?? "without a prototype";
}

function show(x: unknown): string {
  return Deno.inspect(x, { depth: 4, breakLength: 200 });
}
