// The exact cases, as they stand in tests/cases, from operator text: in every mix of modes, by every transform. Those of
// descent_test.ts, whose programs are in another file, are in descent_test.ts of this folder, and in exact_test.ts.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { type Rewritten, rewritten, runRewritten } from "./rewritten.ts";

const files = [
  "../cases/perturbations_test.ts",
  "../derivatives/functions_test.ts",
  "../cases/programs_test.ts",
  "../cases/orders_test.ts",
  "../cases/gradients_test.ts",
  "../cases/behaviour_test.ts",
  "../cases/edges_test.ts",
  "../cases/limits_test.ts",
  "../cases/structural_zeros_test.ts",
  "../cases/blocks_test.ts",
  "../cases/arguments_test.ts",
];
const results: [file: string, Rewritten][] = [];
for (const file of files) results.push([file, await runRewritten(new URL(file, import.meta.url))]);

describe("Tests written once more with operators", () => {
  for (const [file, { count }] of results) {
    it(`have some in ${file.slice(3)}`, () => assert(count > 0));
  }

  it("have all of them together", () => {
    const all = new Set(results.flatMap(([, { operators }]) => [...operators]));
    for (const operator of ["+", "-", "*", "/", "**", "<=", ">", "===", "neg", "sqrt", "atan2"]) {
      assert(all.has(operator), operator);
    }
  });

  it("keep the meaning of what they stand for", () => {
    const source = `import { add, mul, neg, sin } from "@fluxion/ad";\n` +
      "f(add(x, mul(2, y), neg(sin(x))), add(...list), mul);";
    assertEquals(
      rewritten(source, "source.ts").text.split("\n")[2],
      "f((((x) + (((2) * (y)))) + ((-(Math.sin((x)))))), add(...list), mul);",
    );
  });
});
