// The transformer: from text to text, with a source map.

import { Lifter } from "./lifter.ts";
import type { SourceMap } from "./output.ts";
import { DIRECTIVE } from "./syntax.ts";

/** The directive where a statement may begin. */
const mayBeMarked = new RegExp(`(?:^|[{};]|\\*/)[ \\t]*(["'])${DIRECTIVE}\\1`, "m");

/** How a module is lifted. */
export interface LiftOptions {
  /**
   * The name of the file, for messages and for the source map; from its ending follows whether there is JSX in it.
   *
   * @default "module.ts"
   */
  readonly file?: string;
  /**
   * Where the lifted module imports the runtime from.
   *
   * @default "@fluxion/ad/operators/runtime"
   */
  readonly runtime?: string;
}

/** A lifted module. */
export interface Lifted {
  /** The text, in the language that it was in. */
  readonly code: string;
  /** Where in the source everything comes from. */
  readonly map: SourceMap;
}

/**
 * Lifts what is marked with `"use ad"` in a module, at its head or at the head of a function. Each marked function gets
 * a second body, in which operators are operations of this library; it runs while a derivative or a trace does.
 * Types and comments stay.
 *
 * @returns `undefined` for a module without a mark.
 * @throws {LiftError} if the module is not well formed, or for what cannot be lifted: `eval`, `with`, an assignment
 * to an imported name; the message has the file, the line and a remedy.
 *
 * @example
 * ```ts
 * import { lift } from "@fluxion/ad/lift";
 * import { assertMatch } from "@std/assert";
 *
 * const { code } = lift('"use ad";\nexport const cube = (x: number) => x * x * x;\n')!;
 * assertMatch(code, /\$ad\.times\(\$ad\.times\(x, x\), x\)/);
 * ```
 */
export function lift(text: string, options: LiftOptions = {}): Lifted | undefined {
  const { file = "module.ts", runtime = "@fluxion/ad/operators/runtime" } = options;
  // Most modules are not marked, and need not be parsed.
  if (!mayBeMarked.test(text)) return undefined;
  const lifter = new Lifter(text, file);
  const isChanged = lifter.run(runtime);
  return isChanged ? { code: lifter.output.text, map: lifter.output.map(file) } : undefined;
}
