/**
 * Shows the program of one run of a function: every operation with its value, tangent and adjoint, as a
 * table, a formula or a picture, and the first step that is not finite.
 *
 * @example A formula of what was computed
 * ```ts
 * import { mul, sin } from "@fluxion/ad";
 * import { trace } from "@fluxion/ad/trace";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(trace((x) => mul(x, sin(x)))(2).toInfix(), "x*sin(x)");
 * ```
 *
 * @module
 */

export { trace, type TraceOptions, type Tracing } from "./trace.ts";
export type { ProgramTrace } from "./program_trace.ts";
export type { Nonfinite } from "./nonfinite.ts";
export type { Comparison } from "../values/interpreter.ts";
export type { Operand, Output, Program, Question, Step } from "./views/program.ts";
export type { FormulaSize } from "./views/formula.ts";
export type { FormulaOptions } from "./views/notation.ts";
export type { PictureOptions } from "./views/picture.ts";
