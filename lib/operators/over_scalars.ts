// The bridge from functions of plain numbers to the entry points that are typed over scalars.

import type { ScalarsFor, WithScalars } from "../trees/types.ts";
import { checkMark } from "./marks.ts";

/** The type of a function with every number among its arguments and in its result a scalar. */
export type OverScalars<F> = F extends (...args: infer A) => infer Out
  ? (...args: ScalarsFor<A>) => WithScalars<Out>
  : never;

/**
 * Returns a function of plain numbers as it is, with the types of one of scalars, which entry points such as `/trace`,
 * `/sparse` and `/taylor` ask for.
 *
 * In a module that is marked with `"use ad"` and lifted, such a function takes scalars whatever its types say.
 *
 * @throws {TypeError} if `f` is marked but was loaded without the transformer.
 *
 * @example
 * ```ts
 * import { overScalars } from "@fluxion/ad/operators";
 * import { sparseJacobian } from "@fluxion/ad/sparse";
 * import { assertEquals } from "@std/assert";
 *
 * const reversed = (xs: number[]) => [...xs].reverse();
 * assertEquals(sparseJacobian(overScalars(reversed))([1, 2]).toDense(), [[0, 1], [1, 0]]);
 * ```
 */
export function overScalars<F extends (...args: never[]) => unknown>(f: F): OverScalars<F> {
  checkMark("overScalars", f);
  return f as never;
}
