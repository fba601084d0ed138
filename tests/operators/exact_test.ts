// The exact cases on reals and on lists, from a text with operators, in every mix of modes.

import { describe, it } from "@std/testing/bdd";
import { assertThrows } from "@std/assert";
import { assertClose } from "../assert_close.ts";
import { lifted } from "./loaded.ts";
import { derivative, grad } from "@fluxion/ad/operators";
import type { Slope } from "./marked.ts";

const { exact, noReal, thrower } = await lifted(
  Deno.readTextFileSync(new URL("exact.ts", import.meta.url)).replace(/import type .*\n/, ""),
);
const forward = derivative as Slope;
const reverse = grad as unknown as Slope;
const mixes = [[forward, forward], [forward, reverse], [reverse, forward], [reverse, reverse]];

const half = 0.5;
const prefix = (i: number) => Array.from({ length: 5 }, (_, j) => j <= i ? 1 : 0);
const last = [19.472221418841606, 12.502969588876512];
const gaussian = [-.7357588823428847, .7357588823428847, 1.4715177646857693];

const values: { readonly [id: string]: number | number[] | number[][] } = {
  A11: [[0, 0], [0, 0]],
  A13: [1, 2],
  A16: 0.01171875,
  A19: [[0]],
  B1: 2980.9579870417283,
  B2: 59874.14171519782,
  B5: 12,
  C1: 2.000000092922295,
  C2: 0.25000025940807,
  C4: [0, 1, 2, 3, 4].map(prefix),
  C7: 2 ** 60,
  C8: 1,
  C11: [0, 0],
  D6: 2.000005181219473,
  D7: [0.6, 0.8],
  E1: [.5403023058681398, -.8414709848078965, -.5403023058681398, .8414709848078965],
  E3: [448, 1344, 3360, 6720, 10080, 10080, 5040, 0],
  E5: [-.25, .25, -.375, .75, -1.875, 5.625],
  E6: [half, -.25, .25, -.375, .75, -1.875],
  E8: [1, 0, -2, 0, 16, 0],
  E10: [.25, -.03125, .01171875, -.00732421875, 20, 7.5, .9375, -.1171875],
  E11: [...gaussian, -7.357588823428847, 2.943035529371539, 67.68981717554539],
  E12: [half, -half, half, 0, -3, 5.545177444479562, 3.843624111345611, 2.664197215911436],
  E14: [
    ...[.25, 0, -.125, 0, .25],
    ...[.19661193324148185, -.09085774767294841, -.03532558051623565, .12350686136639322],
  ],
  E15: [half, .25, 0, -.125],
  F1: [[24, 41], [4, 3], [3, 8]],
  F2: [[-149, 50], [1330, 480], [480, 200]],
  F4: [[-14, -22], [74, 20], [20, 34]],
  F5: [5.5, 1.7163378145367738],
  F7: [[.4, -.2], [.6, .8], [.128, -.096], [-.096, .072]],
  F9: [[12, 4], [5, Math.cos(3)], [12, 4], [5, Math.cos(3)]],
  F10: [last, last],
  F13: [[.0900305731703804, .2447284710547977, .6652409557748219], [half, half]],
  G: [0, 0, 0, 1, 0, 12, 0, -4, 1.5, 0, 0, Infinity, Infinity, Infinity, 1, Math.exp(-1e-15)],
  H1: [1.7551651237807455, -.958851077208406],
  H2: [2, 3],
  H5: [15, 1],
  H6: [3, 6],
  H7: [.36003948908962097, -.7783957884181089],
};

describe("Exact cases written with operators", () => {
  for (const [id, expected] of Object.entries(values)) {
    it(`answer ${id} in every mix of modes`, () => {
      for (const [D, E] of mixes) assertClose([exact[id](D, E)].flat(2), [expected].flat(2), 1e-12);
    });
  }

  it("refuse A7, where a value escapes from its derivative, in every mix of modes", () => {
    for (const [D, E] of mixes) assertThrows(() => exact.A7(D, E), TypeError, "escaped");
  });

  it("leave no state behind if they throw (H10), and answer alike twice (H11)", () => {
    for (const D of [forward, reverse]) {
      const slope = D(thrower);
      assertThrows(() => slope(2), Error, "too large");
      assertClose([slope(0.5), slope(0.25), slope(0.5)], [1, 0.5, 1]);
    }
  });

  it("refuse an objective that returns no real (H14)", () => {
    for (const answer of ["a text", [1, 2], undefined]) {
      assertThrows(() => grad(noReal(answer) as (x: number) => number)(1), TypeError);
    }
  });
});
