// Builds the site: the pages of this folder, the gallery as a tutorial, documents of the repository, the reference,
// the playground, and the library for the examples that run in the page. All is put together in build/, and
// VitePress makes dist/ of it, a folder of files for any server. `--serve` serves it to this machine.

import { join } from "node:path";
import { build as buildPlayground } from "../../examples/playground/serve.ts";
import { programs } from "../../examples/run.ts";
import { documents, type Links } from "./documents.ts";
import { bundleModules } from "./modules.ts";
import { writeReference } from "./reference.ts";
import { serveFolder } from "./serve.ts";
import { tutorial } from "./tutorial.ts";

const here = import.meta.dirname!;
const root = join(here, "../..");
const staged = join(here, "build");

/** Where the site is built, and under which path it is served: "/" by default, with slashes at both ends. */
export interface SiteOptions {
  readonly output: string;
  readonly base?: string;
}

/** Builds the site. @throws {Error} if a part of it cannot be built, or if a link of a page leads nowhere. */
export async function buildSite(
  { output, base = "/" }: SiteOptions,
): Promise<void> {
  await removed(staged);
  try {
    await copy(join(here, "pages"), staged);
    const publicFolder = join(staged, "public");
    const links: Links = { root, base };
    for (
      const [path, text] of [...documents(links), ...tutorial(links, programs)]
    ) {
      await write(join(staged, path), text);
    }
    await copy(join(root, "examples/pictures"), join(publicFolder, "pictures"));
    await copy(
      join(root, "bench/report/ratios.svg"),
      join(publicFolder, "pictures/ratios.svg"),
    );
    await Promise.all([
      writePlayground(join(publicFolder, "playground"), base),
      bundleModules(root, join(publicFolder, "modules")),
      writeReference(root, join(publicFolder, "api"), staged),
    ]);
    await vitepress(base, output);
  } finally {
    await removed(staged);
  }
}

async function writePlayground(folder: string, base: string): Promise<void> {
  for (const [path, [kind, bytes]] of Object.entries(await buildPlayground())) {
    const name = path === "/" ? "index.html" : path.slice(1);
    const isPage = kind === "html";
    await write(
      join(folder, name),
      isPage ? linked(new TextDecoder().decode(bytes), base) : bytes,
    );
  }
}

/** The playground's page, with links that stay on the site. */
function linked(page: string, base: string): string {
  const own = `<a href="${base}">Guide</a> <a href="${base}api/">Reference</a>`;
  const link = /<a href="https:\/\/jsr\.io[^<]*<\/a>/;
  if (!link.test(page)) {
    throw new Error("Cannot link the playground: it has no link to JSR");
  }
  return page.replace(link, own);
}

async function vitepress(base: string, output: string): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "npm:vitepress",
      "build",
      staged,
      "--base",
      base,
      "--outDir",
      output,
    ],
    cwd: here,
    env: { NO_COLOR: "1" },
  }).output();
  if (success) return;
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes))
    .join("\n");
  throw new Error(`Cannot build the pages: ${said}`);
}

async function write(
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  await Deno.mkdir(join(path, ".."), { recursive: true });
  if (typeof content === "string") await Deno.writeTextFile(path, content);
  else await Deno.writeFile(path, content);
}

async function copy(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isFile) {
    return write(to, await Deno.readFile(from));
  }
  for await (const { name } of Deno.readDir(from)) {
    await copy(join(from, name), join(to, name));
  }
}

async function removed(folder: string): Promise<void> {
  try {
    await Deno.remove(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

if (import.meta.main) {
  const base = Deno.env.get("SITE_BASE") ?? "/";
  const output = join(here, "dist");
  await buildSite({ output, base });
  console.log(`Built in ${output}`);
  if (Deno.args.includes("--serve")) {
    console.log(`Served at ${serveFolder(output, base).url}`);
  }
}
