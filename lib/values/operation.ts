// Operations as data, for programs that are written down: each row has one entry, with a number. The library's
// own are listed; nothing here keeps another: a row that a function makes while it runs goes when that function
// and the programs it was written into are gone.

/** What all rows have, whatever the number of their operands. */
export interface AnyRow {
  readonly name: string;
  readonly value: unknown;
}

/** An operation of a written program. */
export interface Operation {
  /** Its number, which no other operation has. */
  readonly id: number;
  readonly name: string;
  /** How many operands it takes; a list of any number where it is no number. */
  readonly arity: 1 | 2 | "list";
  /** The row's function of plain numbers. */
  // deno-lint-ignore ban-types
  readonly value: Function;
  /** The row itself, of which a callable can be made. */
  readonly row: AnyRow;
  /** Whether the row is one of the library's, whose name then stands for it alone. */
  readonly isOfLibrary: boolean;
}

/** The operations of the library, by number. */
export const operations: Operation[] = [];

const ofRow = /* @__PURE__ */ new WeakMap<AnyRow, Operation>();
const ownRows = /* @__PURE__ */ new WeakSet<AnyRow>();
let count = 0;

/** Marks a row as a user's own: it is in no list, and its name may be another's. */
export function ownRow<R extends AnyRow>(row: R): R {
  if (typeof row === "object" && row !== null) ownRows.add(row);
  return row;
}

/** The operation that a row stands for. */
export function operationOf(row: AnyRow, arity: Operation["arity"]): Operation {
  let operation = ofRow.get(row);
  if (operation === undefined) {
    const isOfLibrary = !ownRows.has(row);
    const value = row.value as Operation["value"];
    operation = { id: count++, name: row.name, arity, value, row, isOfLibrary };
    if (isOfLibrary) operations.push(operation);
    ofRow.set(row, operation);
  }
  return operation;
}

/** What an operation answers for numbers. */
export function evaluate({ arity, value }: Operation, operands: readonly number[]): number {
  if (arity === 1) return value(operands[0]);
  return arity === 2 ? value(operands[0], operands[1]) : value(operands);
}
