// When an algorithm stops, and why: a word for programs and a sentence for people.

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
  /** The reason in a word. */
  readonly word: StopWord;
  /** The same for people: what happened, at which parameters, and what to try. */
  readonly sentence: string;
}

/** When to stop. */
export interface StoppingRules {
  readonly tolerance: number;
  /** The length of a whole step, as a share of the parameters, that ends a search as well. */
  readonly stepTolerance?: number;
  readonly maxIterations: number;
  /** Told of the start and of each step; answers whether to stop. */
  readonly onStep: (iteration: number, x: Float64Array, value: number) => boolean;
}

/** Where an algorithm ended. */
export interface End {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly word: StopWord;
}

/** Returns whether an algorithm ended where it was meant to. */
export function isSolved(word: StopWord): boolean {
  return word === "converged" || word === "rounding";
}
