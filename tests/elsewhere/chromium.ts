// Pages that leave results behind, in a Chromium where one is installed.

import type { Page } from "playwright-core";
import { PAGE_TIMEOUT, skipPages, theBrowser } from "../chromium.ts";

export { PAGE_TIMEOUT, skipPages };

/** Returns what a page leaves behind as `globalThis.results`; the page is closed, however it ends. */
export async function resultsOf<Results>(url: string): Promise<Results> {
  const page = await (await theBrowser()).newPage();
  try {
    return await resultsIn(page, url);
  } finally {
    await page.close();
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
