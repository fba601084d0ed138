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
  minus,
  modulo,
  negated,
  numeric,
  over,
  plain,
  plus,
  power,
  type Property,
  property,
  result,
  times,
} from "./arithmetic.ts";
export {
  alike,
  atLeast,
  atMost,
  greater,
  instance,
  it,
  kind,
  less,
  same,
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
