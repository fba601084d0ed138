// The package.json of the npm package, made from deno.json, so that name, version, entry points and the versions of
// packages are written once.

import { fromFileUrl } from "./paths.ts";

/** The root of the repository, with a slash at its end. */
export const root: string = fromFileUrl(new URL("../../", import.meta.url));

/** What deno.json says that the package needs. */
interface Project {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly imports: Readonly<Record<string, string>>;
}

/** deno.json. */
export const project: Project = JSON.parse(Deno.readTextFileSync(`${root}deno.json`));

/** Where the sources are: in a release the repository that makes it, as npm's provenance demands. */
export const repository: string = `https://github.com/${
  Deno.env.get("GITHUB_REPOSITORY") ?? project.name.slice(1)
}`;

/**
 * Packages that stay packages, and are peers which may be missing: they are large, or work in the program of others,
 * and each serves one entry point. All other packages are bundled, since 200 packages and 25 MB of special functions
 * are much to install for somebody who wants a gradient.
 */
export const peers: readonly string[] = ["@hpcc-js/wasm-graphviz", "unplugin"];

/** The entry points without packages, which the library in one file has. */
export const entriesOfOneFile: readonly string[] = [
  ".",
  "./jit",
  "./trace",
  "./check",
  "./sparse",
  "./taylor",
  "./ode",
];

/** The library in one file, in the package. */
export const ONE_FILE = "dist/fluxion.min.js";

/** The command that rewrites files, in `dist`. */
export const COMMAND = "lift/command.js";

/**
 * The name in `dist`, without its ending, of an entry point by its source. It is where that is in `lib`, since
 * `/register` looks for the runtime beside itself.
 */
export function nameOf(source: string): string {
  return source.replace(/^\.\/(lib\/)?/, "").replace(/\.ts$/, "");
}

/** Where in the package the declarations of a source are. */
export function typesOf(source: string): string {
  return `types/${source.replace(/^\.\//, "").replace(/\.ts$/, ".d.ts")}`;
}

/** The version, as in `^1.2.0`, that deno.json has of a package. */
function versionOf(name: string): string {
  return project.imports[name].slice(`npm:${name}@`.length);
}

/** The package.json. */
export const manifest: Readonly<Record<string, unknown>> = {
  name: project.name,
  version: project.version,
  description: project.description,
  keywords: [
    "automatic differentiation",
    "autodiff",
    "autograd",
    "gradient",
    "derivative",
    "jacobian",
    "hessian",
    "dual numbers",
    "forward mode",
    "reverse mode",
    "optimization",
    "webassembly",
    "typescript",
  ],
  homepage: `${repository}#readme`,
  bugs: `${repository}/issues`,
  repository: { type: "git", url: `git+${repository}.git` },
  license: project.license,
  type: "module",
  // `/register` is imported for nothing but its effect.
  sideEffects: ["./dist/register/mod.js", `./dist/${COMMAND}`],
  engines: { node: ">=20" },
  main: "./dist/mod.js",
  types: `./${typesOf(project.exports["."])}`,
  unpkg: `./${ONE_FILE}`,
  jsdelivr: `./${ONE_FILE}`,
  exports: {
    ...Object.fromEntries(
      Object.entries(project.exports).map(([entry, source]) => [entry, {
        types: `./${typesOf(source)}`,
        default: `./dist/${nameOf(source)}.js`,
      }]),
    ),
    "./package.json": "./package.json",
  },
  bin: { lift: `./dist/${COMMAND}` },
  files: ["dist", "types", "CHANGELOG.md", "THIRD_PARTY_LICENSES.md"],
  peerDependencies: Object.fromEntries(peers.map((name) => [name, versionOf(name)])),
  peerDependenciesMeta: Object.fromEntries(peers.map((name) => [name, { optional: true }])),
};
