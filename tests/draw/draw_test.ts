// Pictures as SVG: laid out by Graphviz, readable on light and on dark pages, displayed by notebooks.

import { exp, log, mul, type Scalar, sin } from "@fluxion/ad";
import { trace } from "@fluxion/ad/trace";
import { draw, formula, table, toSvg } from "@fluxion/ad/draw";
import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Graphviz } from "@hpcc-js/wasm-graphviz";

const classic = trace((a: Scalar, b: Scalar) => log(mul(a, b)), { names: ["a", "b"] })(2, 3);

function displayOf(shown: object): Record<string, string> {
  return (shown as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]();
}

/** All texts of a picture, from left to right. */
function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*?x="([^"]+)"[^>]*>([^<]*)<\/text>/g)]
    .sort((a, b) => Number(a[1]) - Number(b[1]))
    .map(([, , text]) => text.replaceAll("&#160;", " "));
}

describe("The picture of log(a·b) at (2, 3)", () => {
  it("shows primals and adjoints, the result on the right", async () => {
    const texts = textsOf(await toSvg(classic.adjoints()));
    for (const text of ["6", "1.792", "← 0.5", "← 0.3333", "← 0.1667", "← 1"]) {
      assert(texts.includes(text), text);
    }
    assertEquals(texts.at(-1), "result");
  });

  it("is one element that can stand in a page, without tooltips that name nodes", async () => {
    const svg = await toSvg(classic);
    assertMatch(svg, /^<svg [\s\S]*<\/svg>$/);
    assert(!svg.includes("<title>"));
  });

  it("has a dark colour for each of its light ones", async () => {
    const svg = await toSvg(classic.tangents([1, 0]).adjoints());
    const [, styles] = /<style>(.*)<\/style>/.exec(svg)!;
    const [, dark] = styles.split("prefers-color-scheme:dark");
    const used = svg.replace(styles, "").matchAll(/(fill|stroke)="(#\w+)"/g);
    const missing = [...used].filter(([rule]) => !dark.includes(`[${rule}]`)).map(([rule]) => rule);
    assertEquals(new Set(missing), new Set());
  });

  it("is as large as its program, until that is folded", async () => {
    const chain = (length: number) =>
      trace((x: Scalar) => {
        let y = x;
        for (let i = 0; i < length; i++) y = i % 2 === 0 ? sin(y) : exp(y);
        return y;
      })(0.5);
    const size = async (length: number) => {
      const [, width, height] = /width="(\d+)pt" height="(\d+)pt"/.exec(
        await toSvg(chain(length)),
      )!;
      return { width: Number(width), height: Number(height) };
    };
    const [few, many, folded] = [await size(4), await size(30), await size(1000)];
    assert(few.width > 2 * few.height);
    assert(many.height > 2 * few.width && many.width < few.width);
    assert(folded.height < many.height / 2);
  });

  it("has the lines of every step in its middle", async () => {
    const svg = await toSvg(classic.adjoints());
    const steps = [
      ...svg.matchAll(/<path fill="#\w+" stroke="#\w+" d="([^"]*)"\/>\n(<text.*\n)+/g),
    ];
    assertEquals(steps.length, 4);
    for (const [step, outline] of steps) {
      const across = outline.match(/-?[\d.]+(?=,)/g)!.map(Number);
      const middle = (Math.min(...across) + Math.max(...across)) / 2;
      const lines = [...step.matchAll(/<text .*text-anchor="middle" x="([^"]+)"/g)];
      assertEquals(lines.map(([, x]) => Number(x)), [middle, middle, middle]);
    }
  });
});

describe("In a notebook", () => {
  it("a drawing is displayed as its SVG, or as the table where pictures are not shown", async () => {
    const drawing = await draw(classic);
    assertEquals(displayOf(drawing)["image/svg+xml"], drawing.svg);
    assertEquals(String(drawing), drawing.svg);
    assertEquals(displayOf(drawing)["text/plain"], String(classic));
    const bare = { toDot: () => classic.toDot() };
    assertEquals(Object.keys(displayOf(await draw(bare))), ["image/svg+xml"]);
  });

  it("a formula is displayed as mathematics", () => {
    const shown = formula(classic);
    assertEquals(String(shown), "log(a*b)");
    assertEquals(displayOf(shown)["text/latex"], "$$\n\\ln\\left(a \\, b\\right)\n$$");
  });

  it("numbers are displayed as a table with their paths", () => {
    const shown = table({ w: [1, -2.5], b: 1 / 3 }, "gradient");
    assertEquals(String(shown).split("\n"), [
      "gradient.w[0]  1",
      "gradient.w[1]  -2.5",
      "gradient.b     0.3333333",
    ]);
    const html = displayOf(shown)["text/html"];
    assertStringIncludes(html, ">gradient.w[1]</td>");
    assertEquals(html.match(/<tr>/g)?.length, 4);
  });

  it("what is no tree of numbers is refused", () => {
    assertThrows(() => table({ a: "1" } as never), TypeError, "value.a is a string");
  });
});

describe("Where the engine refuses WebAssembly", () => {
  it("a picture is refused in one error, with what to allow and what to do without", async () => {
    const { instantiate, compile, Module } = WebAssembly;
    const { error, warn } = console;
    const printed: unknown[][] = [];
    const refuse = () => {
      throw new WebAssembly.CompileError("Wasm code generation disallowed by embedder");
    };
    Graphviz.unload();
    Object.assign(WebAssembly, { instantiate: refuse, compile: refuse, Module: refuse });
    console.error = console.warn = (...line) => printed.push(line);
    try {
      await assertRejects(() => toSvg(classic), Error, "'wasm-unsafe-eval' in its script-src");
      assertEquals(printed, []);
    } finally {
      Object.assign(console, { error, warn });
      Object.assign(WebAssembly, { instantiate, compile, Module });
      Graphviz.unload();
    }
    assertStringIncludes(await toSvg(classic), "<svg");
  });
});
