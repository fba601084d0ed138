// Where a derivative may be other than 0, without computing it.

import { Call, type Callable, type Selection, selectionOf } from "../trees/call.ts";
import { flatten } from "../trees/flat.ts";
import type { TakesScalars } from "../trees/objections.ts";
import type { Argnums, ArgnumsOptions, FirstArgument, LaterArguments } from "../trees/types.ts";
import type { Accepted, SomeScalars } from "../trees/unannotated.ts";
import { checkChoice } from "./option_choice.ts";
import { SparsityPattern } from "./sparsity_pattern.ts";
import { Ways } from "./ways.ts";

/** Which pattern is wanted. */
export interface SparsityChoice {
  /**
   * The derivative whose pattern it is.
   *
   * @default "jacobian"
   */
  readonly of?: "jacobian" | "hessian";
  /**
   * Whether the pattern is that of the way that this call takes through the function, or has also what earlier
   * calls of the same `sparsity(f)` have found on other ways, where the matrix had as many rows and columns.
   *
   * @default "taken"
   */
  readonly ways?: "taken" | "seen";
}

/** The options of `sparsity`. */
export interface SparsityOptions<N extends Argnums> extends SparsityChoice, ArgnumsOptions<N> {
  /**
   * Whether the function returns `[value, aux]`.
   *
   * @default false
   */
  readonly hasAux?: boolean;
}

/** A function that returns the pattern of a derivative at its arguments. */
export type Sparsity<A extends unknown[], N extends Argnums> = <
  X extends FirstArgument<A, N>,
  R extends LaterArguments<A, N>,
>(
  x: X,
  ...rest: R
) => SparsityPattern;

/**
 * Where the Jacobian of a function, or its Hessian, may be other than 0: the pattern, found by one run of the
 * function, on the way that these arguments take. Rows and columns are counted as in `sparseJacobian` and
 * `sparseHessian`. A pattern may have places that are 0 for other reasons, as in x − x; it never lacks one.
 *
 * @throws as `jacobian` or `hessian` does; a `RangeError` if there is no such pattern.
 *
 * @example
 * ```ts
 * import { add, lt, mul, type Scalar, square } from "@fluxion/ad";
 * import { sparsity } from "@fluxion/ad/sparse";
 * import { assertEquals } from "@std/assert";
 *
 * const f = ([x, y, z]: Scalar[]) => add(lt(x, 0) ? mul(x, y) : square(y), z);
 * assertEquals(String(sparsity(f)([1, 2, 3])), `SparsityPattern 1 × 3, 2 entries
 * ┌──┐
 * │⠈⠁│
 * └──┘`);
 *
 * const hessian = sparsity(f, { of: "hessian", ways: "seen" });
 * assertEquals(hessian([1, 2, 3]).size, 1);
 * assertEquals(hessian([-1, 2, 3]).size, 3); // ∂²/∂x∂y twice, and ∂²/∂y² from before
 * ```
 */
export function sparsity<Out, A extends unknown[] = SomeScalars, const N extends Argnums = 0>(
  f: ((...args: A) => Out) & TakesScalars<A, N>,
  options?: SparsityOptions<N>,
): Sparsity<Accepted<A, Out>, N>;
export function sparsity(f: Callable, options: SparsityChoice & Partial<Selection> = {}): Callable {
  const method = new Call("sparsity", f);
  const { argnums, hasAux } = selectionOf("sparsity", options, ["of", "ways"]);
  const { of = "jacobian", ways: which = "taken" } = options;
  checkChoice(method, "of", of, ["jacobian", "hessian"]);
  checkChoice(method, "ways", which, ["taken", "seen"]);
  const ways = new Ways(of === "jacobian" ? 1 : 2);
  return function (this: unknown, ...args) {
    const call = method.on(this);
    const { way, release } = ways.record(call, flatten(call, args, argnums), hasAux);
    release();
    const { pattern } = way;
    return which === "taken" ? pattern : unionOf(pattern, ways.list.map((own) => own.pattern));
  };
}

/** Returns the union of those patterns that have the shape of the first. */
function unionOf(first: SparsityPattern, all: readonly SparsityPattern[]): SparsityPattern {
  const [m, n] = first.shape;
  const same = all.filter(({ shape }) => shape[0] === m && shape[1] === n);
  const rows = Array.from({ length: m }, (_, i) => {
    const columns = new Set<number>();
    for (const own of same) {
      for (let k = own.rows[i]; k < own.rows[i + 1]; k++) columns.add(own.columns[k]);
    }
    return [...columns].sort((a, b) => a - b);
  });
  const starts = new Int32Array(m + 1);
  rows.forEach((row, i) => starts[i + 1] = starts[i] + row.length);
  return new SparsityPattern(first.shape, starts, Int32Array.from(rows.flat()));
}
