// What is wrong with a function that is to be differentiated, as a sentence in the compiler's message: a type that no
// function has, whose only property says it.

import type { NumberArray } from "../values/floats.ts";
import type { Scalar } from "../values/scalar.ts";
import type { TreeOf, TreeType } from "./generic.ts";
import type {
  Argnums,
  Fields,
  Foreign,
  Objective,
  Opaque,
  Position,
  ResultWithAux,
  WithScalars,
} from "./types.ts";

/** `unknown` where there is no objection, so that nothing is asked; else a type with the objection as its property. */
export type Unless<Objection extends string> = [Objection] extends [never] ? unknown
  : { readonly [Sentence in Objection]: never };

/**
 * `unknown` if a function takes scalars for the arguments that are differentiated; if it does not, a type that no
 * function has, whose property tells the remedy in the compiler's message.
 */
export type TakesScalars<
  A extends unknown[],
  N extends Argnums,
  // The compiler leaves the question open in generic code, and prints this.
  _Remedy extends string = "in generic code the parameter is of type Scalars<P>",
> = TreeOf<A[0]> extends TreeType<unknown> ? unknown
  : N extends 0 ? Unless<A extends [] ? NotThere : ObjectionToTree<A[0]>>
  : [ObjectionTo<A, N extends readonly number[] ? N[number] : N>] extends [never] ? unknown
  : Unless<ObjectionTo<A, N extends readonly number[] ? N[number] : N>>;

/** `unknown` if a function returns one real, with `hasAux` as the first of `[value, aux]`; if not, as `TakesScalars`. */
export type ReturnsObjective<Out, H extends boolean> = ReturnsReal<
  Out,
  H,
  Objective,
  ResultWithAux<Scalar, unknown>
>;

/** The same of a function that returns a `Real`, or with `hasAux` a `Pair` of it and aux. */
export type ReturnsReal<Out, H extends boolean, Real, Pair> = Unless<
  [H] extends [true] ? [Out] extends [Pair] ? never
    : "with hasAux the function returns [value, aux], where the value is one real number"
    : [Out] extends [Real] ? never
    : [Out] extends [Pair]
      ? "the function returns one real number; for [value, aux] give the option hasAux: true"
    : "the function returns one real number; jacobian is for several"
>;

/** `unknown` if a function has the arguments at the positions `N`; if not, as `TakesScalars`. */
export type HasArguments<A extends unknown[], N extends Argnums> = Unless<
  MissingArgument<A, N extends readonly number[] ? N[number] : N>
>;

/** The sentence that there is no such argument, for positions `N` where there is none. */
export type MissingArgument<A extends unknown[], N> = N extends number
  ? number extends N | A["length"] ? never
  : [Position<A, N>] extends [never] ? NotThere
  : `${Position<A, N>}` extends keyof A ? never
  : NotThere
  : never;

/** What is wrong where there is no such argument. */
export type NotThere = "argnums names an argument that the function does not have";

/** What is wrong with the arguments at the positions `N`: `never` if nothing is. */
export type ObjectionTo<A extends unknown[], N> = N extends number
  ? [MissingArgument<A, N>] extends [never] ? ObjectionToTree<A[Position<A, N>]> : NotThere
  : never;

/** What is wrong with the type of an argument that is differentiated: `never` if nothing is. */
export type ObjectionToTree<T> = 0 extends 1 & T ? never
  : [T] extends [Opaque] ? [T] extends [never] ? never
    : "what is differentiated must hold scalars; argnums selects another argument"
  : [WithBoxes<T>] extends [T] ? never
  : [WithBoxes<Fields<T>>] extends [Fields<T>] ? never
  : [WithScalars<Fields<T>>] extends [Fields<T>]
    ? "no Map, Set or Date can be differentiated; pass it as a later argument"
  : "differentiated parameters must be of type Scalar, not number";

/** A tree's type as a function sees it inside a derivative, with a type that nothing has for what is no tree. */
export type WithBoxes<T> = T extends Scalar ? Scalar
  : T extends NumberArray ? Scalar[]
  : T extends Opaque ? T
  : T extends Foreign ? { readonly "no tree": never }
  : T extends readonly (infer E)[]
    ? E[] extends T ? [E] extends [Scalar] ? Scalar[] : WithBoxes<E>[]
    : { -readonly [K in keyof T]: WithBoxes<T[K]> }
  : T extends ArrayLike<infer E> ? ArrayLike<WithBoxes<E>>
  : T extends object ? { -readonly [K in keyof T]: WithBoxes<T[K]> }
  : T;
