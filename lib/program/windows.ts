// What finds stretches of a sequence that have occurred before: their hashes, and where each has been seen last. Hashes
// may be those of other stretches, so that what is found is to be compared.

const FACTOR = 0x01000193;

/** The hashes of all stretches of a length (Rabin and Karp 1987), to be asked for in ascending order. */
export class Window {
  private readonly kinds: Int32Array;
  private readonly width: number;
  private readonly leaving: number;
  private next = 0;
  private hash = 0;

  constructor(kinds: Int32Array, width: number) {
    this.kinds = kinds;
    this.width = width;
    this.leaving = power(FACTOR, width);
  }

  /** Returns the hash of the stretch that begins at an index. */
  at(start: number): number {
    const { kinds, width, leaving } = this;
    // Each is made of the one before; the first of all tokens.
    for (; this.next < start + width; this.next++) {
      const gone = this.next - width;
      this.hash = Math.imul(this.hash, FACTOR) + mixed(kinds[this.next]) -
          (gone >= 0 ? Math.imul(leaving, mixed(kinds[gone])) : 0) | 0;
    }
    return this.hash;
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

function mixed(kind: number): number {
  const product = Math.imul(kind + 0x7f4a7c15, 0x9e3779b1);
  return product ^ (product >>> 15);
}

/** Where each hash has been seen last. One that falls on the same slot replaces another. */
export class Latest {
  private readonly slots: Int32Array;
  private readonly shift: number;

  constructor(length: number) {
    const bits = Math.max(4, Math.ceil(Math.log2(length + 1)) + 1);
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
