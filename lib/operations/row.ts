// What every row of the table shares, whatever the number of its operands.

import { describe } from "../values/describe.ts";

/** Where the tests sample an operand: from the first number to the second. */
export type Interval = readonly [low: number, high: number];

interface Row {
  readonly name: string;
  readonly value: unknown;
  readonly partials: unknown;
}

/** Refuses a row that could not work, where it is made and not where it is first differentiated. */
export function checkRow(row: Row, operands: number): void {
  checkNameAndValue(row);
  const { partials } = row;
  const complete = Array.isArray(partials) && partials.length === operands &&
    partials.every((partial) => typeof partial === "function" || typeof partial === "number");
  if (!complete) {
    throw new TypeError(
      `Cannot make the operation ${row.name}: its partials are ${
        describe(partials)
      }, and one for each of ` +
        `its ${operands} operand${
          operands === 1 ? "" : "s"
        } is wanted, a function or a constant number`,
    );
  }
}

/** Checks a row of an operation of a list. */
export function checkListRow(row: Row): void {
  checkNameAndValue(row);
  const { name, partials } = row;
  if (typeof partials === "number" || typeof partials === "function") return;
  throw new TypeError(
    `Cannot make the operation ${name}: its partials are ${
      describe(partials)
    }, and a function is wanted that ` +
      "returns an array of one for each operand, or the number that all of them are",
  );
}

function checkNameAndValue(row: Row): void {
  if (typeof row?.name === "string" && typeof row.value === "function") return;
  throw new TypeError(
    `Cannot make an operation of ${
      describe(row)
    }: a row is { name, value, partials }, with a string for ` +
      "a name and a function of numbers for a value",
  );
}

/** The finished callable: it carries its row, and its row's name. */
export function named<F, R extends Row>(apply: F, row: R): F & { readonly row: R } {
  Object.defineProperty(apply, "name", { value: row.name });
  return Object.assign(apply as F & object, { row });
}

/**
 * Names a callable after an operation whose row it shares. The row is read here and not by the caller, since a
 * bundler leaves no call out whose arguments it would have to compute.
 */
export function namedAfter<F, R extends Row>(
  apply: F,
  operation: { readonly row: R },
): F & { readonly row: R } {
  return named(apply, operation.row);
}
