// What a function is called on: the derivative of a method is a method.

import { type Callable, withNameOf } from "./call.ts";

/** The function, called on what its derivative is called on. */
export function calledOn(self: unknown, f: Callable): Callable {
  return self === undefined ? f : withNameOf(f, (...args: unknown[]) => f.apply(self, args));
}
