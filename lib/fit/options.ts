// What can be said about any fit, with its checks.

import { describe } from "../values/describe.ts";
import { checkOptions } from "../trees/call.ts";

/** How far an algorithm has come. */
export interface FitProgress<P = unknown> {
  /** The number of steps so far: 0 at the start. */
  readonly iteration: number;
  /** What is minimised. */
  readonly value: number;
  /** Where it has come. */
  readonly parameters: P;
}

/** The options of all fits. */
export interface FitOptions<P = unknown, A extends readonly unknown[] = readonly unknown[]> {
  /**
   * What the function gets after the parameters: data, and whatever the answer is to be differentiated by. What changes
   * between calls belongs here, so that the compiled function can be used again.
   */
  readonly args?: A;
  /** The largest number of steps. */
  readonly maxIterations?: number;
  /** Called at the start and after every step; stops the algorithm where it answers `false`. */
  readonly onStep?: (progress: FitProgress<P>) => unknown;
  /**
   * Whether the function and its derivatives are compiled when they have been called often enough to pay for it.
   *
   * @default true
   */
  readonly compile?: boolean;
}

/** The names of the options above. */
export const FIT_OPTIONS: readonly string[] = ["args", "maxIterations", "onStep", "compile"];

/**
 * Checks the options of a fit.
 *
 * @param further the names of other options that there are
 * @throws {TypeError} if options are no object, or one has another name or type.
 * @throws {RangeError} if a number is out of its range.
 */
export function checkFitOptions(
  verb: string,
  options: FitOptions<never> & { readonly tolerance?: number },
  further: readonly string[],
): void {
  checkOptions(
    verb,
    options,
    [...FIT_OPTIONS, ...further],
    `they come last, as in ${verb}(f, start, {})`,
  );
  const { args, maxIterations, onStep, compile, tolerance } = options;
  const check = (
    name: string,
    own: unknown,
    isRight: boolean,
    wanted: string,
    Kind = TypeError,
  ) => {
    if (own === undefined || isRight) return;
    throw new Kind(`Cannot take ${verb} with ${name} ${describe(own)}: it is ${wanted}`);
  };
  check("args", args, Array.isArray(args), "a list of the arguments after the parameters");
  check("onStep", onStep, typeof onStep === "function", "a function");
  check("compile", compile, typeof compile === "boolean", "true or false");
  const isCount = Number.isInteger(maxIterations) && maxIterations! >= 0;
  check("maxIterations", maxIterations, isCount, "a whole number, 0 or more", RangeError);
  const isShare = typeof tolerance === "number" && tolerance >= 0 && tolerance < 1;
  check("tolerance", tolerance, isShare, "a number from 0 to 1", RangeError);
}

/** Returns the one of a few choices that was made. @throws {RangeError} if it is none of them. */
export function choiceAmong<C extends string>(
  verb: string,
  name: string,
  own: C | undefined,
  choices: readonly C[],
): C {
  if (own === undefined) return choices[0];
  if (choices.includes(own)) return own;
  const all = choices.map((choice) => `"${choice}"`);
  throw new RangeError(
    `Cannot take ${verb} with ${name} ${describe(own)}: it is ${all.slice(0, -1).join(", ")} or ${
      all[all.length - 1]
    }`,
  );
}
