// What the operations that select among their operands share: who ties for the result, and the operation of
// three reals behind `clamp`.

import { type Binary, binary } from "../core/binary.ts";
import { type Nary, nary } from "../core/nary.ts";
import type { Scalar } from "../core/scalar.ts";
import { sum } from "./reductions.ts";

/** `held([x, low, high])`: x, but at least low, and at most high. */
export const held: Nary = nary({
  name: "clamp",
  value: ({ 0: x, 1: low, 2: high }) => Math.min(Math.max(x, low), high),
  partials: shares,
  selects: true,
});

/** Equal shares of 1 for all operands that equal the result; where it is NaN, NaN for those that are. */
export function shares(xs: readonly Scalar[], z: Scalar): readonly Scalar[] {
  const ties = xs.map((x) => tie(x, z));
  const count = sum(ties);
  return ties.map((own) => share(own, count));
}

// 1 for an operand that equals the result, 0 for one that does not, NaN for NaN.
const tie: Binary = binary({
  name: "tie",
  value: (x, z) => x === z ? 1 : x === x ? 0 : NaN,
  partials: [0, 0],
});

// What does not tie has no share in the NaN of another.
const share: Binary = binary({
  name: "share",
  value: (own, count) => own === 0 ? 0 : own / count,
  partials: [0, 0],
});
