// Compiles functions written define-by-run: a function is traced on a path it has not taken before, and the
// trace runs as WebAssembly wherever its guards hold. The files of this folder are one subject, in this order:
//   jit.ts                 the public function: one StructureVariants for each structure of arguments
//   structure.ts           recognises arguments of a structure, and writes their numbers into memory
//   structure_variants.ts  the variants of one structure: runs them, and decides on tracing and merging
//   traced_call.ts         runs the function on boxes, which gives a guarded trace and the shape of the result
//   variants.ts            the tree of guards that leads to the variant for a call
//   loaded_program.ts      the WebAssembly program of one variant or several
//   output_filler.ts       makes a result from memory (output_writer.ts and copy_into.ts: into a caller's output)
//   budget.ts              when another variant is worth compiling
//   within_derivatives.ts  calls inside a derivative: compiled derivatives (derivative_functions.ts) in place of it
//   options.ts, tally.ts   what a user may set, and what is counted
//   strict.ts              what is thrown in place of running uncompiled (users_line.ts: where its cause is)
// sites.ts (trees as lists), object_prototype.ts and uncompiled_reasons.ts serve several of these.

import { type Callable, checkFunction, withNameOf } from "../trees/call.ts";
import { isTaken, numbers, occupy, release } from "../wasm/load.ts";
import { FIRST_INPUT } from "../wasm/layout.ts";
import { copyInto, writesInto } from "./copy_into.ts";
import type { ProgramAnswer } from "./loaded_program.ts";
import { reasons } from "./uncompiled_reasons.ts";
import { checkedBounds, type JitOptions } from "./options.ts";
import { StructureVariants } from "./structure_variants.ts";
import type { Sites } from "./sites.ts";
import { structureOf } from "./structure.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import {
  areFollowed,
  listedArguments,
  NOT_COMPILED,
  WithinDerivatives,
} from "./within_derivatives.ts";
import { strictError } from "./strict.ts";
import { type Counted, countsOfPrograms, Tally } from "./tally.ts";
import type { AnyFunction, JitStats, Jitted } from "./types.ts";
import type { SomeScalars } from "../trees/unannotated.ts";

