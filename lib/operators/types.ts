// The types of transforms over trees of numbers: what comes back has the shape of the arguments, without boxes.

import type { ReturnsReal } from "../trees/objections.ts";
import type {
  Argnums,
  Following,
  Promised,
  ResultWithAux,
  Selected,
  TreeOfTrees,
  WithNumbers,
} from "../trees/types.ts";

/** What has a gradient: one real, a promise of one, or a curried function to one. */
export type RealObjective =
  | number
  | PromiseLike<number>
  | ((...args: never[]) => RealObjective);

/** The gradient by the selected arguments. */
export type GradientTree<A extends unknown[], N extends Argnums> = WithNumbers<Selected<A, N>>;

/** The Hessian by the selected arguments: each number replaced by a gradient. */
export type HessianTree<A extends unknown[], N extends Argnums> = WithNumbers<
  TreeOfTrees<Selected<A, N>, Selected<A, N>>
>;

/** The Jacobian: each number of the result replaced by a gradient. */
export type JacobianTree<Out, A extends unknown[], N extends Argnums> = WithNumbers<
  TreeOfTrees<Awaited<Out>, Selected<A, N>>
>;

/** What a function with `hasAux` returns, over numbers. */
export type RealWithAux<Aux> = ResultWithAux<number, Aux>;

/** `unknown` if a function returns one real, with `hasAux` as the first of `[value, aux]`; if not, a type that says so. */
export type ReturnsRealObjective<Out, H extends boolean> = ReturnsReal<
  Out,
  H,
  RealObjective,
  RealWithAux<unknown>
>;

/** What is expected of a function to one real as long as it is not known what it returns. */
export type ExpectedNumber<H extends boolean> = H extends true ? readonly [number, unknown]
  : number;

/** A differentiated function: promised or curried, as the function is. */
export type Differentiated<A extends unknown[], Out, T> = (...args: A) => Following<Out, T>;

/** A differentiated function with aux: promised, as the function is. */
export type DifferentiatedWithAux<A extends unknown[], Out, T> = (...args: A) => Promised<Out, T>;
