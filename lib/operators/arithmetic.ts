// JavaScript's operators on scalars: each means on a box what it means on the number that the box stands for. What
// no box takes part in is left to JavaScript, strings, dates and big integers included.

import { add, div, mul, neg, square, sub } from "../elementary/arithmetic.ts";
import { round } from "../elementary/piecewise.ts";
import { pow } from "../elementary/powers.ts";
import { type Binary, binary, minus, plus, times } from "../operations/binary.ts";
import { type AnyBox, isAnyBox, value } from "../values/box.ts";
import { HOME } from "../values/refusal.ts";
import type { Scalar } from "../values/scalar.ts";

// What an operator is applied to may be anything.
type Operand = number;

/**
 * The remainder x − y·n, for n = x/y without its fraction. ∂/∂x = 1 and ∂/∂y = −n, between the jumps and, by
 * convention, on them.
 */
export const remainder: Binary = /* @__PURE__ */ binary({
  name: "remainder",
  value: (x, y) => x % y,
  // From the result, which is exact: x/y may have been rounded up to a whole number.
  partials: [1, (x, y, z) => neg(round(div(sub(x, z), y)))],
  domain: [[0.2, 0.9], [1, 2]],
});

/** Checks whether a value is a number or a box, by less than it takes to tell which box. */
function isScalar(x: unknown): x is Scalar {
  return typeof x === "number" || (x as AnyBox | undefined | null)?.level?.home === HOME;
}

/** Returns the number that an operand of an arithmetic operator stands for, as a scalar. */
export function scalarOf(x: unknown): Scalar {
  return typeof x === "number" || isAnyBox(x) ? x : +(x as number);
}

/** Returns what a value stands for outside of derivatives: a box stands for its number, any other for itself. */
export function plain<T>(x: T): T {
  return isAnyBox(x) ? value(x) as T : x;
}

/** Returns `x + y`: of a string and a box, the string with the number. */
export function liftedPlus(x: unknown, y: unknown): unknown {
  if (typeof x === "number" && typeof y === "number") return x + y;
  if (isScalar(x) && isScalar(y)) return plus(x, y);
  if (!isAnyBox(x) && !isAnyBox(y)) return (x as Operand) + (y as Operand);
  const left = isAnyBox(x) ? x : primitiveOf(x);
  const right = isAnyBox(y) ? y : primitiveOf(y);
  if (typeof left === "string" || typeof right === "string") {
    return (plain(left) as string) + (plain(right) as string);
  }
  return add(scalarOf(left), scalarOf(right));
}

/** Returns the primitive value of an operand of `+`, as JavaScript converts it. */
function primitiveOf(x: unknown): unknown {
  if (typeof x !== "object" && typeof x !== "function" || x === null) return x;
  const convert = (x as { [Symbol.toPrimitive]?: (hint: string) => unknown })[Symbol.toPrimitive];
  if (typeof convert === "function") return convert.call(x, "default");
  const own = x.valueOf();
  return typeof own === "object" || typeof own === "function" ? String(x) : own;
}

type OfNumbers = (x: Operand, y: Operand) => unknown;

function arithmetic(operation: Binary, native: OfNumbers): (x: unknown, y: unknown) => unknown {
  return (x, y) => {
    if (!isAnyBox(x) && !isAnyBox(y)) return native(x as Operand, y as Operand);
    return operation(scalarOf(x), scalarOf(y));
  };
}

const difference = /* @__PURE__ */ arithmetic(sub, (x, y) => x - y);
const product = /* @__PURE__ */ arithmetic(mul as Binary, (x, y) => x * y);
const quotient = /* @__PURE__ */ arithmetic(div, (x, y) => x / y);

/** Returns `x - y`. */
export function liftedMinus(x: unknown, y: unknown): unknown {
  if (typeof x === "number" && typeof y === "number") return x - y;
  return isScalar(x) && isScalar(y) ? minus(x, y) : difference(x, y);
}

