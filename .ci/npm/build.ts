// Builds the npm package from the same sources that JSR gets: `deno task npm` leaves a folder that `npm publish` takes,
// the same packed, and the library in one file, for a page without a bundler.

import { stop } from "esbuild";
import { bundled, minified } from "./bundle.ts";
import { declarations } from "./declarations.ts";
import { packageReadme } from "./documents.ts";
import { manifest, ONE_FILE, project, root } from "./manifest.ts";
import { npm } from "./npm.ts";
import { withSlashes } from "./paths.ts";

/** What was built. */
export interface BuiltPackage {
  /** The folder of the package. */
  readonly folder: string;
  /** The package as npm packs it, or `undefined` where there is no npm. */
  readonly tarball: string | undefined;
}

/**
 * The package that was built in the folder that `FLUXION_PACKAGE` names, if it names one: what is tried after
 * `deno task npm` need not build it again.
 */
export async function packageBuiltBefore(): Promise<BuiltPackage | undefined> {
  const named = Deno.env.get("FLUXION_PACKAGE");
  if (named === undefined) return undefined;
  const output = withSlashes(await Deno.realPath(named));
  const tarball = [...Deno.readDirSync(output)].find(({ name }) => name.endsWith(".tgz"));
  return { folder: `${output}/package`, tarball: tarball && `${output}/${tarball.name}` };
}

/** Builds the package in a folder, which is emptied first. */
export async function buildPackage(output: string): Promise<BuiltPackage> {
  const folder = `${output}/package`;
  await Deno.remove(output, { recursive: true }).catch(() => {});
  await Deno.mkdir(folder, { recursive: true });
  const write = async (path: string, text: string) => {
    const place = `${folder}/${path}`;
    await Deno.mkdir(place.slice(0, place.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(place, text);
  };

  const { files, licences } = await bundled();
  for (const [path, code] of Object.entries(files)) await write(`dist/${path}`, code);
  for (const [path, text] of Object.entries(declarations())) await write(path, text);
  await write(ONE_FILE, await minified(`${folder}/dist`));
  await stop();

  await write("package.json", JSON.stringify(manifest, null, 2) + "\n");
  await write("README.md", packageReadme(Deno.readTextFileSync(`${root}README.md`)));
  await write("THIRD_PARTY_LICENSES.md", licences);
  for (const name of ["LICENSE", "CHANGELOG.md"]) {
    await write(name, Deno.readTextFileSync(root + name));
  }
  await Deno.copyFile(`${folder}/${ONE_FILE}`, `${output}/${ONE_FILE.split("/").at(-1)}`);

  const packed = await npm(["pack", "--silent", "--pack-destination", output], folder);
  if (packed?.success === false) throw new Error(`Cannot pack: ${packed.output}`);
  return { folder, tarball: packed && `${output}/${packed.output.trim()}` };
}

if (import.meta.main) {
  const { folder, tarball } = await buildPackage(`${root}dist`);
  console.log(`${project.name} ${project.version}: ${tarball ?? folder}`);
  if (tarball === undefined) console.warn("There is no npm here: the folder is not packed.");
}
