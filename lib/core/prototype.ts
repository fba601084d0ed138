// What all boxes of a class share, and the same for every class: it is laid on the prototype.

/**
 * Lays on the prototype of a class of boxes how they refuse to become plain numbers or strings, and whether
 * they are duals of two plain numbers. A constant of the prototype is known to an engine with the shape of
 * the box; `instanceof` would walk the prototypes of every other one, and a getter is a call (5 % of a
 * gradient).
 */
export function layDown(
  boxes: { readonly prototype: object },
  isPlainDual: boolean,
  refuse: (this: never) => never = refuseConversion,
): void {
  const constant = (value: unknown) => ({ value });
  Object.defineProperties(boxes.prototype, {
    isPlainDual: constant(isPlainDual),
    [Symbol.toPrimitive]: constant(refuse),
    toJSON: constant(refuse),
    toString: constant(refuse),
  });
}

function refuseConversion(): never {
  throw new TypeError(
    "Cannot convert a differentiated value to a plain number or string: its derivative would be lost; " +
      "use add, mul, lt, sin … in place of +, *, <, Math.sin …, an ordinary array in place of a typed one, " +
      "and value(x) to print it or to leave the derivative behind on purpose",
  );
}
