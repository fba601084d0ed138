// The library in files for the page: one for each entry point that runs in a browser, with shared parts in files of
// their own, so that all entry points have the same boxes.

import { join } from "node:path";

/** The entry points that examples in the page may import, and what each is bundled from. */
export const entries: Readonly<Record<string, string>> = {
  "@fluxion/ad": "mod.ts",
  ...Object.fromEntries(
    [
      "check",
      "density",
      "draw",
      "jit",
      "linalg",
      "ode",
      "sparse",
      "special",
      "taylor",
      "trace",
    ]
      .map((name) => [`@fluxion/ad/${name}`, `lib/${name}/mod.ts`]),
  ),
  "@std/assert": ".github/site/assert.ts",
};

/** Where in the folder of modules an entry point is. */
export function fileOf(entry: string): string {
  return entries[entry].replace(".github/site/", "").replace(/\.ts$/, ".js");
}

/** Bundles the modules, and writes down which is which in `modules.json`. */
export async function bundleModules(
  root: string,
  folder: string,
): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      ..."--quiet --platform browser --minify --code-splitting --outdir".split(
        " ",
      ),
      folder,
      ...Object.values(entries),
    ],
    cwd: root,
  }).output();
  if (!success) {
    throw new Error(`Cannot bundle: ${new TextDecoder().decode(stderr)}`);
  }
  // A server may leave out what is in folders whose names begin with a dot.
  await Deno.rename(
    join(folder, ".github/site/assert.js"),
    join(folder, "assert.js"),
  );
  const text = await Deno.readTextFile(join(folder, "assert.js"));
  await Deno.writeTextFile(
    join(folder, "assert.js"),
    text.replaceAll("../../chunk-", "./chunk-"),
  );
  await Deno.remove(join(folder, ".github"), { recursive: true });
  const map = Object.fromEntries(
    Object.keys(entries).map((entry) => [entry, fileOf(entry)]),
  );
  await Deno.writeTextFile(join(folder, "modules.json"), JSON.stringify(map));
}
