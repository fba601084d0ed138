// The residuals of a user as the problem of an algorithm: their numbers, their Jacobians and their curvature, counted,
// checked, and compiled where that pays.

import { jacobian } from "../derivatives/jacobian.ts";
import { jvp } from "../derivatives/jvp.ts";
import { ravel } from "../derivatives/ravel.ts";
import { type Callable, withNameOf } from "../trees/call.ts";
import type { Scalar } from "../values/scalar.ts";
import { TreeFunction } from "./tree_function.ts";
import { sparseJacobian } from "../sparse/sparse_jacobian.ts";
import type { SparseMatrix } from "../sparse/sparse_matrix.ts";
import { type DampedStep, type DampedSystem, stepWithin } from "./damping.ts";
import { doglegWithin } from "./dogleg.ts";
import { denseModel } from "./dense_model.ts";
import type { ResidualProblem } from "./levenberg_marquardt.ts";
import type { LinearModel } from "./linear_model.ts";
import { type EquivalentSquares, equivalentSquares, type Loss, sumOfLosses } from "./losses.ts";
import { newtonCg } from "./newton_cg.ts";
import { scaledObjective } from "./objective.ts";
import { ObjectiveFunction } from "./objective_function.ts";
import { isSolved } from "./stopping.ts";
import { clampWithin, type Limits } from "./parameter_bounds.ts";
import { programIn, programsOf } from "./programs.ts";
import type { Run } from "./solution.ts";
import { sparseModel } from "./sparse_model.ts";

/** What a problem of residuals is made with. */
export interface ResidualSettings {
  readonly loss: Loss;
  readonly lossScale: number;
  readonly limits: Limits | undefined;
  readonly jacobian: "dense" | "sparse" | undefined;
  /** Which steps are taken: those of least squares, which are bent, or those to a root. */
  readonly steps: "levenberg-marquardt" | "dogleg";
}

/** How often the function and its derivatives have been evaluated. */
export interface Evaluations {
  /** Of the residuals. */
  residuals: number;
  /** Of their Jacobian. */
  jacobians: number;
  /** Of their second derivative along a step. */
  curvatures: number;
}

/** A function of a tree, and of further arguments, as the residuals are. */
type OfTree = (tree: unknown, ...args: unknown[]) => readonly Scalar[];

/** The residuals of one fit. */
export class ResidualFunction implements ResidualProblem<EquivalentSquares> {
  readonly evaluations: Evaluations = { residuals: 0, jacobians: 0, curvatures: 0 };
  readonly limits: Limits | undefined;
  private readonly subject: TreeFunction;
  private readonly run: Run;
  private readonly settings: ResidualSettings;
  private readonly isSparse: boolean;
  private isCurved = true;

  /** @throws {RangeError} if a residual at the start is not finite, or there is none. */
  constructor(subject: TreeFunction, run: Run, settings: ResidualSettings) {
    this.subject = subject;
    this.run = run;
    this.settings = settings;
    this.limits = settings.limits;
    const { refusal, names, start } = subject;
    const { first } = run;
    if (first.length === 0) {
      throw new RangeError(
        `${refusal}: it answered no residuals; it answers one for each observation`,
      );
    }
    const wrong = first.findIndex((own) => !Number.isFinite(own));
    if (wrong >= 0) {
      throw new RangeError(
        `${refusal}: residual ${wrong} of ${first.length} is ${first[wrong]} at the start, where ${
          subject.at(start)
        }; begin where all are finite`,
      );
    }
    this.isSparse = settings.jacobian === "sparse" ||
      settings.jacobian === undefined && names.length >= 100 && this.isNearlyEmpty();
  }

  /** Returns the start, within the limits. */
  start(): Float64Array {
    return clampWithin(this.limits, this.subject.start.slice());
  }

  at(x: Float64Array): EquivalentSquares {
    const { run, settings } = this;
    this.evaluations.residuals++;
    const raw = this.numbers("answer", x, [], run.first.length, answersOf);
    return equivalentSquares(settings.loss, settings.lossScale, raw);
  }

  linearise(x: Float64Array, { residuals, weights }: EquivalentSquares): LinearModel | undefined {
    this.evaluations.jacobians++;
    const n = x.length;
    if (this.isSparse) {
      const matrix = this.sparseAt(x);
      return matrix.values.every(Number.isFinite)
        ? sparseModel(matrix, residuals, weights)
        : undefined;
    }
    const rows = this.numbers("jacobian", x, [], residuals.length * n, rowsOf);
    for (let k = 0; k < rows.length; k++) {
      if (!Number.isFinite(rows[k])) return undefined;
      if (weights !== undefined) rows[k] *= weights[Math.floor(k / n)];
    }
    return denseModel(rows, residuals, n);
  }

