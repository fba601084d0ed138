// The code of the package: a file for each entry point, and shared files of a folder each, so that a program that imports
// one entry point loads few files, several have one copy of the core, and a bundler still leaves out what is not used.

import commonjsPlugin from "@rollup/plugin-commonjs";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { type Plugin, rollup } from "rollup";
import { licencesOf } from "./documents.ts";
import { COMMAND, entriesOfOneFile, nameOf, peers, project, root } from "./manifest.ts";
import { resolved, withSlashes } from "./paths.ts";

/** What engines have since 2022, Node since 18. */
const TARGET = "es2022";

// Its declarations are those of a CommonJS module, whose default export is one further in.
const commonjs = commonjsPlugin as unknown as typeof commonjsPlugin.default;

/** The code of the package. */
interface Bundled {
  /** Files of code, by their path in `dist`. */
  readonly files: Readonly<Record<string, string>>;
  /** The licences of packages of which the files have parts. */
  readonly licences: string;
}

/** Bundles the library, with the packages that do not stay packages. */
export async function bundled(): Promise<Bundled> {
  const staging = withSlashes(await Deno.makeTempDir());
  try {
    await installInto(staging);
    return await bundledWith(staging);
  } finally {
    await Deno.remove(staging, { recursive: true });
  }
}

/** The library in one file, from the files of the package. */
export async function minified(dist: string): Promise<string> {
  const lines = entriesOfOneFile.map((entry) =>
    `export * from "./${nameOf(project.exports[entry])}.js";`
  );
  const { outputFiles } = await esbuild.build({
    stdin: { contents: lines.join("\n"), resolveDir: dist },
    bundle: true,
    minify: true,
    format: "esm",
    target: TARGET,
    charset: "utf8",
    write: false,
    banner: { js: `/*! ${project.name} ${project.version} | ${project.license} */` },
  });
  return outputFiles[0].text;
}

/** Puts the packages, in the versions of deno.lock, where bundlers look for them. */
async function installInto(folder: string): Promise<void> {
  const names = Object.keys(project.imports).filter(isBundled);
  const imports = Object.fromEntries(names.map((name) => [name, project.imports[name]]));
  const config = { nodeModulesDir: "auto", imports };
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(config));
  await Deno.copyFile(`${root}deno.lock`, `${folder}/deno.lock`);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet"],
    cwd: folder,
  }).output();
  if (!success) throw new Error(`Cannot install packages: ${new TextDecoder().decode(stderr)}`);
}

