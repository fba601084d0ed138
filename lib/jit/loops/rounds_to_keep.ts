// Which rounds of a loop are kept.

import type { LoopStep } from "../../values/interpreter.ts";
import type { Level } from "../../values/level.ts";
import type { Scalar } from "../../values/scalar.ts";
import type { Tracer } from "../../program/tracer.ts";
import type { RowPart } from "./rows.ts";

/** Which rounds are kept, and of what. */
export interface RoundsToKeep {
  readonly step: LoopStep;
  readonly state: readonly Scalar[];
  readonly parts: readonly RowPart[];
  /** The rounds from `from` to before `to`; the last one comes first where the direction is −1. */
  readonly from: number;
  readonly to: number;
  readonly direction: 1 | -1;
  /** Whether the states are kept in which rounds begin. */
  readonly keepsStates: boolean;
  /** Whether few of them are to be kept, and the others made again. */
  readonly keepsFew: boolean;
  /** Returns what tells these rounds from others, as far as the arguments and answers of the step do not. */
  readonly signature: () => string;
}

/** Why a trace ends whose steps do not go on alike. */
export const NOT_STEADY =
  "the steps of a loop answer states or results that are made in different ways";

/**
 * Checks whether rounds are kept inside of levels.
 *
 * @param isFound whether the loop was not written as a value
 */
export function areKept(levels: readonly Level[], isFound: boolean): boolean {
  const isKnown = ({ mode, isOfRule }: Level) =>
    !isOfRule && (mode === "forward" || mode === "reverse");
  if (!levels.every(isKnown)) return false;
  const outermost = levels.findIndex(({ mode }) => mode === "reverse");
  const inside = levels.slice(outermost + 1).map(({ mode }) => mode);
  if (outermost < 0) return true;
  // Where a number is infinite, structural zeros of some rounds are not kept apart in reverse over forward mode.
  return !inside.includes("reverse") && !(isFound && inside.includes("forward"));
}

/** Returns a key that the rounds which come next have in every trace that has come to them in the same way. */
export function keyOfNext({ frames, graph, questions }: Tracer): string {
  // What is traced apart begins at a place of what is around it, however long it has become.
  const position = frames.map((frame, i) => frame.indexOf(frames[i + 1]?.start ?? graph.size));
  return `${questions.keyOfLoop()}@${position}`;
}
