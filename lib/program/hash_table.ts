// A hash table by which equal instructions of a graph are found. With open addressing, it holds places only and
// compares in the columns of the graph, so that a look-up allocates nothing.

/** The columns of a graph whose instructions are in a table. */
export interface HashedColumns {
  readonly lists: readonly number[];
  operationOf(place: number): number;
  leftOf(place: number): number;
  rightOf(place: number): number;
  /** Checks whether an instruction has a list of operands. */
  isList(place: number): boolean;
}

/** Factor by which a full table grows. */
const GROWTH = 4;
/** Number of neighbouring slots that are tried, before those elsewhere. */
const NEAR = 8;

/** The places of a graph's instructions, by operation and operands. */
export class HashTable {
  /** Two numbers a slot: a place + 1, or 0 where the slot is empty, and the hash. */
  private slots = new Int32Array(512);
  private size = 0;
  /** The hash of the latest look-up, with which `enter` enters what was not found. */
  private latest = 0;
  /** The slot at which the latest look-up has begun. */
  private start = 0;

  /** Returns the place of an instruction of an operation and two columns, or −1. */
  find(operation: number, left: number, right: number, columns: HashedColumns): number {
    const hash = this.latest = mixed(mixed(mixed(0, operation), left), right);
    this.start = operation < 0 ? hash : near(left, right, hash);
    const { slots } = this;
    const mask = slots.length - 2;
    let at = 2 * this.start & mask;
    for (let tried = 1; slots[at] > 0; at = next(at, hash, tried++, mask)) {
      if (slots[at + 1] !== hash) continue;
      const place = slots[at] - 1;
      if (
        columns.operationOf(place) === operation &&
        columns.leftOf(place) === left && columns.rightOf(place) === right
      ) {
        return place;
      }
    }
    return -1;
  }

  /** Returns the place of an operation of a list of operands, or −1. */
  findList(operation: number, operands: readonly number[], columns: HashedColumns): number {
    const hash = this.latest = this.start = hashOfList(operation, operands);
    const { slots } = this;
    const mask = slots.length - 2;
    let at = 2 * hash & mask;
    for (let tried = 1; slots[at] > 0; at = next(at, hash, tried++, mask)) {
      const place = slots[at] - 1;
      if (slots[at + 1] !== hash || columns.operationOf(place) !== operation) continue;
      if (columns.rightOf(place) !== operands.length) continue;
      const start = columns.leftOf(place);
      if (operands.every((operand, i) => columns.lists[start + i] === operand)) return place;
    }
    return -1;
  }

  /** Enters the instruction that the latest look-up did not find. */
  enter(place: number, columns: HashedColumns): void {
    if (4 * ++this.size > this.slots.length) this.grow(columns);
    this.put(place + 1, this.latest, this.start);
  }

  /** Enters an operation of a list that has not been looked for. */
  enterList(place: number, operands: readonly number[], columns: HashedColumns): void {
    this.latest = this.start = hashOfList(columns.operationOf(place), operands);
    this.enter(place, columns);
  }

  private put(entry: number, hash: number, start: number): void {
    const { slots } = this;
    const mask = slots.length - 2;
    let at = 2 * start & mask;
    for (let tried = 1; slots[at] > 0; tried++) at = next(at, hash, tried, mask);
    slots[at] = entry;
    slots[at + 1] = hash;
  }

  private grow(columns: HashedColumns): void {
    const { slots } = this;
    this.slots = new Int32Array(GROWTH * slots.length);
    for (let at = 0; at < slots.length; at += 2) {
      if (slots[at] === 0) continue;
      const place = slots[at] - 1;
      const hash = slots[at + 1];
      const isAnywhere = columns.operationOf(place) < 0 || columns.isList(place);
      const start = isAnywhere ? hash : near(columns.leftOf(place), columns.rightOf(place), hash);
      this.put(slots[at], hash, start);
    }
  }
}

function hashOfList(operation: number, operands: readonly number[]): number {
  let hash = mixed(0, operation);
  for (const operand of operands) hash = mixed(hash, operand);
  return hash;
}

/** Returns the slot to try next: a neighbour, and after some of these one anywhere and its neighbours. */
function next(at: number, hash: number, tried: number, mask: number): number {
  return tried === NEAR ? 2 * mixed(1, hash) & mask : (at + 2) & mask;
}

/**
 * Returns where instructions are looked for first: it moves on with the operands, so that those of a long program that follow
 * one another are found within the fastest caches.
 */
function near(left: number, right: number, hash: number): number {
  return 2 * left + 3 * right + (hash & 255) | 0;
}

/** Returns a hash with one more key: a round of Fibonacci hashing (Knuth 1973), which spreads neighbouring keys. */
export function mixed(hash: number, key: number): number {
  const product = Math.imul(hash ^ key, 0x9e3779b1);
  return product ^ (product >>> 15);
}
