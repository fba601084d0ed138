// Write it define-by-run, run it compiled: a function is traced where it has not been before, and the trace
// runs as WebAssembly wherever its guards hold.

import { type Callable, checkFunction, checkOptions, withNameOf } from "../trees/call.ts";
import { describe, nameOf } from "../values/describe.ts";
import { isTaken, numbers, release, take } from "../wasm/load.ts";
import { FIRST_INPUT } from "../wasm/layout.ts";
import { copyInto, writesInto } from "./output_into.ts";
import type { ProgramAnswer } from "./loaded_program.ts";
import { reasons } from "./reasons.ts";
import { type Counts, type JitOptions, StructureVariants } from "./structure_variants.ts";
import { structureOf } from "./structure.ts";

export type { JitOptions } from "./structure_variants.ts";

/** A function of any arguments. */
export type AnyFunction = (...args: never[]) => unknown;

/** What a compiled function has done so far. */
export interface JitStats {
  /** How many ways through the function are compiled, for all structures of arguments. */
  readonly variants: number;
  /** How often it was called. */
  readonly calls: number;
  /** Calls that were answered by compiled code. */
  readonly hits: number;
  /** All other calls: the function has run, on boxes to be compiled, or as it is. */
  readonly misses: number;
  /** How many guards those ways check, all counted. */
  readonly guards: number;
  /** Instructions that were compiled. */
  readonly instructions: number;
  /** The bytes of WebAssembly they became. */
  readonly bytes: number;
  /**
   * Why the function has run as it is, in the latest call in which it has: what its arguments or its answer are
   * that no program takes or gives, which bound was reached, what it waits for. `undefined` as long as every
   * call was compiled, or answered by what is.
   */
  readonly uncompiled: string | undefined;
}

/** A function that runs compiled. */
export type Jitted<F extends AnyFunction> = F & {
  /** What it has done so far. */
  readonly stats: () => JitStats;
  /**
   * Calls the function and writes the answer into arrays and objects of its structure, which are returned:
   * nothing is allocated where the function is compiled.
   *
   * @throws {TypeError} that names the first place where the output has another structure, or cannot be written:
   * it is as it was then.
   */
  readonly into: <Out>(output: Out, ...args: Parameters<F>) => Out;
};

/**
 * The same function, compiled: it answers what `f` answers, bit for bit, and runs as a WebAssembly program
 * that is specialised to the way it takes. `jit(grad(f))`, `jit(hessian(f))` and any other nest become one
 * straight program. The first call runs `f` on boxes and writes its operations down; comparisons and
 * `value(x)` become guards, and where a guard fails later, `f` is written down once more for the other way.
 *
 * To trace and to compile an operation takes as long as to run it 25 times under a derivative, or 75 times
 * in a plain function, and a program takes a fixed time besides. The first call of each structure of
 * arguments pays for that at once: as much as some tens of gradients, or 100 calls of a long function and up
 * to 1,000 of a short one. Any other way waits until calls have earned what it costs, so that ways that
 * nobody takes again cost half as much as the calls themselves. What counts is the number of operations, not
 * a clock: the same calls always compile the same ways. Where ways are few, `eager` compiles each at once.
 *
 * Numbers that `f` closes over are constants of the program, as in JAX: what changes belongs into the
 * arguments. So are strings, booleans and `undefined` among the arguments and in the answer. Side effects
 * happen when `f` is traced, and not when the program runs: do not write into arguments. Asynchronous
 * functions, functions that throw, that return functions, or that use native operators on numbers run
 * uncompiled, and so does a compiled function inside a derivative: compile the derivative instead. In a
 * call whose trace cannot be compiled `f` runs twice, on boxes and then on numbers. A `Float64Array` among
 * the arguments is an array of its elements inside `f`, as it is inside a derivative, and becomes one again
 * in the answer. An array is its elements: of a property that hangs on it besides, or that an object has by a
 * symbol, a program knows nothing. The values of rows made by `unary` and `binary` are taken to be pure.
 *
 * What no program takes or gives runs uncompiled, and `stats().uncompiled` says where it was: functions, a `Map`
 * or a `Date`, a `Float32Array`, instances of classes, getters, and what contains itself. A program that was compiled
 * for plain data reads a getter or a proxy in its place once; another compiled function that such a one calls runs as
 * it is. So does a method that uses `this`: pass what it takes from there as an argument. `value(x)` is a question
 * with as many answers as there are numbers: `value(floor(x))` has few and `Math.floor(value(x))` a new way in
 * nearly every call, which is not compiled. Solvers of `implicitRoot` and `fixedPoint` are compiled where they are
 * written with operations and comparisons of this library alone.
 *
 * @throws {TypeError} if `f` is no function, or if there is no such option.
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
 * assertEquals(gradient([2, 1]), [1, 2]); // the other way: traced again, kept beside the first
 * assertEquals(gradient([3, 1]), [1, 3]); // compiled
 * const { variants, hits, misses } = gradient.stats();
 * assertEquals([variants, hits, misses], [2, 1, 2]);
 * ```
 */
