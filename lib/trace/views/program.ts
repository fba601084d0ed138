// The types of a program for readers: the Wengert list of one run, with the number that every step computed,
// and with derivatives if it is annotated.

import type { Comparison } from "../../values/interpreter.ts";

/** An operand of a step: another step, or a constant. */
export interface Operand {
  /** The name of a step, such as `v₁`, or the digits of a constant. */
  readonly name: string;
  /** The number it was in this run. */
  readonly primal: number;
  /** The position of the step in the list, or `undefined` for a constant. */
  readonly step: number | undefined;
}

/** One step of a program: an input, or an operation of inputs, steps before it, and constants. */
export interface Step {
  /** `v₋₁`, `v₀` for inputs, `v₁`, `v₂` … for operations, as in the literature. */
  readonly name: string;
  /** The name of the operation; `undefined` for an input. */
  readonly operation: string | undefined;
  /** The path of an input in its argument, such as `params.w[0]`; `undefined` for an operation. */
  readonly path: string | undefined;
  /** Its operands, in order; none for an input. */
  readonly operands: readonly Operand[];
  /** The number it was in this run. */
  readonly primal: number;
  /** Its derivative along the seed; `undefined` for a structural zero, and if the trace has no tangents. */
  readonly tangent: number | undefined;
  /**
   * The derivative of the seeded output by this step; `undefined` for a structural zero, and without
   * adjoints.
   */
  readonly adjoint: number | undefined;
}

/** A number of the result. */
export interface Output {
  /** Its path in the result, such as `result.loss`. */
  readonly path: string;
  /** The step that computed it, or a constant. */
  readonly operand: Operand;
}

/**
 * A comparison or a `value` call of the function, whose outcome decides on the branch that the program took.
 */
export interface Question {
  /** The number of steps that ran before it. */
  readonly after: number;
  /** The comparison, or `"value"` for a number that was read. */
  readonly kind: Comparison | "value";
  /** The two sides of a comparison, or the step whose number was read. */
  readonly operands: readonly Operand[];
  /** The outcome. */
  readonly answer: boolean | number;
}

/** A program: the Wengert list of one run. */
export interface Program {
  /** The name of the function. */
  readonly name: string;
  /** All steps, the inputs first. */
  readonly steps: readonly Step[];
  /** The first of the steps: the numbers of the arguments. */
  readonly inputs: readonly Step[];
  /** The numbers of the result. */
  readonly outputs: readonly Output[];
  /** The comparisons and `value` calls of the function, in order. */
  readonly questions: readonly Question[];
  /** Whether steps have tangents. */
  readonly hasTangents: boolean;
  /** Whether steps have adjoints. */
  readonly hasAdjoints: boolean;
}
