// The playground as a person meets it, in a headless Chromium: what is typed and moved is answered with the
// numbers that the library gives when it is called directly.

import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { describe } from "@std/testing/bdd";
import {
  cos,
  exp,
  hvp,
  jvp,
  log,
  mul,
  type Scalar,
  sin,
  square,
  sub,
  valueAndGrad,
} from "@fluxion/ad";
import type { Page } from "playwright-core";
import { parseFormula } from "../../examples/playground/formula.ts";
import { assertClose } from "../assert_close.ts";
import { inChromium, onPage, settled } from "./playground_browser.ts";

type Objective = (xs: Scalar[]) => Scalar;

const classic: Objective = ([a, b]) => log(mul(a, b));

/** Asserts that the page shows the derivatives of a function at a point along a direction. */
async function assertShown(
  page: Page,
  f: Objective,
  inputs: Readonly<Record<string, number>>,
  direction: readonly number[],
): Promise<void> {
  const point = Object.values(inputs);
  const [value, gradient] = valueAndGrad(f)(point);
  const [, slope] = jvp(f, [point], [[...direction]]);
  const turning = hvp(f)(point, [...direction]);
  const expected: [string, number][] = [
    ["value", value],
    ["tangent", slope],
    ...Object.keys(inputs).flatMap((name, i): [string, number][] => [
      [`adjoint-${name}`, gradient[i]],
      [`turning-${name}`, turning[i]],
    ]),
  ];
  await settled(page);
  for (const [reading, x] of expected) {
    const exact = await page.getAttribute(`[data-reading="${reading}"]`, "data-exact");
    assertClose({ [reading]: Number(exact) }, { [reading]: x });
  }
}

const numberIn = async (page: Page, name: string) =>
  Number(await page.inputValue(`[data-value="${name}"]`));

const numberOf = (text: string) => Number(text.replace("−", "-"));

const ascending = (a: number, b: number) => a - b;

async function type(page: Page, formula: string): Promise<void> {
  await page.fill("#formula", "");
  await page.locator("#formula").pressSequentially(formula);
  await settled(page);
}

