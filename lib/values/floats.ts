// Arrays of floats: typed ones in arguments and answers, and the lists of scalars that stand for them inside a
// derivative, since no typed array can hold a box.

import type { Scalar } from "./scalar.ts";

/** A typed array of floats, which is an array of numbers wherever trees are taken. */
export type FloatArray = Float64Array | Float32Array;

/** A typed array of numbers of any kind: data for operations of lists. */
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

/** What makes a typed array of floats. */
interface FloatArrayConstructor {
  from(numbers: ArrayLike<number>): FloatArray;
}

const constructors: { readonly [kind: string]: FloatArrayConstructor } = {
  Float64Array,
  Float32Array,
};
// By what they are called, since a frame or a sandbox has constructors of its own.
const floats = /* @__PURE__ */ Object.keys(constructors);

/** Whether a value is a typed array of floats, of whatever realm. */
export function isFloatArray(node: unknown): node is FloatArray {
  return ArrayBuffer.isView(node) &&
    (node instanceof Float64Array || floats.includes(typeOf(node)));
}

/** Whether a value is a typed array of numbers. */
export function isNumberArray(node: unknown): node is NumberArray {
  return ArrayBuffer.isView(node) && "length" in node && !typeOf(node).startsWith("Big");
}

/** What a list that stands for a typed array says of itself where it is no array. */
interface Standing {
  readonly subarray?: (() => never) & { readonly kind?: string };
}

/** The kind of typed array that a node is, or that a list stands for. */
export function floatKindOf(node: unknown): string | undefined {
  if (isFloatArray(node)) return typeOf(node);
  const { subarray } = node as Standing;
  return subarray?.kind;
}

/** A typed array of the kind of another, or of what a list stands for. */
export function floatsOfKind(kind: string, numbers: readonly number[]): FloatArray {
  return constructors[kind].from(numbers);
}

/**
 * Makes a list stand for a typed array. It stays an ordinary array, which engines know best; what only typed
 * arrays have is laid on it where nobody enumerates it.
 */
export function standingFor<T>(kind: string, list: T[]): T[] {
  return Object.defineProperty(list, "subarray", standings[kind]);
}

const standings: { readonly [kind: string]: PropertyDescriptor } = /* @__PURE__ */ Object
  .fromEntries(
    floats.map((kind) => {
      function subarray(): never {
        throw new TypeError(
          `Cannot take a subarray of a ${kind} inside a derivative: there it is a list, since no typed array can ` +
            "hold a differentiated value, and a list has no views; use slice, which copies",
        );
      }
      return [kind, { value: Object.assign(subarray, { kind }) }];
    }),
  );

/** What a trace has in place of a `Float64Array`: an array of boxes, which becomes one again in the answer. */
export class FloatList extends Array<Scalar> {
  static {
    Object.defineProperty(this.prototype, "subarray", standings["Float64Array"]);
  }
}

/** As the constructor is called. */
function typeOf(node: object): string {
  return Object.prototype.toString.call(node).slice("[object ".length, -1);
}
