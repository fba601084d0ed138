// Powers of two that bring operands of any size to where their squares neither overflow nor underflow. To
// multiply by one is exact, and what is scale-free has the same derivative whatever the scale was.

import { type Binary, binary } from "../operations/binary.ts";
import { type Nary, nary } from "../operations/nary.ts";

// Between these a scale would change nothing: sums of millions of squares, and their cubes, are far from both ends.
const SMALLEST = 2 ** -64;
const LARGEST = 2 ** 64;
// The reciprocal of a smaller number would overflow.
const LEAST_EXPONENT = -1000;

/** The power of two by which numbers up to a size are scaled; 0 where some are infinite. */
export function scaleFor(size: number): number {
  if (size > LARGEST) return size === Infinity ? 0 : 2 ** -Math.floor(Math.log2(size));
  if (!(size < SMALLEST && size > 0)) return 1;
  return 2 ** -Math.max(LEAST_EXPONENT, Math.floor(Math.log2(size)));
}

/** A number by a scale: of infinite numbers their signs are left, and of others beside them nothing. */
export function scaledNumber(x: number, scale: number): number {
  if (scale !== 0) return x * scale;
  return x === Infinity ? 1 : x === -Infinity ? -1 : x === x ? 0 * x : NaN;
}

/** The scale of a list. It is no variable: what is multiplied by it does not depend on which it is. */
export const scale: Nary = /* @__PURE__ */ nary({ name: "scale", value: scaleOfList, partials: 0 });

/** `scale` on numbers. */
export function scaleOfList(xs: ArrayLike<number>): number {
  let size = 0;
  for (let i = 0; i < xs.length; i++) size = Math.max(size, Math.abs(xs[i]));
  return scaleFor(size);
}

/** x times its scale. */
export const rescaled: Binary = /* @__PURE__ */ binary({
  name: "rescaled",
  value: scaledNumber,
  partials: [(_x, own) => own, 0],
});
