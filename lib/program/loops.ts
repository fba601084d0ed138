// Loops of a folded program. What the rounds of a loop have in common stands in it once: its body. Each part of a body
// knows where its rounds are in the sequence that was folded, in the order in which they run.

/** One item of a body, in all rounds of all the loops around it. */
export interface LoopLeaf {
  readonly kind: "leaf";
  /** The index of each round's item in the sequence, ascending. */
  readonly items: Int32Array;
}

/** A loop. One inside of a body runs once a round of that, perhaps a different number of rounds each time. */
export interface Loop {
  readonly kind: "loop";
  /** The number of rounds, each time that it runs. */
  readonly counts: Int32Array;
  /** The index of its first item in the sequence, each time that it runs. */
  readonly starts: Int32Array;
  /** The index of the first item after it, each time that it runs. */
  readonly ends: Int32Array;
  readonly body: readonly BodyPart[];
}

/** A part of a body. */
export type BodyPart = LoopLeaf | Loop;

/** What a folded sequence consists of: the index of an item that is in no loop, or a loop, which runs once. */
export type Piece = number | Loop;

/** Returns one part in place of several alike, which stand for it in successive rounds. */
export function joined(parts: readonly BodyPart[]): BodyPart {
  const [first] = parts;
  if (first.kind === "leaf") {
    return {
      kind: "leaf",
      items: concatenated((parts as readonly LoopLeaf[]).map(({ items }) => items)),
    };
  }
  const loops = parts as readonly Loop[];
  return {
    kind: "loop",
    counts: concatenated(loops.map(({ counts }) => counts)),
    starts: concatenated(loops.map(({ starts }) => starts)),
    ends: concatenated(loops.map(({ ends }) => ends)),
    body: first.body.map((_, i) => joined(loops.map(({ body }) => body[i]))),
  };
}

/** Checks whether two columns have the same numbers, or neither is there. */
export function areSame(a: Int32Array | undefined, b: Int32Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

/** Returns one column of all numbers of several, one column after the other. */
export function concatenated(columns: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(columns.reduce((length, column) => length + column.length, 0));
  let length = 0;
  for (const column of columns) {
    whole.set(column, length);
    length += column.length;
  }
  return whole;
}

/** Calls a function with all leaves of a loop in the order of its body, and with the loops around each, outermost first. */
export function forEachLeaf(
  loop: Loop,
  visit: (leaf: LoopLeaf, around: readonly Loop[]) => void,
  around: readonly Loop[] = [],
): void {
  const within = [...around, loop];
  for (const part of loop.body) {
    if (part.kind === "leaf") visit(part, within);
    else forEachLeaf(part, visit, within);
  }
}

/** Returns the number of items and leaves of pieces: the length of a folded sequence as a program. */
export function foldedLength(pieces: readonly Piece[]): number {
  let length = 0;
  for (const piece of pieces) {
    if (typeof piece === "number") length++;
    else forEachLeaf(piece, () => length++);
  }
  return length;
}
