// The site as it is served: built under a path of its own, every link followed, and looked at in a browser: what axe
// says by day and by night, whether it fits a phone, how much the first page weighs, and that its code runs.

/// <reference lib="dom" />

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { after, describe, it } from "@std/testing/bdd";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { buildSite } from "../../.github/site/build.ts";
import { serveFolder } from "../../.github/site/serve.ts";
import { inChromium, PAGE_TIMEOUT, theBrowser, violationsOf } from "../chromium.ts";
import { brokenLinks, pagesIn } from "./links.ts";

const base = "/fluxion/";
const output = await Deno.makeTempDir({ prefix: "fluxion-site-test-" });
await buildSite({ output, base });
const site = serveFolder(output, base);

after(async () => {
  await site.close();
  await Deno.remove(output, { recursive: true });
});

/** Opens a page of the site, and closes it again. */
async function onPage(
  path: string,
  scenario: (page: Page) => Promise<void>,
  options: { colorScheme?: "light" | "dark"; width?: number } = {},
): Promise<void> {
  const { colorScheme, width = 1280 } = options;
  const page = await (await theBrowser()).newPage({
    colorScheme,
    viewport: { width, height: 800 },
  });
  const errors: Error[] = [];
  page.on("pageerror", (error) => errors.push(error));
  page.setDefaultTimeout(PAGE_TIMEOUT);
  try {
    await page.goto(site.url + path, { waitUntil: "load" });
    // Buttons are there before they do anything: a page of the guide is ready once its program has taken it over.
    await page.waitForFunction(
      '[document.querySelector("#app")].every((app) => !app || app.__vue_app__)',
    );
    await scenario(page);
    if (errors.length > 0) throw errors[0];
  } finally {
    await page.close();
  }
}

/** One of each kind of page. */
const kinds = [
  "",
  "start",
  "names",
  "tutorial/co2",
  "how-to/three",
  "concepts/nesting",
  "benchmarks-report",
  "reference",
  "source/lib/modes/book",
  "api/",
  "api/~/grad.html",
  "playground/",
];

describe("The site", () => {
  // They have a configuration of their own, so that the check of everything else leaves them out.
  it("has a theme of the types that it says", () => {
    const { success, stderr } = new Deno.Command(Deno.execPath(), {
      args: [
        "check",
        "-q",
        ...["config", "theme/index", "theme/run_worker"].map((name) =>
          `pages/.vitepress/${name}.ts`
        ),
      ],
      cwd: new URL("../../.github/site/", import.meta.url),
    }).outputSync();
    assert(success, new TextDecoder().decode(stderr));
  });

  it("has no link that leads nowhere", () => {
    const pages = pagesIn(output);
    assert(pages.length > 300);
    assertEquals(brokenLinks(output, base, pages), []);
  });

  inChromium("weighs less than 200 kB at its first page", async () => {
    const page = await (await theBrowser()).newPage();
    const sizes: Promise<number>[] = [];
    page.on("response", (response) => {
      sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto(site.url, { waitUntil: "networkidle" });
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    await page.close();
    console.log(`The first page: ${(total / 1000).toFixed(0)} kB, compressed`);
    assert(total > 50_000 && total < 200_000, `${total} bytes`);
  });

  for (const [colorScheme, width] of [["light", 1280], ["dark", 390]] as const) {
    inChromium(`pleases axe, and fits ${width} pixels, when it is ${colorScheme}`, async () => {
      for (const path of kinds) {
        await onPage(path, async (page) => {
          assertEquals(await violationsOf(page), [], path);
          const needed = await page.evaluate(() => document.documentElement.scrollWidth);
          assertEquals([path, needed], [path, width]);
        }, { colorScheme, width });
      }
    });
  }
});

describe("Code in a page", () => {
  // All of it is run by the tests of documents; here it is the page that is tried, with every entry point.
  inChromium("runs", async () => {
    for (
      const path of [
        "",
        "operators",
        "orders",
        "linalg",
        "see",
        "check",
        "sparse",
        "how-to/make-it-fast",
      ]
    ) {
      await onPage(path, async (page) => {
        for (const block of await page.locator(".live-code").all()) {
          await block.getByRole("button", { name: "Run" }).click();
          await block.locator(".live-output > *").first().waitFor();
          await block.getByText("Running …").waitFor({ state: "detached" });
          assertEquals(await block.locator(".error").allTextContents(), [], path);
        }
      });
    }
  });

  inChromium("is edited, fails in words, and is put back", () =>
    onPage("start", async (page) => {
      const block = page.locator(".live-code").first();
      await block.getByRole("button", { name: "Edit" }).click();
      const field = block.getByRole("textbox", { name: "Code" });
      const original = await field.inputValue();
      await field.fill(
        'import { mul } from "@fluxion/ad";\nconsole.log(mul(6, 7 as number), [-0]);',
      );
      await field.press("Control+Enter");
      await block.getByText("42 [-0]").waitFor();
      await field.fill('import x from "lodash";\nx();');
      await block.getByRole("button", { name: "Run" }).click();
      await block.locator(".error").waitFor();
      assertStringIncludes((await block.locator(".error").textContent())!, "Cannot import lodash");
      await field.fill("const = 3;");
      await block.getByRole("button", { name: "Run" }).click();
      await block.getByText(/SyntaxError/).waitFor();
      await block.getByRole("button", { name: "Reset" }).click();
      await block.getByRole("button", { name: "Edit" }).click();
      assertEquals(await field.inputValue(), original);
    }));

  inChromium("that does not end is ended", () =>
    onPage("start", async (page) => {
      const block = page.locator(".live-code").first();
      await block.getByRole("button", { name: "Edit" }).click();
      await block.getByRole("textbox", { name: "Code" }).fill("while (true);");
      await page.clock.install();
      await block.getByRole("button", { name: "Run" }).click();
      await page.clock.fastForward(11_000);
      await block.getByText("It has been ended after 10 seconds.").waitFor();
    }));

  inChromium("is found by the search, and so are names", () =>
    onPage("", async (page) => {
      await page.getByRole("button", { name: "Search" }).click();
      await page.locator("#localsearch-input").fill("checkpointedLoop");
      await page.locator(".result").first().waitFor();
      assertMatch((await page.locator(".results").textContent())!, /checkpoint/i);
    }));
});
