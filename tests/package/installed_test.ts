// The npm package in a project that has installed it: it answers and type-checks. Nothing is downloaded for that, since
// it has no dependency; `deno task package` tries it with every tool there is.

import { assert, assertEquals } from "@std/assert";
import { after, describe, it } from "@std/testing/bdd";
import * as esbuild from "esbuild";
import { assertAnswers } from "./answered.ts";
import { installed, type InstalledConsumer, textsOf } from "./consumer.ts";
import { assertTyped } from "./typed.ts";

const programs = {
  ...textsOf(["answers.js", "print_answers.js", "typed.ts"]),
  "model.ts": '"use ad";\nexport const f = (x: number) => x * x;\n',
  "without.js": `
    delete globalThis.WebAssembly;
    const { answers } = await import("./answers.js");
    console.log(JSON.stringify(answers()));`,
  "twice.js": `
    import { cpSync } from "node:fs";
    cpSync("node_modules/@fluxion/ad", "node_modules/second", { recursive: true });
    const { grad } = await import("@fluxion/ad");
    const { mul } = await import("second");
    try { grad((x) => mul(x, x))(3); } catch (error) { console.log(error.message); }`,
  "one.js": `
    const { grad, mul, jit, trace, sparseHessian, derivatives, odeint, checkGrads } =
      await import("@fluxion/ad/package.json", { with: { type: "json" } }).then(() =>
        import("./node_modules/@fluxion/ad/dist/fluxion.min.js"));
    const cube = (x) => mul(x, x, x);
    checkGrads(cube, [2]);
    console.log(JSON.stringify([grad(cube)(2), jit(grad(cube))(2), trace(cube)(2).toInfix(),
      sparseHessian(cube)(2).toDense(), derivatives(cube, 2)(2), typeof odeint]));`,
};

const consumer = await installed([], programs);
const skip = typeof consumer === "string" && consumer;
const { folder, run } = consumer as InstalledConsumer;

after(async () => {
  if (typeof consumer !== "string") await consumer[Symbol.asyncDispose]();
});

describe("Installed from its tarball, the package", () => {
  it("answers in Node, from all entry points", { skip }, async () => {
    assertAnswers(await run("node", "print_answers.js"));
  });

  it("answers uncompiled where there is no WebAssembly at all", { skip }, async () => {
    assertAnswers(await run("node", "without.js"), /WebAssembly/);
  });

  it("runs its command in Node", { skip }, async () => {
    await run("npx", "lift", "model.ts", "--out", "lifted");
    const lifted = Deno.readTextFileSync(`${folder}/lifted/model.ts`);
    assert(lifted.includes("@fluxion/ad/operators/runtime"), lifted);
  });

  it("is refused by name where it is loaded twice", { skip }, async () => {
    const said = await run("node", "twice.js");
    assert(said.includes("Two copies of the library are loaded"), said);
  });

  it("is bundled by esbuild without what is not used", { skip }, async () => {
    const build = (contents: string, format: esbuild.Format = "esm") =>
      esbuild.build({
        stdin: { contents, resolveDir: folder },
        bundle: true,
        minify: true,
        format,
        write: false,
        logLevel: "error",
      });
    const [{ text: nothing }] = (await build('import { add } from "@fluxion/ad";')).outputFiles;
    assertEquals(nothing, "");
    // In an old kind of module a file does not know its own address.
    for (const format of ["esm", "cjs"] as const) {
      const [{ text }] = (await build('import "./print_answers.js";', format)).outputFiles;
      const name = format === "esm" ? "bundle.mjs" : "bundle.cjs";
      await Deno.writeTextFile(`${folder}/${name}`, text);
      assertAnswers(await run("node", name));
    }
    await esbuild.stop();
  });

  it("type-checks with TypeScript 5.9, under every strict option", { skip }, async () => {
    const compiler = ["run", "-A", "--no-config", "npm:typescript@~5.9.3/tsc"];
    await assertTyped({ folder }, (...args) => run(Deno.execPath(), ...compiler, ...args));
  });

  it("has all entry points that need no package in one file", { skip }, async () => {
    assertEquals(await run("node", "one.js"), '[12,12,"x^3",[[12]],[8,12,12],"function"]');
  });
});
