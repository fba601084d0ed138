// The check of an option that is one of several words.

import type { Call } from "../trees/call.ts";
import { describe } from "../values/describe.ts";

/**
 * Checks that an option is one of the given words.
 *
 * @throws {RangeError} if it is none of them.
 */
export function checkChoice(
  call: Call,
  name: string,
  given: unknown,
  all: readonly unknown[],
): void {
  if (all.includes(given)) return;
  throw new RangeError(
    `${call.refusal}: the option ${name} is ${describe(given)}, and one of ${
      all.join(", ")
    } is wanted`,
  );
}
