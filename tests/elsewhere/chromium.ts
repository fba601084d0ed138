// A Chromium without a window, where one is installed, and the way in which tests of pages are skipped where none is.

import { type Browser, chromium, type Page } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const executablePath = PLACES.find((place) => {
  try {
    return Deno.statSync(place).isFile;
  } catch {
    return false;
  }
});

/** Why tests of pages are skipped, or `false` where they are not. */
export const skipPages: string | false = executablePath === undefined &&
  `SKIPPED: there is no Chromium at ${PLACES.join(", ")}; nothing has been tried in a browser`;
if (skipPages) console.warn(`%c${skipPages}`, "color: red; font-weight: bold");

/** So long may a browser take to start, and a page to run. */
export const PAGE_TIMEOUT = 60_000;

const args = [
  ..."--headless --no-sandbox --disable-gpu --disable-background-networking".split(" "),
  ..."--disable-component-update --disable-sync --disable-dev-shm-usage".split(" "),
];

/** Returns what a page leaves behind as `globalThis.results`; the browser is closed, however it ends. */
export async function resultsOf<Results>(url: string): Promise<Results> {
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath, args, timeout: PAGE_TIMEOUT });
    return await resultsIn(await browser.newPage(), url);
  } finally {
    await browser?.close();
  }
}

async function resultsIn<Results>(page: Page, url: string): Promise<Results> {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(url, { timeout: PAGE_TIMEOUT });
  const done = () => (globalThis as { results?: Results }).results;
  try {
    // Asked from here, since to ask in the page would take the eval that a policy may forbid.
    for (let waited = 0; waited < PAGE_TIMEOUT; waited += 100) {
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
