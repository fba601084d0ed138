// Joint operations: custom rules, checkpoints and other operations from several reals to several. They find
// the innermost level among their arguments, compute on its primals, and hand the results back to that level
// with one joint derivative.

import { scaled, total } from "../operations/binary.ts";
import { contribute } from "../values/box_arithmetic.ts";
import { addClosure } from "../values/keeping.ts";
import {
  Block,
  blockOfEntries,
  changed,
  entriesOf,
  MOST_DIRECTIONS,
  scalarsIn,
  type Tangent,
} from "../values/block.ts";
import {
  FurtherIn,
  innermostLevel,
  isBoxOf,
  isDerivativeBoxOf,
  isFurtherIn,
  outside,
  outsideResult,
  present,
} from "../values/membership.ts";
import { levelsInside } from "../values/nesting.ts";
import { type AnyBox, primalOf, Variable } from "../values/box.ts";
import { type Dual, dualOf } from "../values/dual.ts";
import type { JointOperation, Sparse } from "../values/interpretation.ts";
import { interpretationOf, type Level, type Mode, reading } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Cotangents } from "../values/cotangents.ts";
import { displacedAlong, displacedBy } from "./displacement.ts";

/** Scalars as the innermost level among them sees them. */
export interface InnermostView {
  readonly level: Level;
  readonly mode: Mode | "interpreted";
  readonly inputs: readonly Scalar[];
  readonly primals: Scalar[];
  /** The positions of the inputs that the level follows. */
  readonly followed: readonly number[];
}

/**
 * Returns how the innermost level sees scalars, or the scalars themselves if no derivative follows any. Boxes
 * of paused levels are read as their primals.
 *
 * @throws {TypeError} for a box of a level that has been closed.
 */
export function asInnermostSees(
  operation: string,
  scalars: readonly Scalar[],
): InnermostView | readonly Scalar[] {
  let inputs = scalars;
  while (true) {
    const level = innermostLevel(inputs, () => new TypeError(`Cannot apply ${operation}`));
    if (level === undefined || level.phase === "traced") return inputs;
    if (level.phase === "open") return viewOf(level, operation, inputs);
    inputs = inputs.map((x) => isBoxOf(level, x) ? primalOf(x, operation) : x);
  }
}

/**
 * Returns how a level sees scalars. It need not follow any of them, if a closure has shown it to be the
 * innermost.
 */
function viewOf(level: Level, operation: string, inputs: readonly Scalar[]): InnermostView {
  const primals: Scalar[] = [];
  const followed: number[] = [];
  // What the inputs are has been checked: a matrix has so many that each look at a class would count.
  const isOpen = level.phase === "open";
  for (let i = 0; i < inputs.length; i++) {
    const x = inputs[i];
    if (typeof x === "number" || (x as AnyBox).level !== level) primals.push(x);
    else {
      primals.push(isOpen ? (x as AnyBox).primal : primalOf(x, operation));
      followed.push(i);
    }
  }
  return { level, mode: level.mode as InnermostView["mode"], inputs, primals, followed };
}

/**
 * Runs a body for the level of its view. If the body returns boxes of an inner level, which it closes over,
 * the body runs again for that level: what is checkpointed then belongs to the inner level.
 */
export function forInnermost<S extends InnermostView, T>(
  operation: string,
  view: S,
  run: (view: S) => T,
): T {
  try {
    return run(view);
  } catch (error) {
    if (!(error instanceof FurtherIn)) throw error;
    const { inner } = error;
    if (inner.phase !== "open" || inner.tag <= view.level.tag) throw error;
    const { inputs } = view;
    return forInnermost(operation, { ...view, ...viewOf(inner, operation, inputs) }, run);
  }
}

/** Returns whether no level follows any of the scalars. */
export function isUnfollowed(view: InnermostView | readonly Scalar[]): view is readonly Scalar[] {
  return Array.isArray(view);
}

/** Returns the results of a joint operation, as the innermost level interprets it. */
export function jointly(view: InnermostView, operation: JointOperation): Scalar[] {
  const { level, mode, inputs, primals } = view;
  if (mode === "interpreted") return interpretationOf(level)!.joint(operation, inputs);
  if (mode === "reverse") {
    const { results, pullback } = operation.vjp(primals);
    return pullByRule(view, results, pullback);
  }
  let results: readonly Scalar[] = [];
  const tangents = pushEach(tangentsOf(view), (along) => {
    const pushed = operation.jvp(primals, along);
    results = pushed.results;
    return pushed.tangents;
  });
  return pushJointly(view, results, tangents);
}

/** Returns the tangents of inputs in forward mode, `undefined` for those that the level does not follow. */
export function tangentsOf({ level, inputs }: InnermostView): (Tangent | undefined)[] {
  return inputs.map((x) => isDerivativeBoxOf(level, x) ? (x as Dual).tangent : undefined);
}

