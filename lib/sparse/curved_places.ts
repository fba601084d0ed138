// Which operations of a run are curved, and of which places a second derivative asks for anything: those that a
// curved operation was applied to, and all before them. A long sum of curved terms is not among them.

import type { Operation } from "../values/operation.ts";
import { dependenceOf } from "./dependence.ts";
import { BY_RULE } from "./recording_columns.ts";
import type { RunStructure } from "./run_structure.ts";

/** Checks whether a partial of an operation depends on any operand. */
export function isCurved(operation: Operation): boolean {
  if (operation.arity !== "list") return dependenceOf(operation).some((mask) => mask !== 0);
  return typeof (operation.row as unknown as { readonly partials: unknown }).partials !== "number";
}

/** Returns a mark for each place whose tangent, or whose set of inputs, is asked for at second order. */
export function askedPlaces(
  { size, needed, starts, from, operations, known }: RunStructure,
): Uint8Array {
  const isAsked = new Uint8Array(size);
  const curved = new Set<number>([BY_RULE]);
  for (const [id, operation] of known) if (isCurved(operation)) curved.add(id);
  for (let n = needed.length - 1; n >= 0; n--) {
    const place = needed[n];
    const isOwnCurved = curved.has(operations[place]);
    if (isAsked[place] === 0 && !isOwnCurved) continue;
    // The partials of lists and rules are given the result, too.
    const arity = known.get(operations[place])?.arity;
    if (isOwnCurved && arity !== 1 && arity !== 2) isAsked[place] = 1;
    for (let edge = starts[place]; edge < starts[place + 1]; edge++) isAsked[from[edge]] = 1;
  }
  return isAsked;
}
