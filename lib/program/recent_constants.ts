// The constants that a trace has met lately: a few numbers stand in most of its instructions.

/** The number of constants that are kept, a power of two. */
const KEPT = 64;

/** The places of constants, by their bits, each of which stands in one of a few slots. */
export class RecentConstants {
  private readonly left = new Int32Array(KEPT);
  private readonly right = new Int32Array(KEPT);
  private readonly places = new Int32Array(KEPT).fill(-1);

  /** Returns the place of a constant, or −1. */
  find(left: number, right: number): number {
    const slot = slotOf(left, right);
    return this.left[slot] === left && this.right[slot] === right ? this.places[slot] : -1;
  }

  /** Notes the place of a constant, in place of another. */
  note(left: number, right: number, place: number): void {
    const slot = slotOf(left, right);
    this.left[slot] = left;
    this.right[slot] = right;
    this.places[slot] = place;
  }

  /** Forgets all. */
  clear(): void {
    this.places.fill(-1);
  }
}

function slotOf(left: number, right: number): number {
  return Math.imul(left ^ right, 0x9e3779b1) >>> 26;
}
