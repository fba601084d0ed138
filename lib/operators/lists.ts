// Lists in lifted code: those that stand for typed arrays have the methods of these, and methods that ask a question
// about elements, or are asked one by a callback, look at numbers.

import { isAnyBox, value } from "../values/box.ts";
import { isFloatArray } from "../values/floats.ts";
import type { Scalar } from "../values/scalar.ts";
import { plain, scalarOf } from "./arithmetic.ts";
import { liftedSame, truth } from "./conditions.ts";

type Callable = (this: unknown, ...args: unknown[]) => unknown;

// A typed array ignores what is set beyond its ends. Of a list only such a write asks the prototype.
const bounded: object = /* @__PURE__ */ new Proxy(Object.create(Array.prototype), {
  set: (target, key, x, receiver) =>
    (typeof key === "string" && String(Number(key)) === key) ||
    Reflect.set(target, key, x, receiver),
});

/** Makes a list stand for a `Float64Array`: it gets the methods that numerical code calls. */
export function floats(list: Scalar[]): Scalar[] {
  // A view answers with methods of its own, which a proxy may only in place of what is configurable.
  const own = (method: Callable) => ({ value: method, configurable: true });
  const copy = (name: "map" | "slice" | "filter") =>
    own((...args) => floats((Array.prototype[name] as Callable).apply(list, args) as Scalar[]));
  // What takes trees apart reads the kind of array that a list stands for from this method.
  const subarray = Object.assign(
    function (this: unknown, ...ends: unknown[]) {
      return view(this as Scalar[], ends as number[]);
    },
    { kind: "Float64Array" },
  );
  Object.setPrototypeOf(list, bounded);
  return Object.defineProperties(list, {
    map: copy("map"),
    slice: copy("slice"),
    filter: copy("filter"),
    // Of a view, `this` is the view: what it gets goes into the list that it is a part of.
    set: own(function (source, offset = 0) {
      const into = this as Scalar[];
      const elements = Array.from(source as ArrayLike<unknown>, scalarOf);
      const start = plain(offset) as number;
      if (start < 0 || start + elements.length > into.length) {
        throw new RangeError("offset is out of bounds");
      }
      elements.forEach((element, i) => into[start + i] = element);
    }),
    subarray: own(subarray),
  });
}

/** Returns a list whose elements are those of a part of another, as a subarray shares them. */
function view(list: Scalar[], ends: readonly number[]): Scalar[] {
  const [from, to] = ends.map((end) => plain(end));
  const indices = Object.keys(list).slice(from, to).map(Number);
  const start = indices.length === 0 ? 0 : indices[0];
  const isOwn = (key: PropertyKey) =>
    typeof key === "string" && /^\d+$/.test(key) && Number(key) < indices.length;
  const there = (key: PropertyKey) => start + Number(key);
  return new Proxy(floats(indices.map(() => 0)), {
    get: (target, key) => {
      if (key === "subarray" || typeof key === "symbol") return Reflect.get(target, key);
      if (isOwn(key)) return list[there(key)];
      const method = Reflect.get(Array.prototype, key);
      return key === "set" || typeof method !== "function" ? Reflect.get(target, key) : method;
    },
    set: (target, key, x) =>
      isOwn(key) ? Reflect.set(list, there(key), x) : Reflect.set(target, key, x),
    getOwnPropertyDescriptor: (target, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(target, key);
      return isOwn(key) ? { ...descriptor, value: list[there(key)] } : descriptor;
    },
  });
}

const identity = ["includes", "indexOf", "lastIndexOf"];
const predicates = ["every", "filter", "find", "findIndex", "findLast", "findLastIndex", "some"];
const sorting = ["sort", "toSorted"];

/** The methods of lists that `method` calls. */
export const asking: readonly string[] = [...identity, ...predicates, ...sorting];

/** Calls a method of an object, which asks about numbers if the object is a list. */
export function method(object: unknown, name: string, ...args: unknown[]): unknown {
  const own = (object as { readonly [name: string]: unknown })[name] as Callable;
  if (!Array.isArray(object) && !isFloatArray(object)) return own.apply(object, args);
  if (identity.includes(name)) return found(object as readonly unknown[], name, args, own);
  const [callback, ...others] = args;
  if (typeof callback !== "function") {
    const hasBoxes = sorting.includes(name) && Array.from(object as unknown[]).some(isAnyBox);
    if (!hasBoxes) return own.apply(object, args);
    // Without an order the elements are sorted by their texts.
    return own.call(object, (x: unknown, y: unknown) => {
      const [left, right] = [String(plain(x)), String(plain(y))];
      return left < right ? -1 : left > right ? 1 : 0;
    });
  }
  const answer = sorting.includes(name) ? plain : truth;
  return own.call(object, function (this: unknown, ...given: unknown[]) {
    return answer((callback as Callable).apply(this, given));
  }, ...others);
}

function found(
  list: readonly unknown[],
  name: string,
  args: readonly unknown[],
  own: Callable,
): unknown {
  const [sought] = args;
  if (!isAnyBox(sought) && !list.some(isAnyBox)) return own.apply(list, [...args]);
  const isSought = (x: unknown) =>
    liftedSame(x, sought) ||
    (name === "includes" && plain(x) !== plain(x) && plain(sought) !== plain(sought));
  const marks = list.map((x) => isSought(x) ? 1 : 0);
  return (Reflect.get(marks, name) as Callable).call(marks, 1, ...args.slice(1).map(plain));
}

/** Returns the number that an index, a key or a length is. */
export function key(x: unknown): unknown {
  return isAnyBox(x) ? value(x) : x;
}
