// Finds where a NaN or an infinity comes from: the first step of a run that makes one, the first step of the
// reverse pass whose derivative does, or the first whose second derivative does.

import type { Operation } from "../values/operation.ts";
import { applied } from "../operations/linearised.ts";
import type { Scalar } from "../values/scalar.ts";
import { sum } from "../elementary/reductions.ts";
import type { Excerpt } from "../program/rerun.ts";
import { reversePass } from "../modes/reverse.ts";
import type { Operand, Program, Step } from "./views/program.ts";
import { expressionOf, short } from "./views/step_text.ts";

/** Most operands that are listed in a message. */
const MOST_LISTED = 4;

/**
 * A step that makes a NaN or an infinity.
 *
 * @example
 * ```ts
 * import { log, sub } from "@fluxion/ad";
 * import { type Nonfinite, trace } from "@fluxion/ad/trace";
 * import { assertEquals, assertStringIncludes } from "@std/assert";
 *
 * const found: Nonfinite | undefined = trace((x) => log(sub(x, 1)))(1).nonfinite();
 * assertEquals(found?.direction, "forward");
 * assertStringIncludes(found!.message, "log");
 * ```
 */
export interface Nonfinite {
  /** The pass that makes it: the run itself, the reverse pass, or the derivative of the reverse pass. */
  readonly direction: "forward" | "backward" | "second";
  /** The step; `undefined` for a constant among the results. */
  readonly step: Step | undefined;
  /** A sentence that names the step, its operands and the number that is not finite. */
  readonly message: string;
}

/**
 * Returns the first step that makes a NaN or an infinity, forward, then backward, then of second derivatives.
 */
export function nonfiniteIn(
  program: Program,
  excerpt: Excerpt,
  adjoints: () => readonly (number | undefined)[],
): Nonfinite | undefined {
  const { steps, outputs } = program;
  const first = steps.find(({ primal }) => !Number.isFinite(primal));
  if (first !== undefined) return forward(steps, first);
  const known = adjoints();
  // A reverse sweep pulls a step back when all steps that read it have been pulled back.
  const reached = [...steps.keys()].reverse().filter((i) => known[i] !== undefined);
  for (const i of reached) {
    const found = backward(steps, steps[i], known[i]!, partialsAt(excerpt, i, steps[i]));
    if (found !== undefined) return found;
  }
  for (const i of reached) {
    const found = second(steps, steps[i], secondPartialsAt(excerpt, i, steps[i]));
    if (found !== undefined) return found;
  }
  const constant = outputs.find(({ operand }) => !Number.isFinite(operand.primal));
  return constant === undefined ? undefined : {
    direction: "forward",
    step: undefined,
    message: `No step makes it: ${constant.path} is the constant ${constant.operand.primal}`,
  };
}

function forward(steps: readonly Step[], step: Step): Nonfinite {
  const { path, primal, operands } = step;
  const message = path !== undefined
    ? `The input ${path} is ${primal}`
    : `${equation(step)} is ${primal}, at ${listed(steps, operands)}`;
  return { direction: "forward", step, message };
}

function backward(
  steps: readonly Step[],
  step: Step,
  adjoint: number,
  slopes: readonly (number | undefined)[],
): Nonfinite | undefined {
  if (!Number.isFinite(adjoint)) {
    const message = `What flows back to ${named(step)} adds up to ${adjoint}`;
    return { direction: "backward", step, message };
  }
  const wrong = slopes.findIndex((slope) =>
    slope !== undefined && !Number.isFinite(slope * adjoint)
  );
  if (wrong < 0) return undefined;
  const slope = slopes[wrong]!;
  const operand = step.operands[wrong];
  const product = Number.isFinite(slope) || adjoint !== 1
    ? `; times the adjoint of ${step.name}, ${short(adjoint)}, that is ${short(slope * adjoint)}`
    : "";
  const message = `${equation(step)} is ${short(step.primal)}, and its derivative by ` +
    `${operand.name} is ${short(slope)}, at ${listed(steps, step.operands)}${product}`;
  return { direction: "backward", step, message };
}

/** Checks the second derivatives of a step, which may not exist at a kink, or be infinite. */
function second(
  steps: readonly Step[],
  step: Step,
  slopes: readonly (number | undefined)[],
): Nonfinite | undefined {
  const wrong = slopes.findIndex((slope) => slope !== undefined && !Number.isFinite(slope));
  if (wrong < 0) return undefined;
  const message = `${equation(step)} is ${short(step.primal)}, and its second derivative by ` +
    `${step.operands[wrong].name} is ${short(slopes[wrong]!)}, at ${listed(steps, step.operands)}`;
  return { direction: "second", step, message };
}

/**
 * Returns the derivatives of one step by its operands, as reverse mode computes them; `undefined` for
 * constants.
 */
function partialsAt(excerpt: Excerpt, at: number, step: Step): (number | undefined)[] {
  return pulledAt(excerpt, at, step, (gradient, primals) => gradient(primals));
}

/** Returns the derivatives of the sum of these partials: a NaN in one of them makes the sum NaN. */
function secondPartialsAt(excerpt: Excerpt, at: number, step: Step): (number | undefined)[] {
  return pulledAt(excerpt, at, step, (gradient, primals, operation) => {
    const run = (inputs: Scalar[]) => ({
      leaves: [sum(gradient(inputs).map((partial) => partial ?? 0))],
    });
    return reversePass({ verb: "trace", f: operation }, run, primals).pullBack([1]);
  });
}

type Gradient = (inputs: readonly Scalar[]) => (Scalar | undefined)[];

function pulledAt(
  { graph, places }: Excerpt,
  at: number,
  { operands }: Step,
  pulled: (
    gradient: Gradient,
    primals: readonly number[],
    operation: Operation,
  ) => readonly (Scalar | undefined)[],
): (number | undefined)[] {
  const operation = graph.operationAt(places[at]);
  if (operation === undefined) return [];
  const followed = [...operands.keys()].filter((i) => operands[i].step !== undefined);
  const run = (inputs: Scalar[]) => {
    const all: Scalar[] = operands.map(({ primal }) => primal);
    followed.forEach((position, i) => all[position] = inputs[i]);
    return { leaves: [applied(operation, all)] };
  };
  const primals = followed.map((i) => operands[i].primal);
  const call = { verb: "trace", f: operation };
  const gradient: Gradient = (inputs) => reversePass(call, run, inputs).pullBack([1]);
  const found = pulled(gradient, primals, operation);
  const partials: (number | undefined)[] = operands.map(() => undefined);
  followed.forEach((position, i) => partials[position] = found[i] as number | undefined);
  return partials;
}

function equation(step: Step): string {
  return `${step.name} = ${expressionOf(step)}`;
}

function named({ name, path }: Step): string {
  return path === undefined ? name : `the input ${path}`;
}

/** Returns the operands of a step as equations, and of many the first. */
function listed(steps: readonly Step[], operands: readonly Operand[]): string {
  const equations = operands.flatMap(({ name, primal, step }) => {
    if (step === undefined) return [];
    const { path } = steps[step];
    return [`${name} = ${short(primal)}${path === undefined ? "" : ` (the input ${path})`}`];
  });
  const all = [...new Set(equations)];
  const rest = all.length - MOST_LISTED;
  return all.slice(0, MOST_LISTED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
