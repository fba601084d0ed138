// The folder for GradBench's repository: what GradBench asks of a tool, and sources that run there.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { packTool, publishedImports } from "../../../bench/gradbench/pack.ts";
import { workloads } from "../../../bench/gradbench/workloads.ts";

const own = new URL("../../../bench/gradbench/tools/fluxion/", import.meta.url);
const textOf = (name: string) => Deno.readTextFileSync(new URL(name, own));

describe("The tool for GradBench", () => {
  it("lists all evals, in sorted order", () => {
    assertEquals(textOf("evals.txt"), `${Object.keys(workloads).sort().join("\n")}\n`);
  });

  it("has an entry point, and the label that is asked for in its last line", () => {
    const lines = textOf("Dockerfile").trimEnd().split("\n");
    assert(lines.some((line) => line.startsWith("ENTRYPOINT")));
    assertEquals(
      lines.at(-1),
      "LABEL org.opencontainers.image.source=https://github.com/gradbench/gradbench",
    );
  });

  it("runs from a folder of its own", async () => {
    const folder = await Deno.makeTempDir();
    try {
      const at = (path: string) => new URL(`../../../${path}`, import.meta.url).href;
      const imports = { "@fluxion/ad": at("mod.ts"), "@fluxion/ad/jit": at("lib/jit/mod.ts") };
      assertEquals(Object.keys(imports), Object.keys(publishedImports));
      await packTool(folder, imports);
      const process = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-lock", `${folder}/tool.ts`, "--jit"],
        stdin: "piped",
        stdout: "piped",
      }).spawn();
      const writer = process.stdin.getWriter();
      const message = { id: 7, kind: "evaluate", module: "hello", function: "double", input: 4 };
      await writer.write(new TextEncoder().encode(`${JSON.stringify(message)}\n`));
      await writer.close();
      const { stdout, code } = await process.output();
      const { id, output } = JSON.parse(new TextDecoder().decode(stdout));
      assertEquals([id, output, code], [7, 8, 0]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
});
