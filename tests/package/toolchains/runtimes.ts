// The installed package in every version of Node that is kept, in Bun, in workers of Cloudflare's kind, and with the
// packages that it may have beside it.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import * as esbuild from "esbuild";
import { assertAnswers } from "../answered.ts";
import { orSkip, type Skippable, textsOf, withConsumer } from "../consumer.ts";

const printed = ["answers.js", "print_answers.js"];

/** A program that is marked, and one that draws. */
const marked = {
  "model.ts": '"use ad";\nexport const cubed = (x: number): number => x === 3 ? x * x * x : x;\n',
  "main.ts": `
    import { grad } from "@fluxion/ad/operators";
    import { cubed } from "./model.ts";
    console.log(grad(cubed)(3));`,
  "draw.js": `
    import { sin } from "@fluxion/ad";
    import { toSvg } from "@fluxion/ad/draw";
    import { trace } from "@fluxion/ad/trace";
    console.log((await toSvg(trace(sin)(1))).slice(0, 4));`,
  "required.cjs": `
    const { grad, mul } = require("@fluxion/ad");
    console.log(grad((x) => mul(x, x))(3));`,
};

describe("In Node, the installed package", () => {
  it("answers in 20", (context: Skippable) =>
    orSkip(
      context,
      withConsumer(["node@20"], printed, async ({ run }) => {
        assert((await run("npx", "node", "--version")).startsWith("v20."));
        assertAnswers(await run("npx", "node", "print_answers.js"));
      }),
    ));

  // Modules that are marked can be lifted while they are loaded from 22.15 on.
  for (const [version, ...flags] of [["22.15.0", "--experimental-strip-types"], ["24"], ["26"]]) {
    it(`answers in ${version}, lifts marked modules, draws, and can be required`, (context: Skippable) => {
      const files = { ...marked, ...textsOf(printed) };
      const packages = [`node@${version}`, "@hpcc-js/wasm-graphviz@1"];
      return orSkip(
        context,
        withConsumer(packages, files, async ({ run }) => {
          assert((await run("npx", "node", "--version")).startsWith(`v${version}`));
          assertAnswers(await run("npx", "node", "print_answers.js"));
          const lifting = [...flags, "--import", "@fluxion/ad/register", "main.ts"];
          assertEquals(await run("npx", "node", ...lifting), "27");
          assertEquals(await run("npx", "node", "draw.js"), "<svg");
          assertEquals(await run("npx", "node", "required.cjs"), "6");
        }),
      );
    });
  }
});

describe("In Bun, the installed package", () => {
  it("answers, and lifts marked modules", (context: Skippable) => {
    const plugin = 'import { bun } from "@fluxion/ad/unplugin";\nBun.plugin(bun());\n';
    const files = { ...marked, ...textsOf(printed), "plugin.ts": plugin };
    return orSkip(
      context,
      withConsumer(["bun@1", "unplugin@3"], files, async ({ run }) => {
        assertAnswers(await run("npx", "bun", "print_answers.js"));
        assertEquals(await run("npx", "bun", "--preload", "./plugin.ts", "main.ts"), "27");
      }),
    );
  });
});

describe("In a worker of Cloudflare's kind, the installed package", () => {
  it("answers uncompiled, and says why", (context: Skippable) => {
    // The runtime is asked by a program of Node, and has no way to compile WebAssembly while it runs.
    const ask = `
      import { Miniflare } from "miniflare";
      const worker = new Miniflare({ modules: true, scriptPath: "bundle.js" });
      console.log(await (await worker.dispatchFetch("http://localhost/")).text());
      await worker.dispose();`;
    const entry = `
      import { answers } from "./answers.js";
      export default { fetch: () => new Response(JSON.stringify(answers())) };`;
    const files = { "ask.js": ask, "worker.js": entry, ...textsOf(["answers.js"]) };
    return orSkip(
      context,
      withConsumer(["miniflare@4", "node@22"], files, async ({ folder, run }) => {
        await esbuild.build({
          entryPoints: [`${folder}/worker.js`],
          outfile: `${folder}/bundle.js`,
          bundle: true,
          format: "esm",
          logLevel: "error",
        });
        await esbuild.stop();
        assertAnswers(await run("npx", "node", "ask.js"), /WebAssembly|Wasm/);
      }),
    );
  });
});
