// Where in a user's program an error was made is found wherever the library lies, and asked for in no place that has
// no address.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { folderOf, usersLine } from "../../lib/jit/users_line.ts";

describe("The folder of the library", () => {
  it("is the one above that of a module", () => {
    assertEquals(folderOf("file:///here/lib/jit/users_line.ts"), "file:///here/lib/");
  });

  it("is nowhere in workers and bundles that give a module no address", () => {
    for (const address of [undefined, "", "bundle.js", "data:text/javascript,"]) {
      assertEquals(folderOf(address), undefined);
    }
  });
});

describe("The line of a user's program", () => {
  it("is the first of a stack that is not the library's own", () => {
    const own = new URL("../../lib/jit/jit.ts", import.meta.url).href;
    const error = new Error("no");
    error.stack = `Error: no\n    at f (${own}:1:2)\n    at g (node:internal/x:1:1)\n` +
      "    at h (ext:core/a.js:1:1)\n    at file:///fit.ts:12:5";
    assertEquals(usersLine(error), "file:///fit.ts:12:5");
    assert(usersLine(new Error("no"))?.includes("users_line_test.ts"));
  });

  it("is not known where nothing was thrown that has a stack", () => {
    assertEquals([usersLine("no"), usersLine(undefined)], [undefined, undefined]);
  });
});
