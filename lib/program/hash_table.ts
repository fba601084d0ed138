// A hash table by which equal instructions of a graph are found. With open addressing, it holds places only and
// compares in the columns of the graph, so that a look-up allocates nothing.

/** The columns of the graph whose instructions are in the table. */
interface Columns {
  readonly operations: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly lists: readonly number[];
}

/** Factor by which a full table grows. */
const GROWTH = 4;

/** The places of a graph's instructions, by operation and operands. */
export class HashTable {
  /** Two numbers a slot: a place + 1, or 0 where the slot is empty, and the hash. */
  private slots = new Int32Array(512);
  private size = 0;
  /** The hash of the latest look-up, with which `enter` enters what was not found. */
  private latest = 0;

  /** Returns the place of an instruction of an operation and two columns, or −1. */
  find(operation: number, left: number, right: number, columns: Columns): number {
    const hash = this.latest = mixed(mixed(mixed(0, operation), left), right);
    const { slots } = this;
    const mask = slots.length - 2;
    for (let at = 2 * hash & mask; slots[at] > 0; at = (at + 2) & mask) {
      if (slots[at + 1] !== hash) continue;
      const place = slots[at] - 1;
      if (
        columns.operations[place] === operation &&
        columns.left[place] === left && columns.right[place] === right
      ) {
        return place;
      }
    }
    return -1;
  }

  /** Returns the place of an operation of a list of operands, or −1. */
  findList(operation: number, operands: readonly number[], columns: Columns): number {
    let hash = mixed(0, operation);
    for (const operand of operands) hash = mixed(hash, operand);
    this.latest = hash;
    const { slots } = this;
    const mask = slots.length - 2;
    for (let at = 2 * hash & mask; slots[at] > 0; at = (at + 2) & mask) {
      const place = slots[at] - 1;
      if (slots[at + 1] !== hash || columns.operations[place] !== operation) continue;
      if (columns.right[place] !== operands.length) continue;
      const start = columns.left[place];
      if (operands.every((operand, i) => columns.lists[start + i] === operand)) return place;
    }
    return -1;
  }

  /** Enters the instruction that the latest look-up did not find. */
  enter(place: number): void {
    if (4 * ++this.size > this.slots.length) this.grow();
    this.put(place + 1, this.latest);
  }

  private put(entry: number, hash: number): void {
    const { slots } = this;
    const mask = slots.length - 2;
    let at = 2 * hash & mask;
    while (slots[at] > 0) at = (at + 2) & mask;
    slots[at] = entry;
    slots[at + 1] = hash;
  }

  private grow(): void {
    const { slots } = this;
    this.slots = new Int32Array(GROWTH * slots.length);
    for (let at = 0; at < slots.length; at += 2) {
      if (slots[at] > 0) this.put(slots[at], slots[at + 1]);
    }
  }
}

/** Returns a hash with one more key: a round of Fibonacci hashing (Knuth 1973), which spreads neighbouring keys. */
function mixed(hash: number, key: number): number {
  const product = Math.imul(hash ^ key, 0x9e3779b1);
  return product ^ (product >>> 15);
}
