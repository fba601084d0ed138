// The package as JSR offers it to npm: a file of code and one of declarations for each source. JSR cannot be asked from
// every network; `deno pack` makes the same layout of what `deno publish` uploads.

import { root } from "../../.ci/npm/manifest.ts";
import { withSlashes } from "../../.ci/npm/paths.ts";

let packed: Promise<string> | undefined;

/** The packed layout, made once for a test file, in a folder that goes with the process. */
export function jsrLayout(): Promise<string> {
  return packed ??= (async () => {
    const folder = withSlashes(await Deno.makeTempDir({ prefix: "fluxion_jsr_" }));
    globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
    const tarball = `${folder}/package.tgz`;
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["pack", "--allow-dirty", "--no-source-maps", "--output", tarball],
      cwd: root,
    }).output();
    if (!success) throw new Error(`Cannot pack: ${new TextDecoder().decode(stderr)}`);
    return tarball;
  })();
}
