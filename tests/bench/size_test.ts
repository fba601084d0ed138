// The guide's table of sizes is what `deno task size` prints, and the README's sentence rounds the same numbers.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { stop } from "esbuild";
import type { Scalar } from "@fluxion/ad";
import {
  bundled,
  type BundleName,
  bundles,
  kilobytes,
  type Size,
  sizeOf,
} from "../../bench/size.ts";

/** How far a number may be off: a few edits of the library long. */
const TOLERANCE = 0.05;

const textOf = (path: string) => Deno.readTextFile(new URL(`../../${path}`, import.meta.url));
const readme = await textOf("README.md");
const guide = await textOf(".github/site/pages/benchmarks.md");
const sizes = new Map<string, Size>();
for (const name of Object.keys(bundles) as BundleName[]) sizes.set(name, await sizeOf(name));
const others = [await sizeOf("add", "Rollup"), await sizeOf("add", "webpack")];
const withoutOperations = await bundled(
  "export { derivative, grad, jvp, vjp } from '@fluxion/ad';",
);
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
    const sentence =
      /gradient\s+with\s+its\s+operations\s+is\s+(\d+)\s+kB\s+and\s+the\s+whole\s+core\s+(\d+)/;
    const [, ...said] = sentence.exec(readme) ?? [];
    assertEquals(
      said.map(Number),
      ["grad, add and mul", "the core"].map((name) =>
        Math.round(rows.find(([own]) => own === name)![2])
      ),
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

  it("has a gradient in 8.5 kB, and with operations in 11", () => {
    assert(sizes.get("grad")!.gzip < 8550, `${sizes.get("grad")!.gzip} bytes`);
    assert(sizes.get("grad, add and mul")!.gzip < 11000);
  });

  it("of transforms without an operation adds and multiplies boxes that a caller gives", async () => {
    const url = `data:text/javascript,${encodeURIComponent(withoutOperations)}`;
    const { derivative, grad, jvp, vjp }: typeof import("@fluxion/ad") = await import(url);
    const twice = (y: Scalar) => [y, y];
    // The cotangents of both results are boxes, and their sum is one.
    const both = (x: Scalar) => vjp(twice, [1])[1]([x, x]);
    assertEquals([grad(both)(2), derivative(both)(2)], [2, 2]);
    assertEquals(grad(grad((x) => x))(2), 0);
    assertEquals(grad((x) => jvp(twice, [1], [x])[1][0])(2), 1);
  });
});
