// What can be said about an integration, with its checks.

import { describe, nameOf } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";
import { type Callable, checkOptions } from "../trees/call.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { isPromise } from "../trees/promises.ts";

/** How steps are made: by the power series of the solution, or by the Runge-Kutta pair of Dormand and Prince. */
export type OdeMethod = "taylor" | "dormand-prince";

/** A function that compiles functions of trees, such as `jit`. */
// deno-lint-ignore no-explicit-any
export type Compile = (f: (...args: any[]) => unknown) => (...args: any[]) => unknown;

/** The options of all integrations. */
export interface OdeOptions<P = unknown> {
  /** What the right-hand side gets as its third argument, to be differentiated by. */
  readonly parameters?: P;
  /**
   * `"taylor"` for smooth problems and high accuracy; `"dormand-prince"` for right-hand sides with kinks, or tolerances
   * of few digits.
   *
   * @default "taylor"
   */
  readonly method?: OdeMethod;
  /**
   * The error of a step that is allowed for, relative to the largest entry of the state.
   *
   * @default 1e-10
   */
  readonly relativeTolerance?: number;
  /**
   * The error of a step that is allowed for where the state is small.
   *
   * @default 1e-10
   */
  readonly absoluteTolerance?: number;
  /**
   * The order of the power series, at least 2.
   *
   * @default ⌈1 − ½·ln(relativeTolerance)⌉, which costs least (Jorba and Zou 2005)
   */
  readonly order?: number;
  /** The number of equal steps from each time to the next, in place of steps that are chosen: so `jit` can compile. */
  readonly steps?: number;
  /**
   * The largest number of steps.
   *
   * @default 100000
   */
  readonly maxSteps?: number;
  /**
   * `jit` of `@fluxion/ad/jit`, to compile the power series of the Taylor integrator: one program for all steps and
   * calls with the same `f`. It takes a tenth of a second, and then a step takes a tenth of its time or less. As with
   * `jit` itself, what varies between calls has to be among the `parameters`.
   */
  readonly compile?: Compile;
}

/** Options with all defaults filled in. */
export interface Settings {
  readonly parameters: unknown;
  readonly method: OdeMethod;
  readonly relativeTolerance: number;
  readonly absoluteTolerance: number;
  readonly order: number;
  readonly steps: number | undefined;
  readonly maxSteps: number;
  readonly compile: Compile | undefined;
}

/** The names of the options above. */
const NAMES: readonly string[] = [
  "parameters",
  "method",
  "relativeTolerance",
  "absoluteTolerance",
  "order",
  "steps",
  "maxSteps",
  "compile",
];

/**
 * Returns options with their defaults.
 *
 * @param further the names of other options that there are
 * @throws {TypeError} if there is no such option or method.
 * @throws {RangeError} if a number is out of its range.
 */
export function settingsOf(
  verb: string,
  options: OdeOptions,
  further: readonly string[] = [],
): Settings {
  checkOptions(
    verb,
    options,
    [...NAMES, ...further],
    `they come last, as in ${verb}(f, y0, times, {})`,
  );
  const { method = "taylor", relativeTolerance = 1e-10, absoluteTolerance = 1e-10 } = options;
  const { parameters, steps, maxSteps = 100_000, compile } = options;
  const order = options.order ?? Math.max(2, Math.ceil(1 - Math.log(relativeTolerance) / 2));
  if (method !== "taylor" && method !== "dormand-prince") {
    throw new TypeError(
      `Cannot ${verb} by the method ${describe(method)}: it is "taylor" or "dormand-prince"`,
    );
  }
  const check = (name: string, value: unknown, isRight: boolean, wanted: string) => {
    if (isRight) return;
    throw new RangeError(`Cannot ${verb} with ${name} ${describe(value)}: it is ${wanted}`);
  };
  check(
    "relativeTolerance",
    relativeTolerance,
    relativeTolerance > 0 && relativeTolerance < 1,
    "a number between 0 and 1",
  );
  check("absoluteTolerance", absoluteTolerance, absoluteTolerance >= 0, "a number, 0 or more");
  check("order", order, Number.isInteger(order) && order >= 2, "an integer, 2 or more");
  check("maxSteps", maxSteps, maxSteps >= 1, "a number, 1 or more");
  check(
    "steps",
    steps,
    steps === undefined || Number.isInteger(steps) && steps >= 1,
    "an integer, 1 or more",
  );
  if (compile !== undefined && typeof compile !== "function") {
    throw new TypeError(
      `Cannot ${verb} with compile ${describe(compile)}: it is jit, of @fluxion/ad/jit`,
    );
  }
  return {
    parameters,
    method,
    relativeTolerance,
    absoluteTolerance,
    order,
    steps,
    maxSteps,
    compile,
  };
}

/** A right-hand side y′ = f(t, y) whose states are lists of leaves. */
export type FlatRightHandSide = (t: Scalar, state: readonly Scalar[]) => readonly Scalar[];

/**
 * Returns a right-hand side for leaves of states.
 *
 * @param pattern a state, @param shaped returns the state of leaves
 */
export function flatRightHandSide(
  f: Callable,
  pattern: unknown,
  shaped: (leaves: readonly Scalar[]) => unknown,
  parameters: unknown,
): FlatRightHandSide {
  const flat: FlatRightHandSide = (t, own) => {
    const slope = f(t, shaped(own), parameters);
    if (isPromise(slope)) {
      throw new TypeError(
        `Cannot integrate ${nameOf(f)}: it returned a promise, and an integrator does not wait`,
      );
    }
    return matchingLeaves(slope, "f(t, y)", pattern, "y");
  };
  return Object.defineProperty(flat, "name", { value: f.name });
}
