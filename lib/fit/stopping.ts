// Why an algorithm stopped: a word for programs and a sentence for people.

/**
 * `"converged"`: within the tolerance. `"rounding"`: as close as rounding lets it come. `"iterations"`: after as many as
 * it may take. `"stalled"`: where no step leads further down. `"unbounded"`: the function falls without end.
 * `"stopped"`: by the callback.
 */
export type StopWord =
  | "converged"
  | "rounding"
  | "iterations"
  | "stalled"
  | "unbounded"
  | "stopped";

/** Why an algorithm stopped. */
export interface StopReason {
  readonly word: StopWord;
  /** The same for people: what happened, at which parameters, and what to try. */
  readonly sentence: string;
}

/** Returns whether an algorithm ended where it was meant to. */
export function isSolved(word: StopWord): boolean {
  return word === "converged" || word === "rounding";
}
