// Runs a traced program again on any scalars. On the boxes of a derivative it is differentiated by that mode.

import { isFollowed } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import { applied } from "../operations/linearised.ts";
import { add } from "../elementary/arithmetic.ts";
import type { Graph, Place } from "./graph.ts";
import { forwardPass } from "../modes/forward.ts";
import { reversePass } from "../modes/reverse.ts";

/** Some instructions of a graph, in order, with all their operands among them or constant. */
export interface Excerpt {
  readonly graph: Graph;
  readonly places: readonly Place[];
}

/**
 * Runs a program on scalars, one for each input, and returns the results of all its instructions.
 *
 * @param then replaces the i-th result before it is used
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

/** Returns the tangents of all instructions, by one forward pass; `undefined` is a structural zero. */
export function tangentsOfSteps(
  excerpt: Excerpt,
  subject: { readonly name: string },
  primals: readonly number[],
  seeds: readonly number[],
): (number | undefined)[] {
  const run = (inputs: Scalar[]) => ({ leaves: rerun(excerpt, inputs) });
  return forwardPass({ verb: "trace", f: subject }, run, primals, seeds)
    .tangents as (number | undefined)[];
}

/**
 * Returns the cotangents of all instructions, by one reverse pass; `undefined` is a structural zero. To each result
 * that is a box it adds a variable whose primal is −0. That changes no bit, and the cotangent of this variable is
 * that of the result.
 *
 * @param outputs the indices of the outputs in the excerpt, @param seeds their cotangents
 */
export function adjointsOfSteps(
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
    return { leaves: outputs.map((output) => results[output]) };
  };
  const { pullBack } = reversePass({ verb: "trace", f: subject }, run, [
    ...places.map(() => -0),
    ...primals,
  ]);
  return pullBack(seeds).slice(0, places.length) as (number | undefined)[];
}
