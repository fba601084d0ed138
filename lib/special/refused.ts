// Parameters by which no derivative is known. To differentiate by one is refused by its name, since an answer of 0
// would be wrong.

/**
 * Returns a partial derivative that refuses.
 *
 * @param name the function
 * @param parameter the parameter, in words
 */
export function refused(name: string, parameter: string): () => never {
  return () => {
    throw new TypeError(
      `Cannot differentiate ${name} by its ${parameter}: no derivative by it is known here; give a plain number, ` +
        "value(x) of one that is followed",
    );
  };
}
