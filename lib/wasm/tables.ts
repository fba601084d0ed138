// Numbers that a program finds in memory when it starts: constants that differ from round to round, indices, and the
// constants of its answer.

/** Numbers, and the address of the first. */
export interface Table {
  readonly address: number;
  readonly numbers: Float64Array;
}

const words = /* @__PURE__ */ new Int32Array(2);
const float = /* @__PURE__ */ new Float64Array(words.buffer);

/** Returns integers as numbers, whose lower four bytes they are. */
export function packed(integers: ArrayLike<number>): Float64Array {
  const numbers = new Float64Array(integers.length);
  const halves = new Int32Array(numbers.buffer);
  for (let i = 0; i < integers.length; i++) halves[LOW + 2 * i] = integers[i];
  return numbers;
}

/** Which half of a number is the lower one on this machine. */
const LOW = /* @__PURE__ */ lowerHalf();

function lowerHalf(): 0 | 1 {
  float[0] = Number.MIN_VALUE;
  return words[0] === 1 ? 0 : 1;
}
