// How large are programs that use the library? Each is bundled and minified as for a browser, and compressed as
// servers do. `deno task size` prints a table, and a test holds the README's to it.

import { gzipSync } from "node:zlib";

const root = new URL("../", import.meta.url);

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
  "/check": ["export * from '@fluxion/ad/check';"],
  "grad, derivative and seven operations": [
    "export { add, derivative, div, exp, grad, log, mul, sin, sub } from '@fluxion/ad';",
  ],
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

/** Bundles a program, and returns how large it is. @throws {Error} if it cannot be bundled. */
export async function sizeOf(name: BundleName): Promise<Size> {
  const folder = await Deno.makeTempDir();
  try {
    const entry = `${folder}/entry.js`;
    await Deno.writeTextFile(entry, bundles[name].join("\n"));
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["bundle", "--quiet", "--platform", "browser", "--minify", entry],
      cwd: root,
    }).output();
    if (!success) throw new Error(`Cannot bundle ${name}: ${new TextDecoder().decode(stderr)}`);
    return { minified: stdout.length, gzip: gzipSync(stdout).length };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A size in thousands of bytes, with one digit after the point. */
export function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

if (import.meta.main) {
  console.log("| kB | minified | gzip |\n| --- | --: | --: |");
  for (const name of Object.keys(bundles) as BundleName[]) {
    const { minified, gzip } = await sizeOf(name);
    console.log(`| ${name} | ${kilobytes(minified)} | ${kilobytes(gzip)} |`);
  }
}
