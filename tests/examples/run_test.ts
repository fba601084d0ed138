// The list of examples: complete, in agreement with the index, and what `deno task examples` goes by.

import { fileURLToPath as fromFileUrl } from "node:url";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { pictureFolder } from "../../examples/draw.ts";
import { listing, programs, run } from "../../examples/run.ts";

const folder = new URL("../../examples/", import.meta.url);
const index = await Deno.readTextFile(new URL("README.md", folder));
const names = Object.keys(programs);

describe("The list of examples", () => {
  it("has every program of the folder, and no other", () => {
    const found = [...Deno.readDirSync(folder)].map((entry) => entry.name).filter((name) =>
      name.endsWith(".ts") && name !== "run.ts" && !name.endsWith("_process.ts") &&
      Deno.readTextFileSync(new URL(name, folder)).includes("if (import.meta.main)")
    );
    assertEquals(names.map((name) => `${name}.ts`).sort(), found.sort());
  });

  it("is in the order of the index, which tells of each and shows a picture of it", () => {
    const places = names.map((name) => index.indexOf(`deno task examples ${name}\n`));
    places.forEach((place, i) => assert(place > (i === 0 ? 0 : places[i - 1]), names[i]));
    const pictures = [...index.matchAll(/\]\(pictures\/(\w+\.svg)\)/g)].map(([, name]) => name);
    assert(pictures.length >= names.length);
    for (const picture of pictures) {
      assertMatch(Deno.readTextFileSync(new URL(`pictures/${picture}`, folder)), /^<svg /);
    }
  });

  it("is printed in columns, a line for each", () => {
    const lines = listing().split("\n").slice(4);
    assertEquals(lines.length, names.length);
    names.forEach((name, i) => {
      assert(lines[i].startsWith(`  ${name} `));
      assertMatch(lines[i], / \d+ s {2}[A-Z]/);
    });
  });

  it("tells how far each is that takes over two seconds, from its beginning on", () => {
    for (const name of names.filter((name) => programs[name].seconds > 2)) {
      const source = Deno.readTextFileSync(new URL(`${name}.ts`, folder));
      const main = source.slice(source.indexOf("if (import.meta.main)"));
      assertMatch(main, /progressLine|progress: progressLine/, name);
    }
  });

  it("rewrites no picture of the index unless it is told to", () => {
    assert(!pictureFolder([]).startsWith(fromFileUrl(folder)));
    assertEquals(pictureFolder(["--gallery"]), fromFileUrl(new URL("pictures", folder)));
  });

  it("answers a name that is not in it with the exit code 1", async () => {
    assertEquals(await run("nothing"), 1);
    assertEquals(await run("toString"), 1);
  });
});
