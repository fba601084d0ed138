// Arrays of floats: typed ones in arguments and results, and the ordinary arrays that stand for them inside a
// derivative, since no typed array can hold a box.

import type { Scalar } from "./scalar.ts";

/** A typed array of floats: an array of numbers wherever a tree is taken. */
export type FloatArray = Float64Array | Float32Array;

/** A typed array of numbers of any kind, as operations of lists take them. */
export type NumberArray =
  | FloatArray
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** A list of numbers. */
export type NumberList = readonly number[] | NumberArray;

/** The constructors of typed arrays of floats, by what is used of them. */
interface FloatArrayConstructor {
  from(numbers: ArrayLike<number>): FloatArray;
}

const constructors: { readonly [kind: string]: FloatArrayConstructor } = {
  Float64Array,
  Float32Array,
};
// Arrays are recognised by name, since another frame or sandbox has constructors of its own.
const floats = /* @__PURE__ */ Object.keys(constructors);

/** Checks whether a value is a typed array of floats, of any realm. */
export function isFloatArray(node: unknown): node is FloatArray {
  return ArrayBuffer.isView(node) &&
    (node instanceof Float64Array || floats.includes(typeOf(node)));
}

/** Checks whether a value is a typed array of numbers. */
export function isNumberArray(node: unknown): node is NumberArray {
  return ArrayBuffer.isView(node) && "length" in node && !typeOf(node).startsWith("Big");
}

/**
 * An array that stands for a typed one: its method `subarray`, which only throws, has the name of the kind, and that of
 * a list of a trace makes another one.
 */
interface Standing {
  readonly subarray?: (() => never) & { readonly kind?: string };
  readonly another?: (list: readonly unknown[]) => unknown[];
}

/** Returns the kind of typed array that a node is or stands for; `undefined` where there is none. */
export function floatKindOf(node: unknown): string | undefined {
  if (isFloatArray(node)) return typeOf(node);
  const { subarray } = node as Standing;
  return subarray?.kind;
}

/** Returns a typed array of a kind with the given numbers. */
export function floatsOfKind(kind: string, numbers: readonly number[]): FloatArray {
  return constructors[kind].from(numbers);
}

/**
 * Makes a list stand for a typed array, and returns it. It stays an ordinary array, which engines access fastest,
 * and gets one property that is not enumerable: a method `subarray` that refuses.
 */
export function standingFor<T>(kind: string, list: T[]): T[] {
  return Object.defineProperty(list, "subarray", standings[kind]);
}

const standings: { readonly [kind: string]: PropertyDescriptor } = /* @__PURE__ */ Object
  .fromEntries(
    floats.map((kind) => {
      function subarray(): never {
        throw new TypeError(
          `Cannot take a subarray of a ${kind} inside a derivative, where it is a list, which has no views; use ` +
            "slice, which copies",
        );
      }
      return [kind, { value: Object.assign(subarray, { kind }) }];
    }),
  );

/** Returns what makes a list of a trace like this one; `undefined` where this is none. */
export function listMakerOf(node: object): Standing["another"] {
  return (node as Standing).another;
}

/** An array of boxes in place of a `Float64Array`, for a trace; in the result it becomes a `Float64Array` again. */
export class FloatList extends Array<Scalar> {
  private static readonly isPrepared: boolean = /* @__PURE__ */ prepared(this);
}

function prepared(lists: typeof FloatList): true {
  const another = (list: readonly Scalar[]) => lists.from(list);
  Object.defineProperties(lists.prototype, {
    subarray: standings["Float64Array"],
    another: { value: another },
  });
  return true;
}

/** Returns the name of an object's constructor, which is the same in every realm, or its tag. */
export function typeOf(node: object): string {
  return Object.prototype.toString.call(node).slice("[object ".length, -1);
}
