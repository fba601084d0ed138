// The Wengert list of a formula with the numbers of all three modes. Tangents and adjoints are those of the
// trace; how adjoints change along the direction is forward mode on reverse mode over the same steps.

import { add, grad, jvp, type Scalar } from "@fluxion/ad";
import { type ProgramTrace, trace } from "@fluxion/ad/trace";
import { functions } from "./functions.ts";
import type { Scene } from "./scene.ts";

/** The program of a formula, and for each of its steps the tangent of its adjoint, if the mode has one. */
export interface Annotated {
  readonly program: ProgramTrace;
  readonly turnings: readonly number[] | undefined;
}

/** Traces a formula at the point of a scene and annotates it with what its mode computes. */
export function annotated({ formula, inputs, mode }: Scene): Annotated {
  const point = inputs.map(({ value }) => value);
  const direction = inputs.map(({ tangent }) => tangent);
  const f = (...xs: Scalar[]) => formula.evaluate(xs);
  const bare = trace(f, { names: formula.variables })(...point);
  switch (mode) {
    case "forward":
      return { program: bare.tangents(direction), turnings: undefined };
    case "reverse":
      return { program: bare.adjoints(), turnings: undefined };
    case "forward-on-reverse": {
      const program = bare.tangents(direction).adjoints();
      return { program, turnings: turningsOf(program, point, direction) };
    }
  }
}

/**
 * The adjoint of a step is the derivative by a number that is added to it; this is the derivative of all
 * adjoints along a direction of the inputs.
 */
function turningsOf(
  { steps, outputs: [output] }: ProgramTrace,
  point: readonly number[],
  direction: readonly number[],
): readonly number[] {
  const run = (inputs: readonly Scalar[], added: readonly Scalar[]): Scalar => {
    const results: Scalar[] = [];
    for (const [i, { operation, operands }] of steps.entries()) {
      const own = operation === undefined ? inputs[i] : functions.get(operation)!.apply(
        operands.map(({ step, primal }) => step === undefined ? primal : results[step]),
      );
      results.push(add(own, added[i]));
    }
    return results[output.operand.step!];
  };
  const adjoints = (inputs: Scalar[]) =>
    grad((added: Scalar[]) => run(inputs, added))(steps.map(() => 0));
  const [, turnings] = jvp(adjoints, [[...point]], [[...direction]]);
  return turnings;
}
