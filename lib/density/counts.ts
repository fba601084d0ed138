// Counts at which cumulative functions jump.

import { type Unary, unary } from "../operations/unary.ts";
import { refused } from "../special/refused.ts";

/**
 * Returns the largest whole number up to x. A cumulative function of counts is a staircase, flat between them and
 * without a derivative at them; to differentiate by it is refused, since that 0 would mislead whoever fits a model.
 */
export const wholesUpTo: Unary = /* @__PURE__ */ unary({
  name: "wholesUpTo",
  value: Math.floor,
  partials: [refused("a cumulative function of counts", "counts")],
});
