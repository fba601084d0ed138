// Compiled functions run in a browser under a content security policy that allows WebAssembly and no eval,
// and answer uncompiled under one that forbids both.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { JitStats } from "@fluxion/ad/jit";
import { type Browser, chromium, type Page } from "playwright-core";
import { assertSame } from "../laws/same.ts";

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

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = PLACES.find((place) => {
  try {
    return Deno.statSync(place).isFile;
  } catch {
    return false;
  }
});
const skip = executablePath === undefined &&
  `SKIPPED: there is no Chromium at ${PLACES.join(", ")}; jit has not been tried in a browser`;
if (skip) console.warn(`%c${skip}`, "color: red; font-weight: bold");

/** So long may a browser take to start, and a page to run. */
const TIMEOUT = 60_000;

const args = [
  ..."--headless --no-sandbox --disable-gpu --disable-background-networking".split(" "),
  ..."--disable-component-update --disable-sync --disable-dev-shm-usage".split(" "),
];

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

/** Runs the page under a policy; everything is closed, however it ends. */
async function resultsUnder(policy: string): Promise<Results> {
  const server = serve(policy, bundled());
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath, args, timeout: TIMEOUT });
    const page = await browser.newPage();
    return await resultsOf(page, `http://127.0.0.1:${server.addr.port}/`);
  } finally {
    await browser?.close();
    await server.shutdown();
  }
}

async function resultsOf(page: Page, url: string): Promise<Results> {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(url, { timeout: TIMEOUT });
  const done = () => (globalThis as { results?: Results }).results;
  try {
    // Asked from here, since to ask in the page would take the eval that the policy forbids.
    for (let waited = 0; waited < TIMEOUT; waited += 100) {
      const results = await page.evaluate(done);
      if (results !== undefined) return results;
      if (errors.length > 0) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } catch (error) {
    errors.push(String(error));
  }
  throw new Error(`The page has answered nothing: ${errors.join("; ")}`);
}

describe("In Chromium, jit", () => {
  const options = { skip, timeout: 3 * TIMEOUT };

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
      assertEquals(stats.hits, 0, name);
    }
  });
});
