// The derivatives of an angle. With ζ = x + iy they are the parts of 1/ζ, and theirs those of 1/ζ²: each is a
// row of its own, and none is a difference of what nearly cancels.

import { type Binary, binary } from "../operations/binary.ts";
import type { Scalar } from "../values/scalar.ts";
import { mul, neg, square, sub } from "./arithmetic.ts";
import { scaledNumber, scaleFor } from "./scale.ts";

/** x/(x² + y²), the derivative by y of the angle of (x, y): the real part of 1/ζ. */
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

/** (y² − x²)/(x² + y²)²: the real part of −1/ζ². */
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

/** 2·a·(a² − 3b²). */
function cubed(a: Scalar, b: Scalar): Scalar {
  return mul(2, mul(a, sub(square(a), mul(3, square(b)))));
}
