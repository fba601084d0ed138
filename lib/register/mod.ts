/**
 * Lifts what is marked with `"use ad"` while modules are loaded. It is imported before the program:
 *
 * ```sh
 * deno run --preload=jsr:@fluxion/ad/register main.ts
 * node --import @fluxion/ad/register main.ts
 * ```
 *
 * @module
 */

import module from "node:module";
import process from "node:process";
// What lifted code imports: Deno loads what it knows at the start, also where the program may not read files.
import "../operators/runtime.ts";
import { type Loader, register } from "./register.ts";

const { registerHooks, stripTypeScriptTypes } = module as unknown as Omit<
  Loader,
  "takesTypes" | "runsAll"
>;

if (typeof registerHooks !== "function") {
  throw new Error(
    "Cannot lift modules while they are loaded: this runtime has no module.registerHooks, which Deno has from 2.9 on " +
      "and Node from 22.15; rewrite the files with the command of @fluxion/ad/lift",
  );
}
const isDeno = "Deno" in globalThis;
register({
  registerHooks,
  stripTypeScriptTypes,
  // Deno runs what comes through a hook as it is, with its types, and takes data for code.
  takesTypes: !isDeno && Boolean(process.features.typescript),
  runsAll: isDeno,
});
