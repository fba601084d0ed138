// Descents inside descents, from a text with operators, in every mix of modes.

import { grad, jacfwd } from "@fluxion/ad/operators";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import type { TakeGradient } from "./descent.ts";
import { lifted } from "./loaded.ts";

const { saddle, particle } = await lifted(
  Deno.readTextFileSync(new URL("descent.ts", import.meta.url)),
);
const forward: TakeGradient = (f) => jacfwd(f);
const reverse: TakeGradient = (f) => grad(f);
const mixes = [[forward, forward], [forward, reverse], [reverse, forward], [reverse, reverse]];

describe("Descents written with operators", () => {
  it("find D1, the saddle, in every mix of modes", () => {
    for (const [outer, inner] of mixes) {
      assertClose(saddle(outer, inner), new Array(4).fill(8.246324826140356e-6), 1e-12, 0);
    }
  });

  it("find D3, how the particle is steered, in every mix of modes", () => {
    for (const [outer, inner] of mixes) {
      assertClose(particle(outer, inner), 0.20719187464861, 1e-13 / 0.20719187464861);
    }
  });
});
