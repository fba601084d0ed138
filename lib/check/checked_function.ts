// A function whose derivatives are checked, and its derivatives as such functions again.

import type { NamedCall } from "../trees/call.ts";
import type { Mode } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import { forwardPass, type Leaves } from "../modes/forward.ts";
import { reversePass } from "../modes/reverse.ts";

/** The function that is checked, or a derivative of it, as a function of a list. */
export interface CheckedFunction {
  /** The modes that made it, the outer ones first; `undefined` for the function itself. */
  readonly mode: string | undefined;
  readonly evaluate: (inputs: readonly Scalar[]) => Scalar[];
  /** The names of its results. */
  readonly outputs: readonly string[];
  /** Weights with which the results of all derivatives of one order have the same sum. */
  readonly weights: readonly number[];
  /** The sizes of the summands in its results, to which rounding is relative. */
  readonly sizes: readonly number[];
}

/** The conditions of a comparison. */
export interface Conditions {
  readonly point: readonly number[];
  /** The names of the inputs. */
  readonly inputs: readonly string[];
  readonly modes: readonly Mode[];
  /** The relative difference that is tolerated. */
  readonly tolerance: number;
}

/** Returns the scale of a number of the point. */
export function scaleOf(x: number): number {
  return Math.abs(x) || 1;
}

/** For each mode, the function that computes ∂outputᵢ/∂inputⱼ by it. */
export const rowsBy: Readonly<
  Record<Mode, (call: NamedCall, checked: CheckedFunction, point: readonly number[]) => number[][]>
> = {
  forward(call, { evaluate, outputs }, point) {
    const columns = point.map((_, j) => {
      const seeds = point.map((_, k) => k === j ? 1 : undefined);
      return withZeros(forwardPass(call, flat(evaluate), point, seeds).tangents);
    });
    return outputs.map((_, i) => columns.map((column) => column[i] as number));
  },
  reverse(call, { evaluate, outputs }, point) {
    const { pullBack } = reversePass(call, flat(evaluate), point);
    return outputs.map((_, i) =>
      withZeros(pullBack(outputs.map((_, k) => k === i ? 1 : undefined))) as number[]
    );
  },
};

/**
 * Returns the derivative of a function: by forward mode that of all its results along a direction, by reverse
 * mode that of their weighted sum by all inputs.
 */
export function derived(
  call: NamedCall,
  checked: CheckedFunction,
  mode: Mode,
  { inputs, point }: Conditions,
  direction: readonly number[],
): CheckedFunction {
  const { evaluate, outputs, weights, sizes } = checked;
  const own = over(mode, checked);
  if (mode === "forward") {
    const widest = largest(direction.map((step, j) => step / scaleOf(point[j])));
    return {
      mode: own,
      evaluate: (xs) => withZeros(forwardPass(call, flat(evaluate), xs, direction).tangents),
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
    evaluate: (xs) => withZeros(reversePass(call, flat(evaluate), xs).pullBack(weights)),
    outputs: inputs.map((input) => `(∂${sum}/∂${input})`),
    weights: direction,
    sizes: point.map((x) => size / scaleOf(x)),
  };
}

/** Returns the modes of a derivative, the outer ones first, such as `reverse-over-forward`. */
export function over(mode: Mode, checked: CheckedFunction): string {
  return checked.mode === undefined ? mode : `${mode}-over-${checked.mode}`;
}

function largest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
}

/** A function of lists as a pass runs it. */
function flat(evaluate: CheckedFunction["evaluate"]): (inputs: Scalar[]) => Leaves<Scalar> {
  return (inputs) => ({ leaves: evaluate(inputs) });
}

function withZeros(leaves: readonly (Scalar | undefined)[]): Scalar[] {
  return leaves.map((leaf) => leaf ?? 0);
}
