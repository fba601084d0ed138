// The rows of a loop that a trace may keep: what is the same in all rounds stays what it is, the number of the round is the
// trace's own, and the others are numbers, or made of numbers in one way.

import { isAnyBox, isBox } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import { plain } from "./arithmetic.ts";
import { type Make, makeOf, maybeNumber } from "./loop_leaves.ts";

/** In place of an element of a list that is not there. */
const MISSING: unique symbol = Symbol("missing");

/** Returns an element or a property, of what need not be there. */
export function elementAt(object: unknown, key: unknown): unknown {
  if (object === undefined || object === null || object === MISSING) return MISSING;
  return (object as { readonly [key: PropertyKey]: unknown })[plain(key) as PropertyKey];
}

/** Returns a value that `elementAt` has read, where a round needs it. */
export function neededElement<T>(x: T): T {
  if (x !== MISSING) return x;
  throw new TypeError("Cannot read an element or a property of undefined or null");
}

/** How one column of rows is taken. */
type Column =
  | { readonly kind: "same"; readonly value: unknown }
  | { readonly kind: "round" }
  | { readonly kind: "made"; readonly make: Make };

const NO_LEAVES: readonly Scalar[] = [];

/** The rows of a loop, as a trace takes them. */
export interface LoopRows {
  /** Returns the numbers of a row. */
  readonly leavesOf: (i: number) => readonly Scalar[];
  /** Returns a row, from its numbers and the number of the round. */
  readonly rowOf: (leaves: readonly Scalar[], round: Scalar) => unknown[];
}

/** Returns rows as a trace takes them; `undefined` where they are not made alike. */
export function loopRows(rows: readonly (readonly unknown[])[]): LoopRows | undefined {
  const columns = rows[0].map((_, k) => columnOf(rows, k));
  if (columns.includes(undefined)) return undefined;
  const made = (columns as Column[]).flatMap((column, k) =>
    column.kind === "made" ? [{ k, make: column.make }] : []
  );
  const all: (readonly Scalar[])[] = [];
  for (const row of made.length === 0 ? [] : rows) {
    const leaves: Scalar[] = [];
    for (const { k, make } of made) if (!make.take(row[k], leaves)) return undefined;
    all.push(leaves);
  }
  if (areShared(all)) return undefined;
  return {
    leavesOf: (i) => all[i] ?? NO_LEAVES,
    rowOf(leaves, round) {
      let at = 0;
      const next = () => leaves[at++];
      return (columns as Column[]).map((column) =>
        column.kind === "same"
          ? column.value
          : column.kind === "round"
          ? round
          : column.make.put(next)
      );
    },
  };
}

/**
 * Checks whether a variable of a derivative is in several rows. Each round would be pulled back by itself then; one by one, rounds
 * are found again in what was traced.
 */
function areShared(rows: readonly (readonly Scalar[])[]): boolean {
  const seen = new Map<Scalar, number>();
  return rows.some((row, i) =>
    row.some((x) => {
      if (!isBox(x)) return false;
      const before = seen.get(x);
      seen.set(x, i);
      return before !== undefined && before !== i;
    })
  );
}

function columnOf(rows: readonly (readonly unknown[])[], k: number): Column | undefined {
  const value = rows[0][k];
  if (rows.every((row) => Object.is(row[k], value))) return { kind: "same", value };
  if (rows.every((row, i) => row[k] === i)) return { kind: "round" };
  const isNumber = (x: unknown) => typeof x === "number" || isAnyBox(x);
  if (rows.some((row) => row[k] === undefined)) {
    return rows.every((row) => row[k] === undefined || isNumber(row[k]))
      ? { kind: "made", make: maybeNumber }
      : undefined;
  }
  const make = makeOf(value);
  return make && { kind: "made", make };
}
