// A function of each element of a list.

import { checkFunction } from "../trees/call.ts";
import type { Answer } from "../trees/types.ts";
import { type Elements, elementsOf } from "./elements.ts";
import { runRounds } from "./rounds.ts";

/**
 * Returns the list of `f(xs[i])` for each i in order, as `jax.lax.map` does.
 *
 * It is a plain loop, differentiated in every mode, also by what the function closes over. In a function that `jit`
 * compiles it stays a loop, as that of `scan` does. For a sum over elements `scan` carries the sum, and is faster.
 *
 * @param xs an array of elements, a typed array, or an object of arrays, the i-th of which make the i-th element
 * @throws {TypeError} if `f` is no function, or if `xs` is no tree of numbers.
 * @throws {RangeError} if arrays in `xs` have different lengths.
 *
 * @example
 * ```ts
 * import { derivative, map, mul, type Scalar, sum } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const times = { size: [1, 2, 3], count: [3, 2, 1] };
 * const total = (price: Scalar) =>
 *   sum(map(({ size, count }: { size: Scalar; count: Scalar }) => mul(size, count, price), times));
 * assertEquals(derivative(total)(2), 10);
 * ```
 */
export function map<X, Y, XS extends Elements<X>>(
  f: (x: X) => Y,
  xs: XS & Elements<X>,
): Answer<[XS], Y>[] {
  checkFunction("map", f);
  const elements = elementsOf("map", xs);
  const [, results] = runRounds({
    verb: "map",
    initial: NO_STATE,
    count: elements.length,
    elements,
    step: (state, x) => [state, f(x as X)],
    hasResults: true,
  });
  return results as Answer<[XS], Y>[];
}

const NO_STATE: readonly never[] = [];
