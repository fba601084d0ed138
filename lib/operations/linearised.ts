// Operations as data, applied to any scalars and linearised, whatever the number of their operands. An
// interpretation needs to know nothing more of rows.

import { binary, type BinaryRow, productOfTwo, selectedProduct } from "./binary.ts";
import { isDerivativeBoxOf, keptPartial, outside, present } from "../values/membership.ts";
import { Carrier } from "../values/box.ts";
import { selecting } from "../values/interpreter.ts";
import { nary, type NaryRow } from "./nary.ts";
import type { Level } from "../values/level.ts";
import type { AnyRow, Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import { unary, type UnaryRow } from "./unary.ts";

/** An operation that takes its operands as a list. */
type Applied = (operands: readonly Scalar[]) => Scalar;

const callables = /* @__PURE__ */ new WeakMap<Operation, Applied>();

/** Returns the result of an operation for numbers and boxes. */
export function applied(operation: Operation, operands: readonly Scalar[]): Scalar {
  let callable = callables.get(operation);
  if (callable === undefined) callables.set(operation, callable = callableOf(operation));
  return callable(operands);
}

function callableOf({ arity, row, isOfLibrary }: Operation): Applied {
  const keep = isOfLibrary ? present : keptPartial;
  if (arity === "list") return nary(row as NaryRow, keep) as Applied;
  if (arity === 1) {
    const apply = unary(row as UnaryRow, keep);
    return ([x]) => apply(x);
  }
  const apply = binary(row as BinaryRow, keep);
  return ([x, y]) => apply(x, y);
}

/**
 * Returns a function from the position of an operand of z = f(x₁ … xₙ) to its partial, for any scalars. It returns
 * `undefined` for a partial that the row declares to be 0, which is a structural zero.
 *
 * @param level the level that keeps the partials, where the operands are its primals
 */
export function partialsOf(
  operation: Operation,
  operands: readonly Scalar[],
  z: Scalar,
  level?: Level,
): (position: number) => Scalar | undefined {
  const { partials } = operation.row as Differentiable;
  const isOfList = operation.arity === "list";
  // The row of a list returns all partials at once.
  const ofList = isOfList && typeof partials === "function" ? partials(operands, z) : undefined;

  return (position) => {
    const declared = isOfList ? partials : (partials as readonly unknown[])[position];
    if (declared === 0) return undefined;
    const returned = ofList === undefined
      ? typeof declared === "number" ? declared : (declared as Partial)(...operands, z)
      : ofList[position];
    return typeof returned === "number" ? returned : keptPartial(returned, level, operation.name);
  };
}

/** Checks whether an operation selects among its operands, so that a partial that is 0 is a structural zero. */
export function isSelecting(operation: Operation): boolean {
  return (operation.row as Differentiable).selects ?? false;
}

/** Checks whether a row declares any of its partials to be 0, which is a structural zero. */
export function declaresZeros(operation: Operation): boolean {
  const { partials } = operation.row as Differentiable;
  return partials === 0 || Array.isArray(partials) && partials.includes(0);
}

/** The partial derivative with respect to one operand, as the linear map t ↦ ∂z/∂x·t. */
export type PartialMap = (t: Scalar) => Scalar;

/**
 * Returns a function from the position of an operand of z = f(x₁ … xₙ) to the linear map of its partial. It
 * returns `undefined` for a structural zero: a partial that the row declares to be 0, or that is 0 since the
 * operand was not selected. A partial that the row declares to be 1 costs no product.
 *
 * @param level the level that keeps the partials, where the operands are its primals
 */
export function partialMapsOf(
  operation: Operation,
  operands: readonly Scalar[],
  z: Scalar,
  level?: Level,
): (position: number) => PartialMap | undefined {
  const { partials } = operation.row as Differentiable;
  const isOfList = operation.arity === "list";
  const partialOf = partialsOf(operation, operands, z, level);

  return (position) => {
    const partial = partialOf(position);
    if (partial === undefined) return undefined;
    const declared = isOfList ? partials : (partials as readonly unknown[])[position];
    if (declared === 1) return (t) => t;
    if (!isSelecting(operation)) return (t) => productOfTwo(partial, t);
    if (partial === 0) return undefined;
    // A traced partial may be 0 in some runs and not in others.
    const own = selecting(partial);
    return (t) => selectedProduct(own, t);
  };
}

/** Returns what a box of an interpreted level carries; `undefined` for any other scalar. */
export function carriedBy<T>(level: Level, x: Scalar): T | undefined {
  return x instanceof Carrier && x.level === level ? x.carried : undefined;
}

/** An operand that a level follows: what its box carries, and the partial derivative with respect to it. */
export interface FollowedOperand<T> {
  readonly carried: T;
  readonly partialMap: PartialMap;
}

/**
 * Returns an operation as an interpreted level needs it: its result on primals, and those operands that the
 * level follows and the result depends on.
 */
export function linearised<T>(
  level: Level,
  operation: Operation,
  operands: readonly Scalar[],
): { readonly z: Scalar; readonly followed: FollowedOperand<T>[] } {
  const primals = operands.map((x) => outside(level, x));
  const z = applied(operation, primals);
  const maps = partialMapsOf(operation, primals, z, level);
  const followed = operands.flatMap((x, i): FollowedOperand<T>[] => {
    const partialMap = isDerivativeBoxOf(level, x) ? maps(i) : undefined;
    return partialMap === undefined ? [] : [{ carried: carriedBy<T>(level, x)!, partialMap }];
  });
  return { z, followed };
}

type Partial = (...operandsAndResult: Scalar[]) => Scalar;

/** The derivatives in rows of all three kinds. */
interface Differentiable extends AnyRow {
  readonly partials:
    | number
    | readonly (number | Partial)[]
    | ((operands: readonly Scalar[], z: Scalar) => readonly Scalar[]);
  readonly selects?: boolean;
}
