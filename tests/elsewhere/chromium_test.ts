// Compiled functions run in a browser under a content security policy that allows WebAssembly and no eval,
// and answer uncompiled under one that forbids both.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { JitStats } from "@fluxion/ad/jit";
import { assertSame } from "../laws/same.ts";
import { PAGE_TIMEOUT, resultsOf, skipPages } from "./chromium.ts";

/** What the page leaves behind. */
interface Results {
  readonly wasm: boolean;
  readonly evaluates: boolean;
  readonly answers: Readonly<
    Record<string, {
      readonly answers: unknown;
      readonly expected: unknown;
      readonly stats: JitStats;
    }>
  >;
}

/** Serves the page, its script and the bundle under a policy, on a free port of this machine. */
function serve(policy: string, bundle: string) {
  const files: Record<string, readonly [kind: string, text: string]> = {
    "/": ["text/html", '<!doctype html><script type="module" src="page.js"></script>'],
    "/page.js": [
      "text/javascript",
      Deno.readTextFileSync(`${import.meta.dirname}/browser_page.js`),
    ],
    "/fluxion.js": ["text/javascript", bundle],
  };
  return Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const [kind, text] = files[new URL(request.url).pathname] ?? ["text/plain", ""];
    const headers = { "content-type": kind, "content-security-policy": policy };
    return new Response(text, { headers });
  });
}

let bundle: string | undefined;

/** The library in one file, made once. */
function bundled(): string {
  return bundle ??= makeBundle();
}

function makeBundle(): string {
  const folder = Deno.makeTempDirSync();
  try {
    const path = `${folder}/fluxion.js`;
    const { success, stderr } = new Deno.Command(Deno.execPath(), {
      args: ["bundle", "--platform", "browser", "-o", path, `${import.meta.dirname}/everything.ts`],
    }).outputSync();
    assert(success, new TextDecoder().decode(stderr));
    return Deno.readTextFileSync(path);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Runs the page under a policy; the server is closed, however it ends. */
async function resultsUnder(policy: string): Promise<Results> {
  const server = serve(policy, bundled());
  try {
    return await resultsOf(`http://127.0.0.1:${server.addr.port}/`);
  } finally {
    await server.shutdown();
  }
}

describe("In Chromium, jit", () => {
  const options = { skip: skipPages, timeout: 3 * PAGE_TIMEOUT };

  it("compiles where WebAssembly is allowed, and needs no eval", options, async () => {
    const results = await resultsUnder("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
    assertEquals([results.wasm, results.evaluates], [true, false]);
    for (const [name, { answers, expected, stats }] of Object.entries(results.answers)) {
      assertSame(answers, expected, name);
      assertEquals(stats.uncompiled, undefined, name);
      assert(stats.variants > 0 && stats.hits > 0, name);
    }
    const { instructions, bytes } = results.answers.long.stats;
    assert(instructions > 100_000 && bytes > 1e6, `${instructions} instructions, ${bytes} bytes`);
  });

  it("answers uncompiled where WebAssembly is forbidden", options, async () => {
    const results = await resultsUnder("default-src 'none'; script-src 'self'");
    assertEquals([results.wasm, results.evaluates], [false, false]);
    for (const [name, { answers, expected, stats }] of Object.entries(results.answers)) {
      assertSame(answers, expected, name);
      assert(stats.uncompiled?.includes("engine"), name);
      assert(stats.uncompiled?.includes("'wasm-unsafe-eval' in script-src is all"), name);
      assertEquals(stats.hits, 0, name);
    }
  });
});
