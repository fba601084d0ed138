// How large are programs that use the library? Each is bundled from the npm package and minified as for a browser, and
// compressed as servers do. `deno task size` prints a table, and a test holds the guide's to it.

import { gzipSync } from "node:zlib";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import webpack from "webpack";
import { buildPackage, packageBuiltBefore } from "../.ci/npm/build.ts";

/** The programs that are measured: what each imports from which entry points. */
export const bundles = {
  "everything but /draw": [
    "export * from '@fluxion/ad';",
    "export * from '@fluxion/ad/jit';",
    "export * from '@fluxion/ad/trace';",
    "export * from '@fluxion/ad/check';",
    "export * from '@fluxion/ad/sparse';",
  ],
  "the core": ["export * from '@fluxion/ad';"],
  "/jit": ["export * from '@fluxion/ad/jit';"],
  "/trace": ["export * from '@fluxion/ad/trace';"],
  "/sparse": ["export * from '@fluxion/ad/sparse';"],
  "/taylor": ["export * from '@fluxion/ad/taylor';"],
  "/ode": ["export * from '@fluxion/ad/ode';"],
  "/linalg": ["export * from '@fluxion/ad/linalg';"],
  "/special": ["export * from '@fluxion/ad/special';"],
  "/check": ["export * from '@fluxion/ad/check';"],
  "grad, derivative and seven operations": [
    "export { add, derivative, div, exp, grad, log, mul, sin, sub } from '@fluxion/ad';",
  ],
  "grad, add and mul": ["export { add, grad, mul } from '@fluxion/ad';"],
  "grad": ["export { grad } from '@fluxion/ad';"],
  "derivative": ["export { derivative } from '@fluxion/ad';"],
  "add": ["export { add } from '@fluxion/ad';"],
  "nothing used": ["import '@fluxion/ad';"],
} as const;

/** The name of a program that is measured. */
export type BundleName = keyof typeof bundles;

/** The size of a bundle, in bytes. */
export interface Size {
  readonly minified: number;
  readonly gzip: number;
}

/** Who bundles. esbuild also makes the output of Rollup smaller, which does not do that itself. */
export type Bundler = "esbuild" | "Rollup" | "webpack";

let project: Promise<string> | undefined;

/** A folder in which the package is installed; it goes with the process. */
function installed(): Promise<string> {
  return project ??= (async () => {
    const folder = await Deno.makeTempDir({ prefix: "fluxion_size_" });
    globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
    const { folder: built } = await packageBuiltBefore() ?? await buildPackage(`${folder}/built`);
    await Deno.mkdir(`${folder}/node_modules/@fluxion`, { recursive: true });
    await Deno.symlink(built, `${folder}/node_modules/@fluxion/ad`, { type: "junction" });
    return folder;
  })();
}

/** Bundles a program, and returns its code. @throws {Error} if it cannot be bundled. */
export async function bundled(text: string, bundler: Bundler = "esbuild"): Promise<string> {
  const folder = await installed();
  const entry = `${folder}/entry.js`;
  await Deno.writeTextFile(entry, text);
  return await bundlers[bundler](entry, folder);
}

/** Bundles a program, and returns how large it is. @throws {Error} if it cannot be bundled. */
export async function sizeOf(name: BundleName, bundler: Bundler = "esbuild"): Promise<Size> {
  const code = await bundled(bundles[name].join("\n"), bundler);
  // What is compressed of nothing is nothing.
  return { minified: code.length, gzip: code === "" ? 0 : gzipSync(code).length };
}

const bundlers: Readonly<Record<Bundler, (entry: string, folder: string) => Promise<string>>> = {
  async esbuild(entry) {
    const { outputFiles } = await esbuild.build({
      entryPoints: [entry],
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
      logLevel: "error",
    });
    return outputFiles[0].text;
  },
  async Rollup(entry) {
    const bundle = await rollup({
      input: entry,
      plugins: [nodeResolve()],
      onwarn: ({ code, message }) => {
        if (code !== "EMPTY_BUNDLE") throw new Error(message);
      },
    });
    const { output: [{ code }] } = await bundle.generate({ format: "es" });
    return (await esbuild.transform(code, { minify: true, format: "esm" })).code;
  },
  async webpack(entry, folder) {
    await new Promise<void>((done, fail) =>
      webpack({
        mode: "production",
        entry,
        target: ["web", "es2022"],
        performance: false,
        experiments: { outputModule: true },
        output: {
          path: folder,
          filename: "webpack.mjs",
          module: true,
          library: { type: "module" },
        },
      }, (error, stats) => {
        if (error !== null || stats?.hasErrors()) fail(error ?? new Error(stats?.toString()));
        else done();
      })
    );
    return await Deno.readTextFile(`${folder}/webpack.mjs`);
  },
};

/** A size in thousands of bytes, with one digit after the point. */
export function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

if (import.meta.main) {
  const all: Bundler[] = ["esbuild", "Rollup", "webpack"];
  console.log(
    `| minified / gzip, kB | ${all.join(" | ")} |\n| --- |${" --: |".repeat(all.length)}`,
  );
  for (const name of Object.keys(bundles) as BundleName[]) {
    const sizes: string[] = [];
    for (const bundler of all) {
      const { minified, gzip } = await sizeOf(name, bundler);
      sizes.push(`${kilobytes(minified)} / ${kilobytes(gzip)}`);
    }
    console.log(`| ${name} | ${sizes.join(" | ")} |`);
  }
  await esbuild.stop();
}
