// The npm package, packed and installed: its files are whole and tell nothing of who built them, and it answers and
// type-checks in a project that has it. `deno task package` tries it with every tool there is.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import * as esbuild from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { nameOf, peers, project, repository, root } from "../../.ci/npm/manifest.ts";
import { thePackage, withConsumer } from "./consumer.ts";
import { assertAnswers } from "./answered.ts";
import { assertTyped } from "./typed.ts";

const { folder, tarball } = await thePackage();
const files = [...filesIn(folder)];
const textOf = (path: string) => Deno.readTextFileSync(`${folder}/${path}`);
const manifest = JSON.parse(textOf("package.json"));

function* filesIn(parent: string, prefix = ""): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(parent)) {
    if (isDirectory) yield* filesIn(`${parent}/${name}`, `${prefix}${name}/`);
    else yield prefix + name;
  }
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
    assertEquals(users("ml-matrix"), ["density/mod", "linalg/mod"]);
    assertEquals(users("stdlib"), ["density/mod", "special/mod"]);
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
    const readme = textOf("README.md");
    const links = Array.from(readme.matchAll(/\]\(([^)\s]+)\)/g), ([, target]) => target);
    const own = links.filter((target) =>
      target.startsWith(repository) || /raw\.github/.test(target)
    );
    assert(own.length > 5);
    for (const target of own) {
      const [path] = target.split(`/v${project.version}/`)[1].split("#");
      assert(Deno.statSync(root + path).isFile, target);
    }
    const others = links.filter((target) => !own.includes(target));
    assertEquals(others.filter((target) => !/^(https:|#)/.test(target)), []);
  });

  it("has the licence of each package of which it has a part", () => {
    const licences = textOf("THIRD_PARTY_LICENSES.md");
    for (const name of ["acorn", "ml-matrix", "@stdlib/math-base-special-gamma"]) {
      assert(licences.includes(`\n${name} `), name);
    }
  });

  it("is what publint wants", async () => {
    const { messages } = await publint({ pkgDir: folder, pack: false, strict: true });
    assertEquals(messages.map((message) => formatMessage(message, manifest)), []);
  });
});

describe("Installed from its tarball, the package", () => {
  const skip = tarball === undefined && "SKIPPED: there is no npm here";

  it("answers in Node, from all entry points", { skip }, async () => {
    await withConsumer([], ["answers.js", "print_answers.js"], async (consumer) => {
      assertAnswers(await consumer.run("node", "print_answers.js"));
    });
  });

  it("runs its command in Node", { skip }, async () => {
    await withConsumer(
      [],
      { "model.ts": '"use ad";\nexport const f = (x: number) => x * x;\n' },
      async ({ run, folder }) => {
        await run("npx", "lift", "model.ts", "--out", "lifted");
        const lifted = Deno.readTextFileSync(`${folder}/lifted/model.ts`);
        assert(lifted.includes("@fluxion/ad/operators/runtime"), lifted);
      },
    );
  });

  it("is refused by name where it is loaded twice", { skip }, async () => {
    const program = `
      import { cpSync } from "node:fs";
      cpSync("node_modules/@fluxion/ad", "node_modules/second", { recursive: true });
      const { grad } = await import("@fluxion/ad");
      const { mul } = await import("second");
      try { grad((x) => mul(x, x))(3); } catch (error) { console.log(error.message); }`;
    await withConsumer([], { "twice.js": program }, async (consumer) => {
      const said = await consumer.run("node", "twice.js");
      assert(said.includes("Two copies of the library are loaded"), said);
    });
  });

  it("is bundled by esbuild without what is not used", { skip }, async () => {
    await withConsumer([], ["answers.js", "print_answers.js"], async (consumer) => {
      const build = (contents: string, format: esbuild.Format = "esm") =>
        esbuild.build({
          stdin: { contents, resolveDir: consumer.folder },
          bundle: true,
          minify: true,
          format,
          write: false,
          logLevel: "error",
        });
      const [{ text: nothing }] = (await build('import { add } from "@fluxion/ad";')).outputFiles;
      assertEquals(nothing, "");
      // In an old kind of module a file does not know its own address.
      for (const format of ["esm", "cjs"] as const) {
        const [{ text }] = (await build('import "./print_answers.js";', format)).outputFiles;
        const name = format === "esm" ? "bundle.mjs" : "bundle.cjs";
        await Deno.writeTextFile(`${consumer.folder}/${name}`, text);
        assertAnswers(await consumer.run("node", name));
      }
      await esbuild.stop();
    });
  });

  it("type-checks with TypeScript 5.9, under every strict option", { skip }, async () => {
    await withConsumer([], ["typed.ts"], async (consumer) => {
      await assertTyped(
        consumer,
        (...args) =>
          consumer.run(
            Deno.execPath(),
            "run",
            "-A",
            "--no-config",
            "npm:typescript@~5.9.3/tsc",
            ...args,
          ),
      );
    });
  });

  it("has all entry points that need no package in one file", { skip }, async () => {
    const program = `
      const { grad, mul, jit, trace, sparseHessian, derivatives, odeint, checkGrads } =
        await import("@fluxion/ad/package.json", { with: { type: "json" } }).then(() =>
          import("./node_modules/@fluxion/ad/dist/fluxion.min.js"));
      const cube = (x) => mul(x, x, x);
      checkGrads(cube, [2]);
      console.log(JSON.stringify([grad(cube)(2), jit(grad(cube))(2), trace(cube)(2).toInfix(),
        sparseHessian(cube)(2).toDense(), derivatives(cube, 2)(2), typeof odeint]));`;
    await withConsumer([], { "one.js": program }, async (consumer) => {
      const said = await consumer.run("node", "one.js");
      assertEquals(said, '[12,12,"x^3",[[12]],[8,12,12],"function"]');
    });
  });
});
