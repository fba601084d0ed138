// The derivative of a function of one real: forward mode with the tangent 1.

import { isAnyBox } from "../values/box.ts";
import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { Call, type Callable } from "../trees/call.ts";
import { shapedLike } from "../trees/flat.ts";
import { thenDo } from "../trees/promises.ts";
import { applyLeaf, flatWithFunctions } from "../trees/result.ts";
import { isPlainObject } from "../trees/node.ts";
import { checkAlive } from "../trees/tree.ts";
import type { TakesScalars } from "../trees/objections.ts";
import type { Answer } from "../trees/types.ts";
import type { AnswersInKind } from "../trees/in_kind.ts";
import type { Accepted, ScalarAlways } from "../trees/unannotated.ts";
import { forwardPass } from "../modes/forward.ts";

/** A derivative: of numbers for a number, of scalars for a scalar. */
export interface Derivative<Out> extends AnswersInKind {
  // With the type parameters of a gradient by one scalar, so that either may be called where a program chooses.
  <X extends Accepted<[Scalar], Out>[0], R extends []>(x: X, ...rest: R): Answer<[X], Out>;
}

/**
 * The derivative f' of a function of one real, by forward mode. The function may return any tree of
 * reals; the derivative has the same shape. Of a function that returns a function, at any place of its
 * result, the derivative is a function, which runs `f` again each time it is finally applied. Of an
 * asynchronous function it is a promise.
 *
 * @throws {TypeError} if `f` is no function, if its argument is not one real, or if it returns anything
 * but numbers, functions, arrays and plain objects, or if options are given: it has none.
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
export function derivative<
  Out,
  X extends Scalar = ScalarAlways<"lists and objects are for grad and jacobian">,
>(
  f: ((x: X) => Out) & TakesScalars<[X], 0>,
): Derivative<Out>;
export function derivative(f: Callable, options: unknown = {}): Callable {
  const call = new Call("derivative", f);
  // As a callback of `map` it is called with an index as well.
  const [option] = isPlainObject(options) ? Object.keys(options) : [];
  if (option !== undefined) {
    throw new TypeError(`Cannot take derivative with the option ${option}: it has no options`);
  }
  return function (this: unknown, x) {
    return derivativeAt(call.on(this), x);
  };
}

function derivativeAt(call: Call, x: unknown): unknown {
  if (typeof x !== "number" && !isAnyBox(x)) {
    throw new TypeError(
      `${call.refusal} at ${describe(x)}: it takes one real number; ` +
        "use grad or jacobian for arrays and objects",
    );
  }
  const pushed = forwardPass(
    call,
    ([input]) => thenDo(call.f(input), (out) => flatWithFunctions(call, out)),
    [checkAlive(x)],
    [1],
  );
  return thenDo(pushed, ({ result, primals, tangents }) => {
    const leaves = primals.map((leaf, i) =>
      typeof leaf === "function"
        ? (...args: unknown[]) => derivative(applyLeaf(call, i, args) as (x: Scalar) => unknown)(x)
        : tangents[i]
    );
    return shapedLike(result.tree, leaves);
  });
}
