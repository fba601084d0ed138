// Whether somebody has put enumerable properties on `Object.prototype`, which all objects seem to have then.
// It is asked once for all objects of a call: to ask of each key whether it is an object's own costs a third more.

/** What was found when it was asked last. */
export let isPrototypeCrowded = false;

const pristine = {};

/** Looks whether there is any. */
export function lookAtPrototype(): void {
  isPrototypeCrowded = false;
  for (const _ in pristine) isPrototypeCrowded = true;
}
