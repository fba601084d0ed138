// The library runs where Deno is not: its bundle is one self-contained file that Node takes as it is.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { hasNode, run } from "./commands.ts";

describe("The bundle", () => {
  it(
    "runs every transform in Node",
    { skip: !hasNode() && "SKIPPED: there is no node here" },
    () => {
      const folder = Deno.makeTempDirSync();
      try {
        const bundle = `${folder}/fluxion.mjs`;
        const bundled = run(Deno.execPath(), [
          "bundle",
          "-o",
          bundle,
          `${import.meta.dirname}/everything.ts`,
        ]);
        assert(bundled.success, bundled.output);
        assertEquals(Deno.readTextFileSync(bundle).match(/^import .*$/m), null);
        const { success, output } = run("node", [`${import.meta.dirname}/smoke.mjs`, bundle]);
        assert(success, output);
        assertStringIncludes(output, "checks passed");
      } finally {
        Deno.removeSync(folder, { recursive: true });
      }
    },
  );
});
