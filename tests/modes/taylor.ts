// A meaning of programs that comes in by the door: all derivatives along a line up to some order, in one pass.
// A value carries its derivative, which carries its own (Karczmarczuk 2001); by recursion, with no thought of
// speed.

import type { Scalar } from "@fluxion/ad";
import { Carrier } from "../../lib/values/box.ts";
import { outsideResult } from "../../lib/values/membership.ts";
import { closing, Level } from "../../lib/values/level.ts";
import { applied, carriedBy, partialMapsOf } from "../../lib/operations/linearised.ts";
import { sumOfTwo } from "../../lib/operations/binary.ts";

/** What a value is derived to: an order from 1 on, and its derivative, which is known to one order less. */
interface Tail {
  readonly order: number;
  readonly derivative: Scalar;
}

/** Returns f(t), f′(t), f″(t) … up to an order. */
export function taylor(f: (t: Scalar) => Scalar, at: Scalar, order: number): Scalar[] {
  const tailOf = (x: Scalar) => carriedBy<Tail>(level, x);
  const headOf = (x: Scalar) => outsideResult(level, x) as Scalar;
  const series = (x: Scalar, order: number, derivative: Scalar | undefined): Scalar =>
    order === 0 || derivative === undefined
      ? headOf(x)
      : new Carrier<Tail>(level, headOf(x), { order, derivative });
  /** The same value, known to one order less. */
  const shortened = (x: Scalar): Scalar => {
    const tail = tailOf(x);
    return tail === undefined ? x : series(x, tail.order - 1, shortened(tail.derivative));
  };
  const orderOf = (xs: readonly Scalar[]) => Math.min(...xs.map((x) => tailOf(x)?.order ?? order));

  const level: Level = new Level("interpreted", "taylor", f, {
    // z′ = Σ ∂f/∂xᵢ·xᵢ′, where both factors are known to one order less than z.
    operation(operation, operands) {
      const shorter = operands.map(shortened);
      const z = applied(operation, shorter);
      const maps = partialMapsOf(operation, shorter, z);
      const terms = operands.flatMap((x, i) => {
        const tail = tailOf(x);
        const partialMap = tail && maps(i);
        return partialMap ? [partialMap(tail.derivative)] : [];
      });
      return series(z, orderOf(operands), terms.length === 0 ? undefined : terms.reduce(sumOfTwo));
    },
    // The same by a rule; what the rule closes over is not followed.
    joint(operation, operands) {
      const derivatives = operands.map((x) => tailOf(x)?.derivative);
      const { results, tangents } = operation.jvp(operands.map(shortened), derivatives);
      return results.map((z, i) => series(z, orderOf(operands), tangents[i]));
    },
  });

  const derivatives: Scalar[] = [];
  let y: Scalar = closing(level, () => f(series(at, order, 1)));
  for (let i = 0; i <= order; i++) {
    derivatives.push(headOf(y));
    y = tailOf(y)?.derivative ?? 0;
  }
  return derivatives;
}
