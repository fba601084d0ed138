// The sources are TypeScript of which Node strips the types: it imports every entry point as it is.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const root = new URL("../../", import.meta.url);
const program = `
const at = (path) => import(new URL(path, ${JSON.stringify(root.href)}).href);
const { grad, mul } = await at("mod.ts");
const { jit } = await at("lib/jit/mod.ts");
const { trace } = await at("lib/trace/mod.ts");
const { numericGrad } = await at("lib/check/mod.ts");
const { sparseHessian } = await at("lib/sparse/mod.ts");
await at("lib/types/mod.ts");
const cube = (x) => mul(x, x, x);
console.log(JSON.stringify([
  grad(cube)(2), jit(grad(cube))(2), trace(cube)(2).toInfix(), Math.round(numericGrad(cube)(2)),
  sparseHessian(cube)(2).toDense(),
]));
`;

/** Runs the program with a version of Node from npm; `undefined` where that cannot be had. */
function runBy(version: string): string | undefined {
  const npx = (...args: string[]) =>
    new Deno.Command("npx", { args: ["--yes", `node@${version}`, ...args] }).outputSync();
  try {
    if (!npx("--version").success) return undefined;
  } catch {
    return undefined;
  }
  const { success, stdout, stderr } = npx("--input-type=module", "--eval", program);
  const text = new TextDecoder();
  assert(success, text.decode(stderr));
  return text.decode(stdout).trim();
}

describe("The sources", () => {
  for (const version of ["22.18.0", "24"]) {
    it(`run in Node ${version} as they are`, (context: { skip(reason: string): void }) => {
      const said = runBy(version);
      if (said === undefined) return context.skip(`SKIPPED: there is no Node ${version} to be had`);
      assertEquals(said, '[12,12,"x^3",12,[[12]]]');
    });
  }
});
