// Operations as data, for interpretations and traced programs: each row has one operation, with a number. Those of
// the library are listed. Those of users are held weakly, so that a row made inside a function can be collected
// with that function and the programs that use it.

/** The fields that all rows have, whatever the number of their operands. */
export interface AnyRow {
  readonly name: string;
  readonly value: unknown;
}

/** An operation as data: a row with a number. */
export interface Operation {
  /** Its number, which no other operation has. */
  readonly id: number;
  readonly name: string;
  /** The number of its operands, or that it takes a list of any length. */
  readonly arity: 1 | 2 | "list";
  /** The row's function of plain numbers. */
  // deno-lint-ignore ban-types
  readonly value: Function;
  /** The row itself, from which a callable can be made. */
  readonly row: AnyRow;
  /** Whether the row is one of the library's: then no other has its name. */
  readonly isOfLibrary: boolean;
}

/** The operations of the library, in the order they were made. */
export const operations: Operation[] = [];

const ofRow = /* @__PURE__ */ new WeakMap<AnyRow, Operation>();
const ownRows = /* @__PURE__ */ new WeakSet<AnyRow>();
let count = 0;

/** Marks a row as a user's own, which is not listed and whose name need not be unique, and returns it. */
export function ownRow<R extends AnyRow>(row: R): R {
  ownRows.add(row);
  return row;
}

/** Returns the operation of a row, always the same for the same row. */
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

/** Returns the result of an operation for numbers. */
export function evaluate({ arity, value }: Operation, operands: readonly number[]): number {
  if (arity === 1) return value(operands[0]);
  return arity === 2 ? value(operands[0], operands[1]) : value(operands);
}

/**
 * Returns the operation of a callable. Its row is read here and not by the caller, since a bundler leaves no call
 * out whose arguments it would have to compute.
 */
export function operationBehind(
  callable: { readonly row: AnyRow },
  arity: Operation["arity"],
): Operation {
  return operationOf(callable.row, arity);
}
