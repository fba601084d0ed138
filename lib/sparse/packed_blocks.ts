// Blocks of plain numbers for the places of a run, packed in one column: a place has the set of directions along
// which it changes, and as many numbers, as a `Block` has (see values/block.ts), but no objects.

import { Block, directionCount } from "../values/block.ts";

/** Blocks of a pass, one a place. */
export class PackedBlocks {
  /** The directions of each place. */
  readonly directions: Int32Array;
  /** Where the numbers of each place begin. */
  readonly starts: Int32Array;
  numbers: Float64Array = new Float64Array(1024);
  private end = 0;

  /** @param places how many places there are */
  constructor(places: number) {
    this.directions = new Int32Array(places);
    this.starts = new Int32Array(places);
  }

  /** Makes room for a place with these directions, whose numbers are 0. */
  reserve(place: number, directions: number): void {
    this.directions[place] = directions;
    this.starts[place] = this.end;
    this.end += directionCount(directions);
    if (this.end <= this.numbers.length) return;
    const longer = new Float64Array(Math.max(2 * this.numbers.length, this.end));
    longer.set(this.numbers);
    this.numbers = longer;
  }

  /** Returns the number of a place along a direction, `undefined` where it has none. */
  along(place: number, direction: number): number | undefined {
    const bit = 1 << direction;
    const own = this.directions[place];
    if ((own & bit) === 0) return undefined;
    return this.numbers[this.starts[place] + directionCount(own & (bit - 1))];
  }

  /** Adds to the number of a place along one of its directions. */
  addAlong(place: number, direction: number, contribution: number): void {
    const before = directionCount(this.directions[place] & ((1 << direction) - 1));
    this.numbers[this.starts[place] + before] += contribution;
  }

  /** Adds d times the block of a place, of these or of other blocks, to that of another, which has its directions. */
  addScaled(place: number, d: number, other: PackedBlocks, from: number): void {
    const directions = other.directions[from];
    if (directions === 0) return;
    const own = this.directions[place];
    const into = this.numbers;
    const numbers = other.numbers;
    let at = this.starts[place];
    let read = other.starts[from];
    if (own === directions) {
      for (let rest = directions; rest !== 0; rest &= rest - 1) into[at++] += d * numbers[read++];
      return;
    }
    for (let rest = directions; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest;
      into[at + directionCount(own & (bit - 1))] += d * numbers[read++];
    }
  }

  /** Adds d times a block of plain numbers to that of a place, which has its directions. */
  addBlock(place: number, d: number, { directions, tangents }: Block): void {
    const at = this.starts[place];
    let read = 0;
    for (let rest = directions; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest;
      const before = directionCount(this.directions[place] & (bit - 1));
      this.numbers[at + before] += d * (tangents[read++] as number);
    }
  }

  /** Returns the block of a place, `undefined` where it has no directions. */
  blockOf(place: number): Block | undefined {
    const directions = this.directions[place];
    if (directions === 0) return undefined;
    const start = this.starts[place];
    const own = this.numbers.subarray(start, start + directionCount(directions));
    return new Block(directions, Array.from(own), true);
  }
}
