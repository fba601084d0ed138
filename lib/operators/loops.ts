// Loops as values, over plain numbers: those of the core, with types in which nobody sees a box.

import { loop } from "../loops/loop.ts";
import { map } from "../loops/map.ts";
import { scan } from "../loops/scan.ts";
import { whileLoop } from "../loops/while_loop.ts";
import type { Elements } from "../loops/elements.ts";

/** The loop `loop` over numbers. */
export type LoopOfNumbers = <S>(
  step: (state: S, index: number) => S,
  steps: number,
  initial: S,
) => S;

/**
 * Runs `state = step(state, i)` for i = 0 … steps − 1 and returns the last state.
 *
 * In a module that is marked with `"use ad"` and lifted, steps are written with operators. Compiled programs keep the loop,
 * as they do that of `@fluxion/ad`; `i` must then be no index of a list.
 *
 * @throws as the loop of `@fluxion/ad` does.
 *
 * @example
 * ```ts
 * import { loop } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(loop((x: number, i) => x + i, 4, 10), 16);
 * ```
 */
export const loopOfNumbers: LoopOfNumbers = loop as LoopOfNumbers;

/** The loop `map` over numbers. */
export type MapOfNumbers = <X, Y>(f: (x: X) => Y, xs: Elements<X>) => Y[];

/**
 * Returns the list of `f(xs[i])` for each i in order.
 *
 * @throws as the loop of `@fluxion/ad` does.
 *
 * @example
 * ```ts
 * import { map } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(map((x: number) => x * x, [1, 2, 3]), [1, 4, 9]);
 * ```
 */
export const mapOfNumbers: MapOfNumbers = map as MapOfNumbers;

/** The loop `scan` over numbers. */
export type ScanOfNumbers = <S, X, Y>(
  step: (state: S, x: X) => readonly [S, Y],
  initial: S,
  xs: Elements<X>,
) => [state: S, results: Y[]];

/**
 * Carries a state over elements and returns the last state and the list of results:
 * `[state, results[i]] = step(state, xs[i])` for each i in order.
 *
 * @throws as the loop of `@fluxion/ad` does.
 *
 * @example
 * ```ts
 * import { scan } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * const sums = scan((sum: number, x: number) => [sum + x, sum + x], 0, [1, 2, 3]);
 * assertEquals(sums, [6, [1, 3, 6]]);
 * ```
 */
export const scanOfNumbers: ScanOfNumbers = scan as ScanOfNumbers;

/** The loop `whileLoop` over numbers. */
export type WhileLoopOfNumbers = <S>(
  condition: (state: S) => boolean,
  step: (state: S) => S,
  initial: S,
) => S;

/**
 * Runs `state = step(state)` as long as `condition(state)` holds and returns the last state.
 *
 * @throws as the loop of `@fluxion/ad` does.
 *
 * @example
 * ```ts
 * import { whileLoop } from "@fluxion/ad/operators";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(whileLoop((x: number) => x < 100, (x: number) => 2 * x, 3), 192);
 * ```
 */
export const whileLoopOfNumbers: WhileLoopOfNumbers = whileLoop as WhileLoopOfNumbers;
