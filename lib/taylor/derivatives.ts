// All derivatives of a function of one real, or the coefficients of its power series, in one run.

import { isAnyBox } from "../values/box.ts";
import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { Call, type Callable } from "../trees/call.ts";
import { checkAlive } from "../trees/tree.ts";
import type { Promised, WithNumbers, WithScalars } from "../trees/types.ts";
import { checkOrder, type CoefficientsOption, expanded } from "./pass.ts";

/** A list of trees, one for each order from 0 on: of numbers for a number, of scalars for a scalar. */
export interface Expansion<Out> {
  (x: number): Promised<Out, WithNumbers<Awaited<Out>>[]>;
  (x: Scalar): Promised<Out, WithScalars<Awaited<Out>>[]>;
}

/**
 * The value and all derivatives up to an order of a function of one real: [f(x), f′(x), f″(x) … f⁽ⁿ⁾(x)]. The function
 * may return any tree of reals, or a promise of one; each entry has its shape. It runs once, on power series
 * (Griewank and Walther 2008, chapter 13): its cost grows with the square of the order, and that of nested
 * derivatives exponentially.
 *
 * @param order the highest order n
 * @throws {TypeError} if `f` is no function, if its argument is not one real, or if it returns anything but numbers,
 * arrays and plain objects.
 * @throws {RangeError} if the order is no integer from 0 to 170.
 *
 * @example
 * ```ts
 * import { exp, mul } from "@fluxion/ad";
 * import { derivatives } from "@fluxion/ad/taylor";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(derivatives((x) => mul(x, x, x), 4)(2), [8, 12, 12, 6, 0]);
 * assertEquals(derivatives((x) => ({ growth: exp(x) }), 2)(0), [
 *   { growth: 1 },
 *   { growth: 1 },
 *   { growth: 1 },
 * ]);
 * ```
 */
export function derivatives<Out>(f: (x: Scalar) => Out, order: number): Expansion<Out>;
export function derivatives(f: Callable, order: number): Callable {
  return expansion("derivatives", f, order, "derivatives");
}

/**
 * The coefficients up to an order of the power series of a function of one real, f(x + t) = Σ cₖ·tᵏ, which are
 * cₖ = f⁽ᵏ⁾(x)/k!. Otherwise as `derivatives`.
 *
 * @param order the order of the last coefficient
 * @throws {TypeError} if `f` is no function, if its argument is not one real, or if it returns anything but numbers,
 * arrays and plain objects.
 * @throws {RangeError} if the order is no integer from 0 on.
 *
 * @example The geometric series
 * ```ts
 * import { div, sub } from "@fluxion/ad";
 * import { taylor } from "@fluxion/ad/taylor";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(taylor((x) => div(1, sub(1, x)), 5)(0), [1, 1, 1, 1, 1, 1]);
 * ```
 */
export function taylor<Out>(f: (x: Scalar) => Out, order: number): Expansion<Out>;
export function taylor(f: Callable, order: number): Callable {
  return expansion("taylor", f, order, "taylor");
}

function expansion(
  verb: string,
  f: Callable,
  order: number,
  counted: CoefficientsOption,
): Callable {
  const call = new Call(verb, f);
  checkOrder(verb, order, counted);
  return function (this: unknown, x: unknown) {
    const own = call.on(this);
    if (typeof x !== "number" && !isAnyBox(x)) {
      throw own.refused(
        `its argument is ${
          describe(x)
        }, and one real number is wanted; use directionalDerivatives or jet for arrays ` +
          "and objects",
      );
    }
    return expanded(own, ([input]) => own.f(input), [checkAlive(x)], [[1]], order, counted);
  };
}
