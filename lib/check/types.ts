// The types of numeric differentiation: plain numbers in, plain numbers out.

import type { AnswersInKind } from "../trees/in_kind.ts";
import type {
  Argnums,
  FirstArgument,
  LaterArguments,
  OnlyNumbers,
  Selected,
  TreeOfTrees,
  WithNumbers,
} from "../trees/types.ts";
import type { DifferenceOptions } from "./differences.ts";

/** The options of a numeric derivative. */
export interface NumericOptions<E extends boolean = boolean> extends DifferenceOptions {
  /**
   * Whether the result is `[derivative, error]`; forward and central differences take two more values for it.
   *
   * @default false
   */
  readonly errorEstimate?: E;
}

/** A numeric derivative, and in the same structure the estimated error of each number. */
export type WithError<T> = [derivative: T, error: T];

/** `unknown` for what holds plain numbers alone; a type that says so for what may hold boxes. */
export type WithoutBoxes<X> = [X] extends [OnlyNumbers<X>] ? unknown
  : { readonly "numeric derivatives are of plain numbers": never };

/**
 * A numeric gradient, in the structure of the argument, or of the tuple of arguments that `argnums` selects.
 */
export interface NumericGradient<A extends unknown[], N extends Argnums> extends AnswersInKind {
  // With the type parameters of a gradient, so that either may be called where a program chooses.
  <X extends FirstArgument<A, N>, R extends LaterArguments<A, N>>(
    x: X & WithoutBoxes<X>,
    ...rest: R
  ): WithNumbers<Selected<[X, ...R], N>>;
}

/** A numeric gradient with its error. */
export interface NumericGradientWithError<A extends unknown[], N extends Argnums>
  extends AnswersInKind {
  <X extends FirstArgument<A, N>, R extends LaterArguments<A, N>>(
    x: X & WithoutBoxes<X>,
    ...rest: R
  ): WithError<WithNumbers<Selected<[X, ...R], N>>>;
}

/** A numeric Jacobian: the result's tree, each leaf replaced by a tree in the structure of the argument. */
export interface NumericJacobian<A extends unknown[], N extends Argnums, Out>
  extends AnswersInKind {
  <X extends FirstArgument<A, N>, R extends LaterArguments<A, N>>(
    x: X & WithoutBoxes<X>,
    ...rest: R
  ): WithNumbers<TreeOfTrees<Out, Selected<[X, ...R], N>>>;
}

/** A numeric Jacobian with its error. */
export interface NumericJacobianWithError<A extends unknown[], N extends Argnums, Out>
  extends AnswersInKind {
  <X extends FirstArgument<A, N>, R extends LaterArguments<A, N>>(
    x: X & WithoutBoxes<X>,
    ...rest: R
  ): WithError<WithNumbers<TreeOfTrees<Out, Selected<[X, ...R], N>>>>;
}
