// The two workloads that nest a gradient in a gradient, against what Pearlmutter and Siskind published
// (2008), and against what their answers are for.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { particle } from "../../../bench/gradbench/particle.ts";
import { saddle } from "../../../bench/gradbench/saddle.ts";
import { assertClose } from "../../assert_close.ts";

describe("The workload saddle", () => {
  for (const mix of ["ff", "fr", "rf", "rr"] as const) {
    it(`finds the published point from (1, 1) by ${mix}`, () => {
      const point = saddle[mix]({ start: [1, 1] })();
      assertEquals(point, new Array(4).fill(8.246324826140356e-6));
    });
  }
});

describe("The workload particle", () => {
  for (const mix of ["ff", "fr", "rf", "rr"] as const) {
    it(`finds the published control from 0 by ${mix}`, () => {
      assertClose(particle[mix]({ w: 0 })(), 0.2071918746486116);
    });
  }

  it("lands at the origin with that control, and farther off with its neighbours", () => {
    const found = Math.abs(landing(0.2071918746486116));
    assert(found < 1e-3);
    assert(found < Math.abs(landing(0.2)) && found < Math.abs(landing(0.21)));
  });
});

/** The same flight with the force written out, the charges being alike: Σ (x − charge)/‖x − charge‖³. */
function landing(control: number): number {
  let [x, y, vx, vy] = [0, 8, 0.75, 0];
  while (y + 0.1 * vy > 0) {
    let [ax, ay] = [0, 0];
    for (const [cx, cy] of [[10, 10 - control], [10, 0]]) {
      const cubed = Math.hypot(x - cx, y - cy) ** 3;
      ax += (x - cx) / cubed;
      ay += (y - cy) / cubed;
    }
    [x, y] = [x + 0.1 * vx, y + 0.1 * vy];
    [vx, vy] = [vx + 0.1 * ax, vy + 0.1 * ay];
  }
  return x - y / vy * vx;
}
