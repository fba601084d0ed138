// A program as it is looked at: the Wengert list of one run, with the number that every step was, and with
// derivatives where it has been annotated with them.

import type { Comparison } from "../../values/interpreter.ts";

/** What a step reads: another step, or a constant. */
export interface Operand {
  /** `v₁` of a step; a constant is called what it is. */
  readonly name: string;
  /** The number it was in this run. */
  readonly primal: number;
  /** Where the step is in the list of all, or `undefined` for a constant. */
  readonly step: number | undefined;
}

/** One step of a program: an input, or an operation of inputs, steps before it, and constants. */
export interface Step {
  /** `v₋₁`, `v₀` for inputs, `v₁`, `v₂` … for operations, as in the literature. */
  readonly name: string;
  /** The name of the operation; `undefined` for an input. */
  readonly operation: string | undefined;
  /** Where an input is in the tree of its argument, as in `params.w[0]`; `undefined` for an operation. */
  readonly path: string | undefined;
  /** What it reads, in order; nothing for an input. */
  readonly operands: readonly Operand[];
  /** The number it was in this run. */
  readonly primal: number;
  /** Its forward derivative along the seed; `undefined` where there is none. */
  readonly tangent: number | undefined;
  /** The derivative of the seeded output with respect to it; `undefined` where there is none. */
  readonly adjoint: number | undefined;
}

/** A number of the result. */
export interface Output {
  /** Where it is in the result, as in `result.loss`. */
  readonly path: string;
  /** What the number is. */
  readonly operand: Operand;
}

/** What the function asked about its numbers: by the answer it took this way and no other. */
export interface Question {
  /** How many steps there were when it was asked. */
  readonly after: number;
  /** A comparison, or which number a step is. */
  readonly kind: Comparison | "value";
  /** The two sides of a comparison, or the step whose number was read. */
  readonly operands: readonly Operand[];
  /** What the function was told. */
  readonly answer: boolean | number;
}

/** A program, and what is known of it. */
export interface Program {
  /** The name of the function. */
  readonly name: string;
  /** All steps, the inputs first. */
  readonly steps: readonly Step[];
  /** The first of the steps: the numbers of the arguments. */
  readonly inputs: readonly Step[];
  /** The numbers of the result. */
  readonly outputs: readonly Output[];
  /** What the function asked about its numbers, in order. */
  readonly questions: readonly Question[];
  /** Whether steps have tangents. */
  readonly hasTangents: boolean;
  /** Whether steps have adjoints. */
  readonly hasAdjoints: boolean;
}
