// Columns of integers that grow.

/** Returns a column of twice the length that begins like a given one. */
export function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * column.length);
  longer.set(column);
  return longer;
}
