// What a strict compiled function throws in place of running uncompiled.

import { nameOf } from "../values/describe.ts";
import type { Named } from "../values/level.ts";

/** Returns the error of a call that cannot run compiled, with the reason and the line that is its cause. */
export function strictError(f: Named, reason: string, line: string | undefined): TypeError {
  const at = line === undefined ? "" : `, at ${line}`;
  return new TypeError(
    `Cannot run ${nameOf(f)} compiled, as strict: true wants${at}: ${reason}. ` +
      "An argument whose number the function needs as it is can be one of staticArgnums",
  );
}
