// The partial derivatives of every operation of a recorded run, as columns of plain numbers: the first ones one an
// edge, the second ones one a pair of edges. They come from the rows, as in every mode; that of second order is
// the tangent of a partial that is run on duals.

import { codeOf, partialOfOne, partialOfTwo } from "../operations/intrinsics.ts";
import { dualOf, isDual } from "../values/dual.ts";
import { closing, Level } from "../values/level.ts";
import type { Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import { dependenceOf } from "./dependence.ts";
import type { RunStructure } from "./run_structure.ts";

type Partial = number | ((...operandsAndResult: Scalar[]) => Scalar);
type ListPartials = number | ((operands: readonly Scalar[], z: Scalar) => readonly Scalar[]);

/** What is asked of an operation for each place, found once. */
export interface PreparedOperation {
  readonly operation: Operation;
  /** The partials of an operation of one or two operands, and their codes. */
  readonly partials: readonly Partial[];
  readonly codes: readonly number[];
  readonly ofList: ListPartials | undefined;
  /** Whether a partial that is 0 is a structural zero. */
  readonly selects: boolean;
  /** On which operands each partial depends, as bits; `undefined` for lists, and at first order. */
  readonly dependence: readonly number[] | undefined;
}

/** All operations of a structure, prepared, each at its number. */
export type PreparedOperations = readonly PreparedOperation[];

/**
 * Returns all operations of a structure, prepared.
 *
 * @param order of the derivatives that are taken
 */
export function preparedOperations({ known }: RunStructure, order: 1 | 2): PreparedOperations {
  const all: PreparedOperation[] = [];
  for (const [id, operation] of known) all[id] = prepared(operation, order);
  return all;
}

function prepared(operation: Operation, order: 1 | 2): PreparedOperation {
  const { partials, selects = false } = operation.row as unknown as {
    readonly partials: readonly Partial[] | ListPartials;
    readonly selects?: boolean;
  };
  if (operation.arity === "list") {
    const ofList = partials as ListPartials;
    return { operation, partials: [], codes: [], ofList, selects, dependence: undefined };
  }
  const own = partials as readonly Partial[];
  const dependence = order === 1 ? undefined : dependenceOf(operation);
  return {
    operation,
    partials: own,
    codes: own.map(codeOf),
    ofList: undefined,
    selects,
    dependence,
  };
}

/** The first partials of a run, one an edge. */
export interface FirstPartials {
  readonly partials: Float64Array;
  /** A mark for each edge that is structurally zero in this run, since the operand was not selected. */
  readonly isAbsent: Uint8Array;
}

/** Returns the first partials of a run, `undefined` if one of them is no number. */
export function firstPartials(
  structure: RunStructure,
  operations: PreparedOperations,
  values: Float64Array,
): FirstPartials | undefined {
  const { needed, starts, positions, left, right } = structure;
  const partials = new Float64Array(starts[structure.size]);
  const isAbsent = new Uint8Array(partials.length);
  for (let n = 0; n < needed.length; n++) {
    const place = needed[n];
    const own = operations[structure.operations[place]];
    const start = starts[place];
    const end = starts[place + 1];
    if (own.ofList !== undefined) {
      const all = listPartials(own.ofList, operandsOfList(structure, place, values), values[place]);
      // The modes say what is wrong with it.
      if (typeof all !== "number" && all?.length !== right[place]) return undefined;
      for (let edge = start; edge < end; edge++) {
        const d = typeof all === "number" ? all : all[positions[edge]];
        if (typeof d !== "number") return undefined;
        partials[edge] = d;
        if (own.selects && d === 0) isAbsent[edge] = 1;
      }
      continue;
    }
    const x = values[left[place]];
    const z = values[place];
    for (let edge = start; edge < end; edge++) {
      const i = positions[edge];
      const d = own.operation.arity === 1
        ? partialOfOne(own.codes[0], own.partials[0], x, z)
        : partialOfTwo(own.codes[i], own.partials[i], x, values[right[place]], z);
      if (typeof d !== "number") return undefined;
      partials[edge] = d;
      if (own.selects && d === 0) isAbsent[edge] = 1;
    }
  }
  return { partials, isAbsent };
}

/** Returns the numbers that an operation of a list was applied to. */
export function operandsOfList(
  { lists, left, right }: RunStructure,
  place: number,
  values: Float64Array,
): number[] {
  const operands: number[] = [];
  const start = left[place];
  for (let i = 0; i < right[place]; i++) operands.push(values[lists[start + i]]);
  return operands;
}

function listPartials(
  partials: ListPartials,
  xs: readonly Scalar[],
  z: Scalar,
): number | readonly Scalar[] {
  return typeof partials === "number" ? partials : partials(xs, z);
}

/** The second partials of operations of one or two operands. */
export interface SecondPartials {
  /** Where those of each needed place begin: one for each pair of its edges. */
  readonly starts: Int32Array;
  readonly seconds: Float64Array;
  /** A mark for each that there is; the others are structural zeros. */
  readonly isThere: Uint8Array;
}

/** Returns the second partials of a run, `undefined` if one of them is no number. */
export function secondPartials(
  structure: RunStructure,
  operations: PreparedOperations,
  values: Float64Array,
  { partials, isAbsent }: FirstPartials,
): SecondPartials | undefined {
  const { needed, starts: edges, positions, left, right } = structure;
  const starts = new Int32Array(needed.length + 1);
  for (let n = 0; n < needed.length; n++) {
    const place = needed[n];
    const own = operations[structure.operations[place]];
    const isCurved = own.dependence?.some((mask) => mask !== 0);
    const count = isCurved ? edges[place + 1] - edges[place] : 0;
    starts[n + 1] = starts[n] + count * count;
  }
  const seconds = new Float64Array(starts[needed.length]);
  const isThere = new Uint8Array(seconds.length);
  const level = new Level("forward", "sparseHessian", { name: "" });
  const areNumbers = closing(level, () => {
    for (let n = 0; n < needed.length; n++) {
      if (starts[n] === starts[n + 1]) continue;
      const place = needed[n];
      const own = operations[structure.operations[place]];
      const dependence = own.dependence!;
      const start = edges[place];
      const end = edges[place + 1];
      const isOfOne = own.operation.arity === 1;
      const x = values[left[place]];
      const y = values[right[place]];
      const z = values[place];
      for (let other = start; other < end; other++) {
        // The duals x + ε or y + ε, and what z is then.
        const along = positions[other];
        const dual = dualOf(level, along === 0 ? x : y, 1);
        // An operand that is there twice is one box, as it is in the run: `max` asks for that.
        const isTwice = !isOfOne && left[place] === right[place];
        if (isTwice && along === 1) break;
        const xDual = along === 0 ? dual : x;
        const yDual = along === 1 || isTwice ? dual : y;
        const slopeOfZ = isTwice ? partials[other] + partials[other + 1] : partials[other];
        const zDual = isAbsent[other] !== 0 ? z : dualOf(level, z, slopeOfZ);
        for (let edge = start; edge < end; edge++) {
          const by = positions[edge];
          if ((dependence[by] & (isTwice ? 3 : 1 << along)) === 0) continue;
          const d = isOfOne
            ? partialOfOne(own.codes[0], own.partials[0], xDual, zDual)
            : partialOfTwo(own.codes[by], own.partials[by], xDual, yDual, zDual);
          if (typeof d === "number") continue;
          const slope = isDual(d) && d.level === level ? d.tangent : undefined;
          if (typeof slope !== "number") return false;
          const at = starts[n] + (edge - start) * (end - start) + other - start;
          seconds[at] = slope;
          // What an operation selects does not change with its operands, but on a kink.
          isThere[at] = own.selects && slope === 0 ? 0 : 1;
        }
      }
    }
    return true;
  });
  return areNumbers ? { starts, seconds, isThere } : undefined;
}
