// A scalar is a number, or a box that belongs to a level. The primal of a box, its tangent and its cotangent are
// scalars again, numbers or boxes of levels outside: nesting needs nothing more.

/**
 * A real number that a derivative is following. A differentiated function gets boxes in place of numbers. They
 * are opaque, for use with the operations of this library (`add`, `mul`, `sin`, `lt` …); JavaScript's own
 * operators and `Math` throw an error for them.
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

/**
 * A real number, differentiated or not. Every operation takes scalars and returns one.
 *
 * @example
 * ```ts
 * import { add, grad, mul, type Scalar } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const area = (width: Scalar, height: Scalar): Scalar => mul(width, add(height, 1));
 * assertEquals(area(3, 4), 15);
 * assertEquals(grad(area)(3, 4), 5);
 * ```
 */
export type Scalar = number | Box;
