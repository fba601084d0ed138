// The options of a compiled function.

import { type Callable, checkOptions } from "../trees/call.ts";
import { describe, nameOf } from "../values/describe.ts";

/** How much is compiled, and when. */
export interface JitOptions {
  /**
   * Most variants (paths through the branches of the function) compiled for one structure of arguments.
   *
   * @default 16
   */
  readonly maximumVariants?: number;
  /**
   * Most structures of arguments for which programs are kept.
   *
   * @default 16
   */
  readonly maximumStructures?: number;
  /**
   * Most instructions compiled in all. Those of a loop count once, however many rounds it has.
   *
   * @default 2_000_000
   */
  readonly maximumInstructions?: number;
  /**
   * Whether each variant is compiled when it is first needed, even if the calls so far have not earned its
   * price. That pays if variants are few and come again, or if the function spends its time outside the
   * operations of this library, which are all that is counted.
   *
   * @default false
   */
  readonly eager?: boolean;
  /**
   * Positions of arguments that are constants of the program, counted from 0, as `static_argnums` in JAX. They
   * reach the function as they are, plain numbers included, and may be of any type: functions, classes, tables.
   * Every other value, in the sense of `Object.is`, has programs of its own, up to `maximumStructures`. An object
   * that is static must not change.
   *
   * @default []
   */
  readonly staticArgnums?: number | readonly number[];
  /**
   * Whether a call that cannot run compiled throws, with the reason and the line of the program that is its
   * cause, in place of running uncompiled. Everything is then compiled as it comes, as with `eager`.
   *
   * @default false
   */
  readonly strict?: boolean;
}

/** Options with their defaults. */
export interface JitBounds extends Required<JitOptions> {
  readonly staticArgnums: readonly number[];
}

/** Returns options with their defaults. @throws {TypeError} @throws {RangeError} for what they cannot be */
export function checkedBounds(f: Callable, options: JitOptions): JitBounds {
  checkOptions("jit", options, [
    "maximumVariants",
    "maximumInstructions",
    "eager",
    "maximumStructures",
    "staticArgnums",
    "strict",
  ]);
  const { maximumVariants = 16, maximumStructures = 16, eager = false, strict = false } = options;
  const { maximumInstructions = 2_000_000 } = options;
  const bounds = { maximumVariants, maximumInstructions, maximumStructures };
  for (const [name, bound] of Object.entries(bounds)) checkBound(f, name, bound);
  for (const [name, flag] of Object.entries({ eager, strict })) {
    if (typeof flag === "boolean") continue;
    throw new TypeError(
      `Cannot compile ${nameOf(f)} with ${name} ${describe(flag)}: it is true or false`,
    );
  }
  return { ...bounds, eager, strict, staticArgnums: checkedStatics(f, options.staticArgnums) };
}

function checkedStatics(f: Callable, given: JitOptions["staticArgnums"] = []): readonly number[] {
  const positions: readonly number[] = Array.isArray(given) ? [...given] : [given];
  const wrong = positions.findIndex((own) => !(Number.isInteger(own) && own >= 0));
  if (wrong < 0) return positions;
  throw new TypeError(
    `Cannot compile ${nameOf(f)} with staticArgnums ${
      describe(positions[wrong])
    }: it is the position of an ` +
      "argument, 0 for the first, or a list of positions",
  );
}

function checkBound(f: Callable, name: string, bound: number): void {
  if (Number.isInteger(bound) && bound > 0) return;
  throw new RangeError(
    `Cannot compile ${nameOf(f)} with ${name} ${describe(bound)}: it is a whole number above 0`,
  );
}
