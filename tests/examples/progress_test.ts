// Long work says how far it is, from its beginning on.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { progressLine, within } from "../../examples/progress.ts";

/** What is written on the standard error meanwhile. */
function written(body: () => void): string {
  const { writeSync } = Deno.stderr;
  let text = "";
  Deno.stderr.writeSync = (bytes) => {
    text += new TextDecoder().decode(bytes);
    return bytes.length;
  };
  try {
    body();
  } finally {
    Deno.stderr.writeSync = writeSync;
  }
  return text.replaceAll("\r", "\n").replace(/\n+/g, "\n").trim();
}

describe("A line of progress", () => {
  it("is there before anything is done, and says nothing twice", () => {
    assertEquals(written(() => progressLine("Work")), "Work … 0 %");
    const text = written(() => {
      const progress = progressLine("Work");
      for (const share of [0, 0.5, 0.5, 0.4, 1, 1]) progress(share);
    });
    assertEquals(text.split("\n"), ["Work … 0 %", "Work … 50 %", "Work … 100 %"]);
  });

  it("can be that of a part of the work", () => {
    const shares: number[] = [];
    const part = within((share) => shares.push(share), 0.5, 1);
    for (const share of [0, 0.5, 1]) part(share);
    assertEquals(shares, [0.5, 0.75, 1]);
  });
});
