// The library in files for the page: one for each entry point that runs in a browser, with shared parts in files of
// their own, so that all entry points have the same boxes.

import { basename, join } from "node:path";

const names = [
  "check",
  "density",
  "draw",
  "fit",
  "jit",
  "linalg",
  "ode",
  "operators",
  "sparse",
  "special",
  "taylor",
  "trace",
];

/** The entry points that examples in the page may import, and what each is bundled from. */
export const entries: Readonly<Record<string, string>> = {
  "@fluxion/ad": "mod.ts",
  ...Object.fromEntries(names.map((name) => [`@fluxion/ad/${name}`, `lib/${name}/mod.ts`])),
  "@fluxion/ad/operators/runtime": "lib/operators/runtime.ts",
  "@std/assert": ".github/site/assert.ts",
};

/** What the page itself needs. */
const tools = [".github/site/lift.ts"];

/** Servers may leave out what is in a folder whose name begins with a dot. */
const HIDDEN = ".github/site/";

/** Where in the folder of modules an entry point is. */
export function fileOf(entry: string): string {
  return entries[entry].replace(HIDDEN, "").replace(/\.ts$/, ".js");
}

/** Bundles the modules, and writes down which is which in `modules.json`. */
export async function bundleModules(root: string, folder: string): Promise<void> {
  const sources = [...Object.values(entries), ...tools];
  const options = "--quiet --platform browser --minify --code-splitting --outdir".split(" ");
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", ...options, folder, ...sources],
    cwd: root,
  }).output();
  if (!success) throw new Error(`Cannot bundle: ${new TextDecoder().decode(stderr)}`);
  for (const source of sources.filter((source) => source.startsWith(HIDDEN))) {
    const file = source.replace(/\.ts$/, ".js");
    const text = await Deno.readTextFile(join(folder, file));
    await Deno.writeTextFile(
      join(folder, basename(file)),
      text.replaceAll("../../chunk-", "./chunk-"),
    );
  }
  await Deno.remove(join(folder, ".github"), { recursive: true });
  const map = Object.fromEntries(Object.keys(entries).map((entry) => [entry, fileOf(entry)]));
  await Deno.writeTextFile(join(folder, "modules.json"), JSON.stringify(map));
}
