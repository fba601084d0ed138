// The reasons why a call of a compiled function runs uncompiled, as the sentences that `stats` returns.

import { describe } from "../values/describe.ts";

/** Why a call has run uncompiled; `most` is the bound that was reached. */
export interface Reasons {
  readonly asynchronous: string;
  readonly inTrace: string;
  readonly inDerivative: string;
  readonly inCall: string;
  readonly traced: string;
  readonly changing: string;
  readonly throws: string;
  readonly waits: string;
  readonly value: string;
  readonly variants: (most: number) => string;
  readonly instructions: (most: number) => string;
  readonly structures: (most: number) => string;
  readonly self: string;
  readonly engine: (message: string) => string;
}

/** The sentences, each worded to follow "it runs uncompiled: ". */
export const reasons: Reasons = {
  asynchronous: "it is asynchronous",
  inTrace: "it is called by a function that is traced or compiled, and becomes part of that",
  traced: "it was traced and compiled in this call",
  inDerivative:
    "it is called inside a derivative, which follows its arguments: compile the outermost function instead",
  inCall:
    "it is called by a getter, a proxy, a setter or the value of a row while another compiled function reads its " +
    "arguments, runs, or writes its answer",
  changing: "its arguments change while they are read, or to read them throws",
  throws: "it throws, or the value of a row does",
  waits:
    "it goes another way than those that are compiled, and calls have to earn what that one costs (eager: true compiles " +
    "each at once)",
  value:
    "value(x) is asked for a number that is another in each call, and every number is a way of its own: compare with lt " +
    "or eq, and take the value of what is rounded, as in value(floor(x)) in place of Math.floor(value(x)); " +
    "take(xs, index) looks up by any",
  variants: (most) => `it goes more ways than the ${most} that are compiled (maximumVariants)`,
  instructions: (most) =>
    `it takes more than the ${most} instructions that may be compiled (maximumInstructions)`,
  structures: (most) =>
    `it is called with more than the ${most} structures of arguments that programs are kept for (maximumStructures)`,
  self:
    "it uses `this`, of which a program knows nothing: pass what it takes from there as an argument",
  // Engines advise 'unsafe-eval', which allows far more than is needed.
  engine: (message) =>
    `the engine refuses the program: ${message}` +
    (/content security policy/i.test(message)
      ? "; 'wasm-unsafe-eval' in script-src is all that this needs"
      : ""),
};

/** Returns the message of something that was thrown, which may be a proxy that throws as well. */
export function messageOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? String(thrown.message) : describe(thrown);
  } catch {
    return "something that says nothing";
  }
}