/**
 * Compiles a function to WebAssembly. The compiled function returns what `f` returns, bit for bit.
 * `jit(grad(f))`, `jit(hessian(f))` and any other nest become one program, in which loops stay loops.
 *
 * The first call runs `f` on boxes and records its operations. Comparisons and `value(x)` become guards: the
 * recorded program, a *variant* of the function, holds for all arguments that take the same branches. Where a
 * guard fails in a later call, `f` is recorded once more, and the new variant is kept beside the others.
 *
 * **Cost.** Tracing and compiling an operation takes as long as running it 25 times inside a derivative, or
 * 75 times on plain numbers; a program takes a fixed time in addition. The first call of each structure of
 * arguments compiles at once, for the price of some tens of gradients, or 100 calls of a long plain function
 * and up to 1,000 of a short one. Every other variant is compiled when the calls so far have earned its
 * price, so that variants that never come again cost at most half as much as the calls themselves. Operations
 * are counted and nothing is timed: the same calls always compile the same variants. With `eager`, each is
 * compiled at once.
 *
 * **Constants and side effects.** Numbers that `f` closes over are constants of the program, as in JAX: pass
 * what changes as an argument. Strings, booleans, `null` and `undefined` among the arguments and in the
 * result are constants, too. Side effects happen when `f` is traced and not when the program runs: do not
 * write into arguments. The values of rows made by `unary` and `binary` are taken to be pure. A
 * `Float64Array` among the arguments is an array of its elements inside `f`, as it is inside a derivative,
 * and a `Float64Array` again in the result. Further properties of an array, and properties of an object by a
 * symbol, are not passed on, nor are properties that are not enumerable where a plain object was compiled.
 *
 * **Uncompiled calls.** These run `f` itself, and `stats().uncompiled` returns the reason: asynchronous
 * functions, functions that throw, return functions, use `this` or native operators on numbers; arguments and
 * results with functions, a `Map`, a `Date`, a `Float32Array`, instances of classes, getters or circles; a
 * compiled function called inside a compiled one (it becomes part of that); and one inside a derivative where
 * reverse mode is inside reverse mode, or where it selects (as `max` does) inside derivatives of derivatives.
 * Elsewhere inside derivatives it is differentiated by compiled programs. In a call whose trace turns out not
 * to be compilable, `f` runs twice, on boxes and then on numbers. `value(x)` guards that the number is the
 * same: `value(floor(x))` has few variants, and `Math.floor(value(x))` a new one in nearly every call, which
 * is not compiled. Solvers of `implicitRoot` and `fixedPoint` are called by the program as they are, on
 * numbers, and taken to be pure. Where plain data was compiled and a getter or a proxy takes its place, it is
 * read once; a compiled function that it calls runs uncompiled.
 *
 * @throws {TypeError} if `f` is no function, if an option has another name, or if `eager` or `strict`
 * is no boolean, or `staticArgnums` holds what is no position; with `strict`, when a call cannot run compiled.
 * @throws {RangeError} if a bound is no whole number above 0.
 *
 * @example
 * ```ts
 * import { grad, lt, mul, type Scalar, sin } from "@fluxion/ad";
 * import { jit } from "@fluxion/ad/jit";
 * import { assertEquals } from "@std/assert";
 *
 * const f = ([x, y]: Scalar[]) => lt(x, y) ? mul(x, sin(y)) : mul(x, y);
 * const gradient = jit(grad(f), { eager: true });
 * assertEquals(gradient([1, 2]), grad(f)([1, 2]));
 * assertEquals(gradient([2, 1]), [1, 2]); // another variant: traced again, kept beside the first
 * assertEquals(gradient([3, 1]), [1, 3]); // compiled
 * const { variants, hits, misses } = gradient.stats();
 * assertEquals([variants, hits, misses], [2, 1, 2]);
 * ```
 */
