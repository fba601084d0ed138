// What used to lose the page: long formulas, deep ones, wide ranges. And what a person expects of any page: the way
// back, a link to copy, keys, and no complaint of axe.

/// <reference lib="dom" />

import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe } from "@std/testing/bdd";
import type { Page } from "playwright-core";
import { violationsOf } from "../chromium.ts";
import { inChromium, onPage, settled } from "./playground_browser.ts";

const sum = (count: number, term: (k: number) => string) =>
  Array.from({ length: count }, (_, k) => term(k + 1)).join("+");

/** Types a formula, and waits for its graph. */
async function show(page: Page, formula: string): Promise<void> {
  await page.locator("#graph svg").waitFor();
  await page.evaluate(() => document.querySelector("#graph")!.replaceChildren());
  await page.fill("#formula", formula);
  await settled(page);
  await page.locator("#graph svg").waitFor();
}

describe("The page of a long formula", () => {
  inChromium(
    "folds its graph as the library does, and writes its derivative when asked",
    () =>
      onPage(async (page) => {
        for (
          const formula of [
            sum(200, (k) => `sin(${k}*x)`),
            sum(60, (k) => `sin(${k}*${k % 2 ? "x" : "y"})`),
            "sin(".repeat(300) + "x" + ")".repeat(300),
          ]
        ) {
          await show(page, formula);
          const nodes = await page.locator("#graph .node").count();
          assert(nodes >= 5 && nodes <= 41, `${nodes} nodes`);
          await page.getByText(/more rounds?|more: sin/).first().waitFor();
          assertEquals(await page.locator("#derivative math").count(), 0);
        }
        await page.locator("#derivative summary").first().click();
        await page.locator("#derivative math").first().waitFor();
      }),
  );

  inChromium(
    "shows the adjoints’ tangents at the steps that are left",
    () =>
      onPage(async (page) => {
        await page.check('input[value="forward-on-reverse"]');
        await show(page, sum(60, (k) => `sin(${k}*x)`));
        const texts = await page.locator("#graph .node").allTextContents();
        const last = texts.find((text) => text.includes("sin(v₁₇₇)"));
        // The adjoint of the last summand is 1 everywhere, so that it turns nowhere.
        assertMatch(last!.replace(/\s+/g, " "), /← 1 ⇠ 0/);
      }),
  );

  inChromium(
    "draws no picture with NaN in it, however far the ranges go",
    () =>
      onPage(async (page, url) => {
        const wide = "x=1+1+-1e308+1e308&%3Ay=2+0+-1e149+1e149";
        for (
          const formula of ["x^2*exp(x)", "x*y", "exp(x^2)", "1e308*x", "x^y*1e300", "1/(x-x)"]
        ) {
          await page.goto(`${url}#formula=${encodeURIComponent(formula)}&mode=forward&%3A${wide}`);
          await settled(page);
          for (const value of ["1e308", "-1e308", "3"]) {
            await page.fill('[data-value="x"]', value);
            await settled(page);
            const plot = await page.locator("#plot").innerHTML();
            assert(
              !/NaN|Infinity/.test(plot),
              `${formula} at ${value}: ${/.{80}NaN|.{80}Infinity/.exec(plot)}`,
            );
          }
        }
      }),
  );
});

describe("The page", () => {
  inChromium("goes back to the formula before, and again forward", () =>
    onPage(async (page) => {
      await page.getByRole("button", { name: "wave" }).click();
      await page.waitForURL(/formula=sin/);
      await page.fill('[data-value="x"]', "2");
      await page.waitForURL(/x=2\+/);
      await page.getByRole("button", { name: "saddle" }).click();
      await page.waitForURL(/formula=x%5E2/);
      await page.goBack();
      await settled(page);
      assertMatch(await page.inputValue("#formula"), /^sin\(x\)/);
      assertEquals(await page.inputValue('[data-value="x"]'), "2");
      await page.goForward();
      await settled(page);
      assertEquals(await page.inputValue("#formula"), "x^2 - y^2");
    }));

  inChromium("copies its address, and says so", () =>
    onPage(async (page) => {
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.fill("#formula", "x^3");
      await page.getByRole("button", { name: "Copy link" }).click();
      await page.getByText("The link is copied").waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assertMatch(copied, /#formula=x%5E3&mode=reverse/);
    }));

  inChromium(
    "moves the point of the plot by the arrows, and says nothing of a formula that is gone",
    () =>
      onPage(async (page) => {
        await page.focus("#plot");
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("Shift+ArrowUp");
        await settled(page);
        assertEquals(await page.inputValue('[data-value="a"]'), "2.05");
        assertEquals(await page.inputValue('[data-value="b"]'), "3.5");
        await page.fill("#formula", "log(x - 9)");
        await page.locator("#nonfinite", { hasText: "is NaN" }).waitFor();
        await page.fill("#formula", "log(x - 9");
        await settled(page);
        assertEquals(await page.textContent("#nonfinite"), "");
      }),
  );

  for (const colorScheme of ["light", "dark"] as const) {
    inChromium(
      `has nothing that axe complains of, right or wrong, when it is ${colorScheme}`,
      () =>
        onPage(async (page) => {
          for (const formula of ["x^2", "log(a*b)", "a*b*c*sin(d)", "log(a*b"]) {
            await page.fill("#formula", formula);
            await settled(page);
            await page.locator("#graph svg").waitFor();
            for (const mode of ["forward", "forward-on-reverse"]) {
              await page.check(`input[value="${mode}"]`);
              await settled(page);
              assertEquals(await violationsOf(page), [], formula);
            }
          }
        }, { colorScheme }),
    );
  }
});
