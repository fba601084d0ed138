// An operation of two reals: one row of data in, one callable out that serves plain numbers and both
// derivative boxes. Here too are the two operations the chain rule itself is made of, sum and product.

import { Dual, isBox, primalOf, Variable } from "./box.ts";
import type { Cotangents, Level } from "./level.ts";
import { checkRow, type Interval, named, partialFunction } from "./row.ts";
import type { Scalar } from "./scalar.ts";

/**
 * A partial derivative of z = f(x, y), written with the operations of this library, or the number it
 * constantly is. A constant 0 is structural: the operand is not followed at all.
 */
export type BinaryPartial = number | ((x: Scalar, y: Scalar, z: Scalar) => Scalar);

/** What is to be known of an operation of two reals. */
export interface BinaryRow {
  /** What it is called in error messages and listings. */
  readonly name: string;
  /** The function on plain numbers. */
  readonly value: (x: number, y: number) => number;
  /** ∂z/∂x and ∂z/∂y, given the operands and the result. */
  readonly partials: readonly [BinaryPartial, BinaryPartial];
  /** Where each operand may be sampled by tests; [−3, 3] unless told. */
  readonly domain?: readonly [Interval, Interval];
}

/** An operation of two reals: numbers in, number out. */
export interface Binary {
  (x: number, y: number): number;
  (x: Scalar, y: Scalar): Scalar;
  /** The row it was made from. */
  readonly row: BinaryRow;
}

/**
 * Makes an operation of two reals z = f(x, y) from its value and its two partial derivatives. The
 * built-in ones are made in the same way, and the result works in every mode and nesting.
 *
 * @throws {TypeError} if the row has no value or not two partials.
 *
 * @example f(x, y) = x·y², with ∂f/∂x = y² and ∂f/∂y = 2·x·y
 * ```ts
 * import { binary, grad, mul, square } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const f = binary({
 *   name: "f",
 *   value: (x, y) => x * y * y,
 *   partials: [(_x, y) => square(y), (x, y) => mul(2, x, y)],
 * });
 * assertEquals(f(2, 3), 18);
 * assertEquals(grad(f, { argnums: [0, 1] })(2, 3), [9, 12]);
 * ```
 */
export function binary(row: BinaryRow): Binary {
  checkRow(row, 2);
  const { name, value } = row;
  const [left, right] = row.partials.map(partialFunction);
  const [leftIsZero, rightIsZero] = row.partials.map((partial) => partial === 0);

  function apply(x: Scalar, y: Scalar): Scalar {
    if (typeof x === "number") {
      return typeof y === "number" ? value(x, y) : ofRight(x, y);
    }
    if (typeof y === "number") return ofLeft(x, y);
    const inner = innermost(x, y);
    return inner === 0 ? ofBoth(x, y) : inner < 0 ? ofLeft(x, y) : ofRight(x, y);
  }

  function ofLeft(x: Scalar, y: Scalar): Scalar {
    if (x instanceof Dual && x.level.phase === "open") {
      const z = apply(x.primal, y);
      if (leftIsZero) return z;
      return new Dual(x.level, z, product(left(x.primal, y, z), x.tangent));
    }
    if (x instanceof Variable && x.level.phase === "open") {
      const z = apply(x.primal, y);
      if (leftIsZero) return z;
      return linked(x.level, z, x.index, left(x.primal, y, z));
    }
    return apply(primalOf(x, name), y);
  }

  function ofRight(x: Scalar, y: Scalar): Scalar {
    if (y instanceof Dual && y.level.phase === "open") {
      const z = apply(x, y.primal);
      if (rightIsZero) return z;
      return new Dual(y.level, z, product(right(x, y.primal, z), y.tangent));
    }
    if (y instanceof Variable && y.level.phase === "open") {
      const z = apply(x, y.primal);
      if (rightIsZero) return z;
      return linked(y.level, z, y.index, right(x, y.primal, z));
    }
    return apply(x, primalOf(y, name));
  }

  function ofBoth(x: Scalar, y: Scalar): Scalar {
    if (leftIsZero) return ofRight(primalOf(x, name), y);
    if (rightIsZero) return ofLeft(x, primalOf(y, name));
    if (x instanceof Dual && y instanceof Dual && x.level.phase === "open") {
      const z = apply(x.primal, y.primal);
      const fromLeft = product(left(x.primal, y.primal, z), x.tangent);
      const fromRight = product(right(x.primal, y.primal, z), y.tangent);
      return new Dual(x.level, z, sum(fromLeft, fromRight));
    }
    if (x instanceof Variable && y instanceof Variable && x.level.phase === "open") {
      const z = apply(x.primal, y.primal);
      const partialLeft = left(x.primal, y.primal, z);
      const partialRight = right(x.primal, y.primal, z);
      return linkedTwice(x.level, z, x.index, partialLeft, y.index, partialRight);
    }
    return apply(primalOf(x, name), primalOf(y, name));
  }

  return named(apply, row) as Binary;
}

/** Which of two boxes is further in: negative for the first, positive for the second, 0 for one level. */
function innermost(x: Scalar, y: Scalar): number {
  if (!(isBox(x) && isBox(y))) return isBox(x) ? 1 : -1;
  return (y as Dual).level.tag - (x as Dual).level.tag;
}

/** A variable whose cotangent goes on to one operand, times the partial. */
export function linked(level: Level, z: Scalar, from: number, partial: Scalar): Variable {
  const index = level.size++;
  level.backpropagators.push((cotangents) => {
    const cotangent = cotangents[index];
    if (cotangent !== undefined) contribute(cotangents, from, product(partial, cotangent));
  });
  return new Variable(level, z, index);
}

function linkedTwice(
  level: Level,
  z: Scalar,
  left: number,
  partialLeft: Scalar,
  right: number,
  partialRight: Scalar,
): Variable {
  const index = level.size++;
  level.backpropagators.push((cotangents) => {
    const cotangent = cotangents[index];
    if (cotangent === undefined) return;
    contribute(cotangents, left, product(partialLeft, cotangent));
    contribute(cotangents, right, product(partialRight, cotangent));
  });
  return new Variable(level, z, index);
}

/** Adds to what has already reached a variable. */
export function contribute(cotangents: Cotangents, index: number, contribution: Scalar): void {
  const before = cotangents[index];
  cotangents[index] = before === undefined ? contribution : sum(before, contribution);
}

/** x + y, as an operation. */
export const plus: Binary = binary({ name: "add", value: (x, y) => x + y, partials: [1, 1] });
/** x · y, as an operation. */
export const times: Binary = binary({
  name: "mul",
  value: (x, y) => x * y,
  partials: [(_x, y) => y, (x) => x],
});

/** x + y, the sum of the chain rule. */
export function sum(x: Scalar, y: Scalar): Scalar {
  return typeof x === "number" && typeof y === "number" ? x + y : plus(x, y);
}

/** d·t, the product of the chain rule: a partial and a tangent or cotangent. A factor 1 costs nothing. */
export function product(d: Scalar, t: Scalar): Scalar {
  if (typeof d === "number") {
    if (typeof t === "number") return d * t;
    if (d === 1) return t;
  }
  return times(d, t);
}
