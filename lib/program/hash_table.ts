// Where an equal instruction is found: a hash table by open addressing that holds places and reads the
// columns themselves, so that nothing is allocated for a look-up.

/** The columns of the graph it indexes. */
interface Columns {
  readonly operations: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly lists: readonly number[];
}

/** So many times as long as it was does a full table become. */
const GROWTH = 4;

/** The instructions of a graph, by what they are. */
export class HashTable {
  /** Two entries for a slot: a place + 1, or 0 where there is none, and beside it the hash. */
  private slots = new Int32Array(512);
  private size = 0;
  /** The hash that was looked for last: what was not found is entered by it. */
  private latest = 0;

  /** The place of an instruction that two numbers make what it is, or −1. */
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

  /** The place of an operation of a list of operands, or −1. */
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

  /** Enters the instruction that was not found a moment ago. */
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

/** One round of a multiplicative hash (Fibonacci hashing, Knuth 1973), which spreads neighbours. */
function mixed(hash: number, key: number): number {
  const product = Math.imul(hash ^ key, 0x9e3779b1);
  return product ^ (product >>> 15);
}
