// Whether a typed program that has installed the package type-checks, with the strictest options that projects have.

import { assertEquals } from "@std/assert";

/** Ways to find modules, each with the kind of modules that it goes with. */
const resolutions = { nodenext: "nodenext", bundler: "esnext" } as const;

/** Checks that `programs/typed.ts`, which the project has, is clean for a compiler. */
export async function assertTyped(
  { folder }: { readonly folder: string },
  tsc: (...args: string[]) => Promise<string>,
): Promise<void> {
  for (const [moduleResolution, module] of Object.entries(resolutions)) {
    const config = {
      compilerOptions: {
        target: "es2022",
        // No DOM, and no Node: the declarations need neither.
        lib: ["es2022"],
        types: [],
        module,
        moduleResolution,
        noEmit: true,
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noPropertyAccessFromIndexSignature: true,
        verbatimModuleSyntax: true,
        isolatedModules: true,
        skipLibCheck: false,
      },
      files: ["typed.ts"],
    };
    await Deno.writeTextFile(`${folder}/tsconfig.json`, JSON.stringify(config));
    assertEquals(await tsc("-p", `${folder}/tsconfig.json`), "", moduleResolution);
  }
}
