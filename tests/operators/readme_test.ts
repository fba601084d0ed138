// The example that the README opens with runs, lifted.

import { describe, it } from "@std/testing/bdd";
import { lifted } from "./loaded.ts";

describe("The README's example with operators", () => {
  it("runs", async () => {
    const readme = Deno.readTextFileSync(new URL("../../README.md", import.meta.url));
    await lifted(/```ts ignore\n("use ad";[\s\S]*?)```/.exec(readme)![1]);
  });
});
