// Builds the site: the pages of this folder, the gallery as a tutorial, documents of the repository, the reference,
// the playground, and the library for the examples that run in the page. All is put together in a temporary folder, and
// VitePress makes dist/ of it, a folder of files for any server. `--serve` serves it to this machine.

import { join } from "node:path";
import { build as buildPlayground } from "../../examples/playground/serve.ts";
import { programs } from "../../examples/run.ts";
import { documents } from "./documents.ts";
import { bundleModules } from "./modules.ts";
import { writeReference } from "./reference.ts";
import { serveFolder } from "./serve.ts";
import { tutorial } from "./tutorial.ts";

const here = import.meta.dirname!;
const root = join(here, "../..");

/** Where the site is built, and under which path it is served: "/" by default, with slashes at both ends. */
export interface SiteOptions {
  readonly output: string;
  readonly base?: string;
}

/** Builds the site. @throws {Error} if a part of it cannot be built, or if a link of a page leads nowhere. */
export async function buildSite({ output, base = "/" }: SiteOptions): Promise<void> {
  const staged = await Deno.makeTempDir({ prefix: "fluxion-site-" });
  try {
    // VitePress looks for its packages from the pages upwards.
    await Deno.symlink(join(here, "node_modules"), join(staged, "node_modules"), {
      type: "junction",
    });
    await stage(staged, base);
    await vitepress(staged, base, output);
  } finally {
    await Deno.remove(staged, { recursive: true });
  }
}

/** Puts all that the site consists of together in a folder. */
async function stage(folder: string, base: string): Promise<void> {
  await copy(join(here, "pages"), folder);
  for (const [path, text] of [...documents(root), ...tutorial(root, programs)]) {
    await write(join(folder, path), text);
  }
  const publicFolder = join(folder, "public");
  await copy(join(root, "examples/pictures"), join(publicFolder, "pictures"));
  await copy(join(root, "bench/report/ratios.svg"), join(publicFolder, "pictures/ratios.svg"));
  await Promise.all([
    writePlayground(join(publicFolder, "playground"), base),
    bundleModules(root, join(publicFolder, "modules")),
    writeReference(root, join(publicFolder, "api"), folder),
  ]);
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

async function vitepress(staged: string, base: string, output: string): Promise<void> {
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
    env: { NO_COLOR: "1", SITE_BASE: base },
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

if (import.meta.main) {
  const base = Deno.env.get("SITE_BASE") ?? "/";
  const output = join(here, "dist");
  await buildSite({ output, base });
  console.log(`Built in ${output}`);
  if (Deno.args.includes("--serve")) {
    console.log(`Served at ${serveFolder(output, base).url}`);
  }
}
