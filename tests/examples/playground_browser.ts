// A page of the playground in a real browser, without a window, and with an end: whatever a scenario does,
// browser and server are closed, and nothing takes longer than it may.

/// <reference lib="dom" />

import { it } from "@std/testing/bdd";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { build, type Playground, serve } from "../../examples/playground/serve.ts";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Where a Chromium is installed, if one is. */
const executablePath: string | undefined = usualPlaces.find((path) => {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
});

if (executablePath === undefined) {
  console.warn("SKIPPED: no Chromium is installed, so nothing of the playground's page is tested");
}

/** `it` where there is a Chromium, and a test that is skipped where there is none. */
export const inChromium: typeof it | typeof it.skip = executablePath === undefined ? it.skip : it;

const pages = executablePath === undefined ? {} : await build();

/** How long a scenario may take, and a single wait within it, on a machine that is busy with other tests. */
const LONGEST = 180_000;
const LONGEST_WAIT = 60_000;

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Serves the playground, opens it, and hands the page over. The profile is empty. */
export async function onPage(
  scenario: (page: Page, url: string) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const playground = serve(pages);
  try {
    await within(LONGEST, inBrowser(playground, scenario, options));
  } finally {
    await playground.close();
  }
}

async function inBrowser(
  { url }: Playground,
  scenario: (page: Page, url: string) => Promise<void>,
  options: BrowserContextOptions,
): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: flags, timeout: LONGEST_WAIT });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
    page.setDefaultTimeout(LONGEST_WAIT);
    const errors: Error[] = [];
    page.on("pageerror", (error) => errors.push(error));
    await page.goto(url);
    await settled(page);
    await scenario(page, url);
    if (errors.length > 0) throw errors[0];
  } finally {
    await browser.close();
  }
}

/** Waits until the page has drawn what it was last told. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const end = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => end.reject(new Error(`Expected an end within ${milliseconds} ms`)),
    milliseconds,
  );
  try {
    return await Promise.race([work, end.promise]);
  } finally {
    clearTimeout(timer);
  }
}
