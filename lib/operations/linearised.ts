// Operations as data, applied to any scalars and linearised, whatever the number of their operands: all that
// a meaning of programs needs to know of a row.

import { binary, type BinaryRow, productOfTwo, selectedProduct } from "./binary.ts";
import { isDerivativeBoxOf, keptPartial, outside } from "../values/membership.ts";
import { Carrier, selecting } from "../values/box.ts";
import { nary, type NaryRow } from "./nary.ts";
import type { Level } from "../values/level.ts";
import type { AnyRow, Operation } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import { unary, type UnaryRow } from "./unary.ts";

/** An operation on a list of scalars. */
type Applied = (operands: readonly Scalar[]) => Scalar;

const callables = /* @__PURE__ */ new WeakMap<Operation, Applied>();

/** Returns the result of an operation for scalars, boxes too. */
export function applied(operation: Operation, operands: readonly Scalar[]): Scalar {
  let callable = callables.get(operation);
  if (callable === undefined) callables.set(operation, callable = callableOf(operation));
  return callable(operands);
}

function callableOf({ arity, row }: Operation): Applied {
  if (arity === "list") return nary(row as NaryRow) as Applied;
  if (arity === 1) {
    const apply = unary(row as UnaryRow);
    return ([x]) => apply(x);
  }
  const apply = binary(row as BinaryRow);
  return ([x, y]) => apply(x, y);
}

/** The derivative of an operation by one operand, as the linear map t ↦ ∂z/∂x·t. */
export type Slope = (t: Scalar) => Scalar;

/**
 * Returns the derivative of z = f(x₁ … xₙ) by the operand at a position, or `undefined` for a structural
 * zero: a partial that the row declares to be 0, or one that is 0 since the operand was not selected. A
 * partial that the row declares to be 1 costs no product.
 *
 * @param level the level that keeps the derivatives, where they are of its primals
 */
export function slopesOf(
  operation: Operation,
  operands: readonly Scalar[],
  z: Scalar,
  level?: Level,
): (position: number) => Slope | undefined {
  const { partials, selects = false } = operation.row as Differentiable;
  const isOfList = operation.arity === "list";
  // The row of a list answers all partials at once.
  const ofList = isOfList && typeof partials === "function" ? partials(operands, z) : undefined;

  return (position) => {
    const declared = isOfList ? partials : (partials as readonly unknown[])[position];
    if (declared === 0) return undefined;
    if (declared === 1) return (t) => t;
    const returned = ofList === undefined
      ? typeof declared === "number" ? declared : (declared as Partial)(...operands, z)
      : ofList[position];
    const partial = typeof returned === "number"
      ? returned
      : keptPartial(level, returned, operation.name);
    if (!selects) return (t) => productOfTwo(partial, t);
    if (partial === 0) return undefined;
    // The partial of a trace is 0 in some runs and not in others.
    const own = selecting(partial);
    return (t) => selectedProduct(own, t);
  };
}

/** What the box of an interpreted level carries; `undefined` for any other scalar. */
export function carriedBy<T>(level: Level, x: Scalar): T | undefined {
  return x instanceof Carrier && x.level === level ? x.carried : undefined;
}

/** An operand that a level follows, by what it carries, and how the result changes with it. */
export interface Link<T> {
  readonly carried: T;
  readonly slope: Slope;
}

/**
 * Returns what an operation is to an interpreted level: its result on primals, and a link to each operand
 * that the level follows and the result depends on.
 */
export function linearised<T>(
  level: Level,
  operation: Operation,
  operands: readonly Scalar[],
): { readonly z: Scalar; readonly links: Link<T>[] } {
  const primals = operands.map((x) => outside(level, x));
  const z = applied(operation, primals);
  const slopes = slopesOf(operation, primals, z, level);
  const links = operands.flatMap((x, i): Link<T>[] => {
    const slope = isDerivativeBoxOf(level, x) ? slopes(i) : undefined;
    return slope === undefined ? [] : [{ carried: carriedBy<T>(level, x)!, slope }];
  });
  return { z, links };
}

type Partial = (...operandsAndResult: Scalar[]) => Scalar;

/** What the three kinds of rows say of derivatives. */
interface Differentiable extends AnyRow {
  readonly partials:
    | number
    | readonly (number | Partial)[]
    | ((operands: readonly Scalar[], z: Scalar) => readonly Scalar[]);
  readonly selects?: boolean;
}
