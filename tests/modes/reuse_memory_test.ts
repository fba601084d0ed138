// What stays in memory for the next gradient, measured from outside: a few megabytes at most, and nothing
// of what a program has made.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("The memory that is used again", () => {
  it("is bounded, is not held by pullbacks, and holds nothing of a program", async () => {
    const script = new URL("reuse_memory.ts", import.meta.url);
    const command = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--v8-flags=--expose-gc", script.href],
    });
    const { success, stdout, stderr } = await command.output();
    assert(success, new TextDecoder().decode(stderr));
    const { afterGradients, withPullbacks, withMaps, stillThere } = JSON.parse(
      new TextDecoder().decode(stdout),
    );
    assert(afterGradients < 6, `${afterGradients} megabytes after gradients of 24`);
    assert(withPullbacks < 4, `${withPullbacks} megabytes for 100 pullbacks of a few operations`);
    assert(withMaps < 18, `${withMaps} megabytes for 5 linear maps of 2.7`);
    assertEquals(stillThere, 0);
  });
});
