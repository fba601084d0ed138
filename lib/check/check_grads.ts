// Compares derivatives with difference quotients and with each other: for testing operations and custom
// rules, and for finding where a program loses a derivative.

import { isAnyBox } from "../values/box.ts";
import { Call, type Callable, checkArgnums, checkOptions } from "../trees/call.ts";
import { type FlatCall, flatten } from "../trees/flat.ts";
import { resultLeaves } from "../trees/result.ts";
import { describe, nameOf } from "../values/describe.ts";
import { matchingLeaves, pathsOf } from "../trees/matching.ts";
import type { Scalar } from "../values/scalar.ts";
import type { TakesScalars } from "../trees/objections.ts";
import type { Argnums, ArgnumsOptions, Arguments, ScalarsFor } from "../trees/types.ts";
import { type ModeComparison, modeComparisons } from "./agreement.ts";
import type { Mode } from "../values/level.ts";
import { type CheckedFunction, type Conditions, derived, scaleOf } from "./checked_function.ts";
import { trace } from "../trace/trace.ts";

/** Options of `checkGrads`. */
export interface CheckGradsOptions<N extends Argnums = Argnums> extends ArgnumsOptions<N> {
  /**
   * The highest order of derivatives to check.
   *
   * @default 2
   */
  readonly order?: number;
  /**
   * The modes to check, with all their nestings.
   *
   * @default `["forward", "reverse"]`
   */
  readonly modes?: readonly Mode[];
  /**
   * The relative difference that is tolerated. The error estimate of numeric differentiation is added, and, for
   * derivatives that are 0 except for rounding, the same fraction of 1e-6 or of 1e-6·f/x.
   *
   * @default 1e-8
   */
  readonly tolerance?: number;
}

/**
 * Checks that the derivatives of a function are right, and returns nothing if they are. Forward mode, reverse
 * mode and every nesting of `modes` up to `order` are compared with numeric differentiation of the order
 * below, and with each other.
 *
 * First derivatives are checked entry by entry. A higher order is checked as the first derivative, by every
 * number of the arguments, of the order below along fixed directions. The cost grows as 2^order times the
 * square of the count of numbers: use a small example, at a point where the function is smooth.
 *
 * @param args the list of arguments of `f`; derivatives by all of them are checked, unless `argnums` selects
 * some
 * @throws {Error} if two derivatives disagree. The message names the worst entry, both numbers, their modes
 * and the tolerance, and, if one of them is NaN or infinite, the step that makes it so.
 * @throws {TypeError} if `f` is no function, if `args` is no list, if anything in the arguments or the result
 * is no number, if a box is among the arguments, or if an option has another name.
 * @throws {RangeError} if an option has a value out of its range, or if `argnums` selects an argument that is
 * missing.
 *
 * @example A second derivative that is lost
 * ```ts
 * import { cos, unary, value } from "@fluxion/ad";
 * import { checkGrads } from "@fluxion/ad/check";
 * import { assertThrows } from "@std/assert";
 *
 * const sine = unary({ name: "sine", value: Math.sin, partials: [cos] });
 * checkGrads(sine, [1], { order: 3 });
 *
 * const flat = unary({ name: "flat", value: Math.sin, partials: [(x) => Math.cos(value(x))] });
 * checkGrads(flat, [1], { order: 1 });
 * assertThrows(() => checkGrads(flat, [1]), Error, "forward-over-forward gives 0");
 * ```
 */
export function checkGrads<
  P extends readonly unknown[],
  // Of a function without annotations, the parameters are those of the arguments.
  A extends unknown[] = ScalarsFor<P>,
  const N extends Argnums = number,
