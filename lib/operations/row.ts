// The checks of rows, whatever the number of their operands, and the finished callables.

import { describe } from "../values/describe.ts";
import type { Scalar } from "../values/scalar.ts";

/** What an operation answers: of numbers a number, of scalars that may be boxes a scalar. */
export type OfOperand<T> = [T] extends [number] ? unknown extends T ? T : number : Scalar;

/** An interval from which tests take an operand. */
export type Interval = readonly [low: number, high: number];

interface Row {
  readonly name: string;
  readonly value: unknown;
  readonly partials: unknown;
}

/**
 * Checks a row when its operation is made, so that a mistake does not first appear when it is differentiated.
 *
 * @throws {TypeError} if it has no name, no value, or not one partial for each operand.
 */
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

/**
 * Checks the row of an operation of a list.
 *
 * @throws {TypeError} if it has no name or no value, or if its partials are neither a function nor a number.
 */
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

/** Gives a callable its row and the name of the row, and returns it. */
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
