// A table from pairs of small integers to integers, by open addressing in one typed array: a `Map` would have to
// make a number object of each pair.

/** A table of numbers, not negative, by pairs of such. */
export class PairTable {
  /** Three numbers a slot: the two of the pair, and the value + 1, or 0 where the slot is empty. */
  private slots = new Int32Array(4 * 256);
  private size = 0;

  /** Returns the value of a pair, −1 if it has none. */
  get(a: number, b: number): number {
    return this.slots[this.slotOf(a, b) + 2] - 1;
  }

  /** Gives a pair a value. */
  set(a: number, b: number, value: number): void {
    const at = this.slotOf(a, b);
    const isNew = this.slots[at + 2] === 0;
    this.slots[at] = a;
    this.slots[at + 1] = b;
    this.slots[at + 2] = value + 1;
    if (isNew && 8 * ++this.size > this.slots.length) this.grow();
  }

  private slotOf(a: number, b: number): number {
    const { slots } = this;
    const mask = slots.length - 4;
    let hash = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b);
    hash ^= hash >>> 15;
    let at = 4 * hash & mask;
    while (slots[at + 2] !== 0 && (slots[at] !== a || slots[at + 1] !== b)) at = at + 4 & mask;
    return at;
  }

  private grow(): void {
    const { slots } = this;
    this.slots = new Int32Array(4 * slots.length);
    for (let at = 0; at < slots.length; at += 4) {
      if (slots[at + 2] === 0) continue;
      const into = this.slotOf(slots[at], slots[at + 1]);
      for (let i = 0; i < 3; i++) this.slots[into + i] = slots[at + i];
    }
  }
}
