// How a box refuses what would lose its derivative.

/**
 * Refuses to become a plain number or a string.
 *
 * @throws {TypeError} always.
 */
export function refuseConversion(): never {
  throw new TypeError(
    "Cannot convert a differentiated value to a plain number or string: its derivative would be lost; " +
      "use add, mul, lt, sin … in place of +, *, <, Math.sin …, an ordinary array in place of a typed one, " +
      "and value(x) to print it or to leave the derivative behind on purpose",
  );
}
