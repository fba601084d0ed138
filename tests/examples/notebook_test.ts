// The notebook runs from its first cell to its last, and its pages show what its cells answer.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

interface Cell {
  readonly cell_type: "markdown" | "code";
  readonly source: readonly string[];
  readonly outputs?: readonly { readonly data: Record<string, readonly string[]> }[];
}

const notebook = new URL("../../examples/see_the_derivative.ipynb", import.meta.url);
const { cells } = JSON.parse(Deno.readTextFileSync(notebook)) as { cells: Cell[] };
const programs = cells.filter((cell) => cell.cell_type === "code");

/** What a notebook shows of a value. */
const shown = `
function shown(value) {
  const display = value?.[Symbol.for("Jupyter.display")];
  console.log(JSON.stringify(display === undefined ? { "text/plain": Deno.inspect(value) } : display.call(value)));
}`;

/** All cells as one program: the last line of each is what it answers. */
function programOf(sources: readonly (readonly string[])[]): string {
  const body = sources.map((lines) =>
    [...lines.slice(0, -1), `shown(${lines.at(-1)!.replace(/;$/, "")});\n`].join("")
  );
  return [...body, shown].join("\n");
}

function run(program: string): Record<string, string>[] {
  const path = Deno.makeTempFileSync({ suffix: ".ts" });
  try {
    Deno.writeTextFileSync(path, program);
    const config = `${import.meta.dirname}/../../deno.json`;
    const args = ["run", "--allow-read", "--config", config, path];
    const { success, stdout, stderr } = new Deno.Command(Deno.execPath(), { args }).outputSync();
    const text = new TextDecoder();
    assert(success, text.decode(stderr));
    return text.decode(stdout).trim().split("\n").map((line) => JSON.parse(line));
  } finally {
    Deno.removeSync(path);
  }
}

describe("The notebook", () => {
  const answers = run(programOf(programs.map(({ source }) => source)));

  it("runs every cell, and each answers something to look at", () => {
    assertEquals(answers.length, programs.length);
    assertEquals(answers.map((bundle) => Object.keys(bundle)[0]), [
      "text/plain",
      "image/svg+xml",
      "text/latex",
      "text/html",
      "image/svg+xml",
      "text/plain",
    ]);
  });

  it("shows on its pages what its cells answer", () => {
    programs.forEach(({ outputs = [] }, i) => {
      const stored = Object.entries(outputs[0].data).map(([type, lines]) => [type, lines.join("")]);
      assertEquals(Object.fromEntries(stored), answers[i]);
    });
  });

  it("shows the classic picture, a folded loop, and where a derivative is infinite", () => {
    assertStringIncludes(answers[1]["image/svg+xml"], "← 0.1667");
    assertStringIncludes(answers[4]["image/svg+xml"], "298 more rounds of 4 steps");
    assertStringIncludes(answers[5]["text/plain"], "its derivative by v₂ is Infinity");
  });
});
