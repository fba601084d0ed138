// What custom rules, checkpoints and other operations of many reals at once share: they find the level
// furthest in among their arguments, work on its primals, and hand their results back to it with one
// joint derivative.

import { contribute, scaled, total } from "../operations/binary.ts";
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
import { primalOf, Variable } from "../values/box.ts";
import { type Dual, dualOf } from "../values/dual.ts";
import type { JointOperation, Sparse } from "../values/interpretation.ts";
import { type Level, type Mode, reading } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Cotangents } from "../values/cotangents.ts";
import { displacedAlong, displacedBy } from "./displacement.ts";

export type { Sparse } from "../values/interpretation.ts";

/** Scalars as the level furthest in sees them. */
export interface InnermostView {
  readonly level: Level;
  readonly mode: Mode | "interpreted";
  readonly inputs: readonly Scalar[];
  readonly primals: Scalar[];
  /** Which of the inputs the level follows. */
  readonly followed: readonly number[];
}

/**
 * How the level furthest in sees scalars, or what they are where no derivative follows any. Boxes of paused
 * levels read as their primals.
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

/** How a level sees scalars of which it may follow none: it is the innermost that a closure has shown. */
export function viewOf(level: Level, operation: string, inputs: readonly Scalar[]): InnermostView {
  const primals = inputs.map((x) => isBoxOf(level, x) ? primalOf(x, operation) : x);
  const followed = [...inputs.keys()].filter((i) => isDerivativeBoxOf(level, inputs[i]));
  return { level, mode: level.mode as InnermostView["mode"], inputs, primals, followed };
}

/**
 * Runs a body for the level that sees its arguments. Where the body returns boxes of a level further in, which
 * it closes over, it runs again for that level: one that can only run again, and not be taken apart.
 */
export function forInnermost<S extends InnermostView, T>(
  operation: string,
  seen: S,
  run: (seen: S) => T,
): T {
  try {
    return run(seen);
  } catch (error) {
    if (!(error instanceof FurtherIn)) throw error;
    const { inner } = error;
    if (inner.phase !== "open" || inner.tag <= seen.level.tag) throw error;
    const { inputs } = seen;
    return forInnermost(operation, { ...seen, ...viewOf(inner, operation, inputs) }, run);
  }
}

/** Whether no level sees anything. */
export function isUnfollowed(as: InnermostView | readonly Scalar[]): as is readonly Scalar[] {
  return Array.isArray(as);
}

/** Returns the results of a joint operation, whatever the level furthest in makes of it. */
export function jointly(seen: InnermostView, operation: JointOperation): Scalar[] {
  const { level, mode, inputs, primals } = seen;
  if (mode === "interpreted") return level.interpreting!.joint(operation, inputs);
  if (mode === "reverse") {
    const { results, pullback } = operation.vjp(primals);
    return pullByRule(seen, results, pullback);
  }
  let results: readonly Scalar[] = [];
  const tangents = pushEach(tangentsOf(seen), (along) => {
    const pushed = operation.jvp(primals, along);
    results = pushed.results;
    return pushed.tangents;
  });
  return pushJointly(seen, results, tangents);
}

/** The tangents of what a level in forward mode follows. */
export function tangentsOf({ level, inputs }: InnermostView): (Tangent | undefined)[] {
  return inputs.map((x) => isDerivativeBoxOf(level, x) ? (x as Dual).tangent : undefined);
}

/**
 * Results of a level in forward mode. What a result has of the level by itself, from a closure over its
 * boxes, is added to the tangent that is given.
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
 * Results of a level in reverse mode, with one backpropagator for all. What a result has of the level by
 * itself, from a closure over its boxes, keeps its own.
 *
 * @param pull cotangents of the results in, cotangents of the inputs out
 */
export function pullJointly(
  { level, inputs }: InnermostView,
  results: readonly Scalar[],
  pull: (seeds: Sparse, cotangents: Cotangents) => Sparse,
): Scalar[] {
  const { inside } = level;
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
      ? level.backpropagators.addClosure(backpropagator, from)
      : level.backpropagators.addInput();
    return new Variable(level, outsideResult(level, result), index);
  });
  return outputs;
}

/**
 * Results of a rule of a level in reverse mode. Where the results or the derivatives belong to a level further
 * in, which the rule closes over, the derivatives are computed now, while that level is there.
 *
 * @param checkLinear throws where the rule is not linear, so that no cotangent but the own one may be shown to it
 */
export function pullByRule(
  seen: InnermostView,
  results: readonly Scalar[],
  pull: (seeds: Sparse) => Sparse,
  checkLinear: () => void = () => {},
): Scalar[] {
  const { level, inputs } = seen;
  if (level.inside.length === 0) return pullJointly(seen, results, pull);
  const rows = results.map((_, i) => pull(results.map((_, k) => k === i ? 1 : undefined)));
  const isInner = (x: Scalar | undefined) => isFurtherIn(level, x);
  if (!results.some(isInner) && !rows.some((row) => row.some(isInner))) {
    return pullJointly(seen, results, pull);
  }
  checkLinear();
  const variables = inputs.map((x) => isDerivativeBoxOf(level, x) ? x as Variable : undefined);
  return results.map((result, i) => displacedBy(level, result, rows[i], variables));
}

/**
 * What a rule makes of tangents that takes one an input: of blocks it makes blocks, direction by direction.
 *
 * @param push tangents of the inputs in, tangents of the results out
 */
export function pushEach(
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

/** Σ dᵢ·tᵢ over what is not a structural zero; a structural zero where all are. */
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
