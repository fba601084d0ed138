// What JSR's score asks for is there, and the layout in which JSR offers the library to npm answers and type-checks.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { project, root } from "../../.ci/npm/manifest.ts";
import { programs } from "./consumer.ts";
import { jsrLayout } from "./jsr_layout.ts";
import { assertTyped } from "./typed.ts";

interface Documented {
  readonly doc?: string;
  readonly tags?: readonly { readonly kind: string; readonly doc?: string }[];
}

interface Module {
  readonly module_doc?: Documented;
  readonly symbols: readonly {
    readonly name: string;
    readonly declarations: readonly { readonly kind: string; readonly jsDoc?: Documented }[];
  }[];
}

/** The examples of a declaration and of its parts. */
function* examplesIn(part: unknown): Generator<string> {
  if (typeof part !== "object" || part === null) return;
  const { kind, doc } = part as { readonly kind?: unknown; readonly doc?: unknown };
  if (kind === "example" && typeof doc === "string") yield doc;
  for (const inner of Object.values(part)) yield* examplesIn(inner);
}

/** The output of a command, which has to do what it is asked. */
async function outputOf(command: string, args: string[], cwd: string): Promise<string> {
  const ran = await new Deno.Command(command, { args, cwd, stdin: "null" }).output();
  const text = new TextDecoder();
  assert(ran.success, text.decode(ran.stdout) + text.decode(ran.stderr));
  return text.decode(ran.stdout).trim();
}

const entries = await Promise.all(
  Object.entries(project.exports).map(async ([entry, source]) => {
    const { nodes } = JSON.parse(await outputOf(Deno.execPath(), ["doc", "--json", source], root));
    const [module] = Object.values(nodes) as Module[];
    return [entry, module] as const;
  }),
);

describe("What JSR scores", () => {
  it("has a description that JSR takes", () => {
    assert(project.description.length > 40 && project.description.length <= 250);
  });

  it("has a document for each entry point, with a program where there is one to write", () => {
    for (const [entry, { module_doc: own }] of entries) {
      assert((own?.doc?.length ?? 0) > 80, entry);
      const hasProgram = own!.tags?.some(({ kind }) => kind === "example") ||
        own!.doc!.includes("```");
      // Nobody writes calls of the runtime, and types alone are no program.
      const isWithout = ["./operators/runtime", "./types"].includes(entry);
      assert(hasProgram || isWithout, entry);
    }
  });

  it("has every symbol documented", () => {
    let count = 0;
    for (const [entry, { symbols }] of entries) {
      for (const { name, declarations } of symbols) {
        assert(declarations.some(({ jsDoc }) => jsDoc?.doc), `${entry} ${name}`);
        count++;
      }
    }
    assert(count > 400);
  });

  it("has an example that asserts for every function, constant and class", () => {
    const without: string[] = [];
    for (const [entry, { symbols }] of entries) {
      // What lifted code calls and what a bundler calls is shown where it is set up.
      if (["./operators/runtime", "./unplugin"].includes(entry)) continue;
      for (const { name, declarations } of symbols) {
        if (declarations.every(({ kind }) => kind === "interface" || kind === "typeAlias")) {
          continue;
        }
        // Of a class that is answered, not made, its methods have them.
        const asserts = [...examplesIn(declarations)].some((doc) => /assert|ts ignore/.test(doc));
        if (!asserts) without.push(`${entry} ${name}`);
      }
    }
    assertEquals(without, []);
  });
});

describe("The layout of JSR's npm packages", () => {
  /** Calls `body` with a project in which it is installed under the name of the package, as JSR's command does. */
  async function withLayout(body: (project: { readonly folder: string }) => Promise<void>) {
    const tarball = await jsrLayout();
    const folder = await Deno.makeTempDir({ prefix: "fluxion_consumer_" });
    try {
      await Deno.mkdir(`${folder}/node_modules/@fluxion`, { recursive: true });
      await outputOf("tar", ["-xzf", tarball], folder);
      await Deno.rename(`${folder}/package`, `${folder}/node_modules/@fluxion/ad`);
      await Deno.writeTextFile(`${folder}/package.json`, '{"type":"module"}');
      await body({ folder });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }

  it("runs every transform in Node", async () => {
    await withLayout(async ({ folder }) => {
      const everything = Deno.readTextFileSync(`${root}tests/elsewhere/everything.ts`);
      await Deno.writeTextFile(`${folder}/everything.mjs`, everything);
      await Deno.copyFile(`${root}tests/elsewhere/smoke.mjs`, `${folder}/smoke.mjs`);
      const said = await outputOf("node", ["smoke.mjs", `${folder}/everything.mjs`], folder);
      assert(said.includes("checks passed"), said);
    });
  });

  it("type-checks with TypeScript 5.9, under every strict option", async () => {
    await withLayout(async (consumer) => {
      await Deno.copyFile(`${programs}typed.ts`, `${consumer.folder}/typed.ts`);
      const compiler = ["run", "-A", "--no-config", "npm:typescript@~5.9.3/tsc"];
      await assertTyped(
        consumer,
        (...args) => outputOf(Deno.execPath(), [...compiler, ...args], consumer.folder),
      );
    });
  });
});
