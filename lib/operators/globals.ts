// The globals of numerical code as lifted code sees them: the functions of `Math` are the operations of this library,
// questions about a number look at the number, and a list stands for a typed array, which cannot hold boxes.

import * as elementary from "../elementary/mod.ts";
import { nary } from "../operations/nary.ts";
import { unary } from "../operations/unary.ts";
import { isAnyBox, value } from "../values/box.ts";
import { floatKindOf } from "../values/floats.ts";
import type { Scalar } from "../values/scalar.ts";
import { plain, power, scalarOf } from "./arithmetic.ts";
import { truth } from "./conditions.ts";
import { known } from "./known_functions.ts";
import { floats } from "./lists.ts";

type Callable = (...args: unknown[]) => unknown;

// An engine's own hypotenuse: with that of the table a derivative would change the last bit of a value.
const hypotenuse = /* @__PURE__ */ nary({
  ...elementary.hypot.row,
  value: (xs) => Math.hypot(...xs as number[]),
});
/** Gives a function the name and the length of the one that it stands for. */
function inPlaceOf(native: Callable, made: Callable): Callable {
  known(made);
  return Object.defineProperties(made, {
    name: { value: native.name },
    length: { value: native.length },
  });
}

const nativeOf = (name: string) => Reflect.get(Math, name) as Callable;

/** Makes a function that rounds to fewer digits: it moves a number by less than what this stands for, so the slope is 1. */
function ofRounding(name: string): Callable {
  return ofOneReal(
    name,
    unary({ name, value: nativeOf(name) as (x: number) => number, partials: [1] }),
  );
}

/** Makes a function of what can be iterated, whose elements it adds up with one rounding. */
function ofSum(name: string): Callable {
  const native = nativeOf(name);
  const total = nary({ name, value: (xs) => native(xs) as number, partials: 1 });
  return inPlaceOf(native, (xs) => {
    if (
      typeof (xs as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] !== "function"
    ) {
      return native(xs);
    }
    const list = Array.from(xs as Iterable<unknown>);
    return list.some(isAnyBox) ? total(list as Scalar[]) : native(list);
  });
}

/** Functions that not every engine has. */
const further: readonly [name: string, make: (name: string) => Callable][] = [
  ["f16round", ofRounding],
  ["sumPrecise", ofSum],
];

/** Makes a function of any number of reals: the engine's own where no box is among its arguments. */
function ofReals(name: string, operation: (...xs: Scalar[]) => Scalar): Callable {
  const native = nativeOf(name);
  return inPlaceOf(
    native,
    (...xs) => xs.some(isAnyBox) ? operation(...xs.map(scalarOf)) : native(...xs),
  );
}

/** Makes a function of one real; as a callback it is given more, and looks at none of that. */
function ofOneReal(name: string, operation: (x: Scalar) => Scalar): Callable {
  const native = nativeOf(name);
  return inPlaceOf(native, (x) => isAnyBox(x) ? operation(x) : native(x));
}

/** Makes a function of two reals, which looks at no further argument. */
function ofTwoReals(name: string, operation: (x: Scalar, y: Scalar) => Scalar): Callable {
  const native = nativeOf(name);
  return inPlaceOf(
    native,
    (x, y) => isAnyBox(x) || isAnyBox(y) ? operation(scalarOf(x), scalarOf(y)) : native(x, y),
  );
}

/** Makes a function whose result is a whole number that no derivative follows. */
function ofNumbers(native: Callable): Callable {
  return inPlaceOf(native, (...xs) => native(...xs.map(plain)));
}

const ofOne = [
  ..."abs acos acosh asin asinh atan atanh cbrt ceil cos cosh exp expm1 floor log log10 log1p log2"
    .split(" "),
  ..."round sign sin sinh sqrt tan tanh trunc".split(" "),
] as const;

function mathematics(): object {
  const table = elementary as unknown as { readonly [name: string]: (...xs: Scalar[]) => Scalar };
  const functions: { [name: string]: unknown } = {
    atan2: ofTwoReals("atan2", (y, x) => elementary.atan2(y, x)),
    pow: ofTwoReals("pow", (x, y) => power(x, y) as Scalar),
    max: ofReals("max", (...xs) => elementary.max(xs)),
    min: ofReals("min", (...xs) => elementary.min(xs)),
    hypot: ofReals("hypot", (...xs) => hypotenuse(xs)),
    fround: ofRounding("fround"),
    imul: ofNumbers(Math.imul as Callable),
    clz32: ofNumbers(Math.clz32 as Callable),
  };
  for (const name of ofOne) functions[name] = ofOneReal(name, table[name]);
  for (const [name, make] of further) if (name in Math) functions[name] = make(name);
  return Object.assign(Object.create(Math), functions);
}

/** `Math`. */
export const ofMath: object = /* @__PURE__ */ mathematics();

function numbers(): object {
  const own = function (x?: unknown): unknown {
    return isAnyBox(x) ? x : Number(x);
  };
  const questions = ["isFinite", "isInteger", "isNaN", "isSafeInteger"] as const;
  const asked = questions.map((name) => [name, ofNumbers(Number[name] as Callable)]);
  return Object.setPrototypeOf(Object.assign(own, Object.fromEntries(asked)), Number);
}

/** `Number`. */
export const ofNumber: object = /* @__PURE__ */ numbers();

/** `isFinite`. */
export const ofIsFinite: (...args: unknown[]) => unknown = /* @__PURE__ */ ofNumbers(
  isFinite as Callable,
);

/** `isNaN`. */
export const ofIsNaN: (...args: unknown[]) => unknown = /* @__PURE__ */ ofNumbers(
  isNaN as Callable,
);

/** `Boolean`. */
export function ofBoolean(x: unknown): boolean {
  return truth(x);
}

/** `String`. */
export const ofString: object = /* @__PURE__ */ Object.setPrototypeOf(
  ofNumbers(String as Callable),
  String,
);

/** `Array`: a length is a plain number. */
export const ofArray: object = /* @__PURE__ */ new Proxy(Array, {
  construct: (target, args, type) =>
    Reflect.construct(target, args.length === 1 ? args.map(plain) : args, type),
  apply: (target, self, args) =>
    Reflect.apply(target, self, args.length === 1 ? args.map(plain) : args),
});

/** `Float64Array`: a list that holds boxes as well. */
export const ofFloat64Array: object = /* @__PURE__ */ new Proxy(Float64Array, {
  construct: (target, args, type) => {
    const [source] = args;
    // A view of a buffer is a view of bytes.
    if (source instanceof ArrayBuffer || type !== ofFloat64Array) {
      return Reflect.construct(target, args, type === ofFloat64Array ? target : type);
    }
    if (source === undefined || typeof source === "number" || isAnyBox(source)) {
      return floats(Array.from(new Float64Array(source === undefined ? 0 : value(source))));
    }
    return floats(Array.from(source as ArrayLike<unknown>, scalarOf));
  },
  get: (target, name) => {
    if (name === "from") {
      return (
        source: ArrayLike<unknown>,
        map?: (x: unknown, i: number) => unknown,
        self?: unknown,
      ) =>
        floats(
          Array.from(source, (x, i) => scalarOf(map === undefined ? x : map.call(self, x, i))),
        );
    }
    // Inside a derivative typed arrays are lists that stand for them.
    if (name === Symbol.hasInstance) {
      return (x: unknown) =>
        x instanceof target || (Array.isArray(x) && floatKindOf(x) === "Float64Array");
    }
    if (name === "of") return (...xs: unknown[]) => floats(xs.map(scalarOf));
    return Reflect.get(target, name);
  },
});
