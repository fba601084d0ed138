// How large a dense matrix of derivatives may be, and what there is for larger ones.

import type { Call } from "../trees/call.ts";

/** Most entries of a dense matrix: 2 gigabytes of numbers. */
const MOST_ENTRIES = 2 ** 28;

/**
 * Checks that a dense matrix of a shape fits into memory, which an engine that runs out of it does not say.
 *
 * @param sparse the transform that takes large matrices
 * @throws {RangeError} if it does not.
 */
export function checkEntries(
  call: Call,
  sparse: "sparseJacobian" | "sparseHessian",
  rows: number,
  columns: number,
): void {
  if (rows * columns <= MOST_ENTRIES) return;
  throw new RangeError(
    `${call.refusal}: it would have ${rows} × ${columns} entries, which take ${
      Math.round(rows * columns / 2 ** 27)
    } gigabytes; if most of them are 0, use ${sparse} of @fluxion/ad/sparse`,
  );
}