  curvature(x: Float64Array, along: Float64Array): Float64Array | undefined {
    const { length } = this.run.first;
    if (!this.isCurved || this.settings.steps === "dogleg") return new Float64Array(length);
    this.evaluations.curvatures++;
    try {
      const second = this.numbers("curvature", x, [Array.from(along)], length, curvatureOf);
      return second.every(Number.isFinite) ? second : undefined;
    } catch {
      // A rule of the user has no second derivative: steps are straight then.
      this.isCurved = false;
      return new Float64Array(length);
    }
  }

  minimumFrom(x: Float64Array, scales: Float64Array): Float64Array | undefined {
    const { subject, run, limits, settings: { loss, lossScale, steps } } = this;
    if (steps === "dogleg") return undefined;
    const cost = (tree: unknown, ...args: unknown[]) =>
      sumOfLosses(loss, lossScale, subject.leaves(tree, args));
    const whole = new TreeFunction(subject.verb, withNameOf(subject.f, cost), subject.tree(x));
    const first = Float64Array.of(this.at(x).cost);
    const objective = scaledObjective(
      new ObjectiveFunction(whole, { ...run, first }, limits),
      scales,
    );
    const start = objective.at(x.map((own, j) => own * scales[j]));
    const end = newtonCg(objective, start, {
      tolerance: 1e-9,
      maxIterations: 200,
      onStep: () => false,
    });
    return isSolved(end.word) ? end.x.map((own, j) => own / scales[j]) : undefined;
  }

  step(system: DampedSystem, gain: (q: Float64Array) => number, radius: number): DampedStep {
    return this.settings.steps === "dogleg"
      ? doglegWithin(system, gain, radius)
      : stepWithin(system, radius);
  }

  /** Returns the error for a derivative at the start that is not finite. */
  derivativeError(): RangeError {
    const { subject, run } = this;
    const start = this.start();
    const { names } = subject;
    const rows = rowsOf(subject)(subject.tree(start), ...run.args);
    const wrong = rows.findIndex((own) => !Number.isFinite(own));
    return new RangeError(
      `${subject.refusal}: the derivative of residual ${Math.floor(wrong / names.length)} by ${
        names[wrong % names.length]
      } is ${rows[wrong]} at the start, where ${subject.at(start)}; begin elsewhere`,
    );
  }

  private numbers(
    name: string,
    x: Float64Array,
    leading: readonly unknown[],
    length: number,
    make: (subject: TreeFunction) => (...args: never[]) => readonly Scalar[],
  ): Float64Array {
    const { subject, run: { args, mayCompile, first } } = this;
    const program = programIn(programsOf(subject.f), name, () => make(subject));
    const own = program.numbers([subject.tree(x), ...leading, ...args], mayCompile, length);
    if (own !== undefined) return own;
    const count = subject.leaves(subject.tree(x), args).length;
    throw new RangeError(
      `${subject.refusal}: it answered ${first.length} residuals at the start and ${count} where ${
        subject.at(x)
      }; it answers one for each observation, 0 for one that does not count`,
    );
  }

  private sparseAt(x: Float64Array): SparseMatrix {
    const { subject, run: { args } } = this;
    let own = sparse.get(subject.f);
    if (own === undefined) {
      sparse.set(subject.f, own = sparseJacobian(subject.flat() as never) as Callable);
    }
    return own(Array.from(x), ...args) as SparseMatrix;
  }

  private isNearlyEmpty(): boolean {
    const { size, shape: [m, n] } = this.sparseAt(this.start());
    return 8 * size < m * n;
  }
}

/** Sparse Jacobians of the functions of users, which know the patterns that they have found. */
const sparse = /* @__PURE__ */ new WeakMap<Callable, Callable>();

function answersOf(subject: TreeFunction): OfTree {
  return (tree, ...args) => subject.leaves(tree, args);
}

function rowsOf(subject: TreeFunction): OfTree {
  return (tree, ...args) => {
    const [x, shaped] = ravel(tree);
    const residuals = (xs: Scalar[]) => subject.leaves(shaped(xs), args);
    return (jacobian(residuals)(x as Scalar[]) as Scalar[][]).flat();
  };
}

function curvatureOf(subject: TreeFunction) {
  return (tree: unknown, along: readonly Scalar[], ...args: unknown[]): Scalar[] => {
    const [x, shaped] = ravel(tree);
    const residuals = (xs: readonly Scalar[]) => subject.leaves(shaped(xs), args);
    const slope = (xs: readonly Scalar[]) => jvp(residuals as never, [xs], [along])[1] as Scalar[];
    return jvp(slope as never, [x], [along])[1] as Scalar[];
  };
}
