/**
 * The transformer behind `"use ad"`: `lift` makes a module of marked functions into one whose functions can be
 * differentiated, from text to text. `/register` and `/unplugin` call it while modules are loaded or bundled. Run, it is
 * a command that rewrites files:
 *
 * ```sh
 * deno run -RW jsr:@fluxion/ad/lift source/ --out lifted/
 * ```
 *
 * @example
 * ```ts
 * import { lift } from "@fluxion/ad/lift";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(lift("export const f = (x: number) => x * x;"), undefined);
 * ```
 *
 * @module
 */

export { lift, type Lifted, type LiftOptions } from "./lift.ts";
export type { SourceMap } from "./output.ts";
export { LiftError } from "./syntax.ts";

import process from "node:process";
import { runLift } from "./command.ts";

if (import.meta.main) {
  process.exitCode = runLift(process.argv.slice(2), console.log, console.error);
}
