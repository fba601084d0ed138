// The table: lists in ascending order. Outside of a trace they are sorted as numbers. In one they go through a network of
// exchanges, which are the same for every order, so that a compiled program has no branch, and one variant.

import { beneathDerivatives, isTraced } from "../values/box.ts";
import { asIndex } from "../values/index_box.ts";
import { chosen } from "../operations/choice.ts";
import { type Nary, nary, type ScalarList } from "../operations/nary.ts";
import type { Scalar } from "../values/scalar.ts";
import type { IndexIn } from "./extremes.ts";
import { type OfListToList, scalarsOf } from "./logarithmic_sums.ts";
import { itself } from "./look_up.ts";
import { precedes } from "./search.ts";

/**
 * Returns a list in ascending order, NaN last. Elements that tie stay in the order in which they were, and each keeps
 * its own derivative, as in JAX; what depends on the order in which they stand has a kink there. In a compiled program
 * n elements are some n·(log₂ n)²/4 exchanges, and one variant for all orders.
 *
 * @throws {TypeError} if it is given no array.
 *
 * @example
 * ```ts
 * import { grad, type Scalar, sort, square } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sort([3, 1, 2]), [1, 2, 3]);
 * assertEquals(grad((xs: Scalar[]) => square(sort(xs)[0]))([3, 1, 2]), [0, 2, 0]);
 * ```
 */
export const sort: OfListToList = ((xs: ScalarList): Scalar[] => {
  const list = scalarsOf("sort", xs);
  const plain = list.map((x) => beneathDerivatives(x, "sort"));
  if (plain.some(isTraced)) return exchanged(list, plain).map(({ element }) => element);
  return orderOf(plain as number[]).map((i) => {
    const x = list[i];
    return typeof x === "number" ? x : itself(x);
  });
}) as OfListToList;

/** The type of `argsort`: plain numbers where the elements are numbers. */
export interface Argsort {
  <L extends ScalarList>(xs: L): IndexIn<L>[];
}

/**
 * Returns the indices of the elements of a list in ascending order, as `sort` has them: NaN last, and what ties in the
 * order in which it was. No derivative follows them; in a compiled program they are what `argmin` is.
 *
 * @throws {TypeError} if it is given no array.
 *
 * @example
 * ```ts
 * import { argsort, take } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(argsort([30, 10, 20]), [1, 2, 0]);
 * assertEquals(take(["a", "b", "c"].map((_, i) => i), argsort([30, 10, 20])), [1, 2, 0]);
 * ```
 */
export const argsort: Argsort = ((xs: ScalarList): Scalar[] => {
  const plain = scalarsOf("argsort", xs).map((x) => beneathDerivatives(x, "argsort"));
  return plain.some(isTraced)
    ? exchanged(plain, plain).map(({ index }) => asIndex(index))
    : orderOf(plain as number[]);
}) as Argsort;

/** Returns the indices of some numbers in ascending order. */
function orderOf(numbers: readonly number[]): number[] {
  return [...numbers.keys()].sort((i, k) =>
    precedes(numbers[i], numbers[k]) ? -1 : precedes(numbers[k], numbers[i]) ? 1 : 0
  );
}

/** An element on its way to its place, with its number and the index that it had at first. */
interface Wire {
  readonly element: Scalar;
  readonly plain: Scalar;
  readonly index: Scalar;
}

/** Returns the elements in ascending order, by the odd-even merge sort (Batcher 1968). */
function exchanged(elements: readonly Scalar[], plain: readonly Scalar[]): Wire[] {
  const count = elements.length;
  const wires = elements.map((element, index): Wire => ({ element, plain: plain[index], index }));
  for (let sorted = 1; sorted < count; sorted *= 2) {
    for (let apart = sorted; apart >= 1; apart /= 2) {
      for (let first = apart % sorted; first + apart < count; first += 2 * apart) {
        for (let i = first; i < Math.min(first + apart, count - apart); i++) {
          const isWithin = Math.floor(i / (2 * sorted)) === Math.floor((i + apart) / (2 * sorted));
          if (isWithin) exchange(wires, i, i + apart);
        }
      }
    }
  }
  return wires;
}

/** Exchanges two wires where the second stands in front of the first in ascending order. */
function exchange(wires: Wire[], i: number, k: number): void {
  const [a, b] = [wires[i], wires[k]];
  const isBehind = standsBehind([a.plain, b.plain, a.index, b.index]);
  const either = (x: Scalar, y: Scalar) => chosen([isBehind, x, y]);
  const both = (x: Wire, y: Wire): Wire => {
    const plain = either(x.plain, y.plain);
    const isPlain = a.element === a.plain && b.element === b.plain;
    const element = isPlain ? plain : either(x.element, y.element);
    return { element, plain, index: either(x.index, y.index) };
  };
  wires[i] = both(b, a);
  wires[k] = both(a, b);
}

/** Returns 1 where the first of two elements stands behind the second, of `[x, y, index of x, index of y]`. */
export const standsBehind: Nary = /* @__PURE__ */ nary({
  name: "standsBehind",
  value: ({ 0: x, 1: y, 2: i, 3: k }) => {
    if (precedes(y, x)) return 1;
    return precedes(x, y) ? 0 : k < i ? 1 : 0;
  },
  partials: 0,
});
