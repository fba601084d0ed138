// Counts at which cumulative functions jump.

import { type Unary, unary } from "../operations/unary.ts";
import { refused } from "../special/refused.ts";

/**
 * Returns the operation that takes the largest whole number up to a count. A cumulative function of counts is a
 * staircase, flat between them and without a derivative at them; to differentiate by it is refused, since that 0 would
 * mislead whoever fits a model.
 *
 * @param name the function, by which it is refused
 * @param parameter the parameter, in words
 */
export function wholesOf(name: string, parameter: string): Unary {
  return unary({
    name: `wholesOf ${name}`,
    value: Math.floor,
    partials: [refused(name, parameter)],
  });
}
