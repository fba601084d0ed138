// What the tests of this folder share: a refusal is an error of one kind whose sentence names what was
// got and what was wanted.

import { assert, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";

type Kind = typeof TypeError | typeof RangeError;

/** Asserts that a body throws one kind of error whose sentence contains all the fragments. */
export function assertRefused(kind: Kind, body: () => unknown, ...fragments: string[]): void {
  assertSays(assertThrows(body, kind).message, fragments);
}

/** Asserts that a promise is rejected with one kind of error whose sentence contains the fragments. */
export async function assertRefusedLater(
  kind: Kind,
  body: () => Promise<unknown>,
  ...fragments: string[]
): Promise<void> {
  assertSays((await assertRejects(body, kind)).message, fragments);
}

function assertSays(message: string, fragments: readonly string[]): void {
  for (const fragment of fragments) assertStringIncludes(message, fragment);
  assert(/^[A-Z]/.test(message), `a sentence begins with a capital: ${message}`);
}