/** Returns `x * y`. */
export function liftedTimes(x: unknown, y: unknown): unknown {
  if (typeof x === "number" && typeof y === "number") return x * y;
  return isScalar(x) && isScalar(y) ? times(x, y) : product(x, y);
}

/** Returns `x / y`. */
export function liftedOver(x: unknown, y: unknown): unknown {
  if (typeof x === "number" && typeof y === "number") return x / y;
  return isScalar(x) && isScalar(y) ? div(x, y) : quotient(x, y);
}

const rest = /* @__PURE__ */ arithmetic(remainder, (x, y) => x % y);
const exponentiation = /* @__PURE__ */ arithmetic(pow, (x, y) => x ** y);

/** Returns `x % y`. */
export function modulo(x: unknown, y: unknown): unknown {
  return typeof x === "number" && typeof y === "number" ? x % y : rest(x, y);
}

/** Returns `x ** y`. */
export function power(x: unknown, y: unknown): unknown {
  if (typeof x === "number" && typeof y === "number") return x ** y;
  // The exponent that is written most often, with the same bits for less.
  return y === 2 && isAnyBox(x) ? square(x) : exponentiation(x, y);
}

/** Returns `-x`. */
export function liftedNegative(x: unknown): unknown {
  return typeof x === "number" ? -x : isAnyBox(x) ? neg(x) : -(x as Operand);
}

/** Returns `+x`: the number itself. */
export function numeric(x: unknown): unknown {
  return isAnyBox(x) ? x : +(x as Operand);
}

/** Returns what `++` makes of a value. */
export function increment(x: unknown): unknown {
  if (isAnyBox(x)) return add(x, 1);
  let next = x as Operand;
  return ++next;
}

/** Returns what `--` makes of a value. */
export function decrement(x: unknown): unknown {
  if (isAnyBox(x)) return sub(x, 1);
  let next = x as Operand;
  return --next;
}

/** Returns the value of `x++` or `x--`, which is the number before, once the variable has been set. */
export function before(x: unknown, _set: unknown): unknown {
  if (isAnyBox(x)) return x;
  let old = x as Operand;
  return old++;
}

/** Returns the value of an expression that had to become an operand. */
export function result<T>(x: T): T {
  return x;
}

const operators: { readonly [operator: string]: (x: unknown, y: unknown) => unknown } = {
  "+": liftedPlus,
  "-": liftedMinus,
  "*": liftedTimes,
  "/": liftedOver,
  "%": modulo,
  "**": power,
  "&": bitwise((x, y) => x & y),
  "|": bitwise((x, y) => x | y),
  "^": bitwise((x, y) => x ^ y),
  "<<": bitwise((x, y) => x << y),
  ">>": bitwise((x, y) => x >> y),
  ">>>": bitwise((x, y) => x >>> y),
};

// The bits of a number are whole numbers, which no derivative follows.
function bitwise(operator: OfNumbers): (x: unknown, y: unknown) => unknown {
  return (x, y) => operator(plain(x) as Operand, plain(y) as Operand);
}

/** A property that an assignment such as `object[key] += x` reads and sets, evaluated once. */
export class Property {
  private readonly object: { [key: PropertyKey]: unknown };
  private readonly key: PropertyKey;
  private readonly value: unknown;

  /** Reads the property of an object by a key. */
  constructor(object: unknown, key: unknown) {
    this.object = object as { [key: PropertyKey]: unknown };
    this.key = plain(key) as PropertyKey;
    this.value = this.object[this.key];
  }

  /** Sets the property by `operator`, and returns what it was set to. */
  set(operator: string, x: unknown): unknown {
    return this.object[this.key] = operators[operator](this.value, x);
  }

  /** Sets the property to one more or one less, and returns that. */
  step(by: 1 | -1): unknown {
    return this.object[this.key] = by === 1 ? increment(this.value) : decrement(this.value);
  }

  /** Sets the property to one more or one less, and returns what it was before. */
  stepAfter(by: 1 | -1): unknown {
    return before(this.value, this.step(by));
  }
}

/** Returns the property that an assignment sets. */
export function property(object: unknown, key: unknown): Property {
  return new Property(object, key);
}
