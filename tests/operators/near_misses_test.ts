// What loops mean that compiled programs keep, and loops that are nearly such: both answer what they do uncompiled, and on plain
// numbers as they are written.

import { grad, hessian, jvp, type Scalar, sum } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";
import { asWritten, lifted } from "./loaded.ts";

const text = Deno.readTextFileSync(new URL("near_misses.ts", import.meta.url));
const [marked, written] = [await lifted(text), await asWritten(text)];
const data = Array.from({ length: 30 }, (_, i) => (i * 37 % 11) / 4 - 1.1);
const { given } = await lifted(
  `"use ad"; export const given = [(x) => x * x * 0.3, function (x) { return 1 - x; }];`,
);

type Own = (x: Scalar, given: object) => Scalar[];
const transforms: { readonly [name: string]: (f: (x: Scalar) => Scalar) => unknown } = {
  value: (f) => f,
  grad: (f) => grad(f),
  hessian: (f) => (x: number) => hessian((xs: Scalar[]) => f(xs[0]))([x]),
  jvp: (f) => (x: number) => jvp(f, [x], [2]),
};

for (const [kind, isKept] of [["kept", true], ["missed", false]] as const) {
  describe(`A loop that is ${kind}`, () => {
    for (const name of Object.keys(marked[kind])) {
      const own: Own = marked[kind][name];
      it(`answers what it is written for: ${name}`, () => {
        for (const f of given) {
          for (const x of [0.7, -0.4, 1.3]) {
            assertEquals(own(x, { data, f }), written[kind][name](x, { data, f }));
          }
        }
      });

      it(`answers compiled what it does uncompiled, in every mode: ${name}`, () => {
        for (const [mode, transform] of Object.entries(transforms)) {
          for (const f of given) {
            const plain = transform((x) => sum(own(x, { data, f }))) as (x: number) => unknown;
            const compiled = jit(plain, { eager: true });
            for (const x of [0.7, -0.4, 1.3, 0.7]) {
              assertSame(compiled(x), plain(x), `${name}, ${mode} at ${x}`);
            }
            if (mode === "value" || mode === "grad") {
              assertEquals(compiled.stats().loops > 0, isKept, `${name}, ${mode}`);
            }
          }
        }
      });
    }
  });
}

describe("A loop in a compiled program", () => {
  it("has few variants, whatever its rounds do", () => {
    const { elementsBesides, endless, passed } = marked.kept as Record<string, Own>;
    for (const own of [elementsBesides, endless, passed]) {
      const compiled = jit(grad((x: Scalar) => sum(own(x, { data, f: given[0] }))), {
        eager: true,
      });
      for (let i = 0; i < 40; i++) compiled(i / 10 - 2);
      const { variants, unkept } = compiled.stats();
      assert(variants <= 2 && unkept === undefined, `${variants} variants; ${unkept}`);
    }
  });
});