describe("The page", () => {
  inChromium("starts with the classic picture, log(a·b) at (2, 3)", () =>
    onPage(async (page) => {
      assertEquals(await page.inputValue("#formula"), "log(a*b)");
      assertEquals(await page.textContent("#signature"), "f(a, b)\u00a0=");
      assertEquals(await page.textContent('[data-reading="value"]'), "1.79176");
      assertEquals(await page.textContent('[data-reading="adjoint-a"]'), "0.5");
      assertEquals(await page.textContent('[data-reading="adjoint-b"]'), "0.333333");
      await assertShown(page, classic, { a: 2, b: 3 }, [1, 0]);
    }));

  inChromium(
    "answers a formula that is typed, values and a direction",
    () =>
      onPage(async (page) => {
        await type(page, "exp(-x^2)*sin(3*y) - cos(x*y)");
        await page.fill('[data-value="x"]', "0.7");
        await page.fill('[data-value="y"]', "-1.3");
        await page.fill('[data-tangent="x"]', "0.25");
        await page.fill('[data-tangent="y"]', "-2");
        const f: Objective = ([x, y]) =>
          sub(mul(exp(mul(-1, square(x))), sin(mul(3, y))), cos(mul(x, y)));
        await assertShown(page, f, { x: 0.7, y: -1.3 }, [0.25, -2]);
      }),
  );

  inChromium(
    "follows a slider that is dragged, and one that is moved by keys",
    () =>
      onPage(async (page) => {
        const slider = (await page.locator('[data-slider="a"]').boundingBox())!;
        await page.mouse.move(slider.x + slider.width * 0.4, slider.y + slider.height / 2);
        await page.mouse.down();
        await page.mouse.move(slider.x + slider.width * 0.8, slider.y + slider.height / 2, {
          steps: 5,
        });
        await page.mouse.up();
        await settled(page);
        const a = await numberIn(page, "a");
        assert(a > 3.5 && a < 4.5);
        await assertShown(page, classic, { a, b: 3 }, [1, 0]);

        await page.focus('[data-slider="b"]');
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("ArrowRight");
        await settled(page);
        assertEquals(await numberIn(page, "b"), 3.1);
        await page.keyboard.press("End");
        await assertShown(page, classic, { a, b: 5 }, [1, 0]);
      }),
  );

  inChromium("follows the point that is dragged in the plot", () =>
    onPage(async (page) => {
      const plot = (await page.locator("#plot svg").boundingBox())!;
      await page.mouse.move(plot.x + plot.width * 0.5, plot.y + plot.height * 0.5);
      await page.mouse.down();
      await page.mouse.move(plot.x + plot.width * 0.7, plot.y + plot.height * 0.2, { steps: 5 });
      await page.mouse.up();
      await settled(page);
      const [a, b] = [await numberIn(page, "a"), await numberIn(page, "b")];
      assert(a > 3 && a < 4.2 && b > 3.7 && b < 4.7, `${a}, ${b}`);
      await assertShown(page, classic, { a, b }, [1, 0]);
    }));

  inChromium(
    "shows what is wrong with a formula in its place, and what was right before",
    () =>
      onPage(async (page) => {
        await type(page, "log(a*c) + lgo(b)");
        assertEquals(await page.getAttribute("#formula", "aria-invalid"), "true");
        assertEquals(await page.textContent("#mirror mark"), "lgo");
        assertMatch((await page.textContent("#problem"))!, /no function lgo.*at character 12/);
        const before = (await page.locator("#mirror").textContent())!;
        assertEquals(before.indexOf("lgo"), "log(a*c) + ".length);

        await type(page, "log(a*b");
        assertMatch((await page.textContent("#problem"))!, /Expected \).*at the end/);
        await page.keyboard.type(")");
        await settled(page);
        assertEquals(await page.getAttribute("#formula", "aria-invalid"), null);
        assertEquals(await page.textContent("#problem"), "");
        await assertShown(page, classic, { a: 2, b: 3 }, [1, 0]);
      }),
  );

  inChromium(
    "shows on the graph and in the list what the mode computes, to four digits and to seven",
    () =>
      onPage(async (page) => {
        const sixth = 1 / 6;
        const tangents = [1, 0, 3, 0.5];
        const adjoints = [0.5, 1 / 3, sixth, 1];
        const turnings = [-0.25, 0, -3 * sixth ** 2, 0];
        const expected: [mode: string, ...columns: [sign: string, kind: string, xs: number[]][]][] =
          [
            ["forward", ["→", "tangent", tangents]],
            ["reverse", ["←", "adjoint", adjoints]],
            [
              "forward-on-reverse",
              ["→", "tangent", tangents],
              ["←", "adjoint", adjoints],
              ["⇠", "turning", turnings],
            ],
          ];
        for (const [mode, ...columns] of expected) {
          await page.check(`input[value="${mode}"]`);
          await page.locator("#graph text", { hasText: columns.at(-1)![0] }).first().waitFor();
          const onGraph = await page.locator("#graph text").allTextContents();
          const marked = onGraph.filter((text) => /^[→←⇠]/.test(text));
          assertEquals(marked.length, 4 * columns.length, mode);
          for (const [sign, kind, xs] of columns) {
            const drawn = marked.filter((text) => text.startsWith(sign)).map((text) =>
              numberOf(text.slice(1))
            );
            // The order in which Graphviz draws is not that of the steps.
            assertClose(drawn.toSorted(ascending), xs.toSorted(ascending), 1e-3);
            const listed = await page.locator(`#list td.${kind}`).allTextContents();
            assertClose(listed.filter((text) => text !== "").map(numberOf), xs, 1e-6);
          }
        }
      }),
  );

  inChromium("writes the derivative down as a formula", () =>
    onPage(async (page) => {
      await type(page, "x^3 + sin(x)");
      const partial = page.locator('[data-partial="x"]');
      const written = parseFormula((await partial.getAttribute("data-infix"))!);
      assertClose(written.evaluate([2]), 12 + Math.cos(2));
      assertEquals(await partial.locator("math mfrac").count(), 1);
      assertEquals(await page.locator("#derivative .temml-error").count(), 0);
    }));

  inChromium("is shown again by its address", () =>
    onPage(async (page) => {
      await type(page, "x^2*y");
      await page.fill('[data-value="y"]', "-4");
      await page.check('input[value="forward"]');
      await page.waitForURL(/formula=x%5E2\*y&mode=forward.*y=-4/);
      await page.reload();
      await settled(page);
      assert(await page.isChecked('input[value="forward"]'));
      await assertShown(page, ([x, y]) => mul(square(x), y), { x: 1, y: -4 }, [1, 0]);
    }));

  inChromium("bears functions that are nowhere finite", () =>
    onPage(async (page) => {
      for (const formula of ["log(-x^2)", "log(-x^2 - y^2)", "1/(x - x)"]) {
        await type(page, formula);
        assertMatch((await page.textContent('[data-reading="value"]'))!, /NaN|∞/);
      }
      await type(page, "log(x - 3)");
      await page.fill('[data-value="x"]', "1");
      await page.getByText("v₂ = log(v₁) is NaN, at v₁ = −2").waitFor();
      await page.fill('[data-value="x"]', "4");
      await page.locator("#nonfinite").waitFor({ state: "hidden" });
    }));

  inChromium("asks no other server for anything", () =>
    onPage(async (page, url) => {
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.reload();
      await settled(page);
      assertNotEquals(asked.length, 0);
      assertEquals(
        asked.filter((address) => !address.startsWith(url) && !/^data:/.test(address)),
        [],
      );
    }));
});
