// Derivatives of functions of many reals: along one direction to any order, and all mixed partials from these.

import type { Scalar } from "../values/scalar.ts";
import { add, mul } from "../elementary/arithmetic.ts";
import { seedsOf } from "../modes/seeds.ts";
import { Call, type Callable } from "../trees/call.ts";
import { flatten, shapedLike } from "../trees/flat.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { type MaybePromise, thenDo } from "../trees/promises.ts";
import type { TakesScalars } from "../trees/objections.ts";
import type { Answer, Argument, Promised, WithNumbers, WithScalars } from "../trees/types.ts";
import { multiIndices, weightsOf } from "./interpolation.ts";
import { checkOrder, expanded } from "./pass.ts";

/** A function of a point and a direction in the same shape, that answers one tree for each order from 0 on. */
export type AlongDirection<In, Out> = <X extends Argument<In>, V extends Argument<In>>(
  x: X,
  direction: V,
) => Promised<Out, Answer<[X, V], Awaited<Out>>[]>;

/**
 * The value and the derivatives up to an order of a function along a direction: the entry of order k is
 * dᵏ/dtᵏ f(x + t·v) at t = 0, which is the k-th derivative tensor of f applied to k copies of v.
 *
 * @param f a function of one tree of reals to another, @param order the highest order
 * @throws {TypeError} if the direction has another structure than the point, or anything in them is no number.
 * @throws {RangeError} if the order is no integer from 0 to 170.
 *
 * @example
 * ```ts
 * import { mul, type Scalar } from "@fluxion/ad";
 * import { directionalDerivatives } from "@fluxion/ad/taylor";
 * import { assertEquals } from "@std/assert";
 *
 * const f = ([x, y]: Scalar[]) => mul(x, y, y);
 * // (1 + t)·(2 + t)² = 4 + 8t + 5t² + t³
 * assertEquals(directionalDerivatives(f, 3)([1, 2], [1, 1]), [4, 8, 10, 6]);
 * ```
 */
export function directionalDerivatives<In, Out>(
  f: ((x: In) => Out) & TakesScalars<[In], 0>,
  order: number,
): AlongDirection<In, Out>;
export function directionalDerivatives(f: Callable, order: number): Callable {
  const call = new Call("directionalDerivatives", f);
  checkOrder("directionalDerivatives", order, "derivatives");
  return function (this: unknown, x: unknown, direction: unknown) {
    const own = call.on(this);
    const flat = flatten(own, [x], 0);
    const seeds = seedsOf(matchingLeaves(direction, "direction", x, "x"));
    return expanded(own, flat.run, flat.leaves, seeds.map((seed) => [seed]), order, "derivatives");
  };
}

/**
 * One mixed partial derivative.
 *
 * @example
 * ```ts
 * import { mul, type Scalar } from "@fluxion/ad";
 * import { type MixedPartial, mixedPartials } from "@fluxion/ad/taylor";
 * import { assertEquals } from "@std/assert";
 *
 * const all: MixedPartial<number>[] = mixedPartials(([x, y]: Scalar[]) => mul(x, y), 1)([3, 5]);
 * assertEquals(all.map(({ powers }) => powers), [[0, 0], [1, 0], [0, 1]]);
 * ```
 */
export interface MixedPartial<T> {
  /** How often the derivative is taken with respect to each of the inputs. */
  readonly powers: readonly number[];
  /** The derivative, in the shape of what the function returns. */
  readonly derivative: T;
}

/** The mixed partials of a function of a list of reals: of numbers for numbers, of scalars for scalars. */
export interface MixedPartials<Out> {
  (x: readonly number[] | Float64Array | Float32Array): Promised<
    Out,
    MixedPartial<WithNumbers<Awaited<Out>>>[]
  >;
  (x: readonly Scalar[]): Promised<Out, MixedPartial<WithScalars<Awaited<Out>>>[]>;
}

/**
 * All partial derivatives up to an order of a function of a list of reals, ∂^|i| f / ∂x₁^i₁ … ∂xₙ^iₙ for |i| ≤ d, from
 * its power series along the C(n + d − 1, d) directions of natural numbers whose sum is d (Griewank, Utke and Walther,
 * "Evaluating higher derivative tensors by forward propagation of univariate Taylor series", Mathematics of
 * Computation 69, 2000). They come by order, and first those with respect to the first inputs.
 *
 * The interpolation has weights of both signs, and so it loses digits as the order grows: about one at order 4, and
 * three at order 8.
 *
 * @param order the highest order d
 * @throws {TypeError} if the argument is no list of numbers.
 * @throws {RangeError} if the order is no integer from 0 to 170.
 *
 * @example
 * ```ts
 * import { mul, type Scalar } from "@fluxion/ad";
 * import { mixedPartials } from "@fluxion/ad/taylor";
 * import { assertEquals } from "@std/assert";
 *
 * const found = mixedPartials(([x, y]: Scalar[]) => mul(x, y), 2)([3, 5]);
 * assertEquals(found.map(({ powers, derivative }) => [...powers, Math.round(derivative)]), [
 *   [0, 0, 15],
 *   [1, 0, 5],
 *   [0, 1, 3],
 *   [2, 0, 0],
 *   [1, 1, 1],
 *   [0, 2, 0],
 * ]);
 * ```
 */
export function mixedPartials<Out>(f: (x: Scalar[]) => Out, order: number): MixedPartials<Out>;
export function mixedPartials(f: Callable, order: number): Callable {
  const call = new Call("mixedPartials", f);
  checkOrder("mixedPartials", order, "derivatives");
  return function (this: unknown, x: unknown) {
    const own = call.on(this);
    const flat = flatten(own, [x], 0);
    const count = flat.leaves.length;
    const directions = multiIndices(count, order);
    const along = directions.map((direction) => {
      const series = direction.map((entry) => [entry === 0 ? undefined : entry]);
      return expanded(own, flat.run, flat.leaves, series, order, "taylor");
    });
    return allOf(along, (expansions) => {
      const partials: MixedPartial<unknown>[] = [];
      for (let k = 0; k <= order; k++) {
        const pattern = expansions[0][0];
        const leaves = expansions.map((trees) =>
          matchingLeaves(trees[k], "result", pattern, "result")
        );
        for (const powers of multiIndices(count, k)) {
          const weights = weightsOf(powers, directions, order);
          const sums = leaves[0].map((_, leaf) =>
            weighted(weights, leaves.map((all) => all[leaf]))
          );
          partials.push({ powers, derivative: shapedLike(pattern, sums) });
        }
      }
      return partials;
    });
  };
}

function weighted(weights: readonly number[], values: readonly Scalar[]): Scalar {
  let sum: Scalar = 0;
  weights.forEach((weight, i) => {
    if (weight !== 0) sum = add(sum, mul(weight, values[i]));
  });
  return sum;
}

/** Passes all values on, now or when all promises have settled. */
function allOf<T, U>(
  values: readonly MaybePromise<T>[],
  next: (values: T[]) => U,
): MaybePromise<U> {
  return values.reduceRight<(before: T[]) => MaybePromise<U>>(
    (rest, value) => (before) => thenDo(value, (own) => rest([...before, own])) as MaybePromise<U>,
    next,
  )([]);
}
