// Chains run in workers of Node, where there is one: bundles of a worker and of who asks it, as Node takes them.

import { assert, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function run(command: string, args: string[]): { success: boolean; output: string } {
  const { success, stdout, stderr } = new Deno.Command(command, { args }).outputSync();
  const text = new TextDecoder();
  return { success, output: text.decode(stdout) + text.decode(stderr) };
}

function hasNode(): boolean {
  try {
    return run("node", ["--version"]).success;
  } catch {
    return false;
  }
}

describe("Chains in workers of Node", () => {
  it(
    "draw what chains one after another draw",
    { skip: !hasNode() && "SKIPPED: there is no node here" },
    () => {
      const folder = Deno.makeTempDirSync();
      try {
        const bundles = [
          ["../fit/eight_schools_node_worker.ts", "worker.mjs"],
          ["workers_in_node.ts", "main.mjs"],
        ];
        for (const [source, bundle] of bundles) {
          const bundled = run(Deno.execPath(), [
            "bundle",
            "-o",
            `${folder}/${bundle}`,
            `${import.meta.dirname}/${source}`,
          ]);
          assert(bundled.success, bundled.output);
        }
        const { success, output } = run("node", [`${folder}/main.mjs`]);
        assert(success, output);
        assertStringIncludes(output, "the same 200 draws");
        assertStringIncludes(output, "a worker failed with Cannot find module");
      } finally {
        Deno.removeSync(folder, { recursive: true });
      }
    },
  );
});