/** The specifiers of packages in the library's own files. */
const used = new Set(
  Array.from(sourcesIn(`${root}lib`), (path) => Deno.readTextFileSync(path)).flatMap((text) =>
    Array.from(text.matchAll(/^(?:import|export)\b[^;"]*? from "([^".][^"]*)";/gm), (m) => m[1])
  ),
);

function isBundled(name: string): boolean {
  const isUsed = [...used].some((own) => own === name || own.startsWith(`${name}/`));
  return isUsed && !peers.includes(name);
}

function* sourcesIn(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* sourcesIn(`${folder}/${name}`);
    else if (name.endsWith(".ts")) yield `${folder}/${name}`;
  }
}

async function bundledWith(staging: string): Promise<Bundled> {
  const entries = Object.values(project.exports);
  const bundle = await rollup({
    input: {
      ...Object.fromEntries(entries.map((source) => [nameOf(source), root + source.slice(2)])),
      [COMMAND.replace(/\.js$/, "")]: COMMAND,
    },
    external: (id) => peers.includes(id) || id.startsWith("node:"),
    plugins: [
      sources(),
      nodeResolve({ modulePaths: [`${staging}/node_modules`], browser: true }),
      // What a module of packages requires it gets at its head, so that what nobody calls can be left out.
      commonjs({ strictRequires: "auto" }),
    ],
    treeshake: { moduleSideEffects: (id) => !id.includes("node_modules") },
    onwarn: (warning) => {
      // `/types` has no code.
      if (warning.code !== "EMPTY_BUNDLE") throw new Error(`Cannot bundle: ${warning.message}`);
    },
  });
  let core: ReadonlySet<string | undefined> | undefined;
  const { output } = await bundle.generate({
    format: "es",
    entryFileNames: "[name].js",
    chunkFileNames: "shared/[name].js",
    // Names in stack traces stay those of the sources.
    minifyInternalExports: false,
    hoistTransitiveImports: false,
    manualChunks: (id, { getModuleInfo }) => {
      core ??= new Set(
        Array.from(
          reachedFrom(`${root}mod.ts`, (own) => getModuleInfo(own)?.importedIds ?? []),
          folderOf,
        ),
      );
      const folder = folderOf(id);
      if (folder === undefined) return sharedFileOfPackage(withSlashes(id));
      return core.has(folder) ? "core" : folder;
    },
  });
  const chunks = output.filter((file) => file.type === "chunk");
  const files = chunks.map(async ({ fileName, code }) => {
    const head = fileName === COMMAND ? "#!/usr/bin/env node\n" : "";
    const body = await esbuild.transform(code, { ...PLAIN, loader: "js" });
    return [fileName, `${head}${body.code || "export {};\n"}`] as const;
  });
  const folders = new Set(chunks.flatMap(({ modules }) => Object.keys(modules)).flatMap(packageOf));
  return {
    files: Object.fromEntries(await Promise.all(files)),
    licences: licencesOf(folders),
  };
}

const PLAIN = { target: TARGET, charset: "utf8", legalComments: "none" } as const;

/** What a module reaches, itself included. */
function reachedFrom(entry: string, importsOf: (id: string) => readonly string[]): Set<string> {
  const reached = new Set([entry]);
  // A set that grows while it is gone through hands out what was added, too.
  for (const id of reached) importsOf(id).forEach((imported) => reached.add(imported));
  return reached;
}

/**
 * The folder in `lib` that a module is in. Modules of a folder share a file, and folders that `.` reaches have one for
 * all, since every entry point needs it.
 */
function folderOf(id: string): string | undefined {
  return id.startsWith(root) ? id.slice(root.length).match(/^lib\/([^/]+)\//)?.[1] : undefined;
}

/** In which shared file a module of a package is, or one that Rollup has made for packages. */
function sharedFileOfPackage(id: string): string | undefined {
  if (id === COMMAND || id === `${root}mod.ts`) return undefined;
  const name = id.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1];
  if (name === undefined) return "interop";
  if (name.startsWith("@stdlib/")) return "stdlib";
  if (name === "pure-rand") return name;
  return name.startsWith("ml-") || name === "is-any-array" ? "ml-matrix" : "parser";
}

/** The folder of the package that a module is of, or nothing where it is of the library. */
function packageOf(id: string): string[] {
  const path = withSlashes(id).replace(/^\0/, "").replace(/\?.*$/, "");
  return path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.slice(0, 1) ?? [];
}

/**
 * The text of a source with rows that webpack's minifier leaves out, too, where nothing calls them: it takes reading
 * `Math.sin` for an effect, and would keep that row and all that its partials call.
 */
function withPureValues(code: string): string {
  return code.replace(/^(?! \*)(.*\bvalue: )(Math\.\w+)/gm, "$1/* @__PURE__ */ (() => $2)()");
}

/** The library's files as Rollup takes them, the command, and what packages import that is no module. */
function sources(): Plugin {
  return {
    name: "sources",
    resolveId(source, importer) {
      if (importer === undefined) return source;
      // A logger of one package, which would ask browsers for their storage.
      if (source === "debug") return "\0debug";
      if (!withSlashes(importer).startsWith(root) || !source.startsWith(".")) return null;
      return resolved(source, importer);
    },
    load(id) {
      if (id === "\0debug") return "export default () => () => {};";
      if (id !== COMMAND) return null;
      return [
        'import process from "node:process";',
        `import { runLift } from ${JSON.stringify(`${root}lib/lift/command.ts`)};`,
        "process.exitCode = runLift(process.argv.slice(2), console.log, console.error);",
      ].join("\n");
    },
    async transform(code, id) {
      if (id.endsWith(".json")) return `export default ${code}`;
      if (!id.endsWith(".ts")) return null;
      return (await esbuild.transform(withPureValues(code), { ...PLAIN, loader: "ts" })).code;
    },
  };
}
