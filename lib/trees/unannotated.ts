// The types of parameters that have no annotation. What a function is called with later is not known where it is written,
// so that they are scalars; and where one is taken for something else, that is one error, which says what to write.

import type { Box, Scalar } from "../values/scalar.ts";

/**
 * A box, as a parameter without an annotation may be one. It is a `Box` in all it has; its type has the remedy, which
 * messages print.
 */
export interface UnannotatedBox<Remedy extends string> extends Box {
  /** Refuses, as that of every box does, so that it makes no difference that a remedy is named. */
  toString(): Remedy & never;
}

/**
 * What a parameter without an annotation is: a scalar. A parameter that is a list, a tuple or an object is annotated, as
 * in `grad((x: Scalar[]) => sum(x))`.
 */
export type ScalarUnless<Remedy extends string> = number | UnannotatedBox<Remedy>;

/** The same, of a function that takes one real number in any case. */
export type ScalarAlways<Remedy extends string> = number | UnannotatedBox<Remedy>;

/** The parameters of a function without type annotations: scalars, one at least. */
export type SomeScalars = [
  ScalarUnless<"annotated: (x: Scalar[]) => …">,
  ...ScalarUnless<"annotated: (x: Scalar[]) => …">[],
];

/** A parameter without an annotation, over plain numbers: a number. */
export type NumberUnless<Remedy extends string> = number | number & { readonly remedy: Remedy };

/** The parameters of a function of numbers without type annotations: numbers, one at least. */
export type SomeNumbers = [
  NumberUnless<"annotated: (x: number[]) => …">,
  ...NumberUnless<"annotated: (x: number[]) => …">[],
];

/**
 * The parameters of a function as its derivative has them: its own. But where a scalar was taken for something else, so
 * that the result is of no known type, any: one mistake is one error.
 */
export type Accepted<A extends unknown[], Out> = A extends Scalar[]
  ? true extends HoldsUnknown<Out> ? unknown[] : A
  : A;

/** Whether a result holds anything that the compiler does not know, not too deep in it. */
export type HoldsUnknown<T, Depth extends unknown[] = []> = 0 extends 1 & T ? true
  : Depth["length"] extends 3 ? false
  : T extends Scalar ? false
  : T extends PromiseLike<infer P> ? HoldsUnknown<P, [...Depth, 0]>
  : T extends (...args: never[]) => infer Out ? HoldsUnknown<Out, [...Depth, 0]>
  : T extends readonly unknown[] ? HoldsUnknown<T[number], [...Depth, 0]>
  : T extends object ? HoldsUnknown<T[keyof T], [...Depth, 0]>
  : false;
