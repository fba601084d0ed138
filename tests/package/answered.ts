// What every place has to answer, whether it compiles WebAssembly or not.

import { assert, assertEquals } from "@std/assert";

/** Checks what `programs/answers.js` has answered, and that it was compiled, or, if it is told so, why it was not. */
export function assertAnswers(said: string, uncompiled?: RegExp): void {
  const { count, wrong, uncompiled: reason } = JSON.parse(said.split("\n").at(-1)!);
  assertEquals(wrong, []);
  assert(count > 15);
  if (uncompiled === undefined) assertEquals(reason, undefined);
  else assert(uncompiled.test(reason), reason);
}