>(
  f: ((...args: A) => unknown) & TakesScalars<A, N>,
  args: readonly [...P] & NoInfer<Readonly<Arguments<A, N>>>,
  options?: CheckGradsOptions<N>,
): void;
export function checkGrads(
  f: Callable,
  args: readonly unknown[],
  options: CheckGradsOptions = {},
): void {
  const call = new Call("checkGrads", f);
  const { argnums, order, modes, tolerance } = checked(call, args, options);
  const { positions, leaves, run } = flatten(call, args, argnums);
  if (leaves.some(isAnyBox)) {
    throw new TypeError(
      `${call.refusal} inside another derivative: it takes plain numbers`,
    );
  }
  const point = leaves as number[];
  const inputs = positions.flatMap((position) => pathsOf(args[position], `args[${position}]`));
  const result = run(point);
  const values = resultLeaves(call, result) as number[];
  // Trees without numbers have no derivatives.
  if (point.length === 0) return;
  const conditions = { point, inputs, modes, tolerance };

  let functions: CheckedFunction[] = [{
    mode: undefined,
    evaluate: (xs) =>
      matchingLeaves(run(xs), "the result of another call", result, "the first result"),
    outputs: pathsOf(result, "result"),
    weights: scattered(values.map(() => 1), 0),
    sizes: values.map(Math.abs),
  }];
  for (let reached = 1; reached <= order; reached++) {
    let worst: ModeComparison | undefined;
    for (const comparison of modeComparisons(call, functions, conditions)) {
      if (comparison.severity > (worst?.severity ?? 1)) worst = comparison;
    }
    if (worst !== undefined) {
      throw disagreement(f, worst, reached, stepThatLosesIt(worst, run, conditions));
    }
    const direction = scattered(point.map(scaleOf), reached);
    functions = functions.flatMap((own) =>
      modes.map((mode) => derived(call, own, mode, conditions, direction))
    );
  }
}

interface Checked {
  readonly argnums: readonly number[];
  readonly order: number;
  readonly modes: readonly Mode[];
  readonly tolerance: number;
}

const allModes: readonly unknown[] = ["forward", "reverse"] satisfies Mode[];

function checked(call: Call, args: unknown, options: CheckGradsOptions): Checked {
  if (!Array.isArray(args) || args.length === 0) {
    throw new TypeError(
      `${call.refusal} at ${describe(args)}: pass the list of its arguments, as ` +
        "in [x]",
    );
  }
  checkOptions("checkGrads", options, ["argnums", "order", "modes", "tolerance"]);
  const { argnums = args.map((_, i) => i), order = 2, modes = ["forward", "reverse"] } = options;
  const { tolerance = 1e-8 } = options;
  checkArgnums("checkGrads", argnums);
  const refused = (what: string) => new RangeError(`${call.refusal} with ${what}`);
  if (!(Number.isInteger(order) && order >= 1)) {
    throw refused(`the order ${describe(order)}: it is a whole number, 1 or more`);
  }
  if (
    !Array.isArray(modes) || modes.length === 0 || !modes.every((mode) => allModes.includes(mode))
  ) {
    throw refused(`the modes [${modes}]: list "forward", "reverse" or both`);
  }
  if (!(typeof tolerance === "number" && tolerance >= 0 && tolerance < Infinity)) {
    throw refused(`the tolerance ${describe(tolerance)}: it is a finite number, 0 or more`);
  }
  return { argnums: typeof argnums === "number" ? [argnums] : argnums, order, modes, tolerance };
}

/** Returns the scales times factors of either sign, ½ to 1, that look random and are the same in every call. */
function scattered(scales: readonly number[], seed: number): number[] {
  if (scales.length === 1) return [1];
  return scales.map((scale, i) => {
    const position = ((i + 1) * 0.6180339887498949 + seed * 0.4142135623730951) % 1;
    return scale * (position < 0.5 ? position - 1 : position);
  });
}

/** Returns a sentence about the step that makes a derivative NaN or infinite, if one is and it can be found. */
function stepThatLosesIt(
  { first, second }: ModeComparison,
  run: FlatCall["run"],
  { point, inputs }: Conditions,
): string {
  if (Number.isFinite(first.value) && Number.isFinite(second.value)) return "";
  try {
    const tracing = trace((...xs: Scalar[]) => run(xs), { names: inputs });
    const found = tracing(...point).nonfinite();
    return found === undefined ? "" : `. ${found.message}`;
  } catch {
    // The function cannot be traced, or has a derivative rule of its own, so that no step is known.
    return "";
  }
}

function disagreement(f: Callable, worst: ModeComparison, order: number, step: string): Error {
  const { entry, first, second, tolerated } = worst;
  const difference = Math.abs(first.value - second.value);
  const distance = Number.isFinite(difference)
    ? `they differ by ${difference}, and ${tolerated} is tolerated`
    : "only one of them is finite";
  return new Error(
    `The derivatives of ${nameOf(f)} of order ${order} disagree, worst in ${entry}` +
      (order > 1
        ? " (D is the derivative along a fixed direction, Σ a fixed sum of results)"
        : "") +
      `: ${first.mode} gives ${first.value}, ${second.mode} gives ${second.value}; ${distance}${step}`,
  );
}
