// Numbers in groups: any two can be joined, and their groups with them (union-find, Tarjan 1975).

/** A division of the numbers from 0 on into groups. */
export class Groups {
  /** For each number another of its group, nearer to the root; the root for itself. */
  private readonly parents: Int32Array;

  /** Starts with each of `size` numbers in a group of its own. */
  constructor(size: number) {
    this.parents = new Int32Array(size);
    for (let number = 0; number < size; number++) this.parents[number] = number;
  }

  /** Returns the number that stands for a group. */
  rootOf(number: number): number {
    const { parents } = this;
    let root = number;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }

  /** Joins the groups of two numbers. */
  join(a: number, b: number): void {
    this.parents[this.rootOf(a)] = this.rootOf(b);
  }
}
