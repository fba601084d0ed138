// Which rounds of a loop are kept.

import type { LoopStep } from "../../values/interpreter.ts";
import type { Scalar } from "../../values/scalar.ts";
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
