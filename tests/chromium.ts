// A real browser, without a window and with an empty profile, where one is installed.

/// <reference lib="dom" />

import { after, it } from "@std/testing/bdd";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Where a Chromium is installed, if one is. */
export const executablePath: string | undefined = usualPlaces.find((path) => {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
});

/** Why tests of pages are skipped, or `false` where they are not. */
export const skipPages: string | false = executablePath === undefined &&
  `SKIPPED: there is no Chromium at ${usualPlaces.join(", ")}; no page is tried in a browser`;
if (skipPages) console.warn(`%c${skipPages}`, "color: red; font-weight: bold");

/** `it` where there is a Chromium, and a test that is skipped where there is none. */
export const inChromium: typeof it | typeof it.skip = skipPages ? it.skip : it;

/** So long may a browser take to start, and a single wait on a machine that is busy with other tests. */
export const PAGE_TIMEOUT = 60_000;

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Starts a browser. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags, timeout: PAGE_TIMEOUT });
}

let started: Promise<Browser> | undefined;

/** The browser of a test file, which starts with the first page and ends with the file. */
export function theBrowser(): Promise<Browser> {
  return started ??= launch();
}

after(async () => await (await started)?.close());

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe is asked: a third of its time goes into describing what is as it should be. */
const asked = { resultTypes: ["violations"], selectors: false, xpath: false } as const;

/** Returns what axe finds wrong with a page as it is. */
export async function violationsOf(page: Page): Promise<string[]> {
  if (await page.evaluate(() => !("axe" in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (options) =>
      (globalThis as unknown as {
        axe: { run: (options: unknown) => Promise<{ violations: Violation[] }> };
      }).axe.run(options),
    asked,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
