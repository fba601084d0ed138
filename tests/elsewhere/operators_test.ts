// Marked modules, set up as the README says: with Deno, with Node, with bundlers, and rewritten.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const root = new URL("../../", import.meta.url);
const path = (name: string) => decodeURIComponent(new URL(name, root).pathname);
const config = path("deno.json");
const register = path("lib/register/mod.ts");

const model = `"use ad";
export function cubed(x: number): number {
  return x === 3 ? x * x * x : x;
}
`;
const main = (core: string) =>
  `"use ad";
import { grad } from "${core}";
import { cubed } from "./model.ts";
const f = (x: number) => 2 * cubed(x);
console.log(grad(f)(3));
`;
const tests = `"use ad";
import { grad } from "@fluxion/ad/operators";
import { cubed } from "./model.ts";
Deno.test("lifted", () => {
  if (grad((x: number) => -cubed(x))(3) !== -27) throw new Error("not lifted");
});
Deno.bench("lifted", () => {
  if (grad((x: number) => -cubed(x))(3) !== -27) throw new Error("not lifted");
});
`;

/** Calls `body` with a folder that has the files. */
async function inFolder<T>(
  files: { readonly [name: string]: string },
  body: (folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = Deno.makeTempDirSync({ prefix: "marked_" });
  try {
    for (const [name, text] of Object.entries(files)) {
      Deno.writeTextFileSync(`${folder}/${name}`, text);
    }
    return await body(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

function outputOf(command: string, args: string[], cwd: string): string {
  const { success, stdout, stderr } = new Deno.Command(command, { args, cwd }).outputSync();
  const text = new TextDecoder();
  assert(success, text.decode(stderr) + text.decode(stdout));
  return text.decode(stdout).trim();
}

const deno = (folder: string, ...args: string[]) => outputOf(Deno.execPath(), args, folder);
const common = ["-A", `--config=${config}`, `--preload=${register}`];

describe("Marked modules", () => {
  const files = {
    "model.ts": model,
    "main.ts": main("@fluxion/ad/operators"),
    "main_test.ts": tests,
  };

  it("run in Deno, the main module too, with their types checked", () =>
    inFolder(files, (folder) => {
      assertEquals(deno(folder, "run", "--check", ...common, "main.ts"), "54");
    }));

  it("run in Deno where the program may not read files", () =>
    inFolder(files, (folder) => {
      const [, ...others] = common;
      assertEquals(deno(folder, "run", ...others, "main.ts"), "54");
    }));

  it("are tested and measured in Deno", () =>
    inFolder(files, (folder) => {
      assert(deno(folder, "test", ...common, "main_test.ts").includes("1 passed"));
      deno(folder, "bench", ...common, "main_test.ts");
    }));

  it("say without any set-up what to add", () =>
    inFolder(files, (folder) => {
      const { success, stderr } = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", `--config=${config}`, "main.ts"],
        cwd: folder,
      }).outputSync();
      assert(!success);
      assert(new TextDecoder().decode(stderr).includes("--preload=jsr:@fluxion/ad/register"));
    }));

  it("leave data and addons that packages require what they are", () =>
    inFolder({
      "data.json": '{ "slope": 54 }',
      "addon.node": "none",
      "package.cjs": `exports.slope = require("./data.json").slope;
try { require("./addon.node"); } catch (error) { exports.refused = String(error.message); }`,
      "main.ts": `import data from "./data.json" with { type: "json" };
import { createRequire } from "node:module";
const { slope, refused } = createRequire(import.meta.url)("./package.cjs");
console.log(slope, data.slope, /addon.node/.test(refused));`,
    }, (folder) => {
      assertEquals(deno(folder, "run", ...common, "main.ts"), "54 54 true");
    }));

  it("are rewritten by the command", () =>
    inFolder(files, (folder) => {
      const runtime = new URL("lib/operators/runtime.ts", root).href;
      deno(
        folder,
        "run",
        "-A",
        `--config=${config}`,
        path("lib/lift/mod.ts"),
        ".",
        "--out",
        "out",
        "--runtime",
        runtime,
      );
      assertEquals(deno(folder, "run", "-A", `--config=${config}`, "out/main.ts"), "54");
    }));

  for (const [version, ...flags] of [["22.15.0", "--experimental-strip-types"], ["24"]]) {
    it(`run in Node ${version}`, (context: { skip(reason: string): void }) =>
      inFolder({
        "model.ts": model,
        "main.ts": main("./fluxion/lib/operators/mod.ts"),
        "package.json": '{"type":"module"}',
      }, (folder) => {
        // The sources lie beside the packages that the transformer is made of, as an installed package does.
        outputOf("cp", ["-r", path("lib"), `${folder}/`], folder);
        Deno.mkdirSync(`${folder}/fluxion`);
        Deno.renameSync(`${folder}/lib`, `${folder}/fluxion/lib`);
        let installed: Deno.CommandOutput;
        const packages = [
          "acorn@8",
          "@sveltejs/acorn-typescript@1",
          "@jridgewell/sourcemap-codec@1",
        ];
        try {
          installed = new Deno.Command("npm", {
            args: ["install", "--silent", ...packages],
            cwd: folder,
          }).outputSync();
        } catch {
          return context.skip("SKIPPED: there is no npm");
        }
        if (!installed.success) return context.skip("SKIPPED: packages cannot be had");
        const args = [
          "--yes",
          `node@${version}`,
          ...flags,
          "--import",
          "./fluxion/lib/register/mod.ts",
          "main.ts",
        ];
        assertEquals(outputOf("npx", args, folder), "54");
      }));
  }
});

const runtime = new URL("lib/operators/runtime.ts", root).href;
const entry = `"use ad";
export const cubed = (x) => x === 3 ? x * x * x : x;
`;

/** The derivative at 3 of what a bundle exports. */
async function slopeIn(code: string): Promise<number> {
  const { grad } = await import("@fluxion/ad/operators");
  return await inFolder({ "bundle.mjs": code }, async (folder) => {
    const { cubed } = await import(`file://${folder}/bundle.mjs`);
    return grad(cubed as (x: number) => number)(3);
  });
}

describe("Marked modules in a bundle", () => {
  it("are lifted by Rollup", () =>
    inFolder({ "entry.js": entry }, async (folder) => {
      const { rollup } = await import("rollup");
      const plugin = await import("@fluxion/ad/unplugin");
      const bundle = await rollup({
        input: `${folder}/entry.js`,
        external: [runtime],
        plugins: [plugin.rollup({ runtime })],
      });
      const { output: [{ code }] } = await bundle.generate({ format: "es" });
      assertEquals(await slopeIn(code), 27);
    }));

  it("are lifted by esbuild", () =>
    inFolder({ "entry.ts": entry.replace("(x)", "(x: number)") }, async (folder) => {
      const esbuild = await import("esbuild");
      const plugin = await import("@fluxion/ad/unplugin");
      const { outputFiles } = await esbuild.build({
        entryPoints: [`${folder}/entry.ts`],
        bundle: true,
        write: false,
        format: "esm",
        external: [runtime],
        plugins: [plugin.esbuild({ runtime })],
      });
      await esbuild.stop();
      assertEquals(await slopeIn(outputFiles![0].text), 27);
    }));

  it("are lifted by Vite and webpack, in Node", (context: { skip(reason: string): void }) =>
    inFolder(
      { "entry.js": entry, "main.ts": viteAndWebpack, "package.json": '{"type":"module"}' },
      (folder) => {
        Deno.mkdirSync(`${folder}/fluxion`);
        outputOf("cp", ["-r", path("lib"), `${folder}/fluxion/`], folder);
        const packages = [
          "acorn@8",
          "@sveltejs/acorn-typescript@1",
          "@jridgewell/sourcemap-codec@1",
        ];
        const bundlers = ["unplugin@3", "vite@7", "webpack@5"];
        let installed: Deno.CommandOutput;
        try {
          const args = ["install", "--silent", ...packages, ...bundlers];
          installed = new Deno.Command("npm", { args, cwd: folder }).outputSync();
        } catch {
          return context.skip("SKIPPED: there is no npm");
        }
        if (!installed.success) return context.skip("SKIPPED: packages cannot be had");
        assertEquals(outputOf("npx", ["--yes", "node@24", "main.ts"], folder), "27 27");
      },
    ));

  it("are lifted by Bun, which runs and bundles them", (context: { skip(reason: string): void }) => {
    const made = (verb: string) =>
      `import { bun } from "./fluxion/lib/unplugin/mod.ts";
       const runtime = new URL("./fluxion/lib/operators/runtime.ts", import.meta.url).href
         .replace("file://", "");
       ${verb}`;
    const bundled = `await Bun.build({ entrypoints: ["main.ts"], outdir: "out", target: "bun",
      plugins: [bun({ runtime })] });`;
    const program = {
      "model.ts": model,
      "main.ts": main("./fluxion/lib/operators/mod.ts"),
      "plugin.ts": made("Bun.plugin(bun({ runtime }));"),
      "build.ts": made(bundled),
      "package.json": '{"type":"module"}',
    };
    return inFolder(program, (folder) => {
      Deno.mkdirSync(`${folder}/fluxion`);
      outputOf("cp", ["-r", path("lib"), `${folder}/fluxion/`], folder);
      const packages = [
        "acorn@8",
        "@sveltejs/acorn-typescript@1",
        "@jridgewell/sourcemap-codec@1",
        "unplugin@3",
        "bun@1",
      ];
      let installed: Deno.CommandOutput;
      try {
        const args = ["install", "--silent", ...packages];
        installed = new Deno.Command("npm", { args, cwd: folder }).outputSync();
      } catch {
        return context.skip("SKIPPED: there is no npm");
      }
      if (!installed.success) return context.skip("SKIPPED: packages cannot be had");
      const bun = (...args: string[]) => outputOf(`${folder}/node_modules/.bin/bun`, args, folder);
      assertEquals(bun("--preload", "./plugin.ts", "main.ts"), "54");
      bun("build.ts");
      assertEquals(bun("out/main.js"), "54");
    });
  });
});

const viteAndWebpack = `
import { vite, webpack } from "./fluxion/lib/unplugin/mod.ts";
import { grad } from "./fluxion/lib/operators/mod.ts";
import { writeFileSync } from "node:fs";
import { build } from "vite";
import bundle from "webpack";
const runtime = new URL("./fluxion/lib/operators/runtime.ts", import.meta.url).href;
const here = import.meta.dirname;
const out = await build({
  root: here, configFile: false, logLevel: "error", plugins: [vite({ runtime })],
  build: {
    write: false,
    lib: { entry: here + "/entry.js", formats: ["es"] },
    rollupOptions: { external: [runtime] },
  },
});
writeFileSync(here + "/vite.mjs", out[0].output[0].code);
await new Promise((done, fail) => bundle({
  mode: "production", entry: here + "/entry.js", externalsType: "module", externals: [runtime],
  experiments: { outputModule: true },
  output: { path: here, filename: "webpack.mjs", library: { type: "module" } },
  plugins: [webpack({ runtime })],
}, (error, stats) => error || stats.hasErrors() ? fail(error ?? stats.toString()) : done()));
const slopes = [];
for (const name of ["vite", "webpack"]) {
  slopes.push(grad((await import("./" + name + ".mjs")).cubed)(3));
}
console.log(slopes.join(" "));
process.exit(0);
`;
