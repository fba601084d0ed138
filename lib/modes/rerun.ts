// A program that was written down, run again on any scalars: on boxes of a derivative it is differentiated
// by the mode that made them.

import { binary, type BinaryRow } from "../core/binary.ts";
import { isFollowed } from "../core/box.ts";
import { nary, type NaryRow } from "../core/nary.ts";
import type { Operation } from "../core/operation.ts";
import type { Scalar } from "../core/scalar.ts";
import { unary, type UnaryRow } from "../core/unary.ts";
import { add } from "../elementary/arithmetic.ts";
import type { Graph, Place } from "../graph/graph.ts";
import { forwardPass } from "./forward.ts";
import { reversePass } from "./reverse.ts";

/** An operation on a list of scalars. */
type Applied = (operands: readonly Scalar[]) => Scalar;

const callables = new WeakMap<Operation, Applied>();

/** What an operation answers for scalars, boxes too. */
export function applied(operation: Operation, operands: readonly Scalar[]): Scalar {
  let callable = callables.get(operation);
  if (callable === undefined) callables.set(operation, callable = callableOf(operation));
  return callable(operands);
}

function callableOf(operation: Operation): Applied {
  const { arity, row } = operation;
  if (arity === "list") return nary(row as NaryRow) as Applied;
  if (arity === 1) {
    const apply = unary(row as UnaryRow);
    return ([x]) => apply(x);
  }
  const apply = binary(row as BinaryRow);
  return ([x, y]) => apply(x, y);
}

/** Some instructions of a graph, in order, with all that they need among them. */
export interface Excerpt {
  readonly graph: Graph;
  readonly places: readonly Place[];
}

/**
 * Runs a program on scalars, one for each input, and answers the results of its instructions.
 *
 * @param then what becomes of the i-th result before it is used
 */
export function rerun(
  { graph, places }: Excerpt,
  inputs: readonly Scalar[],
  then: (result: Scalar, i: number) => Scalar = (result) => result,
): Scalar[] {
  const results = new Map<Place, Scalar>();
  const read = (place: Place) => graph.constantAt(place) ?? results.get(place)!;
  return places.map((place, i) => {
    const operation = graph.operationAt(place);
    const result = operation === undefined
      ? inputs[graph.left[place]]
      : applied(operation, graph.operands(place).map(read));
    const own = then(result, i);
    results.set(place, own);
    return own;
  });
}

/** The tangents of all instructions by one forward pass; `undefined` is a structural zero. */
export function tangentsOf(
  excerpt: Excerpt,
  subject: { readonly name: string },
  primals: readonly number[],
  seeds: readonly number[],
): (number | undefined)[] {
  const run = (inputs: Scalar[]) => rerun(excerpt, inputs);
  return forwardPass("trace", subject, run, primals, seeds).tangents as (number | undefined)[];
}

/**
 * The adjoints of all instructions by one reverse pass; `undefined` is a structural zero. To each result
 * that is followed a variable is added that is −0, which changes no bit: its cotangent is the result's.
 *
 * @param outputs where in the excerpt the outputs are, @param seeds their cotangents
 */
export function adjointsOf(
  excerpt: Excerpt,
  subject: { readonly name: string },
  primals: readonly number[],
  outputs: readonly number[],
  seeds: readonly number[],
): (number | undefined)[] {
  const { places } = excerpt;
  const run = (variables: Scalar[]) => {
    const inputs = variables.slice(places.length);
    const results = rerun(
      excerpt,
      inputs,
      (result, i) => isFollowed(result) ? add(result, variables[i]) : result,
    );
    return outputs.map((output) => results[output]);
  };
  const { pull } = reversePass("trace", subject, run, [...places.map(() => -0), ...primals]);
  return pull(seeds).slice(0, places.length) as (number | undefined)[];
}
