// Chains run in workers of Node and of a browser, where there is one: bundles of a worker and of who asks it, as these
// take them.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { hasNode, run } from "./commands.ts";
import { PAGE_TIMEOUT, resultsOf, skipPages } from "./chromium.ts";

/** Bundles a module, given from this folder, for browsers or for Node. */
function bundled(source: string, platform: "browser" | "deno"): string {
  const folder = Deno.makeTempDirSync();
  try {
    const path = `${folder}/bundle.mjs`;
    const from = `${import.meta.dirname}/${source}`;
    const made = run(Deno.execPath(), ["bundle", "--platform", platform, "-o", path, from]);
    assert(made.success, made.output);
    return Deno.readTextFileSync(path);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

describe("Chains in workers draw what chains one after another draw", () => {
  const skip = !hasNode() && "SKIPPED: there is no node here";
  it("in Node, which tells of workers without a module", { skip }, () => {
    const folder = Deno.makeTempDirSync();
    try {
      const worker = bundled("../fit/eight_schools_node_worker.ts", "deno");
      Deno.writeTextFileSync(`${folder}/worker.mjs`, worker);
      Deno.writeTextFileSync(`${folder}/main.mjs`, bundled("workers_in_node.ts", "deno"));
      const { success, output } = run("node", [`${folder}/main.mjs`]);
      assert(success, output);
      assertStringIncludes(output, "the same 200 draws");
      assertStringIncludes(output, "a worker failed with Cannot find module");
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  });

  const options = { skip: skipPages, timeout: 2 * PAGE_TIMEOUT };
  it("in Chromium, which tells of workers without a module", options, async () => {
    const files: Record<string, readonly [kind: string, text: string]> = {
      "/": ["text/html", '<!doctype html><script type="module" src="page.js"></script>'],
      "/page.js": ["text/javascript", bundled("workers_in_browser.ts", "browser")],
      "/worker.js": ["text/javascript", bundled("../fit/eight_schools_worker.ts", "browser")],
    };
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
      const file = files[new URL(request.url).pathname];
      if (file === undefined) return new Response("", { status: 404 });
      return new Response(file[1], { headers: { "content-type": file[0] } });
    });
    try {
      const { draws, expected, failure } = await resultsOf<InBrowser>(
        `http://127.0.0.1:${server.addr.port}/`,
      );
      assertEquals(draws.length, 200);
      assertEquals(draws, expected);
      assertStringIncludes(failure, "Cannot sample in workers: a worker failed with");
    } finally {
      await server.shutdown();
    }
  });
});

/** What the page leaves behind. */
interface InBrowser {
  readonly draws: readonly unknown[];
  readonly expected: readonly unknown[];
  readonly failure: string;
}
