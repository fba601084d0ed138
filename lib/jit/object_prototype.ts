// Enumerable properties that somebody has put on `Object.prototype`, which every object then seems to have.
// They are looked for once per call: to ask of each key whether it is an object's own costs a third more.

let hasProperties = false;

const emptyObject = {};

/** Looks for enumerable properties of `Object.prototype`, and remembers whether there are any. */
export function inspectObjectPrototype(): void {
  hasProperties = false;
  for (const _ in emptyObject) hasProperties = true;
}

/** Returns whether `inspectObjectPrototype` has found enumerable properties when it was called last. */
export function isObjectPrototypeExtended(): boolean {
  return hasProperties;
}
