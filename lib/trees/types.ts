// The types of differentiated functions: the arguments that may be passed for parameters, and the results
// that come back. A function of scalars returns numbers when it is called on numbers, and scalars when any of
// its arguments holds a box.

import type { FloatArray, NumberArray } from "../values/floats.ts";
import type { Scalar } from "../values/scalar.ts";

/** Types that are no trees, and are passed on unchanged. */
export type Opaque =
  | string
  | boolean
  | bigint
  | symbol
  | null
  | undefined
  | ((...args: never[]) => unknown);

/** Objects that are no trees: a transform refuses them in arguments, and passes them on beside a value. */
export type Foreign =
  | Date
  | RegExp
  | ReadonlyMap<never, unknown>
  | ReadonlySet<unknown>
  | WeakMap<never, unknown>
  | WeakSet<never>
  | ArrayBufferLike;

/** A `Float64Array` as answers have it, on a buffer of its own: the constructor names it in every version of TypeScript. */
export type OwnFloat64Array = ReturnType<typeof Float64Array.of>;
/** A `Float32Array` as answers have it, on a buffer of its own. */
export type OwnFloat32Array = ReturnType<typeof Float32Array.of>;

/**
 * The type of lists of scalars. The compiler makes another type of each `Scalar[]` that stands in an alias, and a union of
 * answers has them all; this one stays the same.
 */
export interface Lists {
  /** A list of scalars. */
  readonly ofScalars: Scalar[];
}

/** A tree's type with every scalar a plain number. */
export type WithNumbers<T> = T extends Scalar ? number
  : T extends Float64Array ? OwnFloat64Array
  : T extends Float32Array ? OwnFloat32Array
  : T extends Opaque | Foreign ? T
  : T extends PromiseLike<infer P> ? Promise<WithNumbers<P>>
  : T extends readonly (infer E)[]
  // Lists of scalars have one type, however it came about, so that no union has them twice.
    ? E[] extends T ? [E] extends [Scalar] ? number[] : WithNumbers<E>[]
    : { -readonly [K in keyof T]: WithNumbers<T[K]> }
  : T extends object ? { -readonly [K in keyof T]: WithNumbers<T[K]> }
  : T;

/** A tree's type with every number a scalar, as inside another derivative. */
export type WithScalars<T> = T extends Scalar ? Scalar
  : T extends NumberArray ? Lists["ofScalars"]
  : T extends Opaque | Foreign ? T
  : T extends PromiseLike<infer P> ? Promise<WithScalars<P>>
  : T extends readonly (infer E)[]
    ? E[] extends T ? [E] extends [Scalar] ? Lists["ofScalars"] : WithScalars<E>[]
    : { -readonly [K in keyof T]: WithScalars<T[K]> }
  : T extends object ? { -readonly [K in keyof T]: WithScalars<T[K]> }
  : T;

/**
 * A type with every scalar a plain number, `readonly`, so that `T` extends it if and only if `T` can hold no
 * box.
 */
export type OnlyNumbers<T> = T extends Scalar ? number
  : T extends NumberArray | Opaque | Foreign ? T
  : T extends object ? { readonly [K in keyof T]: OnlyNumbers<T[K]> }
  : T;

/** What is free of boxes: numbers, whatever is none, and arrays and objects of these. */
export type FreeOfBoxes =
  | number
  | Opaque
  | FloatArray
  | readonly FreeOfBoxes[]
  | { readonly [key: string]: FreeOfBoxes };

/**
 * The result `T` of a call with the arguments `Args`: of numbers if these are numbers, otherwise of scalars.
 */
export type Answer<Args, T> = [Args] extends [readonly FreeOfBoxes[]] ? WithNumbers<T>
  : [Args] extends [OnlyNumbers<Args>] ? WithNumbers<T>
  : WithScalars<T>;

/** The arguments that may be passed for a parameter: a typed array of floats, too, for an array. */
export type Argument<P> = P extends Scalar ? P
  : P extends Opaque | Foreign ? P
  : P extends FloatArray ? FloatArray
  : P extends readonly unknown[]
    ? number extends P["length"]
      ? number extends P[number] ? readonly Argument<P[number]>[] | FloatArray
      : readonly Argument<P[number]>[]
    : { readonly [K in keyof P]: Argument<P[K]> }
  : P extends ArrayLike<infer E> ? [Scalar] extends [E] ? readonly Scalar[] | FloatArray : P
  : P extends object ? { readonly [K in keyof P]: Argument<P[K]> }
  : P;

/** A list of arguments, each a tree in the shape of the function's parameter. */
export type Trees<A extends unknown[]> = { readonly [I in keyof A]: Argument<A[I]> };

/** The arguments to differentiate with respect to: one position, or a list of them. */
export type Argnums = number | readonly number[];

/** Options that select arguments. */
export interface ArgnumsOptions<N extends Argnums> {
  /**
   * The position of the argument to differentiate with respect to; negative ones count from the end. For a
   * list of positions the derivative is a tuple.
   *
   * @default 0
   */
  readonly argnums?: N;
}

/** The options where a function returns its value alone. */
export interface WithoutAux {
  /**
   * Whether the function returns `[value, aux]`.
   *
   * @default false
   */
  readonly hasAux?: false;
}

/** The options where a function returns `[value, aux]`. */
export interface WithAux {
  /** That the function returns `[value, aux]`; what is in `aux` comes along without being differentiated. */
  readonly hasAux: true;
}

