// One call of a transform on a function: what every error names, and the checks that all transforms share.

import { describe, nameOf } from "../values/describe.ts";
import type { Named } from "../values/level.ts";
import { isPlainObject } from "./node.ts";
import type { Argnums } from "./types.ts";

/** Any function at all: its types have been checked where it came in. */
// deno-lint-ignore no-explicit-any
export type Callable = (...args: any[]) => unknown;

/** A transform and the name of what it is called on: all that a pass needs to know of its call. */
export interface NamedCall {
  /** The transform, as in `grad`. */
  readonly verb: string;
  /** The function that it is called on. */
  readonly f: Named;
}

/** A transform and the function that it is called on. */
export class Call implements NamedCall {
  readonly verb: string;
  readonly f: Callable;

  /** @throws {TypeError} if `f` is no function. */
  constructor(verb: string, f: unknown) {
    checkFunction(verb, f);
    this.verb = verb;
    this.f = f;
  }

  /** Returns the same with the function called on `self`: the derivative of a method is a method. */
  on(self: unknown): Call {
    if (self === undefined) return this;
    const { verb, f } = this;
    return new Call(verb, withNameOf(f, (...args) => f.apply(self, args)));
  }

  /** How the sentence of an error begins, as in "Cannot take grad of loss". */
  get refusal(): string {
    return `Cannot take ${this.verb} of ${nameOf(this.f)}`;
  }

  /** Returns the error that says why the call is refused. */
  refused(reason: string): TypeError {
    return new TypeError(`${this.refusal}: ${reason}`);
  }
}

/** @throws {TypeError} if `f` is no function. */
export function checkFunction(verb: string, f: unknown): asserts f is Callable {
  if (typeof f !== "function") {
    throw new TypeError(`Cannot take ${verb} of ${describe(f)}: it takes a function`);
  }
}

/**
 * Checks the options of a transform, which come last.
 *
 * @param usage how the transform is called, for the error
 * @throws {TypeError} if options are no object, or there is none of such a name.
 */
export function checkOptions(
  verb: string,
  options: unknown,
  names: readonly string[],
  usage = `a transform takes the function first, and its answer the arguments, as in ${verb}(f)(x)`,
): void {
  if (!isPlainObject(options)) {
    throw new TypeError(
      `Cannot take ${verb} with the options ${describe(options)}: they are an object; ${usage}`,
    );
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(
    `Cannot take ${verb} with the option ${unknown}: the options are ${names.join(", ")}`,
  );
}

/**
 * Returns whether a function returns `[value, aux]`, by the options of a transform that is called at once.
 *
 * @param usage how the transform is called with options, for the error
 * @throws {TypeError} if there are options other than `hasAux`.
 */
export function hasAuxOf(verb: string, options: unknown, usage: string): boolean {
  if (options === undefined) return false;
  checkOptions(verb, options, ["hasAux"], `they come last, as in ${usage}`);
  return (options as { readonly hasAux?: boolean }).hasAux ?? false;
}

/** Which arguments a transform differentiates by, and whether the function returns `[value, aux]`. */
export interface Selection {
  readonly argnums: Argnums;
  readonly hasAux: boolean;
}

/**
 * Returns the selection that the options of a transform make.
 *
 * @param further the names of other options that there are
 * @throws {TypeError} if there is an option of another name, or `argnums` names no positions.
 */
export function selectionOf(
  verb: string,
  options: Partial<Selection>,
  further: readonly string[] = [],
): Selection {
  checkOptions(verb, options, ["argnums", "hasAux", ...further]);
  const { argnums = 0, hasAux = false } = options;
  checkArgnums(verb, argnums);
  return { argnums, hasAux };
}

/** @throws {TypeError} if `argnums` is neither a position nor a list of them. */
export function checkArgnums(verb: string, argnums: unknown): asserts argnums is Argnums {
  const positions = Array.isArray(argnums) ? argnums : [argnums];
  const wrong = positions.findIndex((position) => !Number.isInteger(position));
  if (wrong >= 0) {
    throw new TypeError(
      `Cannot take ${verb} with respect to argnums ${
        describe(positions[wrong])
      }: it is the position of an argument, ` +
        "0 for the first, or a list of positions",
    );
  }
  checkDistinct(verb, positions, positions);
}

/**
 * Checks that positions differ.
 *
 * @param given the positions as the caller wrote them, for the error
 * @throws {RangeError} if there is none, or one comes twice.
 */
export function checkDistinct(
  verb: string,
  given: readonly number[],
  positions: readonly number[],
): void {
  if (positions.length > 0 && new Set(positions).size === positions.length) return;
  throw new RangeError(
    `Cannot take ${verb} with respect to argnums [${given}]: name at least one argument, and each once`,
  );
}

/** Gives a function the name of the one it stands for, for error messages. */
export function withNameOf<F extends Callable>(f: { readonly name: string }, g: F): F {
  return Object.defineProperty(g, "name", { value: f.name });
}
