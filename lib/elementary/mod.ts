// The table of elementary functions, by family. A new function is one row in one of these files.

export * from "./arithmetic.ts";
export * from "./exponential.ts";
export { pow } from "./powers.ts";
export * from "./trigonometric.ts";
export * from "./hyperbolic.ts";
export * from "./reductions.ts";
export * from "./statistics.ts";
export * from "./extremes.ts";
export * from "./piecewise.ts";
export * from "./special.ts";
