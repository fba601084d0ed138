// What custom rules, checkpoints and other operations of many reals at once share: they find the level
// furthest in among their arguments, work on its primals, and hand their results back to it with one
// joint derivative.

import { contribute, scaled, total } from "../core/binary.ts";
import {
  Block,
  blockOfEntries,
  changed,
  entriesOf,
  MOST_DIRECTIONS,
  type Tangent,
} from "../core/block.ts";
import { belongsTo, innermostLevel, isOf, leaving, leavingResult } from "../core/belonging.ts";
import { primalOf, Variable } from "../core/box.ts";
import { type Dual, dualOf } from "../core/dual.ts";
import type { JointOperation, Sparse } from "../core/interpretation.ts";
import type { Level, Mode } from "../core/level.ts";
import type { Scalar } from "../core/scalar.ts";
import type { Cotangents } from "../core/cotangents.ts";

export type { Sparse } from "../core/interpretation.ts";

/** Scalars as the level furthest in sees them. */
export interface Seen {
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
export function seen(operation: string, scalars: readonly Scalar[]): Seen | readonly Scalar[] {
  let inputs = scalars;
  while (true) {
    const level = innermostLevel(inputs, () => new TypeError(`Cannot apply ${operation}`));
    if (level === undefined || level.phase === "traced") return inputs;
    const primals = inputs.map((x) => isOf(level, x) ? primalOf(x, operation) : x);
    if (level.phase === "open") {
      const followed = [...inputs.keys()].filter((i) => belongsTo(level, inputs[i]));
      return { level, mode: level.mode as Seen["mode"], inputs, primals, followed };
    }
    inputs = primals;
  }
}

/** Whether no level sees anything. */
export function isPlain(as: Seen | readonly Scalar[]): as is readonly Scalar[] {
  return Array.isArray(as);
}

/** Returns the results of a joint operation, whatever the level furthest in makes of it. */
export function jointly(seen: Seen, operation: JointOperation): Scalar[] {
  const { level, mode, inputs, primals } = seen;
  if (mode === "interpreted") return level.interpreting!.joint(operation, inputs);
  if (mode === "reverse") {
    const { results, pullback } = operation.vjp(primals);
    return pullJointly(seen, results, pullback);
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
export function tangentsOf({ level, inputs }: Seen): (Tangent | undefined)[] {
  return inputs.map((x) => belongsTo(level, x) ? (x as Dual).tangent : undefined);
}

/**
 * Results of a level in forward mode. What a result has of the level by itself, from a closure over its
 * boxes, is added to the tangent that is given.
 */
export function pushJointly(
  { level }: Seen,
  results: readonly Scalar[],
  tangents: readonly (Tangent | undefined)[],
): Scalar[] {
  return results.map((result, i) => {
    const own = belongsTo(level, result) ? (result as Dual).tangent : undefined;
    const found = tangents[i];
    const given = found && changed(found, (tangent) => leavingResult(level, tangent));
    const tangent = own === undefined ? given : given === undefined ? own : total(own, given);
    const primal = leavingResult(level, result);
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
  { level, inputs }: Seen,
  results: readonly Scalar[],
  pull: (seeds: Sparse, cotangents: Cotangents) => Sparse,
): Scalar[] {
  const backpropagator = (cotangents: Cotangents) => {
    const seeds = outputs.map(({ index }) => cotangents.of(index));
    if (seeds.every((seed) => seed === undefined)) return;
    const contributeTo = (target: Scalar, contribution: Scalar | undefined) => {
      if (contribution !== undefined && belongsTo(level, target)) {
        contribute(cotangents, (target as Variable).index, leaving(level, contribution));
      }
    };
    results.forEach((result, i) => contributeTo(result, seeds[i]));
    const pulled = pull(seeds, cotangents);
    inputs.forEach((input, i) => contributeTo(input, pulled[i]));
  };
  const sources = [...results, ...inputs].filter((x) => belongsTo(level, x)) as Variable[];
  const from = sources.map(({ index }) => index);
  const outputs = results.map((result, i) => {
    const index = i === 0
      ? level.backpropagators.addClosure(backpropagator, from)
      : level.backpropagators.addInput();
    return new Variable(level, leavingResult(level, result), index);
  });
  return outputs;
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
  d: readonly Scalar[],
  t: readonly (T | undefined)[],
): T | undefined {
  let sum: Tangent | undefined;
  t.forEach((own, i) => {
    if (own === undefined) return;
    const term = scaled(undefined, d[i], own);
    sum = sum === undefined ? term : total(sum, term);
  });
  return sum as T | undefined;
}
