// What the site makes of the documents of the repository: pages, chapters, links, and names to import.

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import { documents, withLinks } from "../../.github/site/documents.ts";
import { entries, fileOf } from "../../.github/site/modules.ts";
import { mended } from "../../.github/site/reference_pages.ts";
import { tutorial } from "../../.github/site/tutorial.ts";
import { programs } from "../../examples/run.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("A document as a page", () => {
  it("links to pages, to sources that are shown, and keeps the words of other links", () => {
    const sources = new Set<string>();
    const of = (link: string) => withLinks(link, "examples/README.md", sources);
    assertEquals(of("[jit](../.github/JIT.md#what)"), "[jit](/jit#what)");
    assertEquals(of("[book](../lib/modes/book.ts)"), "[book](/source/lib/modes/book)");
    assertEquals(of("![a](pictures/co2.svg)"), "![a](/pictures/co2.svg)");
    assertEquals(of("[tests](../tests/examples)"), "tests");
    assertEquals(of("[x](https://a.b/c) and [y](#z)"), "[x](https://a.b/c) and [y](#z)");
    assertEquals([...sources], ["lib/modes/book.ts"]);
  });

  it("shows every source file that a document links to", () => {
    const pages = documents(root);
    const paths = new Set(pages.map(([path]) => path));
    assert(paths.has("source/examples/co2.md") && paths.has("source/lib/modes/book.md"));
    for (const [path, text] of pages) {
      for (const [, linked] of text.matchAll(/\]\(\/(source\/[\w/]+)\)/g)) {
        assert(paths.has(`${linked}.md`), `${path} links to ${linked}`);
      }
    }
  });
});

describe("The tutorial", () => {
  const pages = new Map(tutorial(root, programs));

  it("has a chapter for every program, in the order of the index, with a picture and code to run", () => {
    const index = pages.get("tutorial/index.md")!;
    const listed = Array.from(
      index.matchAll(/^- \[.*\]\(\/tutorial\/(\w+)\)/gm),
      ([, name]) => name,
    );
    assertEquals(listed, Object.keys(programs));
    for (const name of listed) {
      const chapter = pages.get(`tutorial/${name}.md`)!;
      assertMatch(chapter, /!\[.+\]\(\/pictures\/\w+\.svg\)/, name);
      assertMatch(chapter, /```ts(?: ignore)? live\n/, name);
      assertStringIncludes(chapter, `deno task examples ${name}`);
    }
  });
});

describe("The modules for the page", () => {
  it("are those that its examples import, each in a file of its own", () => {
    const files = Object.keys(entries).map(fileOf);
    assertEquals(new Set(files).size, files.length);
    assertEquals([fileOf("@fluxion/ad"), fileOf("@fluxion/ad/jit")], ["mod.js", "lib/jit/mod.js"]);
    for (const folder of ["pages", "live"]) {
      for (const text of textsIn(`.github/site/${folder}`)) {
        for (const [, code] of text.matchAll(/```ts(?: ignore)? live\n([^]*?)```/g)) {
          for (const [, name] of code.matchAll(/from "(.*?)"/g)) assert(name in entries, name);
        }
      }
    }
  });
});

describe("The pages of the reference", () => {
  it("import by the names that people write, and can be listened to", () => {
    const page = mended(
      '<html><head><title>jit - x documentation</title></head><nav id="topnav"><div><div>' +
        '<ul class="breadcrumbs"><li>a</li></ul></div><main><div class="usageContent">' +
        'import { jit } from &quot;jit&quot;;<button class="copyButton" ' +
        'data-copy="from &quot;.&quot;"></button></div><code class="language-ts">',
      2,
    );
    assertStringIncludes(page, "from &quot;@fluxion/ad/jit&quot;");
    assertStringIncludes(page, "from &quot;@fluxion/ad&quot;");
    assertStringIncludes(page, '<a href="../../" class="wayBack">');
    assertStringIncludes(page, '<h1 class="unseen">jit - x</h1>');
    assertMatch(page, /<html lang="en">[^]*href="\.\.\/mended\.css"[^]*aria-label="Copy"/);
  });
});

function* textsIn(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(`${root}${folder}`)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* textsIn(path);
    else if (name.endsWith(".md")) yield Deno.readTextFileSync(`${root}${path}`);
  }
}
