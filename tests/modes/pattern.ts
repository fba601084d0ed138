// A meaning of programs that comes in by the door: of each result, the inputs on which it depends.

import type { Scalar } from "@fluxion/ad";
import { outside, outsideResult } from "../../lib/values/membership.ts";
import { Carrier } from "../../lib/values/box.ts";
import { closing, Level } from "../../lib/values/level.ts";
import { carriedBy, linearised } from "../../lib/operations/linearised.ts";

/** Positions of inputs. */
export type Inputs = ReadonlySet<number>;

/** Returns the places of a Jacobian that may be other than 0: of each result, the columns. */
export function pattern(
  f: (xs: Scalar[]) => readonly Scalar[],
  primals: readonly Scalar[],
): Inputs[] {
  const inputsOf = (x: Scalar) => carriedBy<Inputs>(level, x);
  const depending = (primal: Scalar, on: readonly (Inputs | undefined)[]): Scalar => {
    const all = new Set(on.flatMap((inputs) => [...inputs ?? []]));
    return all.size === 0 ? primal : new Carrier(level, primal, all);
  };
  const level: Level = new Level("interpreted", "pattern", f, {
    operation(operation, operands) {
      const { z, followed } = linearised<Inputs>(level, operation, operands);
      return depending(z, followed.map(({ carried }) => carried));
    },
    // Of a rule it is only known that every result may depend on every operand.
    joint(operation, operands) {
      const { results } = operation.vjp(operands.map((x) => outside(level, x)));
      return results.map((z) => depending(outsideResult(level, z), [z, ...operands].map(inputsOf)));
    },
  });
  const results = closing(level, () => f(primals.map((x, i) => depending(x, [new Set([i])]))));
  return results.map((y) => inputsOf(y) ?? new Set());
}
