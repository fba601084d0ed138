// Puts the tool together as a folder for GradBench's repository, `tools/fluxion`: the sources of the tool, which there
// import the published package, beside what GradBench asks of a tool.
//
//     deno run -A bench/gradbench/pack.ts <folder>

import settings from "../../deno.json" with { type: "json" };

/** What the sources import by names. */
export type ToolImports = Readonly<Record<string, string>>;

/** The published package. */
export const publishedImports: ToolImports = {
  "@fluxion/ad": `npm:@fluxion/ad@${settings.version}`,
  "@fluxion/ad/jit": `npm:@fluxion/ad@${settings.version}/jit`,
};

const here = new URL(".", import.meta.url);
const entries = ["tool.ts", "evaluator.ts"];

/** Writes the folder; the names of the files of the tool come from what they import of each other. */
export async function packTool(folder: string, imports: ToolImports): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const sources = new Set(entries);
  for (const name of sources) {
    const text = await Deno.readTextFile(new URL(name, here));
    for (const [, other] of text.matchAll(/from "\.\/(\w+\.ts)"/g)) sources.add(other);
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  for (const { name } of Deno.readDirSync(new URL("tools/fluxion", here))) {
    await Deno.copyFile(new URL(`tools/fluxion/${name}`, here), `${folder}/${name}`);
  }
  await Deno.writeTextFile(`${folder}/deno.json`, `${JSON.stringify({ imports }, null, 2)}\n`);
}

if (import.meta.main) {
  const [folder] = Deno.args;
  if (folder === undefined) {
    throw new TypeError("Cannot pack the tool without a folder: deno run -A pack.ts <folder>");
  }
  await packTool(folder, publishedImports);
}
