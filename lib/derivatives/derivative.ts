// The derivative of a function of one real: forward mode with the tangent 1.

import { isAnyBox } from "../values/box.ts";
import { checkFunction, shapedLike } from "../trees/call.ts";
import { calledOn } from "../trees/method.ts";
import { applyLeaf, resultLeavesAndFunctions } from "../trees/result.ts";
import { describe, nameOf } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { thenDo } from "../trees/promises.ts";
import { checkAlive } from "../trees/tree.ts";
import type { WithNumbers, WithScalars } from "../trees/types.ts";
import { forwardPass } from "../modes/forward.ts";

/** A derivative: of numbers for a number, of scalars for a scalar. */
export interface Derivative<Out> {
  (x: number): WithNumbers<Out>;
  (x: Scalar): WithScalars<Out>;
}

/**
 * The derivative f' of a function of one real, by forward mode. The function may return any tree of
 * reals; the derivative has the same shape. Of a function that returns a function, at any place of its
 * result, the derivative is a function, which runs `f` again each time it is finally applied. Of an
 * asynchronous function it is a promise.
 *
 * @throws {TypeError} if `f` is no function, if its argument is not one real, or if it returns anything
 * but numbers, functions, arrays and plain objects.
 *
 * @example
 * ```ts
 * import { derivative, mul, sin } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const f = derivative((x) => mul(x, x, x));
 * assertEquals(f(2), 12);
 * assertEquals(derivative(f)(2), 12);
 * assertEquals(derivative((t) => ({ position: sin(t), copies: [t, t] }))(0), {
 *   position: 1,
 *   copies: [1, 1],
 * });
 * ```
 */
export function derivative<Out>(f: (x: Scalar) => Out): Derivative<Out> {
  checkFunction("derivative", f);
  return (function (this: unknown, x: Scalar) {
    const method = calledOn(this, f);
    if (typeof x !== "number" && !isAnyBox(x)) {
      throw new TypeError(
        `Cannot take derivative of ${nameOf(f)} at ${describe(x)}: it takes one real number; ` +
          "use grad or jacobian for arrays and objects",
      );
    }
    if (typeof x !== "number") checkAlive(x);
    let result: unknown;
    const pushed = forwardPass(
      "derivative",
      f,
      ([input]) =>
        thenDo(method(input), (out) => resultLeavesAndFunctions("derivative", f, result = out)),
      [x],
      [1],
    );
    return thenDo(pushed, ({ primals, tangents }) => {
      const leaves = primals.map((leaf, i) =>
        typeof leaf === "function"
          ? (...args: unknown[]) => derivative(applyLeaf("derivative", method, i, args))(x)
          : tangents[i]
      );
      return shapedLike(result, leaves);
    });
  }) as Derivative<Out>;
}
