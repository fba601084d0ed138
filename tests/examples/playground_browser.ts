// A page of the playground in a real browser, without a window, and with an end: whatever a scenario does, page and
// server are closed, and nothing takes longer than it may.

/// <reference lib="dom" />

import type { BrowserContextOptions, Page } from "playwright-core";
import { build, type Playground, serve } from "../../examples/playground/serve.ts";
import { executablePath, inChromium, PAGE_TIMEOUT, theBrowser } from "../chromium.ts";

export { inChromium };

const pages = executablePath === undefined ? {} : await build();

/** How long a scenario may take, on a machine that is busy with other tests. */
const LONGEST = 180_000;

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
  const browser = await theBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  try {
    page.setDefaultTimeout(PAGE_TIMEOUT);
    const errors: Error[] = [];
    page.on("pageerror", (error) => errors.push(error));
    await page.goto(url);
    await settled(page);
    await scenario(page, url);
    if (errors.length > 0) throw errors[0];
  } finally {
    await page.close();
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
