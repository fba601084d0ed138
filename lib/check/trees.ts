// Difference quotients of functions of trees: each number of the argument is varied in turn, and every number
// of the result is differentiated.

import { isAnyBox } from "../values/box.ts";
import { Call, checkArgnums, checkOptions } from "../trees/call.ts";
import { flatten } from "../trees/flat.ts";
import { resultLeaves } from "../trees/result.ts";
import { describe, nameOf } from "../values/describe.ts";
import { matchingLeaves } from "../trees/matching.ts";
import type { Argnums, ArgnumsOptions } from "../trees/types.ts";
import { type DifferenceOptions, differentiate, methods } from "./differences.ts";
import type { Estimate } from "./quotients.ts";

/** All options of numeric differentiation. */
export interface Options extends DifferenceOptions, ArgnumsOptions<Argnums> {
  readonly errorEstimate?: boolean;
}

/** The names of the options of `DifferenceOptions`. */
export const differenceOptions: readonly string[] = ["method", "step", "maximumStep"];

/**
 * Checks a function and the options of numeric differentiation.
 *
 * @param names the names of the options that exist
 * @throws {TypeError} if `f` is no function, or if an option has another name.
 * @throws {RangeError} if an option has a value out of its range.
 */
export function checkDifferences(
  verb: string,
  f: unknown,
  options: Options,
  names: readonly string[],
): Call {
  const call = new Call(verb, f);
  checkOptions(verb, options, names);
  const { argnums = 0, method = "richardson", step = 1, maximumStep = Infinity } = options;
  checkArgnums(verb, argnums);
  if (!methods.includes(method)) {
    throw new RangeError(
      `${call.refusal} by the method ${describe(method)}: the methods are ${methods.join(", ")}`,
    );
  }
  if (!(typeof step === "number" && step > 0 && step < Infinity)) {
    throw new RangeError(
      `${call.refusal} with the step ${describe(step)}: it is a positive number, ` +
        "in units of the point's scale; leave it out to have it chosen",
    );
  }
  if (!(typeof maximumStep === "number" && maximumStep > 0)) {
    throw new RangeError(
      `${call.refusal} with the maximumStep ${
        describe(maximumStep)
      }: it is a positive number, in units of the input`,
    );
  }
  return call;
}

/** Returns the derivative, or a pair of it and its error, as `errorEstimate` wants. */
export function inParts(options: Options, build: (part: keyof Estimate) => unknown): unknown {
  return options.errorEstimate ? [build("derivative"), build("error")] : build("derivative");
}

/** A Jacobian by rows, with the trees that give it its structure. */
export interface Differences {
  /** The selected argument, or the list of them. */
  readonly pattern: unknown;
  /** The result of the function at the point. */
  readonly result: unknown;
  /** ∂resultᵢ/∂inputⱼ. */
  readonly rows: readonly (readonly Estimate[])[];
}

/**
 * Runs a function away from the point. If it throws there, it has no value, as beyond the edge of a domain, and
 * `undefined` is returned. At the point itself, errors are not caught.
 */
export function resultAway(run: () => unknown): { readonly result: unknown } | undefined {
  try {
    return { result: run() };
  } catch {
    return undefined;
  }
}

/**
 * Returns the Jacobian of a function of trees.
 *
 * @param check throws for a result that is not allowed
 */
export function differences(
  call: Call,
  args: readonly unknown[],
  options: Options,
  check: (result: unknown) => void = () => {},
): Differences {
  const { pattern, leaves, run } = flatten(call, args, options.argnums ?? 0);
  if (leaves.some(isAnyBox)) {
    throw new TypeError(
      `${call.refusal} at a point that another derivative is following: ` +
        "no derivative passes through a difference quotient; pass value(x), or use grad or jacobian",
    );
  }
  const result = run(leaves);
  const values = (tree: unknown) => {
    check(tree);
    const numbers = tree === result ? resultLeaves(call, tree) : matchingLeaves(
      tree,
      `the result of ${nameOf(call.f)} a step away`,
      result,
      "its result at the point",
    );
    if (numbers.some(isAnyBox)) {
      throw call.refused(
        "its result depends on what another derivative is " +
          "following, and no derivative passes through a difference quotient; use value(x) of it, or grad " +
          "or jacobian",
      );
    }
    return numbers as number[];
  };
  const rows = numericRows(
    (inputs) => {
      const away = resultAway(() => run(inputs));
      return away && values(away.result);
    },
    leaves as number[],
    values(result),
    options,
    options.errorEstimate === true,
  );
  return { pattern, result, rows };
}

/**
 * Returns ∂fᵢ/∂xⱼ, row by row, of a function of a list of numbers, which returns `undefined` where it has no
 * value.
 *
 * @param here the values of the function at the point
 * @param wantsError whether an error estimate is wanted, which may take more values
 */
export function numericRows(
  f: (inputs: readonly number[]) => readonly number[] | undefined,
  point: readonly number[],
  here: readonly number[],
  options: DifferenceOptions,
  wantsError: boolean,
): Estimate[][] {
  const nothing = here.map(() => NaN);
  const columns = point.map((x, j) =>
    differentiate(
      (t) => f(point.map((other, k) => k === j ? t : other)) ?? nothing,
      x,
      here,
      options,
      wantsError,
    )
  );
  return here.map((_, i) => columns.map((column) => column[i]));
}
