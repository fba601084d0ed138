// The functions that a formula may call: the elementary functions of the library by their own names, found
// by looking and not by a list kept by hand.

import * as fluxion from "@fluxion/ad";
import type { Scalar } from "@fluxion/ad";
import { otherNames } from "./spelling.ts";

/** A function that a formula may call. */
export interface NamedFunction {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly apply: (operands: readonly Scalar[]) => Scalar;
}

type OfOperands = (...operands: readonly Scalar[]) => Scalar;
type OfList = (operands: readonly Scalar[]) => Scalar;

/** Every function that a formula may call, by name. */
export const functions: ReadonlyMap<string, NamedFunction> = new Map(
  [
    ...Object.entries(fluxion).flatMap(([name, operation]) =>
      "row" in operation ? [named(name, operation)] : []
    ),
    withOperands("clamp", 3, fluxion.clamp as OfOperands),
  ].map((entry) => [entry.name, entry]),
);

/** The function of a name, its own or another one that is common for it. */
export function functionOf(name: string): NamedFunction | undefined {
  return functions.get(Object.hasOwn(otherNames, name) ? otherNames[name] : name);
}

type Operation = Extract<(typeof fluxion)[keyof typeof fluxion], { readonly row: unknown }>;

/** Rows of lists give all partials at once; the others have an array with one for each operand. */
function named(name: string, operation: Operation): NamedFunction {
  const { partials } = operation.row;
  if (Array.isArray(partials)) {
    return withOperands(name, partials.length, operation as unknown as OfOperands);
  }
  const ofList = operation as unknown as OfList;
  return { name, least: 1, most: Infinity, apply: (operands) => ofList(operands) };
}

function withOperands(name: string, count: number, operation: OfOperands): NamedFunction {
  return { name, least: count, most: count, apply: (operands) => operation(...operands) };
}
