// The playground looked at: by day and by night, in a narrow window, and for those who use keys only.

/// <reference lib="dom" />

import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe } from "@std/testing/bdd";
import type { Page } from "playwright-core";
import { inChromium, onPage, settled } from "./playground_browser.ts";

/** The relative luminance of a colour as WCAG 2 defines it. */
function luminance(color: string): number {
  const [r, g, b] = color.match(/[\d.]+/g)!.map((channel) => {
    const share = Number(channel) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const styleOf = (page: Page, selector: string, property: string) =>
  page.locator(selector).first().evaluate(
    (element, name) => getComputedStyle(element).getPropertyValue(name),
    property,
  );

describe("The looks of the page", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    inChromium(
      `have letters that stand out from their ground when it is ${colorScheme}`,
      () =>
        onPage(async (page) => {
          await page.check('input[value="forward-on-reverse"]');
          await settled(page);
          const ground = luminance(await styleOf(page, ".card", "background-color"));
          assert(colorScheme === "dark" ? ground < 0.05 : ground > 0.9);
          for (const kind of ["value", "tangent", "adjoint-a", "turning-a"]) {
            const letters = luminance(await styleOf(page, `[data-reading="${kind}"]`, "color"));
            const [dark, light] = [ground, letters].sort((a, b) => a - b);
            const contrast = (light + 0.05) / (dark + 0.05);
            assert(contrast >= 4.5, `${kind} has a contrast of ${contrast}, WCAG 2 AA wants 4.5`);
          }
        }, { colorScheme }),
    );
  }

  inChromium("fit a window of 360 pixels", () =>
    onPage(async (page) => {
      await page.fill("#formula", "sigmoid(w*x + b)*exp(-(w^2 + x^2 + b^2))*cos(w - x)");
      await settled(page);
      assertEquals(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    }, { viewport: { width: 360, height: 740 } }));

  for (const width of [360, 1280]) {
    inChromium(
      `let nothing of the graph and of long names be cut off in ${width} pixels`,
      () =>
        onPage(async (page) => {
          await page.locator("#graph svg").waitFor();
          const isWhole = (selector: string) =>
            page.locator(selector).evaluate((element) =>
              element.scrollWidth <= element.clientWidth
            );
          assert(await isWhole("#graph"));
          await page.fill("#formula", "learning_rate*the_other_variable");
          await settled(page);
          assert(await isWhole("#inputs"));
          assert(await isWhole("body"));
          const field = await page.locator('[data-value="learning_rate"]').boundingBox();
          assert(field!.width >= 70, `${field!.width} pixels for a number`);
        }, { viewport: { width, height: 740 } }),
    );
  }
});

describe("The page by keys", () => {
  inChromium(
    "lets the mode be chosen with the arrows, and shows where the focus is",
    () =>
      onPage(async (page) => {
        assert(await page.isChecked('input[value="reverse"]'));
        await page.focus('input[value="reverse"]');
        await page.keyboard.press("ArrowRight");
        await settled(page);
        assert(await page.isChecked('input[value="forward-on-reverse"]'));
        assertEquals(await styleOf(page, ".mode:has(:focus)", "outline-width"), "3px");
      }),
  );

  inChromium("gives every control a name", () =>
    onPage(async (page) => {
      await page.fill("#formula", "a*b*c");
      await settled(page);
      for (
        const role of ["textbox", "slider", "spinbutton", "radio", "button", "combobox"] as const
      ) {
        const all = await page.getByRole(role).count();
        assert(all > 0, role);
        assertEquals(await page.getByRole(role, { name: /\w/ }).count(), all, role);
      }
    }));

  inChromium("says the numbers once a person has stopped moving", () =>
    onPage(async (page) => {
      await page.focus('[data-slider="a"]');
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      const status = page.getByRole("status").filter({ hasText: "−1.89712" });
      await status.waitFor({ state: "attached" });
      assertMatch((await page.textContent("#announcement"))!, /^f is −1.89712; its gradient a 20,/);
    }));
});
