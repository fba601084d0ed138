// The files of the npm package are whole, need no others, and tell nothing of who built them.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { nameOf, peers, project, repository, root } from "../../.ci/npm/manifest.ts";
import { packageReadme } from "../../.ci/npm/documents.ts";
import { thePackage } from "./consumer.ts";

const { folder } = await thePackage();
const files = [...filesIn(folder)];
const textOf = (path: string) => Deno.readTextFileSync(`${folder}/${path}`);
const manifest = JSON.parse(textOf("package.json"));

function* filesIn(parent: string, prefix = ""): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(parent)) {
    if (isDirectory) yield* filesIn(`${parent}/${name}`, `${prefix}${name}/`);
    else yield prefix + name;
  }
}

/** Where links and pictures of a text lead, those that only look so in code left out. */
function linksIn(text: string): string[] {
  const plain = text.replace(/```[\s\S]*?```/g, "");
  return Array.from(
    plain.matchAll(/\]\(([^)\s]+)\)|<(?:img|source|a)\b[^>]*?\b(?:src|srcset|href)="([^"]+)/g),
    ([, inMarkdown, inHtml]) => inMarkdown ?? inHtml,
  );
}

/** The specifiers that a file imports. */
function importsOf(path: string): string[] {
  const pattern =
    /^(?:import|export)\b[^"';]*?(?:from |import )"([^"]+)";$|\bimport\("([^"]+)"\)|^import "([^"]+)";$/gm;
  // Examples in comments import what they show.
  const code = textOf(path).replace(/\/\*[\s\S]*?\*\//g, "");
  return Array.from(code.matchAll(pattern), (match) => match.slice(1).find(Boolean)!);
}

describe("The package", () => {
  it("has the name, the version and the entry points of deno.json", () => {
    assertEquals([manifest.name, manifest.version], [project.name, project.version]);
    assertEquals(Object.keys(manifest.exports), [
      ...Object.keys(project.exports),
      "./package.json",
    ]);
    for (const entry of Object.keys(project.exports)) {
      const { types, default: code } = manifest.exports[entry];
      assert(files.includes(types.slice(2)) && files.includes(code.slice(2)), entry);
    }
    for (const field of ["description", "keywords", "license", "repository", "engines"]) {
      assert(manifest[field]?.length > 0 || Object.keys(manifest[field]).length > 0, field);
    }
  });

  it("needs no other package, but for peers that may be missing", () => {
    assertEquals(manifest.dependencies, undefined);
    const optional = Object.values(manifest.peerDependenciesMeta);
    assert(optional.length === peers.length && JSON.stringify(optional).includes("true"));
    assertEquals(Object.keys(manifest.peerDependencies), [...peers]);
    const wanted = new Map<string, string[]>();
    for (const path of files.filter((file) => /^dist\/(?!fluxion).*\.js$/.test(file))) {
      for (const specifier of importsOf(path)) {
        if (specifier.startsWith(".")) {
          const target = new URL(specifier, `file:///${path}`).pathname.slice(1);
          assert(files.includes(target), `${path} imports ${specifier}`);
        } else wanted.set(specifier, [...wanted.get(specifier) ?? [], path]);
      }
    }
    const others = [...wanted].filter(([name]) => !name.startsWith("node:"));
    assertEquals(others.sort(), [["@hpcc-js/wasm-graphviz", ["dist/draw/mod.js"]], ["unplugin", [
      "dist/unplugin/mod.js",
    ]]]);
    // Nothing of Node but in what lifts.
    const ofNode = [...wanted].filter(([name]) => name.startsWith("node:")).flatMap(([, by]) => by);
    assertEquals([...new Set(ofNode)].filter((path) => !/(lift|register|unplugin)/.test(path)), []);
  });

  it("loads two files for the core", () => {
    assertEquals(importsOf("dist/mod.js"), ["./shared/core.js"]);
    assertEquals(importsOf("dist/shared/core.js"), []);
  });

  it("loads packages in no entry point but those that need them", () => {
    const reached = (path: string): string[] => [
      path,
      ...importsOf(path).filter((specifier) => specifier.startsWith(".")).flatMap((specifier) =>
        reached(new URL(specifier, `file:///${path}`).pathname.slice(1))
      ),
    ];
    const users = (shared: string) =>
      Object.values(project.exports).map(nameOf).filter((name) =>
        reached(`dist/${name}.js`).includes(`dist/shared/${shared}.js`)
      );
    assertEquals(users("parser"), ["lift/mod", "register/mod", "unplugin/mod"]);
    assertEquals(users("ml-matrix"), ["density/mod", "linalg/mod", "fit/mod"]);
    assertEquals(users("stdlib"), ["density/mod", "fit/mod", "special/mod"]);
    assertEquals(users("pure-rand"), ["fit/mod"]);
  });

  it("declares what it exports in files that are there", () => {
    const declarations = files.filter((file) => file.endsWith(".d.ts"));
    assert(declarations.length > 50);
    for (const path of declarations) {
      for (const specifier of importsOf(path)) {
        assert(specifier.startsWith("."), `${path} imports ${specifier}`);
        const target = new URL(specifier, `file:///${path}`).pathname.slice(1);
        assert(files.includes(target.replace(/\.js$/, ".d.ts")), `${path} imports ${specifier}`);
      }
    }
  });

  it("tells nothing of who built it, and has no source maps", () => {
    const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE") ?? "/home/";
    for (const path of files) {
      const text = textOf(path);
      for (const telltale of [root, root.replace(/\/$/, ""), "file:///", "sourceMappingURL="]) {
        // The transformer writes a map's address, and the loader reads files' URLs.
        const own = /lift|register|parser/.test(path) && /^(file|source)/.test(telltale);
        assert(own || !text.includes(telltale), `${path} contains ${telltale}`);
      }
      assert(home.length < 4 || !text.includes(`${home}/`), path);
    }
    assertEquals(files.filter((file) => file.endsWith(".map")), []);
  });

  it("has a README whose links lead into the repository, or elsewhere", () => {
    const links = linksIn(textOf("README.md"));
    const own = links.filter((target) => target.includes(`/v${project.version}/`));
    assert(own.length > 5);
    for (const target of own) {
      const [path] = target.split(`/v${project.version}/`)[1].split("#");
      assert(Deno.statSync(root + path).isFile, target);
    }
    assertEquals(links.filter((target) => !/^(https:|#)/.test(target)), []);
  });

  it("has a README of which neither code nor addresses are changed", () => {
    const at = (kind: string, path: string) => `${kind}/v${project.version}/${path}`;
    const raw = repository.replace("github.com", "raw.githubusercontent.com");
    const changes = {
      "[a](b.md#c)": `[a](${at(`${repository}/blob`, "b.md#c")})`,
      "[`a`](./lib/b.ts)": `[\`a\`](${at(`${repository}/blob`, "lib/b.ts")})`,
      "![a](b.svg)": `![a](${at(raw, "b.svg")})`,
      '<img width="3" src="b.svg">': `<img width="3" src="${at(raw, "b.svg")}">`,
    };
    for (const [before, after] of Object.entries(changes)) {
      assertEquals(packageReadme(before), after);
    }
    for (const same of ["[a](#b)", "[a](https://b.c)", "`f[1](2)`", "```ts\nf[1](x)\n```"]) {
      assertEquals(packageReadme(same), same);
    }
  });

  it("has the licence of each package of which it has a part", () => {
    const licences = textOf("THIRD_PARTY_LICENSES.md");
    for (const name of ["acorn", "ml-matrix", "pure-rand", "@stdlib/math-base-special-gamma"]) {
      assert(licences.includes(`\n${name} `), name);
    }
  });

  it("is what publint wants", async () => {
    const { messages } = await publint({ pkgDir: folder, pack: false, strict: true });
    assertEquals(messages.map((message) => formatMessage(message, manifest)), []);
  });
});