export function jit<F extends AnyFunction>(f: F, options?: JitOptions): Jitted<F>;
export function jit(f: Callable, options: JitOptions = {}): Callable {
  checkFunction("jit", f);
  const bounds = checkedBounds(f, options);
  const tally: Counts = { variants: 0, instructions: 0, bytes: 0, uncompiled: undefined };
  const isAsynchronous = Object.prototype.toString.call(f) === "[object AsyncFunction]";
  if (isAsynchronous) tally.uncompiled = reasons.asynchronous;
  const known: StructureVariants[] = [];
  let calls = 0;
  let latest: StructureVariants | undefined;

  /** What answers arguments of such a structure, which are in memory then. */
  const specialisedFor = (args: unknown[]) =>
    latest !== undefined && latest.structure.read(args, numbers) ? latest : earlier(args);

  function earlier(args: unknown[]): StructureVariants | undefined {
    const found = known.find(({ structure }) => structure.read(args, numbers));
    if (found !== undefined) latest = found;
    return found;
  }

  /** Answers a call that no program holds for. */
  function uncompiled(self: unknown, args: unknown[], specialised?: StructureVariants): unknown {
    if (specialised !== undefined) return specialised.miss(self, args);
    const made = isTaken ? reasons.inCall : another(args);
    if (typeof made !== "string") return (latest = made).miss(self, args);
    tally.uncompiled = made;
    return f.apply(self, args);
  }

  /** What is to answer arguments of another structure from now on, or why nothing is. */
  function another(args: unknown[]): StructureVariants | string {
    if (isAsynchronous) return reasons.asynchronous;
    if (known.length >= bounds.maximumStructures) {
      return reasons.structures(bounds.maximumStructures);
    }
    let reason = "";
    const structure = structureOf(args, FIRST_INPUT, (why) => reason = why);
    if (structure === undefined) return reason;
    const made = new StructureVariants(f, structure, tally, bounds);
    known.push(made);
    return made;
  }

  function jitted(this: unknown, ...args: unknown[]): unknown {
    calls++;
    if (isTaken) return uncompiled(this, args);
    let specialised: StructureVariants | undefined;
    take();
    try {
      specialised = specialisedFor(args);
      const answer = specialised?.run();
      if (answer !== undefined) {
        answer.code.hits++;
        const filled = answer.fill(numbers);
        release();
        return filled;
      }
    } catch {
      // A getter has thrown. Whether the function asks for that at all is seen when it runs.
      specialised = undefined;
    }
    release();
    return uncompiled(this, args, specialised);
  }

  function into(output: unknown, ...args: unknown[]): unknown {
    calls++;
    let specialised: StructureVariants | undefined;
    let answer: ProgramAnswer | undefined;
    let filled: unknown;
    if (!isTaken) {
      take();
      try {
        specialised = specialisedFor(args);
        answer = specialised?.run();
        if (answer !== undefined) {
          answer.code.hits++;
          if (answer.writer.fits(output)) {
            answer.writer.write(output, numbers);
            return output;
          }
          filled = answer.fill(numbers);
        }
      } catch (error) {
        if (answer !== undefined) {
          // A part of the output is read-only, which is said in a sentence, or a setter of it has thrown.
          writesInto(output, answer.fill(numbers));
          throw error;
        }
        // A getter among the arguments has thrown.
        specialised = undefined;
      } finally {
        release();
      }
    }
    copyInto(output, answer === undefined ? uncompiled(undefined, args, specialised) : filled);
    return output;
  }

  const stats = (): JitStats => {
    const hits = known.reduce((total, specialised) => total + specialised.hits, 0);
    const guards = known.reduce((total, specialised) => total + specialised.guards, 0);
    return { ...tally, calls, hits, misses: calls - hits, guards };
  };
  return Object.assign(withNameOf(f, jitted), { stats, into });
}

function checkedBounds(f: Callable, options: JitOptions): Required<JitOptions> {
  const names = ["maximumVariants", "maximumInstructions", "maximumStructures"] as const;
  checkOptions("jit", options, [
    "maximumVariants",
    "maximumInstructions",
    "eager",
    "maximumStructures",
  ]);
  const bounds = {
    maximumVariants: 16,
    maximumStructures: 16,
    maximumInstructions: 2_000_000,
    eager: false,
  };
  for (const name of names) {
    const bound = options[name] === undefined ? bounds[name] : options[name];
    checkBound(f, name, bound);
    bounds[name] = bound;
  }
  const { eager = false } = options;
  if (typeof eager !== "boolean") {
    throw new TypeError(
      `Cannot compile ${nameOf(f)} with eager ${describe(eager)}: it is true or false`,
    );
  }
  return { ...bounds, eager };
}

function checkBound(f: Callable, name: string, bound: number): void {
  if (Number.isInteger(bound) && bound > 0) return;
  throw new RangeError(
    `Cannot compile ${nameOf(f)} with ${name} ${describe(bound)}: it is a whole number above 0`,
  );
}
