// How a function is made ready to be called again and again: as it is, or compiled. A workload is written
// once, and takes one of the two.

import { jit, type Jitted } from "@fluxion/ad/jit";

/** Makes a function ready. */
export type MakeReady = <Args extends unknown[], Out>(
  f: (...args: Args) => Out,
) => (...args: Args) => Out;

/** The function itself: every call of a derivative runs it on boxes. */
export const dynamic: MakeReady = (f) => f;

/** The function compiled: each way that it goes is traced once. */
export function compiled<Args extends unknown[], Out>(
  f: (...args: Args) => Out,
): Jitted<(...args: Args) => Out> {
  return jit(f);
}

/** A function that answers in arrays that it is given, or in others. */
export type Filling<Args extends unknown[], Out> = (output: Out, ...args: Args) => Out;

/** Returns a function that was made ready so that it answers in arrays of the caller, if it is compiled. */
export function filling<Args extends unknown[], Out>(
  f: (...args: Args) => Out,
): Filling<Args, Out> {
  if ("into" in f) return (f as Jitted<(...args: Args) => Out>).into as Filling<Args, Out>;
  return (_output, ...args) => f(...args);
}
