// The derivatives of the angle of a point (x, y). With ζ = x + iy the first ones are the real and imaginary parts of
// 1/ζ, and the second ones those of 1/ζ². As rows of their own, none is a difference that cancels.

import { type Binary, binary } from "../operations/binary.ts";
import type { Scalar } from "../values/scalar.ts";
import { mul, neg, square, sub } from "./arithmetic.ts";
import { scaledNumber, scaleFor } from "./scale.ts";

/** Returns x/(x² + y²), the derivative of the angle of (x, y) with respect to y: the real part of 1/ζ. */
export const turning: Binary = /* @__PURE__ */ binary({
  name: "turning",
  value: (x, y) => {
    const by = scaleFor(Math.max(Math.abs(x), Math.abs(y)));
    const a = scaledNumber(x, by);
    const b = scaledNumber(y, by);
    return a / (a * a + b * b) * by;
  },
  partials: [
    (x, y) => bending(x, y),
    (x, y, own) => mul(-2, mul(own, turning(y, x))),
  ],
});

/** Returns (y² − x²)/(x² + y²)², the real part of −1/ζ². */
const bending: Binary = /* @__PURE__ */ binary({
  name: "bending",
  value: (x, y) => {
    const by = scaleFor(Math.max(Math.abs(x), Math.abs(y)));
    const a = scaledNumber(x, by);
    const b = scaledNumber(y, by);
    const squares = a * a + b * b;
    return ((b - a) / squares) * by * (((b + a) / squares) * by);
  },
  // The parts of 2/ζ³.
  partials: [
    (x, y) => cubed(turning(x, y), turning(y, x)),
    (x, y) => neg(cubed(turning(y, x), turning(x, y))),
  ],
});

/** Returns 2·a·(a² − 3b²), the real part of 2·(a + ib)³. */
function cubed(a: Scalar, b: Scalar): Scalar {
  return mul(2, mul(a, sub(square(a), mul(3, square(b)))));
}
