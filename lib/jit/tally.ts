// The counts of a compiled function for all structures of its arguments: every miss is counted under its reason.

import type { MissReason } from "./types.ts";

/** Counts for all structures of a function. */
export class Tally {
  variants = 0;
  instructions = 0;
  loops = 0;
  operations = 0;
  bytes = 0;
  /** Why the latest call that ran uncompiled did so. */
  uncompiled: string | undefined;
  /** Why loops run round by round in the variant that was compiled last. */
  unkept: string | undefined;
  private readonly calls = new Map<string, number>();

  /** Counts a call that runs uncompiled. */
  missed(reason: string): void {
    this.uncompiled = reason;
    this.count(reason);
  }

  /** Counts a miss that needs no remedy. */
  count(reason: string): void {
    // Reasons name what they met, which may be another in every call: no more are kept apart than this.
    const key = this.calls.has(reason) || this.calls.size < MOST_REASONS ? reason : OTHERS;
    this.calls.set(key, (this.calls.get(key) ?? 0) + 1);
  }

  /** The reasons of all misses, most frequent first. */
  get reasons(): MissReason[] {
    return Array.from(this.calls, ([reason, calls]) => ({ reason, calls }))
      .sort((a, b) => b.calls - a.calls);
  }
}

/** What is counted of programs. */
export const countsOfPrograms = [
  "variants",
  "instructions",
  "loops",
  "operations",
  "bytes",
] as const;
/** The name of what is counted of programs. */
export type Counted = typeof countsOfPrograms[number];

/** Most reasons that are counted each by itself. */
const MOST_REASONS = 32;
const OTHERS = "further reasons";
