// The names under which lifted code knows what is in this folder.

/**
 * What code that was lifted from `"use ad"` calls: each of JavaScript's operators and each global of numerical code, on
 * scalars. Nobody writes these calls; the transformer does.
 *
 * @module
 */

export { livingLevels as living } from "../values/level.ts";
export {
  before,
  decrement,
  increment,
  liftedMinus as minus,
  liftedNegative as negated,
  liftedOver as over,
  liftedPlus as plus,
  liftedTimes as times,
  modulo,
  numeric,
  plain,
  power,
  type Property,
  property,
  result,
} from "./arithmetic.ts";
export {
  alike,
  atLeast,
  atMost,
  greater,
  instance,
  isThere,
  it,
  kind,
  liftedLess as less,
  liftedSame as same,
  text,
  truth,
  truthOfIt,
} from "./conditions.ts";
export { key, method } from "./lists.ts";
export {
  ofArray,
  ofBoolean,
  ofFloat64Array,
  ofIsFinite,
  ofIsNaN,
  ofMath,
  ofNumber,
  ofString,
} from "./globals.ts";
export { areKnown, keepsLoops, keptRounds, keptWhile } from "./kept_loops.ts";
export { elementAt, neededElement } from "./loop_rows.ts";
