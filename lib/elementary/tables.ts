// Lists of plain numbers in which traced values are looked up: what looks up is an operation of one operand, which holds
// a copy of the numbers. So a program has them once, however often it looks anything up, and not as operands.

import type { NumberList } from "../values/floats.ts";
import { ownRow } from "../values/operation.ts";
import { type Unary, unary, type UnaryRow } from "../operations/unary.ts";

/** The row of an operation that looks up in a table. */
export interface TableRow extends UnaryRow {
  readonly table: NumberTable;
  /** How it searches the table, or that it returns the number at an index, which may be known to be whole and not below 0. */
  readonly finds: TableSearch | "at index" | "at whole index";
}

/** A search in a table, which goes forward in steps of powers of two, as long as `goesOn` holds. */
export interface TableSearch {
  readonly name: string;
  /** The index in front of the first that is tried. */
  readonly start: -1 | 0;
  /** Whether numbers behind which x stands are passed, those that equal it as well, or those up to it. */
  readonly passes: "less" | "not greater" | "at most";
  /** The largest index that is found, counted back from the end. */
  readonly back: 1 | 2;
  /** What is added to the index that is found. */
  readonly offset: 0 | 1;
}

/** A table of numbers, with the operations that look up in it. */
export class NumberTable {
  readonly numbers: Float64Array;
  /** The numbers as an ordinary list, of which this is the table. */
  readonly list: readonly number[];
  /** Returns the number at an index; NaN where there is none. */
  readonly at: Unary;
  /** Returns the number at an index that is whole and not below 0; NaN behind the last. */
  readonly atWhole: Unary;
  private readonly searches = new Map<TableSearch, Unary>();
  private readonly derived = new WeakMap<NumberTable, readonly number[]>();

  constructor(xs: NumberList) {
    const numbers = this.numbers = Float64Array.from(xs as ArrayLike<number>);
    this.list = Array.from(numbers);
    const numberAt = (index: number) => numbers[index] ?? NaN;
    this.at = this.operation("take", numberAt, "at index");
    this.atWhole = this.operation("take", numberAt, "at whole index");
  }

  /** Returns the operation that searches in the table. */
  searchedBy(search: TableSearch, find: (xs: ArrayLike<number>, x: number) => number): Unary {
    const { numbers, searches } = this;
    let operation = searches.get(search);
    if (operation === undefined) {
      operation = this.operation(search.name, (x) => find(numbers, x), search);
      searches.set(search, operation);
    }
    return operation;
  }

  /** Returns what is computed of the numbers and of another table, always the same list for the same two. */
  together(other: NumberTable, compute: () => readonly number[]): readonly number[] {
    let list = this.derived.get(other);
    if (list === undefined) this.derived.set(other, list = compute());
    return list;
  }

  /** Checks whether these are the numbers of a list. */
  has(xs: NumberList): boolean {
    const { numbers } = this;
    if (numbers.length !== xs.length) return false;
    for (let i = 0; i < numbers.length; i++) if (!Object.is(numbers[i], xs[i])) return false;
    return true;
  }

  private operation(name: string, value: TableRow["value"], finds: TableRow["finds"]): Unary {
    const row: TableRow = { name, value, partials: [0], table: this, finds };
    return unary(ownRow(row));
  }
}

const tables = /* @__PURE__ */ new WeakMap<object, NumberTable>();

// Short lists are often written where they are used, and are another array each time.
const SHORT = 32;
const MOST_SHORT = 256;
const shortTables = /* @__PURE__ */ new Map<string, NumberTable>();

/** Returns the table of a list of numbers: the same one for the same list, as long as its numbers stay. */
export function numberTableOf(xs: NumberList): NumberTable {
  let table = tables.get(xs);
  if (table === undefined || !table.has(xs)) {
    table = xs.length > SHORT ? new NumberTable(xs) : shortTableOf(xs);
    tables.set(xs, table);
    tables.set(table.list, table);
  }
  return table;
}

function shortTableOf(xs: NumberList): NumberTable {
  const key = Array.from(xs as ArrayLike<number>, (x) => Object.is(x, -0) ? "-0" : x).join();
  let table = shortTables.get(key);
  if (table === undefined) {
    if (shortTables.size === MOST_SHORT) shortTables.clear();
    shortTables.set(key, table = new NumberTable(xs));
  }
  return table;
}
