// Products of the Hessian of a recorded run with blocks of directions, in columns of plain numbers: tangents
// forward, then cotangents backward, with the tangents of these (forward over reverse).

import { Block } from "../values/block.ts";
import { Dual, isDual } from "../values/dual.ts";
import { closing, Level } from "../values/level.ts";
import type { Scalar } from "../values/scalar.ts";
import { pushedBlocks } from "./jacobian_sweeps.ts";
import {
  type FirstPartials,
  operandsOfList,
  type PreparedOperations,
  type SecondPartials,
} from "./partial_columns.ts";
import { PackedBlocks } from "./packed_blocks.ts";
import type { RunStructure } from "./run_structure.ts";

/** A recorded run to one real, with its derivatives. */
export interface CurvedRun {
  readonly structure: RunStructure;
  readonly operations: PreparedOperations;
  readonly values: Float64Array;
  readonly first: FirstPartials;
  readonly second: SecondPartials;
  /** The cotangent of each place. */
  readonly cotangents: Float64Array;
  readonly isReached: Uint8Array;
  /** A mark for each place whose tangent is asked for. */
  readonly isAsked: Uint8Array;
}

/** The cotangents of a run to one real. */
export type Cotangent = Pick<CurvedRun, "cotangents" | "isReached">;

/** Returns the cotangents of all places. */
export function cotangentsOfRun(
  { size, outputs, needed, starts, from }: RunStructure,
  { partials, isAbsent }: FirstPartials,
): Cotangent {
  const cotangents = new Float64Array(size);
  const isReached = new Uint8Array(size);
  if (outputs[0] >= 0) {
    cotangents[outputs[0]] = 1;
    isReached[outputs[0]] = 1;
  }
  for (let n = needed.length - 1; n >= 0; n--) {
    const place = needed[n];
    if (isReached[place] === 0) continue;
    const cotangent = cotangents[place];
    for (let edge = starts[place]; edge < starts[place + 1]; edge++) {
      if (isAbsent[edge] !== 0) continue;
      cotangents[from[edge]] += partials[edge] * cotangent;
      isReached[from[edge]] = 1;
    }
  }
  return { cotangents, isReached };
}

/**
 * Returns the tangents of the cotangents of all places, `undefined` where one is no number.
 *
 * @param directions the direction of each input, −1 where it has none in this pass
 */
export function curvedBlocks(run: CurvedRun, directions: Int32Array): PackedBlocks | undefined {
  const tangents = pushedBlocks(run.structure, run.first, directions, run.isAsked);
  const ofLists = tangentsOfListPartials(run, tangents);
  return ofLists === undefined ? undefined : pulledTangents(run, tangents, ofLists);
}

/** The tangents of the partials of operations of lists, by edge. */
type ListTangents = Map<number, Block>;

/** Returns the tangents of the partials of operations of lists: the partials are run on duals with blocks. */
function tangentsOfListPartials(
  { structure, operations, values, isReached }: CurvedRun,
  tangents: PackedBlocks,
): ListTangents | undefined {
  const { needed, starts, from, positions } = structure;
  const found: ListTangents = new Map();
  const level = new Level("forward", "sparseHessian", { name: "" });
  const dual = (place: number): Scalar => {
    const block = tangents.blockOf(place);
    return block === undefined ? values[place] : new Dual(level, values[place], block);
  };
  return closing(level, () => {
    for (const place of needed) {
      const { ofList, selects } = operations[structure.operations[place]];
      if (typeof ofList !== "function" || isReached[place] === 0) continue;
      const xs: Scalar[] = operandsOfList(structure, place, values);
      // An operand that is there twice is one box, as it is in the run: `max` asks for that.
      const boxes = new Map<number, Scalar>();
      for (let edge = starts[place]; edge < starts[place + 1]; edge++) {
        const operand = from[edge];
        if (!boxes.has(operand)) boxes.set(operand, dual(operand));
        xs[positions[edge]] = boxes.get(operand)!;
      }
      const partials = ofList(xs, dual(place));
      for (let edge = starts[place]; edge < starts[place + 1]; edge++) {
        const partial = partials[positions[edge]];
        if (typeof partial === "number") continue;
        const block = isDual(partial) && partial.level === level ? partial.tangent : undefined;
        if (!(block instanceof Block && block.isPlain)) return undefined;
        // What an operation selects does not change with its operands, but on a kink.
        const isConstant = selects && block.tangents.every((tangent) => tangent === 0);
        if (!isConstant) found.set(edge, block);
      }
    }
    return found;
  });
}

/** Returns the tangents of the cotangents: c ↦ d·c of every edge, and what the tangents of the partials add. */
function pulledTangents(
  { structure, first: { partials, isAbsent }, second, cotangents, isReached }: CurvedRun,
  tangents: PackedBlocks,
  ofLists: ListTangents,
): PackedBlocks {
  const { size, needed, starts, from } = structure;
  const reached = new Int32Array(size);
  for (let n = needed.length - 1; n >= 0; n--) {
    const place = needed[n];
    const own = reached[place];
    const end = starts[place + 1];
    let at = second.starts[n];
    const isCurved = isReached[place] !== 0 && at < second.starts[n + 1];
    for (let edge = starts[place]; edge < end; edge++) {
      let all = isAbsent[edge] === 0 ? own : 0;
      if (isCurved) {
        for (let other = starts[place]; other < end; other++, at++) {
          if (second.isThere[at] !== 0) all |= tangents.directions[from[other]];
        }
      }
      reached[from[edge]] |= all;
    }
    if (ofLists.size === 0) continue;
    for (let edge = starts[place]; edge < end; edge++) {
      reached[from[edge]] |= ofLists.get(edge)?.directions ?? 0;
    }
  }
  const blocks = new PackedBlocks(size);
  for (let place = 0; place < size; place++) {
    if (reached[place] !== 0) blocks.reserve(place, reached[place]);
  }
  for (let n = needed.length - 1; n >= 0; n--) {
    const place = needed[n];
    const end = starts[place + 1];
    const cotangent = cotangents[place];
    let at = second.starts[n];
    const isCurved = isReached[place] !== 0 && at < second.starts[n + 1];
    for (let edge = starts[place]; edge < end; edge++) {
      if (isAbsent[edge] === 0) blocks.addScaled(from[edge], partials[edge], blocks, place);
      if (!isCurved) continue;
      for (let other = starts[place]; other < end; other++, at++) {
        if (second.isThere[at] === 0) continue;
        blocks.addScaled(from[edge], second.seconds[at] * cotangent, tangents, from[other]);
      }
    }
    if (ofLists.size === 0) continue;
    for (let edge = starts[place]; edge < end; edge++) {
      const block = ofLists.get(edge);
      if (block !== undefined) blocks.addBlock(from[edge], cotangent, block);
    }
  }
  return blocks;
}
