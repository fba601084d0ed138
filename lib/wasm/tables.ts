// Numbers that a program finds in memory when it starts: constants that differ from round to round, indices, and the
// constants of its answer.

import type { Layout } from "./layout.ts";

/** Numbers, and the address of the first. */
export interface Table {
  readonly address: number;
  readonly numbers: Float64Array;
}

/** The tables of a program. */
export class Tables {
  readonly list: Table[] = [];
  private readonly layout: Layout;

  constructor(layout: Layout) {
    this.layout = layout;
  }

  /** Adds a table, and returns its address. */
  add(numbers: Float64Array): number {
    const address = this.layout.column(numbers.length);
    this.list.push({ address, numbers });
    return address;
  }

  /** Adds a table of integers, in the lower halves of its numbers, and returns its address. */
  addIntegers(integers: ArrayLike<number>): number {
    return this.add(packed(integers));
  }

  /** Returns the addresses of numbers, which are those of a table that holds them already, also backwards. */
  addressesOf(numbers: Float64Array): Int32Array {
    const { length } = numbers;
    for (const table of this.list) {
      if (table.numbers.length !== length) continue;
      for (const [first, step] of [[0, 1], [length - 1, -1]]) {
        if (numbers.every((x, i) => Object.is(x, table.numbers[first + step * i]))) {
          return progression(table.address + first, step, length);
        }
      }
    }
    return progression(this.add(numbers), 1, length);
  }
}

/** Returns tables with neighbours as one, since what is copied at every call costs mostly by the copy. */
export function withNeighbours(tables: readonly Table[]): Table[] {
  const joined: Table[] = [];
  for (let i = 0; i < tables.length;) {
    const { address } = tables[i];
    let end = address;
    let last = i;
    while (last < tables.length && tables[last].address === end) {
      end += tables[last++].numbers.length;
    }
    const numbers = new Float64Array(end - address);
    for (; i < last; i++) numbers.set(tables[i].numbers, tables[i].address - address);
    joined.push({ address, numbers });
  }
  return joined;
}

function progression(first: number, step: number, length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let i = 0; i < length; i++) numbers[i] = first + step * i;
  return numbers;
}

const words = /* @__PURE__ */ new Int32Array(2);
const float = /* @__PURE__ */ new Float64Array(words.buffer);

/** Returns integers as numbers, whose lower four bytes they are. */
function packed(integers: ArrayLike<number>): Float64Array {
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
