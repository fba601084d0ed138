// Modules from text: lifted, written to a file and imported.

import { lift } from "@fluxion/ad/lift";
import { assert } from "@std/assert";
import { stripTypeScriptTypes } from "node:module";

const root = new URL("../../", import.meta.url);
const runtime = new URL("lib/operators/runtime.ts", root).href;

/** What tests know of a module. */
// deno-lint-ignore no-explicit-any
export type Loaded = { readonly [name: string]: any };

/** Imports a text as a module; names of entry points are those of the import map. */
async function imported(text: string): Promise<Loaded> {
  const folder = Deno.makeTempDirSync({ prefix: "operators_" });
  try {
    const file = `${folder}/module.mjs`;
    const local = text.replace(
      /from "@fluxion\/ad(\/\w+)?"/g,
      (_, entry?: string) =>
        `from "${new URL(entry ? `lib${entry}/mod.ts` : "mod.ts", root).href}"`,
    );
    // Types are blanked out, and nothing else is written anew: Deno's own emitter leaves out the parentheses of exponents
    // such as -(0.5 / 3), and with them their meaning.
    Deno.writeTextFileSync(file, stripTypeScriptTypes(local));
    return await import(`file://${file}`);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Lifts a text, and imports what comes out. */
export function lifted(text: string): Promise<Loaded> {
  const result = lift(text, { runtime });
  assert(result, "nothing is marked");
  return imported(result!.code);
}

/** Imports a text as it is. */
export function asWritten(text: string): Promise<Loaded> {
  return imported(text);
}