/**
 * Returns results with tangents, in forward mode. If a result has a tangent already, because the operation
 * closes over boxes of the level, both are added.
 */
export function pushJointly(
  { level }: InnermostView,
  results: readonly Scalar[],
  tangents: readonly (Tangent | undefined)[],
): Scalar[] {
  return results.map((answered, i) => {
    const result = present(answered);
    const found = tangents[i];
    if (
      isFurtherIn(level, result) || found && scalarsIn(found).some((t) => isFurtherIn(level, t))
    ) {
      return found === undefined ? result : displacedAlong(level, result, found);
    }
    const own = isDerivativeBoxOf(level, result) ? (result as Dual).tangent : undefined;
    const given = found && changed(found, (tangent) => outsideResult(level, tangent));
    const tangent = own === undefined ? given : given === undefined ? own : total(own, given);
    const primal = outsideResult(level, result);
    return tangent === undefined ? primal : dualOf(level, primal, tangent);
  });
}

/**
 * Returns results with one backpropagator for all, in reverse mode. If a result is a variable already,
 * because the operation closes over boxes of the level, it gets its cotangent, too.
 *
 * @param pull takes the cotangents of the results, and returns those of the inputs
 */
export function pullJointly(
  { level, inputs }: InnermostView,
  results: readonly Scalar[],
  pull: (seeds: Sparse, cotangents: Cotangents) => Sparse,
): Scalar[] {
  const inside = levelsInside(level);
  const backpropagator = (cotangents: Cotangents) => {
    const seeds = outputs.map(({ index }) => cotangents.of(index));
    if (seeds.every((seed) => seed === undefined)) return;
    const contributeTo = (target: Scalar, contribution: Scalar | undefined) => {
      if (contribution !== undefined && isDerivativeBoxOf(level, target)) {
        contribute(cotangents, (target as Variable).index, outside(level, contribution));
      }
    };
    results.forEach((result, i) => contributeTo(result, seeds[i]));
    const pulled = inside.length === 0
      ? pull(seeds, cotangents)
      : reading(inside, () => pull(seeds, cotangents));
    inputs.forEach((input, i) => contributeTo(input, pulled[i]));
  };
  const sources = [...results, ...inputs].filter((x) => isDerivativeBoxOf(level, x)) as Variable[];
  const from = sources.map(({ index }) => index);
  const outputs = results.map((result, i) => {
    const index = i === 0
      ? addClosure(level.backpropagators, backpropagator, from)
      : level.backpropagators.addInput();
    return new Variable(level, outsideResult(level, result), index);
  });
  return outputs;
}

/**
 * Returns results of a rule in reverse mode. If the results or the derivatives belong to an inner level,
 * which the rule closes over, the derivatives are computed at once, while that level is open.
 */
export function pullByRule(
  view: InnermostView,
  results: readonly Scalar[],
  pull: (seeds: Sparse) => Sparse,
  checkLinear: () => void = () => {},
): Scalar[] {
  const { level, inputs } = view;
  if (levelsInside(level).length === 0) return pullJointly(view, results, pull);
  const rows = results.map((_, i) => pull(results.map((_, k) => k === i ? 1 : undefined)));
  const isInner = (x: Scalar | undefined) => isFurtherIn(level, x);
  if (!results.some(isInner) && !rows.some((row) => row.some(isInner))) {
    return pullJointly(view, results, pull);
  }
  checkLinear();
  const variables = inputs.map((x) => isDerivativeBoxOf(level, x) ? x as Variable : undefined);
  return results.map((result, i) => displacedBy(level, result, rows[i], variables));
}

/**
 * Applies a rule that takes one tangent for each input; for blocks of tangents, direction by direction.
 *
 * @param push takes the tangents of the inputs, and returns those of the results
 */
function pushEach(
  tangents: readonly (Tangent | undefined)[],
  push: (tangents: Sparse) => Sparse,
): (Tangent | undefined)[] {
  if (!tangents.some((own) => own instanceof Block)) return [...push(tangents as Sparse)];
  const rows = tangents.map((own) => entriesOf(own as Block | undefined, MOST_DIRECTIONS));
  const columns = Array.from({ length: MOST_DIRECTIONS }, (_, j) => {
    const column = rows.map((row) => row[j]);
    return column.every((own) => own === undefined) ? undefined : push(column);
  });
  const [first] = columns.filter((column) => column !== undefined);
  return first.map((_, i) => blockOfEntries(columns.map((column) => column?.[i])));
}

/** Returns Σ dᵢ·tᵢ over all terms that are not structural zeros, and a structural zero if there are none. */
export function innerProduct<T extends Tangent>(
  d: Sparse,
  t: readonly (T | undefined)[],
): T | undefined {
  let sum: Tangent | undefined;
  t.forEach((own, i) => {
    const partial = d[i];
    if (own === undefined || partial === undefined) return;
    const term = scaled(undefined, partial, own);
    sum = sum === undefined ? term : total(sum, term);
  });
  return sum as T | undefined;
}
