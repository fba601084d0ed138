// When to remember less: only where memory demands it, since to run again costs another third of the time.

import { dynamic, type MakeReady } from "./ready.ts";

/** So many operations are recorded in one piece, in some gigabytes; longer programs are cut by checkpoints. */
export const tapeLimit = 2e7;

/** The limit for a function that is made ready: a compiled program records nothing, it keeps the states of its loops. */
export function tapeOf(ready: MakeReady): number {
  return ready === dynamic ? tapeLimit : Infinity;
}
