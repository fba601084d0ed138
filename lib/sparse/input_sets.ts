// Sets of inputs, numbered, so that equal small ones are one. The union of large ones is kept as the two it is
// made of until somebody asks for its elements: a running sum of n inputs takes n steps, and not n².

/** The empty set. */
export const NO_INPUTS = 0;

/** Most elements of a set that is put together at once. */
const SMALL = 64;
const NOTHING = /* @__PURE__ */ new Int32Array(0);

/** Sets of the inputs 0 … n − 1, by number. */
export class InputSets {
  /** The elements in ascending order, `undefined` while a set is the union of two others. */
  private readonly elements: (Int32Array | undefined)[] = [NOTHING];
  private readonly first: number[] = [0];
  private readonly second: number[] = [0];
  /** The number of unions beneath, that are to be walked through for the elements. */
  private readonly pending: number[] = [0];
  /** The set that was made first of those with the same elements. */
  private readonly canonical: number[] = [0];
  private readonly unions = new Map<number, number>();
  private readonly byHash = new Map<number, number[]>();
  /** In which walk an input, or a set, was met last. */
  private readonly inputMet: Int32Array;
  private readonly setMet: number[] = [];
  private walks = 0;

  /** @param inputs how many inputs there are */
  constructor(inputs: number) {
    this.inputMet = new Int32Array(inputs);
  }

  /** Returns the set of one input. */
  single(input: number): number {
    return this.shared(new Int32Array([input]));
  }

  /** Returns the union of two sets. */
  union(a: number, b: number): number {
    const left = this.canonical[a];
    const right = this.canonical[b];
    if (left === right || right === NO_INPUTS) return left;
    if (left === NO_INPUTS) return right;
    const key = left < right ? left * 2 ** 26 + right : right * 2 ** 26 + left;
    const known = this.unions.get(key);
    if (known !== undefined) return this.canonical[known];
    const made = this.made(left, right);
    this.unions.set(key, made);
    return made;
  }

  /** Returns the number that all sets with the same elements share. */
  canonicalOf(set: number): number {
    if (this.elements[set] === undefined) this.putTogether(set);
    return this.canonical[set];
  }

  /** Returns the elements of a set, in ascending order. */
  elementsOf(set: number): Int32Array {
    return this.elements[this.canonicalOf(set)]!;
  }

  private made(a: number, b: number): number {
    const left = this.elements[a];
    const right = this.elements[b];
    if (left !== undefined && right !== undefined && left.length + right.length <= SMALL) {
      return this.shared(merged(left, right));
    }
    const set = this.enter(undefined, a, b, this.pending[a] + this.pending[b] + 1);
    // As many steps as a set can have elements are paid for by as many unions.
    if (this.pending[set] > Math.max(SMALL, this.inputMet.length)) this.putTogether(set);
    return this.canonical[set];
  }

  private putTogether(set: number): void {
    const walk = ++this.walks;
    const found: number[] = [];
    const stack = [set];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const own = this.canonical[next];
      if (this.setMet[own] === walk) continue;
      this.setMet[own] = walk;
      const elements = this.elements[own];
      if (elements === undefined) stack.push(this.first[own], this.second[own]);
      else {
        for (let i = 0; i < elements.length; i++) {
          if (this.inputMet[elements[i]] === walk) continue;
          this.inputMet[elements[i]] = walk;
          found.push(elements[i]);
        }
      }
    }
    const elements = Int32Array.from(found).sort();
    const same = this.sameAs(elements, hashOf(elements));
    this.elements[set] = elements;
    this.pending[set] = 0;
    if (same !== undefined) this.canonical[set] = same;
    else this.list(set, elements);
  }

  /** Returns the set of the given elements. */
  private shared(elements: Int32Array): number {
    const same = this.sameAs(elements, hashOf(elements));
    if (same !== undefined) return same;
    const set = this.enter(elements, 0, 0, 0);
    this.list(set, elements);
    return set;
  }

  private sameAs(elements: Int32Array, hash: number): number | undefined {
    return this.byHash.get(hash)?.find((set) => {
      const own = this.elements[set]!;
      return own.length === elements.length && own.every((input, i) => input === elements[i]);
    });
  }

  private list(set: number, elements: Int32Array): void {
    const hash = hashOf(elements);
    const list = this.byHash.get(hash);
    if (list === undefined) this.byHash.set(hash, [set]);
    else list.push(set);
  }

  private enter(
    elements: Int32Array | undefined,
    first: number,
    second: number,
    pending: number,
  ): number {
    this.first.push(first);
    this.second.push(second);
    this.pending.push(pending);
    this.setMet.push(0);
    this.canonical.push(this.elements.length);
    return this.elements.push(elements) - 1;
  }
}

/** Returns the elements of two sets in one. */
function merged(a: Int32Array, b: Int32Array): Int32Array {
  const all = new Int32Array(a.length + b.length);
  let i = 0;
  let j = 0;
  let size = 0;
  while (i < a.length || j < b.length) {
    const takesLeft = j === b.length || i < a.length && a[i] <= b[j];
    const takesRight = i === a.length || j < b.length && b[j] <= a[i];
    all[size++] = takesLeft ? a[i] : b[j];
    if (takesLeft) i++;
    if (takesRight) j++;
  }
  return all.slice(0, size);
}

function hashOf(elements: Int32Array): number {
  let hash = elements.length;
  for (let i = 0; i < elements.length; i++) {
    hash = Math.imul(hash ^ elements[i], 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}
