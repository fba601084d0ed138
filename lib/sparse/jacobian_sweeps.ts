// Products of the Jacobian of a recorded run with blocks of directions, in columns of plain numbers: forward along
// colours of inputs, or backward along colours of outputs.

import type { FirstPartials } from "./partial_columns.ts";
import { PackedBlocks } from "./packed_blocks.ts";
import type { RunStructure } from "./run_structure.ts";

/**
 * Returns the tangents of all needed places, along one direction for each colour.
 *
 * @param directions the direction of each input, −1 where it has none in this pass
 * @param isAsked a mark for each place whose tangent is asked for, if not all are
 */
export function pushedBlocks(
  { size, inputs, needed, starts, from }: RunStructure,
  { partials, isAbsent }: FirstPartials,
  directions: Int32Array,
  isAsked?: Uint8Array,
): PackedBlocks {
  const blocks = new PackedBlocks(size);
  for (let input = 0; input < inputs; input++) {
    if (directions[input] < 0) continue;
    blocks.reserve(input, 1 << directions[input]);
    blocks.addAlong(input, directions[input], 1);
  }
  const own = blocks.directions;
  for (let n = 0; n < needed.length; n++) {
    const place = needed[n];
    if (isAsked?.[place] === 0) continue;
    let all = 0;
    for (let edge = starts[place]; edge < starts[place + 1]; edge++) {
      if (isAbsent[edge] === 0) all |= own[from[edge]];
    }
    if (all === 0) continue;
    blocks.reserve(place, all);
    for (let edge = starts[place]; edge < starts[place + 1]; edge++) {
      if (isAbsent[edge] === 0) blocks.addScaled(place, partials[edge], blocks, from[edge]);
    }
  }
  return blocks;
}

/**
 * Returns the cotangents of all needed places and inputs, along one direction for each colour.
 *
 * @param directions the direction of each output, −1 where it has none in this pass
 */
export function pulledBlocks(
  { size, outputs, needed, starts, from }: RunStructure,
  { partials, isAbsent }: FirstPartials,
  directions: Int32Array,
): PackedBlocks {
  const reached = new Int32Array(size);
  outputs.forEach((place, i) => {
    if (place >= 0 && directions[i] >= 0) reached[place] |= 1 << directions[i];
  });
  for (let n = needed.length - 1; n >= 0; n--) {
    const place = needed[n];
    const own = reached[place];
    for (let edge = starts[place]; edge < starts[place + 1]; edge++) {
      if (isAbsent[edge] === 0) reached[from[edge]] |= own;
    }
  }
  const blocks = new PackedBlocks(size);
  for (let place = 0; place < size; place++) {
    if (reached[place] !== 0) blocks.reserve(place, reached[place]);
  }
  outputs.forEach((place, i) => {
    if (place >= 0 && directions[i] >= 0) blocks.addAlong(place, directions[i], 1);
  });
  for (let n = needed.length - 1; n >= 0; n--) {
    const place = needed[n];
    if (reached[place] === 0) continue;
    for (let edge = starts[place]; edge < starts[place + 1]; edge++) {
      if (isAbsent[edge] === 0) blocks.addScaled(from[edge], partials[edge], blocks, place);
    }
  }
  return blocks;
}
