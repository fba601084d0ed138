// A determinant by expansion along the first row, Σⱼ (−1)ʲ·a₀ⱼ·det(minor without row 0 and column j), all
// the way down, and its gradient (after the package cmpad, B. Bell): about e·ℓ! multiplications, none of
// which is saved. So it is not compiled either: a compiled program computes equal minors only once.

import { add, checkpoint, grad, mul, type Scalar, sub } from "@fluxion/ad";
import { tapeLimit } from "./tape.ts";
import type { Workload } from "./workload.ts";

interface Input {
  /** The entries, row by row. */
  readonly A: readonly number[];
  /** How many rows there are, and columns. */
  readonly ell: number;
}

type Matrix = readonly (readonly Scalar[])[];

/** The determinant, and its gradient in the order of the entries. */
export const det = {
  primal: ({ A, ell }: Input) => () => determinant(A, ell),
  gradient: ({ A, ell }: Input) => () => grad(determinant)(A, ell),
} satisfies Workload;

/** The determinant of a matrix, given row by row. */
export function determinant(entries: readonly Scalar[], size: number, limit = tapeLimit): Scalar {
  const rows = Array.from(
    { length: size },
    (_, i) => entries.slice(size * i, size * (i + 1)),
  );
  // The largest size whose e·m! operations are within the limit.
  let forgotten = 1;
  for (let operations = 2 * Math.E; forgotten < size && operations <= limit;) {
    operations *= ++forgotten + 1;
  }
  return expansion(rows, 2 ** size - 1, forgotten);
}

/**
 * Returns the determinant of the last rows of a matrix in some of its columns: as many rows as there are columns. Minors of the
 * size that is to be forgotten are run again, and not remembered.
 *
 * @param columns a bit for each of them
 */
function expansion(rows: Matrix, columns: number, forgotten: number): Scalar {
  const own = listOf(columns);
  const row = rows[rows.length - own.length];
  if (own.length === 1) return row[own[0]];
  const minor = own.length - 1 === forgotten ? forgetful : expansion;
  let total: Scalar = 0;
  for (let j = 0; j < own.length; j++) {
    const term = mul(row[own[j]], minor(rows, columns - (1 << own[j]), forgotten));
    total = j === 0 ? term : j % 2 === 0 ? add(total, term) : sub(total, term);
  }
  return total;
}

const lists: number[][] = [];

/** Returns the bits of a number, lowest first: the lists are made once, as there are far fewer of them than minors. */
function listOf(bits: number): readonly number[] {
  return lists[bits] ??= Array.from({ length: 32 }, (_, j) => j).filter((j) => bits >> j & 1);
}

const forgetful = checkpoint(expansion);
