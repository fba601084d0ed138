// Products of a Jacobian or a Hessian with blocks of directions, in two ways: in columns of plain numbers where the
// recorded run has nothing else, and by the modes themselves, on the function, where another derivative or a
// trace is around, or a rule takes part.

import { forwardPass } from "../modes/forward.ts";
import { reversePass } from "../modes/reverse.ts";
import type { Call } from "../trees/call.ts";
import type { FlatCall } from "../trees/flat.ts";
import { flatReal, flatResult } from "../trees/result.ts";
import { type Block, directionCount, unitBlock } from "../values/block.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Product } from "./compressed.ts";
import { cotangentsOfRun, curvedBlocks, type CurvedRun } from "./hessian_sweep.ts";
import { pulledBlocks, pushedBlocks } from "./jacobian_sweeps.ts";
import { firstPartials, preparedOperations, secondPartials } from "./partial_columns.ts";
import type { PackedBlocks } from "./packed_blocks.ts";
import type { RunStructure } from "./run_structure.ts";
import type { Coloured } from "./sparse_matrix.ts";

/** Runs one pass along some directions, and returns its products; `undefined` if it cannot. */
export type Pass = (directions: Int32Array, count: number) => Product | undefined;

/** A function at a point, to be differentiated by the modes. */
export interface Subject {
  readonly call: Call;
  readonly flat: FlatCall;
  readonly hasAux: boolean;
}

/** Returns passes for the Jacobian of a recorded run, `undefined` where its partials are no plain numbers. */
export function jacobianInColumns(
  structure: RunStructure,
  values: Float64Array,
  coloured: Coloured,
): Pass | undefined {
  const first = firstPartials(structure, preparedOperations(structure, 1), values);
  if (first === undefined) return undefined;
  const { outputs } = structure;
  return (directions) => {
    if (coloured === "rows") return productsOf(pulledBlocks(structure, first, directions));
    const blocks = pushedBlocks(structure, first, directions);
    return (output, direction) =>
      outputs[output] < 0 ? undefined : blocks.along(outputs[output], direction);
  };
}

/** Returns passes for the Hessian of a recorded run, `undefined` where its partials are no plain numbers. */
export function hessianInColumns(
  structure: RunStructure,
  isAsked: Uint8Array,
  values: Float64Array,
): Pass | undefined {
  const operations = preparedOperations(structure, 2);
  const first = firstPartials(structure, operations, values);
  const second = first && secondPartials(structure, operations, values, first);
  if (first === undefined || second === undefined) return undefined;
  const run: CurvedRun = {
    ...{ structure, isAsked, operations, values, first, second },
    ...cotangentsOfRun(structure, first),
  };
  return (directions) => {
    const blocks = curvedBlocks(run, directions);
    return blocks && productsOf(blocks);
  };
}

function productsOf(blocks: PackedBlocks): Product {
  return (place, direction) => blocks.along(place, direction);
}

/** Returns passes for a Jacobian by forward mode, along blocks. */
export function jacobianForward({ call, flat, hasAux }: Subject): Pass {
  return (directions) => {
    const { tangents } = forwardPass<{ leaves: Scalar[] }, Block>(
      call,
      (inputs, level) => flatResult(call, flat.run(inputs), level, hasAux),
      flat.leaves,
      blocksAlong(directions),
    );
    return entriesIn(tangents);
  };
}

/** Returns passes for a Jacobian by reverse mode: the function runs once, and is pulled back for each direction. */
export function jacobianReverse({ call, flat, hasAux }: Subject): Pass {
  const { pullBack } = reversePass(
    call,
    (inputs, level) => flatResult(call, flat.run(inputs), level, hasAux),
    flat.leaves,
  );
  return (directions, count) => {
    const pulled = Array.from(
      { length: count },
      (_, j) => pullBack(Array.from(directions, (own) => own === j ? 1 : undefined)),
    );
    return (input, direction) => pulled[direction][input];
  };
}

/** Returns passes for a Hessian, forward over reverse. */
export function hessianByModes({ call, flat, hasAux }: Subject): Pass {
  return (directions) => {
    const { tangents } = forwardPass<{ leaves: Scalar[] }, Block>(
      call,
      (outer) => {
        const { pullBackLast } = reversePass(
          call,
          (inputs, level) => flatReal(call, flat.run(inputs), level, hasAux),
          outer,
        );
        return { leaves: pullBackLast([1]).map((cotangent) => cotangent ?? 0) };
      },
      flat.leaves,
      blocksAlong(directions),
    );
    return entriesIn(tangents);
  };
}

function blocksAlong(directions: Int32Array): (Block | undefined)[] {
  return Array.from(directions, (own) => own < 0 ? undefined : unitBlock(own));
}

function entriesIn(tangents: readonly (Block | undefined)[]): Product {
  return (place, direction) => {
    const block = tangents[place];
    const bit = 1 << direction;
    if (block === undefined || (block.directions & bit) === 0) return undefined;
    return block.tangents[directionCount(block.directions & (bit - 1))];
  };
}
