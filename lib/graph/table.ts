// Where an equal instruction is found: a hash table by open addressing that holds places and reads the
// columns themselves, so that nothing is allocated for a look-up.

/** The columns of the graph it indexes. */
interface Columns {
  readonly operations: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly lists: readonly number[];
}

/** The instructions of a graph, by what they are. */
export class Table {
  private slots = new Int32Array(256).fill(-1);
  private hashes = new Int32Array(256);
  private size = 0;
  /** The hash that was looked for last: what was not found is entered by it. */
  private latest = 0;

  /** The place of an operation of one or two operands, or −1. */
  find(operation: number, left: number, right: number, columns: Columns): number {
    const hash = this.latest = mixed(mixed(mixed(0, operation), left), right);
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    for (let at = hash & mask; slots[at] >= 0; at = (at + 1) & mask) {
      const place = slots[at];
      if (
        hashes[at] === hash && columns.operations[place] === operation &&
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
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    for (let at = hash & mask; slots[at] >= 0; at = (at + 1) & mask) {
      const place = slots[at];
      if (hashes[at] !== hash || columns.operations[place] !== operation) continue;
      if (columns.right[place] !== operands.length) continue;
      const start = columns.left[place];
      if (operands.every((operand, i) => columns.lists[start + i] === operand)) return place;
    }
    return -1;
  }

  /** Enters the instruction that was not found a moment ago. */
  enter(place: number): void {
    if (2 * ++this.size > this.slots.length) this.grow();
    this.put(place, this.latest);
  }

  private put(place: number, hash: number): void {
    const mask = this.slots.length - 1;
    let at = hash & mask;
    while (this.slots[at] >= 0) at = (at + 1) & mask;
    this.slots[at] = place;
    this.hashes[at] = hash;
  }

  private grow(): void {
    const { slots, hashes } = this;
    this.slots = new Int32Array(2 * slots.length).fill(-1);
    this.hashes = new Int32Array(2 * slots.length);
    slots.forEach((place, at) => {
      if (place >= 0) this.put(place, hashes[at]);
    });
  }
}

/** One round of a multiplicative hash (Fibonacci hashing, Knuth 1973), which spreads neighbours. */
function mixed(hash: number, key: number): number {
  const product = Math.imul(hash ^ key, 0x9e3779b1);
  return product ^ (product >>> 15);
}
