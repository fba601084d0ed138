/**
 * Compiles functions and derivatives to WebAssembly: `jit(f)` returns what `f` returns, bit for bit, from a
 * program that is traced in the first call and kept for each structure of arguments.
 *
 * @example A compiled gradient
 * ```ts
 * import { grad, mul, type Scalar, sum } from "@fluxion/ad";
 * import { jit } from "@fluxion/ad/jit";
 * import { assertEquals } from "@std/assert";
 *
 * const squares = (xs: Scalar[]) => sum(xs.map((x) => mul(x, x)));
 * const gradient = jit(grad(squares));
 * assertEquals(gradient([1, 2, 3]), [2, 4, 6]);
 * ```
 *
 * @module
 */

export { jit } from "./jit.ts";
export type { JitOptions } from "./options.ts";
export type { AnyFunction, JitStats, Jitted, MissReason } from "./types.ts";
