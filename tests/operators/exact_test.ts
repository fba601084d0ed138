// Exact cases beside those of all_cases_test.ts, from a text with operators, in every mix of modes.

import { describe, it } from "@std/testing/bdd";
import { assertThrows } from "@std/assert";
import { assertClose } from "../assert_close.ts";
import { lifted } from "./loaded.ts";
import { derivative, grad } from "@fluxion/ad/operators";
import type { Slope } from "./marked.ts";

const { exact, noReal } = await lifted(
  Deno.readTextFileSync(new URL("exact.ts", import.meta.url)).replace(/import type .*\n/, ""),
);
const forward = derivative as Slope;
const reverse = grad as unknown as Slope;
const mixes = [[forward, forward], [forward, reverse], [reverse, forward], [reverse, reverse]];

const values: { readonly [id: string]: number | number[] } = {
  D6: 2.000005181219473,
  D7: [0.6, 0.8],
  G: [0, 0, 0, 1, 0, 12, 0, -4, 1.5, 0, 0, Infinity, Infinity, Infinity, 1, Math.exp(-1e-15)],
  H1: [1.7551651237807455, -.958851077208406],
  H2: [2, 3],
  H5: [15, 1],
  H7: [.36003948908962097, -.7783957884181089],
};

describe("Exact cases written with operators", () => {
  for (const [id, expected] of Object.entries(values)) {
    it(`answer ${id} in every mix of modes`, () => {
      for (const [D, E] of mixes) assertClose([exact[id](D, E)].flat(), [expected].flat(), 1e-12);
    });
  }

  it("refuse an objective that returns no real (H14)", () => {
    for (const answer of ["a text", [1, 2], undefined]) {
      assertThrows(() => grad(noReal(answer) as (x: number) => number)(1), TypeError);
    }
  });
});
