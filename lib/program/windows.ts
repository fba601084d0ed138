// What finds stretches of a sequence that have occurred before: their hashes, and where each has been seen last. Hashes
// may be those of other stretches, so that what is found is to be compared.

import { mixed } from "./hash_table.ts";

const FACTOR = 0x01000193;

/** The hashes of all stretches of a length (Rabin and Karp 1987), one after the other. */
export class Window {
  private readonly kinds: Int32Array;
  private readonly length: number;
  private readonly width: number;
  /** What an item adds to the hash when it leaves the stretch. */
  private readonly leaving: number;
  /** The item that the next stretch ends with. */
  private entering = 0;
  private hash = 0;

  constructor(kinds: Int32Array, length: number, width: number) {
    this.kinds = kinds;
    this.length = length;
    this.width = width;
    this.leaving = power(FACTOR, width - 1);
    this.moveTo(0);
  }

  /** Makes the stretch that begins at an index the next. */
  moveTo(start: number): void {
    this.hash = 0;
    const end = Math.min(start + this.width - 1, this.length);
    for (this.entering = start; this.entering < end; this.entering++) {
      this.hash = Math.imul(this.hash, FACTOR) + keyOf(this.kinds[this.entering]) | 0;
    }
  }

  /** Returns the hash of the next stretch. */
  next(): number {
    const { kinds, width } = this;
    const hash = Math.imul(this.hash, FACTOR) + keyOf(kinds[this.entering]) | 0;
    const first = this.entering++ - width + 1;
    // Without its first item it is the beginning of the stretch after it.
    this.hash = hash - Math.imul(this.leaving, keyOf(kinds[first])) | 0;
    return hash;
  }
}

function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest >>>= 1) {
    if (rest & 1) result = Math.imul(result, square);
    square = Math.imul(square, square);
  }
  return result;
}

/** Returns the number of a kind, spread over all bits. */
function keyOf(kind: number): number {
  return mixed(0x7f4a7c15, kind);
}

/** Where each of the latest hashes has been seen last. One that falls on the same slot replaces another. */
export class Latest {
  private readonly slots: Int32Array;
  private readonly shift: number;

  /** @param count how many of the latest are looked for, @param length how many there are */
  constructor(count: number, length: number) {
    // With sixteen slots for each, few fall on the same.
    const slots = Math.min(16 * count, 4 * length);
    const bits = Math.max(8, Math.ceil(Math.log2(slots)));
    this.shift = 32 - bits;
    this.slots = new Int32Array(1 << bits).fill(-1);
  }

  /** Returns where a hash has been seen last, or −1, and notes that it is seen again. */
  exchange(hash: number, at: number): number {
    const slot = Math.imul(hash, 0x9e3779b1) >>> this.shift;
    const found = this.slots[slot];
    this.slots[slot] = at;
    return found;
  }
}
