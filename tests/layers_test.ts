// The house holds: folders are layers, imports point downwards only and never in a circle, nothing in
// lib/ needs a particular runtime or a package, and no file has grown into two.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const layers = [
  "values",
  "operations",
  "trees",
  "elementary",
  "modes",
  "derivatives",
  "rules",
  "loops",
  "special",
  "program",
  "wasm",
  "trace",
  "jit",
  "taylor",
  "ode",
  "check",
  "linalg",
  "density",
  "sparse",
  "fit",
  "draw",
  "types",
  "operators",
  "lift",
  "register",
  "unplugin",
];
/** Folders for the time of development, which may depend on packages and on the runtime. */
const development = ["lift", "register", "unplugin"];
const lib = new URL("../lib/", import.meta.url);

interface SourceFile {
  /** Where it is, from lib/. */
  readonly path: string;
  readonly text: string;
  /** What it imports, from lib/, or as written where that is no relative path. */
  readonly imports: string[];
}

function* sourceFiles(folder: URL): Generator<SourceFile> {
  for (const entry of [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1)) {
    const url = new URL(entry.name + (entry.isDirectory ? "/" : ""), folder);
    if (entry.isDirectory) yield* sourceFiles(url);
    else yield read(url);
  }
}

function read(url: URL): SourceFile {
  const text = Deno.readTextFileSync(url);
  const specifiers = [...text.matchAll(/^(?:import|export)\b[^;"]*?\bfrom "([^"]+)";/gm)].map((m) =>
    m[1]
  );
  return {
    path: url.href.slice(lib.href.length),
    text,
    imports: specifiers.map((specifier) =>
      specifier.startsWith(".") ? new URL(specifier, url).href.slice(lib.href.length) : specifier
    ),
  };
}

const files = [...sourceFiles(lib)];
const layerOf = (path: string) => layers.indexOf(path.split("/")[0]);

function cycleFrom(path: string, trail: readonly string[] = []): readonly string[] | undefined {
  if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
  if (settled.has(path)) return undefined;
  const { imports = [] } = files.find((file) => file.path === path) ?? {};
  for (const imported of imports) {
    const cycle = cycleFrom(imported, [...trail, path]);
    if (cycle !== undefined) return cycle;
  }
  settled.add(path);
  return undefined;
}
const settled = new Set<string>();

/** The files that a file outside of lib/ reaches, itself left out. */
function reachedFrom(entry: string): Set<string> {
  const reached = new Set<string>();
  const pending = [...read(new URL(entry, import.meta.url)).imports];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    pending.push(...files.find((file) => file.path === path)?.imports ?? []);
  }
  return reached;
}

describe("The house", () => {
  it("has its files in the layers and nowhere else", () => {
    assert(files.length > 20);
    assertEquals(files.filter((file) => layerOf(file.path) < 0).map((file) => file.path), []);
  });

  it("imports nothing but its own files, except for a package in the entry point of its field", () => {
    const paths = files.map((file) => file.path);
    const shipped = files.filter(({ path }) => !development.includes(path.split("/")[0]));
    const all = shipped.flatMap(({ path, imports }) =>
      imports.filter((imported) => !paths.includes(imported)).map((imported) => [path, imported])
    );
    const [special, foreign] = [true, false].map((isSpecial) =>
      all.filter(([path]) => path.startsWith("special/") === isSpecial)
    );
    assert(special.every(([, name]) => name.startsWith("@stdlib/math-base-special-")));
    assertEquals(foreign, [
      ["draw/mod.ts", "@hpcc-js/wasm-graphviz"],
      ["fit/random_numbers.ts", "pure-rand/distribution/uniformFloat64"],
      ["fit/random_numbers.ts", "pure-rand/generator/xoroshiro128plus"],
      ["linalg/kernels/spectral.ts", "ml-matrix"],
    ]);
  });

  it("reaches neither programs, WebAssembly nor views from the core's entry point", () => {
    const reached = reachedFrom("../mod.ts");
    assert(reached.size > 40);
    const folders = new Set([...reached].map((path) => path.split("/")[0]));
    for (
      const folder of [
        "special",
        "program",
        "wasm",
        "trace",
        "jit",
        "check",
        "linalg",
        "density",
        "sparse",
        "fit",
        "draw",
        "operators",
        ...development,
      ]
    ) {
      assert(!folders.has(folder), `mod.ts reaches ${folder}`);
    }
  });

  it("keeps pictures apart: what draws them is an entry point of its own", () => {
    for (const { path, imports } of files) {
      if (path.split("/")[0] !== "draw") {
        assertEquals(imports.filter((imported) => imported.startsWith("draw/")), [], path);
      }
    }
  });

  it("imports downwards only", () => {
    for (const { path, imports } of files) {
      assertEquals(imports.filter((imported) => layerOf(imported) > layerOf(path)), [], path);
    }
  });

  it("imports in no circle, types included", () => {
    for (const { path } of files) assertEquals(cycleFrom(path), undefined);
  });

  it("reads nothing of Deno, Node or the DOM", () => {
    const foreign = /\b(Deno|process|Buffer|require|document|window|globalThis|node:\w+)\b(?!["'])/;
    for (const { path, text } of files) {
      if (development.includes(path.split("/")[0])) continue;
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|"[^"\n]*"|`[^`]*`/gm, "");
      assertEquals(code.match(foreign)?.[0], undefined, path);
    }
  });

  it("keeps every file under 250 lines", () => {
    for (const { path, text } of files) {
      const lines = text.split("\n").length - 1;
      const most = knots.includes(path) ? 300 : 250;
      assert(lines <= most || isMostlyDocumentation(text), `${path} has ${lines} lines`);
    }
  });

  it("gives an exported name to one thing only", () => {
    const declaration =
      /^export (?:abstract |async )*(?:function\*?|class|const|let|type|interface) +(\w+)/gm;
    const places = new Map<string, string>();
    for (const { path, text } of files) {
      for (const [, name] of text.matchAll(declaration)) {
        // Overloads are one function.
        assertEquals(places.get(name) ?? path, path, `${name} is exported twice`);
        places.set(name, path);
      }
    }
    assert(places.size > 300);
  });

  it("has the same names in both import maps", () => {
    const namesIn = (path: string) => {
      const { imports } = JSON.parse(Deno.readTextFileSync(new URL(`../${path}`, import.meta.url)));
      // A map alone has to say of a package that its files can be imported too.
      return Object.keys(imports).filter((name) => !name.endsWith("/")).sort();
    };
    assertEquals(namesIn(".github/import_map.jsr.json"), namesIn("deno.json"));
  });

  it("opens every file with its idea", () => {
    for (const { path, text } of files) {
      const opening = path.endsWith("/mod.ts") ? /^(\/\/|\/\*\*\n \*) [A-Z]/ : /^\/\/ [A-Z]/;
      assert(opening.test(text), path);
    }
  });
});

/** Files whose parts need one another, so that to split one would close a circle. */
const knots: readonly string[] = ["operations/binary.ts"];

/** Rows of the table are short; what makes their files long is an example for each. */
function isMostlyDocumentation(text: string): boolean {
  const lines = text.split("\n");
  return lines.filter((line) => /^\s*(\/?\*|\/\/)/.test(line)).length > lines.length / 2;
}
