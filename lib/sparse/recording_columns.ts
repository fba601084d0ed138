// The columns of a recorded run, one entry a place, and the codes in them.

// Codes in the column of operations, which are numbered from 0.
/** The place is an input. */
export const AN_INPUT = -1;
/** The place is a number that depends on no input. */
export const A_CONSTANT = -2;
/** The place is a result of a function with a rule of its own, whose operands are in `lists`. */
export const BY_RULE = -3;

/** Columns that a run fills, which may be used again for another run. */
export interface RecordingColumns {
  /** The number of each place's operation, or one of the codes. */
  operations: Int32Array;
  /** The place of the first operand, or the index in `lists` of the first. */
  left: Int32Array;
  /** The place of the second operand, or the number of operands in `lists`. */
  right: Int32Array;
  /** The number that the run computed. */
  values: Float64Array;
}

/** Returns columns for a short run. */
export function emptyColumns(): RecordingColumns {
  const length = 256;
  return {
    operations: new Int32Array(length),
    left: new Int32Array(length),
    right: new Int32Array(length),
    values: new Float64Array(length),
  };
}

/** Copies a column to the beginning of a longer one, and returns that. */
export function longer<T extends Int32Array | Float64Array>(column: T, into: T): T {
  into.set(column);
  return into;
}
