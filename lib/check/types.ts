// The types of numeric differentiation: plain numbers in, plain numbers out.

import type {
  Argnums,
  Argument,
  IsSelected,
  Selected,
  TreeOfTrees,
  WithNumbers,
} from "../trees/types.ts";
import type { DifferenceOptions } from "./differences.ts";

/** The options of a numeric derivative without an error estimate. */
export interface NumericOptions extends DifferenceOptions {
  /**
   * Whether the result is `[derivative, error]`.
   *
   * @default false
   */
  readonly errorEstimate?: false;
}

/** The options of a numeric derivative with an error estimate. */
export interface NumericOptionsWithError extends DifferenceOptions {
  /** The result is `[derivative, error]`; forward and central differences take two more values for it. */
  readonly errorEstimate: true;
}

/** A numeric derivative, and in the same structure the estimated error of each number. */
export type WithError<T> = [derivative: T, error: T];

/** The arguments of a numeric derivative: numbers wherever the function takes scalars. */
export type NumericArguments<A extends unknown[], N extends Argnums> = {
  [I in keyof A]: IsSelected<I, N> extends true ? Argument<WithNumbers<A[I]>> : A[I];
};

/**
 * A numeric gradient, in the structure of the argument, or of the tuple of arguments that `argnums` selects.
 */
export type NumericGradient<A extends unknown[], N extends Argnums> = <
  B extends NumericArguments<A, N>,
>(...args: B) => WithNumbers<Selected<B, N>>;

/** A numeric gradient with its error. */
export type NumericGradientWithError<A extends unknown[], N extends Argnums> = <
  B extends NumericArguments<A, N>,
>(...args: B) => WithError<WithNumbers<Selected<B, N>>>;

/** A numeric Jacobian: the result's tree, each leaf replaced by a tree in the structure of the argument. */
export type NumericJacobian<A extends unknown[], N extends Argnums, Out> = <
  B extends NumericArguments<A, N>,
>(...args: B) => WithNumbers<TreeOfTrees<Out, Selected<B, N>>>;

/** A numeric Jacobian with its error. */
export type NumericJacobianWithError<A extends unknown[], N extends Argnums, Out> = <
  B extends NumericArguments<A, N>,
>(...args: B) => WithError<WithNumbers<TreeOfTrees<Out, Selected<B, N>>>>;
