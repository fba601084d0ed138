// A function whose derivatives are checked, and its derivatives as such functions again.

import type { Callable, NamedCall } from "../trees/call.ts";
import type { Mode } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import { forwardPass, type Leaves } from "../modes/forward.ts";
import { reversePass } from "../modes/reverse.ts";

/** What is differentiated: the function that is checked, or a derivative of it. */
export interface CheckedFunction {
  /** The modes that made it, the outer ones first; none for the function itself. */
  readonly mode: string | undefined;
  readonly evaluate: (inputs: readonly Scalar[]) => Scalar[];
  /** What its results are called. */
  readonly outputs: readonly string[];
  /** With these weights its results sum to the same number for all derivatives of an order. */
  readonly weights: readonly number[];
  /** How large the summands of its results may be, of which rounding is a fraction. */
  readonly sizes: readonly number[];
}

/** Where and how to compare. */
export interface Conditions {
  readonly point: readonly number[];
  /** What the inputs are called. */
  readonly inputs: readonly string[];
  readonly modes: readonly Mode[];
  /** The relative difference that is let pass. */
  readonly tolerance: number;
}

/** The unit in which a number of the point is measured. */
export function scaleOf(x: number): number {
  return Math.abs(x) || 1;
}

/** ∂outputᵢ/∂inputⱼ by each mode. */
export const rowsBy: Readonly<
  Record<Mode, (f: Callable, subject: CheckedFunction, point: readonly number[]) => number[][]>
> = {
  forward(f, { evaluate, outputs }, point) {
    const columns = point.map((_, j) => {
      const seeds = point.map((_, k) => k === j ? 1 : undefined);
      return withZeros(forwardPass(callOf(f), flat(evaluate), point, seeds).tangents);
    });
    return outputs.map((_, i) => columns.map((column) => column[i] as number));
  },
  reverse(f, { evaluate, outputs }, point) {
    const { pullBack } = reversePass(callOf(f), flat(evaluate), point);
    return outputs.map((_, i) =>
      withZeros(pullBack(outputs.map((_, k) => k === i ? 1 : undefined))) as number[]
    );
  },
};

/**
 * The derivative of a subject: by forward mode that of all its results along a direction, by reverse mode
 * that of their weighted sum by all inputs.
 */
export function derived(
  f: Callable,
  subject: CheckedFunction,
  mode: Mode,
  { inputs, point }: Conditions,
  direction: readonly number[],
): CheckedFunction {
  const { evaluate, outputs, weights, sizes } = subject;
  const own = over(mode, subject);
  if (mode === "forward") {
    const widest = largest(direction.map((step, j) => step / scaleOf(point[j])));
    return {
      mode: own,
      evaluate: (xs) => withZeros(forwardPass(callOf(f), flat(evaluate), xs, direction).tangents),
      outputs: outputs.map((output) =>
        inputs.length === 1 ? `(∂${output}/∂${inputs[0]})` : `(D ${output})`
      ),
      weights,
      sizes: sizes.map((size) => size * widest),
    };
  }
  const sum = outputs.length === 1 ? outputs[0] : "Σ";
  const size = largest(sizes.map((size, i) => size * weights[i]));
  return {
    mode: own,
    evaluate: (xs) => withZeros(reversePass(callOf(f), flat(evaluate), xs).pullBack(weights)),
    outputs: inputs.map((input) => `(∂${sum}/∂${input})`),
    weights: direction,
    sizes: point.map((x) => size / scaleOf(x)),
  };
}

/** The modes of a derivative, the outer ones first: `reverse-over-forward`. */
export function over(mode: Mode, subject: CheckedFunction): string {
  return subject.mode === undefined ? mode : `${mode}-over-${subject.mode}`;
}

function largest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
}

/** What the errors of a pass name. */
function callOf(f: Callable): NamedCall {
  return { verb: "checkGrads", f };
}

/** A function of lists as a pass runs it. */
function flat(evaluate: CheckedFunction["evaluate"]): (inputs: Scalar[]) => Leaves<Scalar> {
  return (inputs) => ({ leaves: evaluate(inputs) });
}

function withZeros(leaves: readonly (Scalar | undefined)[]): Scalar[] {
  return leaves.map((leaf) => leaf ?? 0);
}
