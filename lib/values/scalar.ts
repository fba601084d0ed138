// What a scalar is: a number, or a box around a scalar of the level outside it. That a box's primal,
// tangent and cotangent are scalars again is all there is to nesting.

/**
 * A real number that a derivative is following. Boxes are what a differentiated function gets in place
 * of numbers; they are opaque: use them with the operations of this library (`add`, `mul`, `sin`, `lt`
 * …). JavaScript's own operators and `Math` refuse them with an error.
 */
export interface Box {
  /**
   * Refuses to become a plain number or string, since that would lose the derivative.
   *
   * @throws {TypeError} always.
   */
  [Symbol.toPrimitive](): never;
  /**
   * Refuses to become JSON: convert with `value` first.
   *
   * @throws {TypeError} always.
   */
  toJSON(): never;
  /**
   * Refuses to become a string: convert with `value` first.
   *
   * @throws {TypeError} always.
   */
  toString(): never;
}

/** A real number, differentiated or not: what every operation takes and returns. */
export type Scalar = number | Box;
