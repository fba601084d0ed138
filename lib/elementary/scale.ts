// Powers of two by which operands of any size are scaled, so that their squares neither overflow nor underflow.
// Multiplication by a power of two is exact, and a function that does not depend on the scale has no derivative with
// respect to it.

import { type Binary, binary } from "../operations/binary.ts";
import { type Nary, nary } from "../operations/nary.ts";

/** Sizes from here on need no scale: sums of millions of squares, and their cubes, are far from underflow. */
export const SMALLEST_UNSCALED: number = 2 ** -64;
/** Sizes up to here need none: they are far from overflow. */
export const LARGEST_UNSCALED: number = 2 ** 64;
// The smallest exponent whose power of two has a finite reciprocal, with a margin.
const LEAST_EXPONENT = -1000;

/** Returns the power of two by which numbers up to a size are scaled; 0 where some are infinite. */
export function scaleFor(size: number): number {
  if (size > LARGEST_UNSCALED) return size === Infinity ? 0 : 2 ** -Math.floor(Math.log2(size));
  if (!(size < SMALLEST_UNSCALED && size > 0)) return 1;
  return 2 ** -Math.max(LEAST_EXPONENT, Math.floor(Math.log2(size)));
}

/** Returns a number times a scale. Where the scale is 0, infinite numbers become their signs, and all others 0. */
export function scaledNumber(x: number, scale: number): number {
  if (scale !== 0) return x * scale;
  return x === Infinity ? 1 : x === -Infinity ? -1 : x === x ? 0 * x : NaN;
}

/** Returns the scale of a list, as a constant: functions that use it do not depend on it. */
export const scale: Nary = /* @__PURE__ */ nary({ name: "scale", value: scaleOfList, partials: 0 });

/** Returns `scale` for numbers. */
export function scaleOfList(xs: ArrayLike<number>): number {
  let size = 0;
  for (let i = 0; i < xs.length; i++) size = Math.max(size, Math.abs(xs[i]));
  return scaleFor(size);
}

/** Returns x times its scale. */
export const rescaled: Binary = /* @__PURE__ */ binary({
  name: "rescaled",
  value: scaledNumber,
  partials: [(_x, own) => own, 0],
});
