// The examples with operators of the README and of the guide run, lifted.

import { describe, it } from "@std/testing/bdd";
import { lifted } from "./loaded.ts";

describe("The example with operators", () => {
  for (
    const page of [
      "README.md",
      ".github/site/pages/index.md",
      ".github/site/pages/start.md",
      ".github/site/pages/operators.md",
    ]
  ) {
    it(`of ${page} runs`, async () => {
      const text = Deno.readTextFileSync(new URL(`../../${page}`, import.meta.url));
      await lifted(/```ts ignore(?: live)?\n("use ad";[\s\S]*?)```/.exec(text)![1]);
    });
  }
});
