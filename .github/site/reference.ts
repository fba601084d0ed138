// The reference: `deno doc` writes a page for every symbol of every entry point, with a search of its own; here they
// get a way back to the site, and a page of the site lists all names, so that its search finds them too.

import { join } from "node:path";
import { mended, style } from "./reference_pages.ts";
import configuration from "../../deno.json" with { type: "json" };

/** The entry points, by the names that people import. */
const entryPoints = Object.entries(configuration.exports).map((
  [path, file],
) => ({
  name: `@fluxion/ad${path.slice(1)}`,
  file: file.slice(2),
}));

/** Writes the reference to a folder, and the page that lists its names to that of the pages. */
export async function writeReference(
  root: string,
  folder: string,
  pages: string,
): Promise<void> {
  const files = entryPoints.map(({ file }) => file);
  const html = deno(root, [
    "doc",
    "--html",
    "--name=@fluxion/ad",
    `--output=${folder}`,
    ...files,
  ]);
  const names = deno(root, ["doc", "--json", ...files]);
  await html;
  await mend(folder);
  await Deno.writeTextFile(join(folder, "mended.css"), style);
  await Deno.writeTextFile(
    join(pages, "reference.md"),
    listOf(root, JSON.parse(await names)),
  );
}

async function deno(root: string, args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: root,
  })
    .output();
  const text = (bytes: Uint8Array<ArrayBuffer>) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`Cannot write the reference: ${text(stderr)}`);
  return text(stdout);
}

async function mend(folder: string, depth = 1): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) await mend(path, depth + 1);
    else if (name.endsWith(".html")) {
      await Deno.writeTextFile(path, mended(await Deno.readTextFile(path), depth));
    }
  }
}

/** What is read of the JSON that `deno doc` writes. */
interface Documented {
  readonly nodes: Readonly<
    Record<string, { readonly symbols?: readonly DocumentedSymbol[] }>
  >;
}

interface DocumentedSymbol {
  readonly name: string;
  readonly declarations: readonly {
    readonly kind: string;
    readonly jsDoc?: { readonly doc?: string };
  }[];
}

function listOf(root: string, { nodes }: Documented): string {
  const parts = entryPoints.map(({ name, file }) => {
    const symbols = nodes[`file://${join(root, file)}`]?.symbols ?? [];
    const isType = ({ declarations: [{ kind }] }: DocumentedSymbol) =>
      kind === "interface" || kind === "typeAlias";
    const rows = symbols.filter((symbol) => !isType(symbol)).map((symbol) =>
      `| ${linkTo(symbol, name)} | ${summaryOf(symbol)} |`
    );
    const types = symbols.filter(isType).map((symbol) => linkTo(symbol, name));
    return [
      `## ${name}`,
      rows.length === 0 ? "" : ["| name | what it is |", "| --- | --- |", ...rows].join("\n"),
      types.length === 0 ? "" : `Types: ${types.join(", ")}.`,
    ].join("\n\n");
  });
  const opening = "# Reference\n\nEvery name of every entry point, with a page of its own: its " +
    'signatures, what it throws, and examples that are tests. [Browse the pages](/api/){target="_self"}, ' +
    "which have a search of names, or look for a name here.";
  return [opening, ...parts].join("\n\n");
}

function linkTo({ name }: DocumentedSymbol, entry: string): string {
  return `[${name}](/api/${folderOf(entry)}~/${name}.html){target="_self"}`;
}

function folderOf(name: string): string {
  const path = name.slice("@fluxion/ad/".length);
  return path === "" ? "" : `${path}/`;
}

/** The first sentence of a comment. */
function summaryOf({ declarations }: DocumentedSymbol): string {
  const text = declarations.find(({ jsDoc }) => jsDoc?.doc)?.jsDoc?.doc ?? "";
  const [first] = text.split(/(?<=[.:])\s/, 1);
  return first.replace(/:$/, ".").replace(/\s+/g, " ").replaceAll("|", "\\|").replaceAll(
    "{",
    "&#123;",
  )
    .replace(/<(?!\/?code)/g, "&lt;");
}
