// The guide's table of sizes is what `deno task size` prints, and the README's sentence rounds the same numbers.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { stop } from "esbuild";
import { type BundleName, bundles, kilobytes, type Size, sizeOf } from "../../bench/size.ts";

/** How far a number may be off: a few edits of the library long. */
const TOLERANCE = 0.05;

const textOf = (path: string) => Deno.readTextFile(new URL(`../../${path}`, import.meta.url));
const readme = await textOf("README.md");
const guide = await textOf(".github/site/pages/benchmarks.md");
const sizes = new Map<string, Size>();
for (const name of Object.keys(bundles) as BundleName[]) sizes.set(name, await sizeOf(name));
const others = [await sizeOf("add", "Rollup"), await sizeOf("add", "webpack")];
await stop();

/** The rows of the guide's table: a name, kilobytes minified and compressed. */
const rows = Array.from(
  guide.matchAll(/^\| ([^|\n]+?) +\| +([\d.]+) \| +([\d.]+) \|$/gm),
  ([, name, minified, gzip]) => [name.replaceAll("`", ""), Number(minified), Number(gzip)] as const,
).filter(([name]) => name in bundles);

function assertNear(said: number, bytes: number, what: string): void {
  const isNear = Math.abs(said - bytes / 1000) <= TOLERANCE * bytes / 1000;
  assert(isNear, `the guide says ${said} kB of ${what}, and it is ${kilobytes(bytes)}`);
}

describe("The guide's table of sizes", () => {
  it("has the bundles that most people make", () => {
    assert(rows.length >= 6);
  });

  it("has the numbers that `deno task size` prints, within a few percent", () => {
    for (const [name, minified, gzip] of rows) {
      const size = sizes.get(name)!;
      assertNear(minified, size.minified, `${name}, minified`);
      assertNear(gzip, size.gzip, `${name}, compressed`);
    }
  });

  it("is what the README rounds", () => {
    const sentence = /compressed, a\s+gradient\s+is\s+(\d+) kB and the whole core (\d+)/;
    const [, ...said] = sentence.exec(readme) ?? [];
    assertEquals(
      said.map(Number),
      ["grad", "the core"].map((name) => Math.round(rows.find(([own]) => own === name)![2])),
    );
  });
});

describe("A bundle", () => {
  it("is the smaller the less of the library it uses", () => {
    const order: BundleName[] = ["everything but /draw", "the core", "grad", "nothing used"];
    const compressed = order.map((name) => sizes.get(name)!.gzip);
    assertEquals(compressed, compressed.toSorted((a, b) => b - a));
    // Rows that nothing calls are left out: that is most of the core.
    assert(compressed[2] < compressed[1] / 2);
  });

  it("has one operation in less than 5 kB, whoever bundles", () => {
    const [smallest] = others.map(({ gzip }) => gzip).sort((a, b) => a - b);
    for (const { gzip } of [sizes.get("add")!, ...others]) {
      assert(gzip < 5000 && gzip < 1.1 * smallest, `${gzip} bytes`);
    }
  });
});
