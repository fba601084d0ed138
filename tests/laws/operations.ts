// The table as tests see it: every export that carries a row, found by looking and not by a list kept by
// hand, under one signature whatever the number of its operands.

import { clamp, dot, mean, type Scalar, standardDeviation, variance } from "@fluxion/ad";
import type { BinaryRow } from "../../lib/operations/binary.ts";
import type { NaryRow } from "../../lib/operations/nary.ts";
import type { Interval } from "../../lib/operations/row.ts";
import type { UnaryRow } from "../../lib/operations/unary.ts";
import * as elementary from "../../lib/elementary/mod.ts";

/** An operation of a fixed number of reals. */
export interface Operation {
  readonly name: string;
  /** Where each operand may be sampled. */
  readonly domain: readonly Interval[];
  readonly apply: (operands: readonly Scalar[]) => Scalar;
  /** Whether the result is one of the operands, so that which one is a decision. */
  readonly selects: boolean;
}

/** An operation of the table, with its row. */
export interface TableEntry extends Operation {
  readonly row: UnaryRow | BinaryRow | NaryRow;
  /** The row's value on plain numbers. */
  readonly value: (operands: readonly number[]) => number;
}

const DEFAULT_DOMAIN: Interval = [-3, 3];

/** How many operands an operation of lists is tested with. */
const LIST_LENGTH = 3;

/** Every operation of the table. */
export const table: readonly TableEntry[] = Object.entries(elementary).flatMap(
  ([name, operation]) => "row" in operation ? [entryOf(name, operation)] : [],
);

/** Every operation a random program may use: the table, and what is composed of rows that are not exported. */
export const operations: readonly Operation[] = [
  ...table,
  {
    name: "clamp",
    domain: [DEFAULT_DOMAIN, [-2, -1], [1, 2]],
    apply: ([x, low, high]) => clamp(x, low, high),
    selects: true,
  },
  {
    name: "mean",
    domain: Array(LIST_LENGTH).fill(DEFAULT_DOMAIN),
    apply: (xs) => mean(xs),
    selects: false,
  },
  {
    name: "dot",
    domain: Array(4).fill(DEFAULT_DOMAIN),
    apply: ([a, b, c, d]) => dot([a, b], [c, d]),
    selects: false,
  },
  {
    name: "variance",
    domain: Array(LIST_LENGTH).fill(DEFAULT_DOMAIN),
    apply: (xs) => variance(xs),
    selects: false,
  },
  {
    name: "standardDeviation",
    // Never all equal, where it has a kink.
    domain: [[-3, -1], [-0.5, 0.5], [1, 3]],
    apply: (xs) => standardDeviation(xs),
    selects: false,
  },
];

type Rowed = { readonly row: UnaryRow | BinaryRow | NaryRow };

function entryOf(name: string, operation: Rowed): TableEntry {
  const { row } = operation;
  if (takesList(row)) {
    const apply = operation as unknown as (xs: readonly Scalar[]) => Scalar;
    const domain = Array(LIST_LENGTH).fill(row.domain ?? DEFAULT_DOMAIN);
    return { name, row, domain, apply, value: row.value, selects: row.selects ?? false };
  }
  const apply = operation as unknown as (...xs: readonly Scalar[]) => Scalar;
  const value = row.value as (...xs: readonly number[]) => number;
  return {
    name,
    row,
    domain: domainOf(row),
    apply: (xs) => apply(...xs),
    value: (xs) => value(...xs),
    selects: false,
  };
}

/** Rows of lists give all partials at once; the others give an array with one for each operand. */
function takesList(row: UnaryRow | BinaryRow | NaryRow): row is NaryRow {
  return !Array.isArray(row.partials);
}

function domainOf(row: UnaryRow | BinaryRow): readonly Interval[] {
  const { domain, partials } = row;
  if (domain === undefined) return partials.map(() => DEFAULT_DOMAIN);
  return partials.length === 1 ? [domain as Interval] : domain as readonly Interval[];
}
