// The examples with operators of the README, of the guide and of its tutorial run, lifted.

import { describe, it } from "@std/testing/bdd";
import { lifted } from "./loaded.ts";

const folder = new URL("../../", import.meta.url);
const tutorial = ".github/site/live";
const chapters = [...Deno.readDirSync(new URL(tutorial, folder))].map(({ name }) =>
  `${tutorial}/${name}`
);
const example = /```ts ignore(?: live)?\n("use ad";[\s\S]*?)```/;

describe("The example with operators", () => {
  for (
    const page of [
      "README.md",
      ".github/site/pages/index.md",
      ".github/site/pages/start.md",
      ".github/site/pages/operators.md",
      // This one tells of operations as they are.
      ...chapters.filter((page) => !page.endsWith("/by_the_book.md")),
    ]
  ) {
    it(`of ${page} runs`, async () => {
      await lifted(example.exec(Deno.readTextFileSync(new URL(page, folder)))![1]);
    });
  }
});