export function jit<F extends CallableFunction>(
  // From the second, a parameter without an annotation has its type.
  f: F | ((...args: SomeScalars) => unknown),
  options?: JitOptions,
): Jitted<F>;
export function jit(f: Callable, options: JitOptions = {}): Callable {
  checkFunction("jit", f);
  const bounds = checkedBounds(f, options);
  const tally = new Tally();
  const isAsynchronous = Object.prototype.toString.call(f) === "[object AsyncFunction]";
  if (isAsynchronous) tally.uncompiled = reasons.asynchronous;
  const known: StructureVariants[] = [];
  let within: WithinDerivatives | undefined;
  const parts: (() => JitStats)[] = [];
  let calls = 0;
  let hitsWithin = 0;
  let latest: StructureVariants | undefined;

  /** Returns the variants for arguments, whose numbers it has written into memory. */
  const variantsFor = (args: unknown[]) =>
    latest !== undefined && latest.structure.read(args, numbers()) ? latest : earlier(args);

  function earlier(args: unknown[]): StructureVariants | undefined {
    const found = known.find(({ structure }) => structure.read(args, numbers()));
    if (found !== undefined) latest = found;
    return found;
  }

  /** Runs a call for which no program holds. */
  function uncompiled(
    self: unknown,
    args: unknown[],
    variants?: StructureVariants,
  ): unknown {
    if (variants !== undefined) return variants.miss(self, args);
    const own = mayBeFollowed() ? listedArguments(args, bounds.staticArgnums) : undefined;
    const isPlain = own !== undefined && !areFollowed(own);
    if (own !== undefined && !isPlain) {
      const answer = derivatives().call(self, own, jitted);
      if (answer !== NOT_COMPILED) {
        hitsWithin++;
        return answer;
      }
    }
    const made = isTaken() ? reasons.inCall : another(args, isPlain ? own : undefined);
    if (typeof made !== "string") return (latest = made).miss(self, args);
    tally.missed(made);
    if (bounds.strict && made !== reasons.inTrace) throw strictError(f, made, undefined);
    return f.apply(self, args);
  }

  const mayBeFollowed = () => !isAsynchronous && !isTaken() && currentInterpreter() === undefined;

  /** Returns the compiled derivatives of the function, made when they are first needed. */
  function derivatives(): WithinDerivatives {
    return within ??= new WithinDerivatives(f, bounds.staticArgnums, (own, leading, strict) => {
      const staticArgnums = bounds.staticArgnums.map((position) => position + leading);
      const compiled = jit(own as AnyFunction, { ...bounds, staticArgnums, strict, eager: true });
      parts.push(compiled.stats);
      return compiled as Callable;
    });
  }

  /** Adds another structure of arguments, or returns the reason why there is none. */
  function another(args: unknown[], sites?: Sites): StructureVariants | string {
    if (isAsynchronous) return reasons.asynchronous;
    if (known.length >= bounds.maximumStructures) {
      return reasons.structures(bounds.maximumStructures);
    }
    if (currentInterpreter() !== undefined) return reasons.inTrace;
    let reason = "";
    const { staticArgnums } = bounds;
    const structure = structureOf(args, FIRST_INPUT, (why) => reason = why, staticArgnums, sites);
    if (structure === undefined) return reason;
    const made = new StructureVariants(f, structure, tally, bounds);
    known.push(made);
    return made;
  }

  function jitted(this: unknown, ...args: unknown[]): unknown {
    calls++;
    if (isTaken()) return uncompiled(this, args);
    let variants: StructureVariants | undefined;
    occupy();
    try {
      variants = variantsFor(args);
      const answer = variants?.run();
      if (answer !== undefined) {
        answer.code.hits++;
        const filled = answer.fill(numbers());
        release();
        return filled;
      }
    } catch {
      // A getter has thrown. The function may never read it: it runs uncompiled, and throws if it does.
      variants = undefined;
    }
    release();
    return uncompiled(this, args, variants);
  }

  function into(output: unknown, ...args: unknown[]): unknown {
    calls++;
    let variants: StructureVariants | undefined;
    let answer: ProgramAnswer | undefined;
    let filled: unknown;
    if (!isTaken()) {
      occupy();
      try {
        variants = variantsFor(args);
        answer = variants?.run();
        if (answer !== undefined) {
          answer.code.hits++;
          if (answer.writer.fits(output)) {
            answer.writer.write(output, numbers());
            return output;
          }
          filled = answer.fill(numbers());
        }
      } catch (error) {
        if (answer !== undefined) {
          // A part of the output is read-only, which is said in a sentence, or a setter of it has thrown.
          writesInto(output, answer.fill(numbers()));
          throw error;
        }
        // A getter among the arguments has thrown.
        variants = undefined;
      } finally {
        release();
      }
    }
    copyInto(
      output,
      answer === undefined ? uncompiled(undefined, args, variants) : filled,
    );
    return output;
  }

  const stats = (): JitStats => {
    const own = parts.map((part) => part());
    const withParts = (name: Counted | "guards", count: number) =>
      own.reduce((total, part) => total + part[name], count);
    const hits = known.reduce((total, variants) => total + variants.hits, hitsWithin);
    const ofPrograms = known.reduce((total, variants) => total + variants.guards, 0);
    const guards = withParts("guards", ofPrograms);
    const counts = Object.fromEntries(
      countsOfPrograms.map((name) => [name, withParts(name, tally[name])]),
    ) as Record<Counted, number>;
    const { uncompiled, unkept, reasons } = tally;
    return { ...counts, calls, hits, misses: calls - hits, guards, uncompiled, unkept, reasons };
  };
  return Object.assign(withNameOf(f, jitted), { stats, into });
}
