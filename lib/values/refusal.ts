// How boxes refuse to become plain numbers or strings, and how boxes of another copy of the library are told apart.

/** The mark of the levels of this copy of the library: another copy has another symbol. */
export const HOME: unique symbol = Symbol("home");

/** Checks whether a value is a box of another copy of the library. */
export function isForeign(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("level" in value)) return false;
  const level = value.level as { readonly home?: unknown; readonly tag?: unknown } | undefined;
  // Earlier versions had no mark, but levels with tags as well.
  return "primal" in value && typeof level?.tag === "number" && level.home !== HOME;
}

/** The description of a box of another copy of the library, for error messages. */
export const FOREIGN: string =
  "a differentiated value of another copy of the library. Two copies of the library are loaded; import one and " +
  "the same everywhere (deno info, npm ls and npm dedupe tell who imports which)";

/**
 * Defines on the prototype of a class of boxes the conversions that refuse, and whether these are duals of two
 * plain numbers. For a constant on the prototype an engine has only to check the shape of a box, while
 * `instanceof` walks its prototypes and a getter is called (5 % of a gradient).
 *
 * A class calls it for a static field, marked pure: a bundler leaves that out with the class, and a statement beside
 * the class would keep both (`add` alone is a quarter smaller).
 */
export function definePrototype(
  boxes: { readonly prototype: object },
  isPlainDual: boolean,
  refuse: (this: never) => never = refuseConversion,
  convert: (this: never) => unknown = refuse,
): true {
  const constant = (value: unknown) => ({ value });
  Object.defineProperties(boxes.prototype, {
    plainDualOf: constant(isPlainDual ? HOME : undefined),
    [Symbol.toPrimitive]: constant(convert),
    toJSON: constant(refuse),
    toString: constant(refuse),
    toFixed: constant(refuse),
    toPrecision: constant(refuse),
    toExponential: constant(refuse),
    toLocaleString: constant(refuse),
  });
  return true;
}

/** What is said of a level in the error for its boxes. */
interface Outlived {
  readonly verb: string;
  readonly call: string;
}

/** What is said of functions that a transform returns, and that work on after its call has ended, by its name. */
const outliving: { [verb: string]: string | undefined } = {};

/** Has the error for boxes say that a transform returns a function that works on after its call has ended. */
export function outlives(verb: string, what: string): void {
  outliving[verb] = ` (${what} that it answered works on, the values inside do not)`;
}

/** Returns the error for a box that is used after the derivative call that made it has ended. */
export function escaped(level: Outlived): TypeError {
  return new TypeError(
    `Cannot use a value that has escaped from its derivative: it was made by ${level.call}, and that call ` +
      `has ended${outliving[level.verb] ?? ""}; ` +
      "return the value from the function that is differentiated (with hasAux for what is not), " +
      "or keep value(x) instead of x",
  );
}

/** What is wrong with a box in the function that runs on plain numbers at this moment. */
let inPlainCode: string | undefined;

/** Runs code that gets plain numbers only: if it meets a box, it closes over one, and the error says so. */
export function runOnNumbers<T>(name: string, body: () => T): T {
  const before = inPlainCode;
  inPlainCode =
    ` in ${name}, which runs on plain numbers: it closes over one; pass it as an argument, which is ` +
    "differentiated, or take value(a) of it before";
  try {
    return body();
  } finally {
    inPlainCode = before;
  }
}

/** What the error for native operators advises those who write functions with operators. */
let advice = "";

/** Makes the error for native operators advise those who write functions with operators. */
export function adviseOnOperators(remedy: string): void {
  advice = remedy;
}

function refuseConversion(this: { readonly level: Outlived & { readonly phase: string } }): never {
  if (this.level?.phase === "closed") throw escaped(this.level);
  throw new TypeError(
    "Cannot convert a differentiated value to a plain number" + (inPlainCode ??
      ` or string: its derivative would be lost; ${advice}use add, mul, lt, sin … in place of +, *, <, Math.sin …, ` +
        "an ordinary array in place of a typed one, and value(x) to print it or to leave the derivative behind"),
  );
}
