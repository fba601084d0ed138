// Thousands of compiled functions are alive at once: they share one memory, where one memory for each would
// exhaust the addresses of a process.

import { grad, mul, type Scalar, sin } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { numbers } from "../../lib/wasm/load.ts";

describe("5,000 compiled functions", () => {
  it("are alive at once, and each answers what it did", { timeout: 60_000 }, () => {
    const functions = Array.from({ length: 5000 }, (_, k) => {
      const compiled = jit(grad((x: Scalar) => mul(k, sin(mul(x, x)))));
      return compiled;
    });
    const expected = (k: number, x: number) => k * Math.cos(x * x) * (x + x);
    for (let round = 1; round <= 3; round++) {
      functions.forEach((f, k) => {
        const answer = f(round);
        const exact = expected(k, round);
        assert(Math.abs(answer - exact) <= 1e-12 * Math.max(1, Math.abs(exact)), `${k}: ${answer}`);
      });
    }
    assertEquals(functions.reduce((total, f) => total + f.stats().hits, 0), 10_000);
    // What the largest program of this process needs, and not what all need together.
    assert(numbers().length <= 1 << 16, `${numbers().length} numbers`);
  });
});
