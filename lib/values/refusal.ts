// What all boxes of a class share, and the same for every class: it is laid on the prototype.

/** What the levels of this copy of the library have in common, and those of another copy do not. */
export const HOME: unique symbol = Symbol("home");

/** Whether a value is a box of another copy of the library. */
export function isForeign(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("level" in value)) return false;
  const level = value.level as { readonly home?: unknown; readonly tag?: unknown } | undefined;
  // Versions that had no mark had levels with tags, too.
  return "primal" in value && typeof level?.tag === "number" && level.home !== HOME;
}

/** What to say of a box of another copy of the library. */
export const FOREIGN =
  "a differentiated value of another copy of the library. Two copies of the library " +
  "are loaded, perhaps in two versions, or a package and its source; import one and the same everywhere " +
  "(deno info, npm ls and npm dedupe tell who imports which)";

/**
 * Lays on the prototype of a class of boxes how they refuse to become plain numbers or strings, and whether
 * they are duals of two plain numbers, of this copy of the library. A constant of the prototype is known to an engine with the shape of
 * the box; `instanceof` would walk the prototypes of every other one, and a getter is a call (5 % of a
 * gradient).
 */
export function definePrototype(
  boxes: { readonly prototype: object },
  isPlainDual: boolean,
  refuse: (this: never) => never = refuseConversion,
): void {
  const constant = (value: unknown) => ({ value });
  Object.defineProperties(boxes.prototype, {
    plainDualOf: constant(isPlainDual ? HOME : undefined),
    [Symbol.toPrimitive]: constant(refuse),
    toJSON: constant(refuse),
    toString: constant(refuse),
    toFixed: constant(refuse),
    toPrecision: constant(refuse),
    toExponential: constant(refuse),
    toLocaleString: constant(refuse),
  });
}

/** What runs on plain numbers at this moment, and what it is called on. */
let plainCode: string | undefined;

/** Runs code that knows no derivatives: a box that it meets all the same has come in by a closure. */
export function runOnNumbers<T>(name: string, body: () => T): T {
  const before = plainCode;
  plainCode = name;
  try {
    return body();
  } finally {
    plainCode = before;
  }
}

function refuseConversion(): never {
  if (plainCode !== undefined) {
    throw new TypeError(
      `Cannot convert a differentiated value to a plain number in ${plainCode}, which runs on plain numbers: it ` +
        "closes over one; pass it as an argument, which is differentiated, or take value(a) of it before",
    );
  }
  throw new TypeError(
    "Cannot convert a differentiated value to a plain number or string: its derivative would be lost; " +
      "use add, mul, lt, sin … in place of +, *, <, Math.sin …, an ordinary array in place of a typed one, " +
      "and value(x) to print it or to leave the derivative behind on purpose",
  );
}
