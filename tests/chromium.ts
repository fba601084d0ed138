// A real browser, without a window and with an empty profile, where one is installed.

/// <reference lib="dom" />

import { it } from "@std/testing/bdd";
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

if (executablePath === undefined) {
  console.warn("SKIPPED: no Chromium is installed, so nothing of any page is tested");
}

/** `it` where there is a Chromium, and a test that is skipped where there is none. */
export const inChromium: typeof it | typeof it.skip = executablePath === undefined ? it.skip : it;

/** How long a single wait may take, on a machine that is busy with other tests. */
export const LONGEST_WAIT = 60_000;

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser. Whoever does closes it. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags, timeout: LONGEST_WAIT });
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Returns what axe finds wrong with a page as it is. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }).axe
      .run()
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
