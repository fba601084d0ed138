// The objective of a user as the problem of a minimiser: values with gradients, and products of the Hessian, counted,
// checked, and compiled where that pays.

import { valueAndGrad } from "../derivatives/grad.ts";
import { hvp } from "../derivatives/hessian.ts";
import { ravel } from "../derivatives/ravel.ts";
import type { Scalar } from "../values/scalar.ts";
import { withNameOf } from "../trees/call.ts";
import type { ObjectivePoint, VectorObjective } from "./objective.ts";
import { clampWithin, type Limits } from "./parameter_bounds.ts";
import { programIn, programsOf } from "./programs.ts";
import type { Run } from "./solution.ts";
import type { TreeFunction } from "./tree_function.ts";

/** How often the value with its gradient, and a product with the Hessian, have been evaluated. */
export interface ObjectiveEvaluations {
  /** Of the value with its gradient. */
  gradients: number;
  /** Of a product of the Hessian with a vector. */
  products: number;
}

/** The objective of one search. */
export class ObjectiveFunction implements VectorObjective {
  readonly evaluations: ObjectiveEvaluations = { gradients: 0, products: 0 };
  readonly limits: Limits | undefined;
  private readonly subject: TreeFunction;
  private readonly run: Run;

  /** @throws {TypeError} if the function answers more than one number. */
  constructor(subject: TreeFunction, run: Run, limits: Limits | undefined) {
    this.subject = subject;
    this.run = run;
    this.limits = limits;
    if (run.first.length === 1) return;
    throw new TypeError(
      `${subject.refusal}: it answered ${run.first.length} numbers, and one is minimised; leastSquares takes a ` +
        "list of residuals",
    );
  }

  /** Returns the start. @throws {RangeError} if the value or the gradient there is not finite. */
  start(): ObjectivePoint {
    const { subject } = this;
    const x = clampWithin(this.limits, subject.start.slice());
    const { value, gradient } = this.evaluated(x);
    const wrong = gradient.findIndex((own) => !Number.isFinite(own));
    if (Number.isFinite(value) && wrong < 0) return { x, value, gradient };
    const what = Number.isFinite(value)
      ? `the derivative by ${subject.names[wrong]} is ${gradient[wrong]}`
      : `it is ${value}`;
    throw new RangeError(
      `${subject.refusal}: ${what} at the start, where ${
        subject.at(x)
      }; begin where it is finite, or keep ` +
        "parameters there by bounds",
    );
  }

  at(x: Float64Array): ObjectivePoint {
    const { value, gradient } = this.evaluated(x);
    const isFinite = !Number.isNaN(value) && value < Infinity &&
      (value === -Infinity || gradient.every(Number.isFinite));
    return { x, value: isFinite ? value : Infinity, gradient };
  }

  product(x: Float64Array, v: Float64Array): Float64Array {
    this.evaluations.products++;
    const { subject, run: { args, mayCompile } } = this;
    const program = programIn(programsOf(subject.f), "product", () => productOf(subject));
    const leaves = [subject.tree(x), Array.from(v), ...args];
    return program.numbers(leaves, mayCompile, x.length)!;
  }

  private evaluated(x: Float64Array): { readonly value: number; readonly gradient: Float64Array } {
    this.evaluations.gradients++;
    const { subject, run: { args, mayCompile } } = this;
    const program = programIn(programsOf(subject.f), "slope", () => slopeOf(subject));
    const own = program.numbers([subject.tree(x), ...args], mayCompile, x.length + 1)!;
    return { value: own[0], gradient: own.subarray(1) };
  }
}

/** Returns the function of a tree as one of a vector. */
function objectiveOf({ f }: TreeFunction, tree: unknown, args: readonly unknown[]) {
  const [x, shaped] = ravel(tree);
  const own = (xs: Scalar[]) => f(shaped(xs), ...args) as Scalar;
  return { x: x as Scalar[], f: withNameOf(f, own) };
}

function slopeOf(subject: TreeFunction) {
  return (tree: unknown, ...args: unknown[]): Scalar[] => {
    const { x, f } = objectiveOf(subject, tree, args);
    const [own, slopes] = valueAndGrad(f)(x);
    return [own as Scalar, ...slopes as Scalar[]];
  };
}

function productOf(subject: TreeFunction) {
  return (tree: unknown, v: readonly Scalar[], ...args: unknown[]): Scalar[] => {
    const { x, f } = objectiveOf(subject, tree, args);
    return hvp(f)(x, v as Scalar[]) as Scalar[];
  };
}
