// One run of a function on power series: a level is opened, its inputs get their series, the function runs, and the
// series of the results are read.

import { factorial } from "../elementary/factorial.ts";
import { describe } from "../values/describe.ts";
import { withoutCondition } from "../values/interpreter.ts";
import type { Sparse } from "../values/interpretation.ts";
import { outsideResult, present } from "../values/membership.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Call } from "../trees/call.ts";
import { shapedLike } from "../trees/flat.ts";
import { closingAfter, type MaybePromise, thenDo } from "../trees/promises.ts";
import { resultLeaves } from "../trees/result.ts";
import { productOfTwo } from "../operations/binary.ts";
import { TaylorLevel } from "./level.ts";

/** How the coefficients of a series are counted: x⁽ᵏ⁾/k! as in a power series, or the derivatives x⁽ᵏ⁾ themselves. */
export type CoefficientsOption = "taylor" | "derivatives";

/** The largest order whose factorial is a number. */
export const LARGEST_FACTORIAL = 170;

/**
 * Runs a function on power series, and returns its results in its shape, one tree for each order from 0 on.
 *
 * @param run calls the function with leaves, @param primals the leaves
 * @param series for each leaf its coefficients of order 1, 2 …; a leaf without any is not followed
 */
export function expanded(
  call: Call,
  run: (leaves: Scalar[]) => unknown,
  primals: readonly Scalar[],
  series: readonly Sparse[],
  order: number,
  counted: CoefficientsOption,
): MaybePromise<unknown[]> {
  const taylor = new TaylorLevel(call.verb, call.f, order, "at once");
  const inputs = primals.map((primal, i) => {
    const own = series[i];
    if (order === 0 || own.every((coefficient) => coefficient === undefined)) return primal;
    return taylor.input([primal, ...own].map(present));
  });
  const { level } = taylor;
  const ran = closingAfter(
    level,
    () => thenDo(run(inputs), (tree) => ({ tree, leaves: resultLeaves(call, tree) })),
  );
  return thenDo(ran, ({ tree, leaves }) => {
    const coefficients = leaves.map((leaf) => taylor.coefficientsOf(leaf));
    const trees = [shapedLike(tree, leaves.map((leaf) => outsideResult(level, leaf)))];
    for (let k = 1; k <= order; k++) {
      const factor = counted === "derivatives" ? factorial(k) : 1;
      const own = coefficients.map((all) => {
        const found = withoutCondition(all[k - 1]);
        return found === undefined || factor === 1 ? found : productOfTwo(factor, found);
      });
      trees.push(shapedLike(tree, own));
    }
    return trees;
  });
}

/**
 * Checks an order.
 *
 * @throws {RangeError} if it is no integer from 0 on, or above `LARGEST_FACTORIAL` where derivatives are wanted.
 */
export function checkOrder(verb: string, order: unknown, counted: CoefficientsOption): void {
  if (!Number.isInteger(order) || (order as number) < 0) {
    throw new RangeError(
      `Cannot take ${verb} to the order ${describe(order)}: it is an integer, 0 or more`,
    );
  }
  if (counted === "derivatives" && (order as number) > LARGEST_FACTORIAL) {
    throw new RangeError(
      `Cannot take ${verb} to the order ${order}: the factorial of an order above ${LARGEST_FACTORIAL} is no number; ` +
        "use the coefficients of taylor, which are without it",
    );
  }
}
