// The table of elementary functions, by family. A new function is one row in one of these files.

export * from "./arithmetic.ts";
export * from "./exponential.ts";
export { pow } from "./powers.ts";
export * from "./trigonometric.ts";
export * from "./hyperbolic.ts";
export {
  type Dot,
  dot,
  hypot,
  logsumexp,
  type Mean,
  mean,
  norm,
  sum,
  sumOfSquares,
} from "./reductions.ts";
export * from "./statistics.ts";
export { argmax, argmin, type IndexIn } from "./extremes.ts";
export { type OfIndex, type Take, take } from "./look_up.ts";
export * from "./piecewise.ts";
export * from "./special.ts";
export { lerp, smoothstep, step, type Ternary, type Where, where } from "./blending.ts";
export { copysign, fmod, mod } from "./remainders.ts";
export { log1mexp, logaddexp, logSoftmax, type OfListToList, softmax } from "./logarithmic_sums.ts";
export {
  cumulativeLogsumexp,
  cumulativeProduct,
  cumulativeSum,
  productOfList as product,
} from "./cumulative.ts";
export { type Median, median, type Quantile, quantile } from "./order.ts";
export { type Interpolate, interpolate, type InterpolateOptions } from "./interpolation.ts";
export { type SearchOptions, type SearchSorted, searchSorted } from "./search.ts";
export { type Argsort, argsort, sort } from "./sorting.ts";
export { sinc } from "./cardinal.ts";
