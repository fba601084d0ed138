// The table: choices and blends, as graphics and numerical programs write them without a branch.

import { isAnyBox } from "../values/box.ts";
import { type Binary, binary } from "../operations/binary.ts";
import { chosen } from "../operations/choice.ts";
import { describe } from "../values/describe.ts";
import { type Nary, nary } from "../operations/nary.ts";
import type { OfOperand } from "../operations/row.ts";
import type { Scalar } from "../values/scalar.ts";
import { add, div, mul, sub } from "./arithmetic.ts";
import { clamp } from "./piecewise.ts";

/** The type of `where`: numbers in, number out. */
export interface Where {
  <C extends boolean | Scalar, T extends Scalar, U extends Scalar>(
    condition: C,
    x: T,
    y: U,
  ): OfOperand<Exclude<C, boolean> | T | U>;
}

/**
 * Returns x where the condition holds, and y where it does not. A condition that is a scalar holds unless it is 0;
 * no derivative follows it. What is not selected is a structural zero, so that a NaN or an infinity in it, or in its
 * derivative, poisons nothing. Both are computed: where only one may run, write a branch. With a condition such as
 * `step` a compiled program has no branch, and so one variant for both.
 *
 * @throws {TypeError} if the condition is neither a boolean nor a scalar.
 *
 * @example
 * ```ts
 * import { derivative, gt, sqrt, where } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const f = derivative((x) => where(gt(x, 0), sqrt(x), 0));
 * assertEquals([f(4), f(0), f(-1)], [0.25, 0, 0]);
 * ```
 */
export const where: Where = ((condition: unknown, x: Scalar, y: Scalar): Scalar => {
  if (typeof condition === "boolean") return condition ? x : y;
  if (typeof condition === "number") return condition !== 0 ? x : y;
  if (isAnyBox(condition)) return chosen([condition, x, y]);
  throw new TypeError(
    `Cannot choose by ${
      describe(condition)
    }: the condition of where is a boolean, as lt answers, or a scalar ` +
      "that is not 0 where it holds",
  );
}) as Where;

/** The type of operations of three reals: numbers in, number out. */
export interface Ternary {
  <T extends Scalar, U extends Scalar, V extends Scalar>(x: T, y: U, z: V): OfOperand<T | U | V>;
}

/**
 * Returns the linear interpolation from `a` to `b`: a + t·(b − a). It is exactly `a` for t = 0 and `b` for t = 1, and
 * extrapolates outside.
 *
 * @example
 * ```ts
 * import { grad, lerp } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(lerp(10, 20, 0.25), 12.5);
 * assertEquals(grad(lerp, { argnums: [0, 1, 2] })(10, 20, 0.25), [0.75, 0.25, 10]);
 * ```
 */
export const lerp: Ternary =
  ((a: Scalar, b: Scalar, t: Scalar): Scalar => blend([a, b, t])) as Ternary;

const blend: Nary = /* @__PURE__ */ nary({
  name: "lerp",
  // From the nearer end, so that both are exact; at an end, the other may be infinite.
  value: ({ 0: a, 1: b, 2: t }) => {
    if (t === 0 || t === 1) return t === 0 ? a : b;
    return t < 0.5 ? a + t * (b - a) : b - (1 - t) * (b - a);
  },
  partials: ([a, b, t]) => [sub(1, t), t, sub(b, a)],
});

/**
 * Returns 0 where `x` is below `edge`, and 1 elsewhere, in the order of operands that shaders have. Convention:
 * step' = 0 everywhere.
 *
 * @example
 * ```ts
 * import { derivative, step } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([step(2, 1), step(2, 2), step(2, 3)], [0, 1, 1]);
 * assertEquals(derivative((x) => step(2, x))(2), 0);
 * ```
 */
export const step: Binary = /* @__PURE__ */ binary({
  name: "step",
  value: (edge, x) => x < edge ? 0 : x >= edge ? 1 : NaN,
  partials: [0, 0],
});

/**
 * Returns t²·(3 − 2t) for t = (x − low) / (high − low), held between 0 and 1: a smooth step from 0 at `low` to 1 at
 * `high`, in the order of operands that shaders have. Its first derivative is continuous, and 0 at both ends; the
 * second jumps there, and is NaN at the ends. Where `low` and `high` are equal it is NaN at them.
 *
 * @example
 * ```ts
 * import { derivative, smoothstep } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([-1, 2, 5].map((x) => smoothstep(0, 4, x)), [0, 0.5, 1]);
 * assertEquals([0, 2, 9].map((x) => derivative((x) => smoothstep(0, 4, x))(x)), [0, 0.375, 0]);
 * ```
 */
export const smoothstep: Ternary = ((low: Scalar, high: Scalar, x: Scalar): Scalar => {
  const t = clamp(div(sub(x, low), sub(high, low)), 0, 1);
  return mul(mul(t, t), add(3, mul(-2, t)));
}) as Ternary;