/** Options that say whether a function returns aux. */
export interface AuxOptions<H extends boolean> {
  /**
   * Whether the function returns `[value, aux]`; what is in `aux` comes along without being differentiated.
   *
   * @default false
   */
  readonly hasAux?: H;
}

/** The aux of what a function with `hasAux` returns. */
export type AuxOf<Out> = Awaited<Out> extends readonly [unknown, infer Aux] ? Aux : never;

/** What a function with `hasAux` returns, which may be asynchronous. */
export type ResultWithAux<Out, Aux> = readonly [Out, Aux] | PromiseLike<readonly [Out, Aux]>;

/** The position that is meant by a number: −1 is the last, and what is not literal may be any. */
export type Position<A extends readonly unknown[], N extends number> = `${N}` extends
  `-${infer Back}` ? FromTheEnd<Required<A>, Back> : N;

/** The position that is `Back` places from the end of a list. */
export type FromTheEnd<
  A extends readonly unknown[],
  Back extends string,
  Passed extends unknown[] = [],
> = A extends readonly [...infer Before, unknown]
  ? `${[...Passed, unknown]["length"]}` extends Back ? Before["length"]
  : FromTheEnd<Before, Back, [...Passed, unknown]>
  : never;

/** The arguments of a differentiated function. */
export type Arguments<A extends unknown[], N extends Argnums> = {
  [I in keyof A]: IsSelected<I, Positions<A, N>> extends true ? Argument<A[I]> : A[I];
};

/** The first argument of a differentiated function. */
export type FirstArgument<A extends unknown[], N extends Argnums> = N extends 0 ? Argument<A[0]>
  : Arguments<A, N>[0];

/** The arguments of a differentiated function after the first. */
export type LaterArguments<A extends unknown[], N extends Argnums> = N extends 0 ? Rest<A>
  : Rest<Arguments<A, N>>;

/** The elements of a list after the first. */
export type Rest<A extends unknown[]> = A extends [unknown, ...infer R] ? R
  : A extends (infer E)[] ? E[]
  : never;

/** The positions for numbers of which negative ones count from the end. */
export type Positions<A extends readonly unknown[], N extends Argnums> = N extends number
  ? Position<A, N>
  : { readonly [K in keyof N]: N[K] extends number ? Position<A, N[K]> : never };

/** Whether the argument at position `I` is among the selected ones. */
export type IsSelected<I, N extends Argnums> = N extends number
  ? number extends N ? true : I extends `${N}` ? true : false
  : N extends readonly number[]
    ? number extends N[number] ? true : I extends `${N[number]}` ? true : false
  : false;

/** The structure of a gradient: the selected argument, or a tuple of the selected ones. */
export type Selected<A extends unknown[], N extends Argnums> = N extends 0 ? Fields<A[0]>
  : N extends number ? Fields<A[Position<A, N>]>
  : N extends readonly number[]
    ? { -readonly [K in keyof N]: N[K] extends number ? Fields<A[Position<A, N[K]>]> : never }
  : never;

/** A tree's type with every instance of a class the plain object of its fields, without its methods. */
export type Fields<T> = T extends Scalar | NumberArray | Opaque | Foreign ? T
  : T extends readonly unknown[] ? { [K in keyof T]: Fields<T[K]> }
  : T extends object
    ? { [K in keyof T as T[K] extends (...args: never[]) => unknown ? never : K]: Fields<T[K]> }
  : T;

/**
 * The parameters of a function that takes scalars wherever a list of arguments has numbers: for functions
 * that are generic themselves, as derivatives are.
 */
export type ScalarsFor<P extends readonly unknown[]> = {
  -readonly [I in keyof P]: WithScalars<P[I]>;
};

/** What a function returns: anything, and a list of two that stands in the code is a pair. */
export type Returned = NonNullable<unknown> | null | undefined | readonly [unknown, unknown];

/** What is expected of a function to one real as long as it is not known what it returns. */
export type ExpectedReal<H extends boolean> = H extends true ? readonly [Scalar, unknown] : Scalar;

/** Each leaf of `Out` replaced by a whole tree of type `In`: the type of a Jacobian. */
export type TreeOfTrees<Out, In> = Out extends Scalar ? In
  : Out extends FloatArray ? In[]
  : Out extends Opaque | Foreign ? Out
  : Out extends readonly (infer E)[]
    ? E[] extends Out ? [E] extends [Scalar] ? In[] : TreeOfTrees<E, In>[]
    : { -readonly [K in keyof Out]: TreeOfTrees<Out[K], In> }
  : Out extends object ? { -readonly [K in keyof Out]: TreeOfTrees<Out[K], In> }
  : never;

/** The results of which a gradient can be taken: one real, a promise of one, or a curried function to one. */
export type Objective = Scalar | PromiseLike<Scalar> | CurriedObjective;

/** A curried function that returns one real in the end. */
export type CurriedObjective = (...args: never[]) => Scalar | CurriedObjective;

/** `T`, or a promise of it if a function's result `Out` is a promise. */
export type Promised<Out, T> = [Out] extends [PromiseLike<unknown>]
  ? unknown extends Out ? T : Promise<T>
  : T;

/** The result `T` of a transform for a function that returns `Out`: promised or curried, as `Out` is. */
export type Following<Out, T> = [Out] extends [PromiseLike<unknown>]
  ? unknown extends Out ? T : Promise<T>
  : [Out] extends [(...args: infer R) => infer Inner] ? (...args: R) => Following<Inner, T>
  : T;
