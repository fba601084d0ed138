// Sets of inputs, numbered, so that equal ones have one number. The union of large ones is kept as the two it is
// made of until somebody asks for its elements: a running sum of n inputs takes n steps, and not n². All sets lie
// in a few typed columns (against an object each, the pattern of a Hessian of 100,000 variables takes a sixth).

import { doubled } from "../values/doubled.ts";
import { PairTable } from "./pair_table.ts";

/** The empty set. */
export const NO_INPUTS = 0;

/** Most elements of a set that is put together at once. */
const SMALL = 64;
/** As the size of a set: it is a union that has not been put together. */
const UNKNOWN = -1;

/** Sets of the inputs 0 … n − 1, by number. */
export class InputSets {
  /** The elements of all sets that have been put together, each in ascending order. */
  private pool = new Int32Array(1024);
  private poolEnd = 0;
  /** The number of sets. */
  private count = 1;
  /** Where the elements of each set begin, or the first of the two that it is the union of. */
  private starts = new Int32Array(256);
  /** How many it has. */
  private sizes = new Int32Array(256);
  /** The second of the two that it is the union of. */
  private others = new Int32Array(256);
  /** The number of unions beneath, that are to be walked through for the elements. */
  private pending = new Int32Array(256);
  /** The set that was made first of those with the same elements. */
  private canonical = new Int32Array(256);
  /** In which walk a set, or an input, was met last. */
  private setMet = new Int32Array(256);
  private readonly inputMet: Int32Array;
  private walks = 0;
  private readonly unions = new PairTable();
  /** The first set of each hash and size; `nextAlike` leads to the others. */
  private readonly byHash = new PairTable();
  private nextAlike = new Int32Array(256);

  /** @param inputs how many inputs there are */
  constructor(inputs: number) {
    this.inputMet = new Int32Array(inputs);
  }

  /** Returns the set of one input. */
  single(input: number): number {
    this.reserve(1);
    this.pool[this.poolEnd] = input;
    return this.shared(1);
  }

  /** Returns the union of two sets. */
  union(a: number, b: number): number {
    const left = this.canonical[a];
    const right = this.canonical[b];
    if (left === right || right === NO_INPUTS) return left;
    if (left === NO_INPUTS) return right;
    const low = Math.min(left, right);
    const high = Math.max(left, right);
    const known = this.unions.get(low, high);
    if (known >= 0) return this.canonical[known];
    const made = this.made(low, high);
    this.unions.set(low, high, made);
    return made;
  }

  /** Returns the number that all sets with the same elements share. */
  canonicalOf(set: number): number {
    if (this.sizes[set] === UNKNOWN) this.putTogether(set);
    return this.canonical[set];
  }

  /** Returns the number of elements of a set. */
  sizeOf(set: number): number {
    return this.sizes[this.canonicalOf(set)];
  }

  /** Returns the elements of a set, in ascending order. They are to be read before other sets are made. */
  elementsOf(set: number): Int32Array {
    const own = this.canonicalOf(set);
    return this.pool.subarray(this.starts[own], this.starts[own] + this.sizes[own]);
  }

  /** Returns one element of a set that has been put together. */
  elementAt(set: number, i: number): number {
    return this.pool[this.starts[set] + i];
  }

  private made(a: number, b: number): number {
    const { sizes } = this;
    const total = sizes[a] + sizes[b];
    if (sizes[a] !== UNKNOWN && sizes[b] !== UNKNOWN && total <= SMALL) {
      this.reserve(total);
      return this.shared(this.merge(a, b));
    }
    const set = this.enter(a, UNKNOWN, b, this.pending[a] + this.pending[b] + 1);
    // As many steps as a set can have elements are paid for by as many unions.
    if (this.pending[set] > Math.max(SMALL, this.inputMet.length)) this.putTogether(set);
    return this.canonical[set];
  }

  /** Writes the elements of two sets to the end of the pool, and returns how many there are. */
  private merge(a: number, b: number): number {
    const { pool, starts, sizes } = this;
    let i = starts[a];
    let j = starts[b];
    const iEnd = i + sizes[a];
    const jEnd = j + sizes[b];
    let end = this.poolEnd;
    while (i < iEnd && j < jEnd) {
      const left = pool[i];
      const right = pool[j];
      pool[end++] = Math.min(left, right);
      if (left <= right) i++;
      if (right <= left) j++;
    }
    while (i < iEnd) pool[end++] = pool[i++];
    while (j < jEnd) pool[end++] = pool[j++];
    return end - this.poolEnd;
  }

  private putTogether(set: number): void {
    const walk = ++this.walks;
    const { canonical, setMet, inputMet, starts, sizes, others } = this;
    const found: number[] = [];
    const stack = [set];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const own = canonical[next];
      if (setMet[own] === walk) continue;
      setMet[own] = walk;
      if (sizes[own] === UNKNOWN) stack.push(starts[own], others[own]);
      else {
        for (let at = starts[own]; at < starts[own] + sizes[own]; at++) {
          const input = this.pool[at];
          if (inputMet[input] === walk) continue;
          inputMet[input] = walk;
          found.push(input);
        }
      }
    }
    this.reserve(found.length);
    this.pool.set(Int32Array.from(found).sort(), this.poolEnd);
    canonical[set] = this.shared(found.length, set);
    this.pending[set] = 0;
    if (this.sizes[set] !== UNKNOWN) return;
    // The elements are those of an earlier set.
    this.starts[set] = this.starts[canonical[set]];
    this.sizes[set] = found.length;
  }

  /**
   * Returns the set of the elements at the end of the pool.
   *
   * @param own the number that it gets, if there is none with the same elements
   */
  private shared(size: number, own?: number): number {
    const start = this.poolEnd;
    const hash = this.hashAt(start, size);
    const first = this.byHash.get(hash, size);
    for (let set = first; set >= 0; set = this.nextAlike[set]) {
      if (this.isAt(start, set)) return set;
    }
    const set = own ?? this.enter(start, size, 0, 0);
    this.starts[set] = start;
    this.sizes[set] = size;
    this.poolEnd += size;
    this.nextAlike[set] = first;
    this.byHash.set(hash, size, set);
    return set;
  }

  private isAt(start: number, set: number): boolean {
    const { pool } = this;
    const other = this.starts[set];
    for (let i = 0; i < this.sizes[set]; i++) if (pool[start + i] !== pool[other + i]) return false;
    return true;
  }

  private hashAt(start: number, size: number): number {
    let hash = size;
    for (let at = start; at < start + size; at++) {
      hash = Math.imul(hash ^ this.pool[at], 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash & 0x3fffffff;
  }

  private enter(start: number, size: number, other: number, pending: number): number {
    const set = this.count++;
    if (set === this.starts.length) {
      this.starts = doubled(this.starts);
      this.sizes = doubled(this.sizes);
      this.others = doubled(this.others);
      this.pending = doubled(this.pending);
      this.canonical = doubled(this.canonical);
      this.setMet = doubled(this.setMet);
      this.nextAlike = doubled(this.nextAlike);
    }
    this.starts[set] = start;
    this.sizes[set] = size;
    this.others[set] = other;
    this.pending[set] = pending;
    this.canonical[set] = set;
    return set;
  }

  private reserve(size: number): void {
    while (this.poolEnd + size > this.pool.length) this.pool = doubled(this.pool);
  }
}
