// Records one run of a function as its program, to be read, drawn, and annotated with derivatives.

import { Call, type Callable, checkOptions } from "../trees/call.ts";
import { flattenAll } from "../trees/flat.ts";
import { nameOf } from "../values/describe.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import { resultLeaves } from "../trees/result.ts";
import { pathsOf } from "../trees/matching.ts";
import type { TakesScalars } from "../trees/objections.ts";
import type { Trees } from "../trees/types.ts";
import type { Accepted, SomeScalars } from "../trees/unannotated.ts";
import { Graph } from "../program/graph.ts";
import { traceRun, Untraceable } from "../program/trace.ts";
import { ProgramTrace } from "./program_trace.ts";
import { wengertListOf } from "./wengert_list.ts";

/** Options of `trace`. */
export interface TraceOptions {
  /**
   * The names of the arguments, in order.
   *
   * @default `["x"]` for one argument, `["args[0]", "args[1]", …]` for several
   */
  readonly names?: readonly string[];
}

/** A function of which every call returns the trace. A `Float64Array` may be passed for an array. */
export type Tracing<A extends unknown[], Out> = <B extends Trees<A>>(
  ...args: B
) => ProgramTrace<A, Out>;

/**
 * Returns a function that runs `f` once in each call and returns its program: the Wengert list of all
 * operations in the order in which they ran, equal ones shared, each with the number it computed. The program
 * prints itself as a table, a formula and a picture; `tangents` and `adjoints` annotate it with derivatives.
 * The program of `trace(grad(f))`, or any nest, is that of the derivative. Operations on which no result and
 * no branch depends are left out.
 *
 * All numbers in the arguments are inputs; numbers that `f` closes over are constants. Of each branch, the
 * trace contains the side that these arguments take.
 *
 * @throws {TypeError} if `f` is no function, or if an option has another name; when called, if the arguments
 * or the result of `f` hold anything but numbers, if `f` uses a value that another derivative follows, if it
 * is called inside a derivative, or if another trace is running.
 * @throws {RangeError} when called, if `names` does not hold one name for each argument, all different.
 *
 * @example
 * ```ts
 * import { log, mul } from "@fluxion/ad";
 * import { trace } from "@fluxion/ad/trace";
 * import { assertEquals } from "@std/assert";
 *
 * const program = trace((a, b) => log(mul(a, b)), { names: ["a", "b"] })(2, 3);
 * assertEquals(program.toInfix(), "log(a*b)");
 * assertEquals(
 *   String(program.adjoints()),
 *   `step  expression  primal    adjoint
 * v₋₁   a           2         0.5
 * v₀    b           3         0.3333333
 * v₁    v₋₁·v₀      6         0.1666667
 * v₂    log(v₁)     1.791759  1
 *       result = v₂`,
 * );
 * ```
 */
export function trace<Out, A extends unknown[] = SomeScalars>(
  f: ((...args: A) => Out) & TakesScalars<[A], 0>,
  options?: TraceOptions,
): Tracing<Accepted<A, Out>, Out>;
export function trace(f: Callable, options: TraceOptions = {}): Callable {
  const call = new Call("a trace", f);
  checkOptions("trace", options, ["names"]);
  return (...args) => traced(call, args, options);
}

function traced(call: Call, args: unknown[], { names }: TraceOptions): ProgramTrace {
  const { f } = call;
  if (currentInterpreter() !== undefined) {
    throw new TypeError(
      `Cannot trace ${nameOf(f)} while another function is traced or compiled: trace the outer one`,
    );
  }
  const flat = flattenAll(call, args);
  const primals = flat.leaves.map((leaf) => {
    if (typeof leaf === "number") return leaf;
    throw new TypeError(
      `Cannot trace ${
        nameOf(f)
      } inside a derivative: trace the derivative, or take value(x) of its arguments`,
    );
  });
  const roots = rootsOf(f, args, names);
  try {
    const graph = new Graph("as written");
    const run = traceRun("trace", f, flat.run, primals, Infinity, graph);
    const { result, rules } = run;
    const leaves = resultLeaves(call, result);
    const paths = args.flatMap((argument, i) => pathsOf(argument, roots[i]));
    const { program, excerpt } = wengertListOf(f.name, run, leaves, paths, primals);
    return new ProgramTrace(program, { f, args, primals, result, excerpt, rules });
  } catch (error) {
    if (!(error instanceof Untraceable)) throw error;
    throw new TypeError(`Cannot trace ${nameOf(f)}: ${error.message}`, { cause: error });
  }
}

function rootsOf(
  f: Callable,
  args: readonly unknown[],
  names: readonly string[] | undefined,
): readonly string[] {
  if (names === undefined) return args.length === 1 ? ["x"] : args.map((_, i) => `args[${i}]`);
  if (names.length === args.length && new Set(names).size === names.length) return names;
  throw new RangeError(
    `Cannot call the arguments of ${nameOf(f)} ${JSON.stringify(names)}: give each of the ` +
      `${args.length} a name of its own`,
  );
}
