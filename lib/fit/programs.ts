// The functions that an algorithm calls again and again, compiled when they have been called a few times. They are kept
// for each function of the user, so that the next fit of the same function finds them compiled.

import { isAnyBox, value } from "../values/box.ts";
import type { Callable } from "../trees/call.ts";
import { jit } from "../jit/jit.ts";
import type { Jitted } from "../jit/types.ts";
import type { Scalar } from "../values/scalar.ts";

/** A function to a list of scalars, whose answers are wanted as numbers. */
export class NumericFunction {
  private readonly run: (...args: unknown[]) => readonly Scalar[];
  private compiled: Jitted<Callable> | undefined;
  private calls = 0;

  /** @param run the function as it is */
  constructor(run: (...args: unknown[]) => readonly Scalar[]) {
    this.run = run;
  }

  /** Whether there is a compiled function. */
  get isCompiled(): boolean {
    return this.compiled !== undefined;
  }

  /** Returns the numbers of an answer, `undefined` if they are not as many as expected. */
  numbers(
    args: readonly unknown[],
    mayCompile: boolean,
    length: number,
  ): Float64Array | undefined {
    if (mayCompile && ++this.calls > PATIENCE) this.compiled ??= jit(this.run as Callable);
    if (!mayCompile || this.compiled === undefined) return sized(this.run(...args), length);
    const output = new Float64Array(length);
    try {
      return this.compiled.into(output, ...args) as Float64Array;
    } catch {
      // An answer of another length, or of boxes, which only a call that ran uncompiled can have.
      return sized(this.run(...args), length);
    }
  }
}

function sized(own: readonly Scalar[], length: number): Float64Array | undefined {
  return own.length === length ? Float64Array.from(own, value) : undefined;
}

/** How often a function runs as it is, over all calls, before it is compiled: compiling costs tens of runs. */
const PATIENCE = 24;

/** The functions made of one function of the user. */
export type Programs = Map<string, NumericFunction>;

const known = /* @__PURE__ */ new WeakMap<Callable, Programs>();

/** Returns the functions made of a function of the user, by their names. */
export function programsOf(f: Callable): Programs {
  let own = known.get(f);
  if (own === undefined) known.set(f, own = new Map());
  return own;
}

/** Returns the function of that name, made if there is none yet. */
export function programIn(
  programs: Programs,
  name: string,
  make: () => (...args: never[]) => readonly Scalar[],
): NumericFunction {
  let own = programs.get(name);
  if (own === undefined) programs.set(name, own = new NumericFunction(make() as never));
  return own;
}

/** Returns whether two lists have the same numbers, bit for bit; a box counts as another number. */
export function haveSameBits(xs: readonly Scalar[], ys: Float64Array): boolean {
  return xs.length === ys.length && xs.every((x, i) => !isAnyBox(x) && Object.is(x, ys[i]));
}
