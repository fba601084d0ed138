// The type of a compiled function, and of what it counts.

import type { Answer, FreeOfBoxes, Trees } from "../trees/types.ts";
import type { IsInKind } from "../trees/in_kind.ts";
import type { SomeScalars } from "../trees/unannotated.ts";

/** A function of any arguments. */
export type AnyFunction = (...args: never[]) => unknown;

/**
 * Counts of what a compiled function has done so far.
 *
 * @example
 * ```ts
 * import { grad, mul, type Scalar } from "@fluxion/ad";
 * import { jit, type JitStats } from "@fluxion/ad/jit";
 * import { assertEquals } from "@std/assert";
 *
 * const slope = jit(grad((x: Scalar) => mul(x, x, x)), { eager: true });
 * for (const x of [1, 2, 3]) slope(x);
 * const { calls, variants, uncompiled }: JitStats = slope.stats();
 * assertEquals([calls, variants, uncompiled], [3, 1, undefined]);
 * ```
 */
export interface JitStats {
  /**
   * How many variants are compiled: paths through the branches of the function, for all structures of
   * arguments.
   */
  readonly variants: number;
  /** How often it was called. */
  readonly calls: number;
  /** Calls that ran compiled. */
  readonly hits: number;
  /** All other calls: the function itself ran, on boxes in order to be compiled, or uncompiled. */
  readonly misses: number;
  /** How many guards these variants check in all. */
  readonly guards: number;
  /** How many instructions were compiled. Those of a loop count once. */
  readonly instructions: number;
  /** How many loops the programs have, those inside of others included: written as loops, or found in what was traced. */
  readonly loops: number;
  /**
   * Why loops written as values (`loop`, `scan` …) run round by round in the variant that was compiled last; `undefined` where they
   * are kept. Of an ordinary loop in a module marked with `"use ad"` that was to be kept and could not be, the reason and
   * the line.
   */
  readonly unkept: string | undefined;
  /** How many operations the programs do, each once: those of a loop count as often as it repeats them. */
  readonly operations: number;
  /** How many bytes of WebAssembly they take. */
  readonly bytes: number;
  /**
   * Why the latest call that ran uncompiled did so: the argument or result that no program takes or returns,
   * the bound that was reached, or that calls have not earned the price of another variant yet. `undefined` as
   * long as every call was compiled, or ran compiled.
   */
  readonly uncompiled: string | undefined;
  /**
   * Why calls were misses, most frequent first: each reason with its number of calls, which add up to `misses`.
   * The call that compiles a variant has a reason as well.
   */
  readonly reasons: readonly MissReason[];
}

/** A reason why calls did not run compiled. */
export interface MissReason {
  /** The reason, as a sentence. */
  readonly reason: string;
  /** How many calls it was the reason of. */
  readonly calls: number;
}

/**
 * Whether a function answers numbers for numbers, as derivatives do, and as functions from scalars to scalars do not. The
 * arguments of this question can hold no boxes, since nothing is of type `never`.
 */
export type AnswersNumbers<F> = F extends
  (...args: never[]) => FreeOfBoxes | PromiseLike<FreeOfBoxes> ? true : false;

/** The call of a function that answers numbers for numbers, and scalars for scalars. */
export type Answering<F> = F extends (...args: infer A) => infer Out
  ? <B extends Trees<A>>(...args: B) => Answer<B, Out>
  : unknown;

/** The call of a function whose result nothing is known of, since a scalar was taken for something else in it. */
export type Unchecked<F> = F extends (...args: never[]) => infer Out ? (...args: unknown[]) => Out
  : unknown;

/** What no type has but that of which nothing is known. */
export interface Nothing {
  /** Nothing is this. */
  readonly nothing: never;
}

/** The parameters of a function. */
export type ParametersOf<F> = F extends (...args: infer A) => unknown ? A : never;

/** A function that runs compiled, and answers numbers for numbers. */
export type Jitted<F> =
  & (IsInKind<F> extends true ? F
    : [F] extends [(...args: SomeScalars) => Nothing] ? F & Unchecked<F>
    : AnswersNumbers<F> extends true ? F
    : Answering<F> & F)
  & {
    /** Returns counts of what it has done so far. */
    readonly stats: () => JitStats;
    /**
     * Calls the function, writes the result into `output`, arrays and objects of the same structure, and returns
     * `output`. A call that runs compiled allocates nothing.
     *
     * @throws {TypeError} if `output` has another structure or cannot be written to, with the path of the first
     * such place; `output` is left as it was.
     */
    readonly into: <Out>(output: Out, ...args: ParametersOf<F>) => Out;
  };
