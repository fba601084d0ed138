// The loop of reverse mode adds to a level outside the same variables whether it runs in columns or by boxes: so sums that
// these are pulled back into have the same order, and the same last bit.

import { linearize, mul, type Scalar, sin, sub, sum } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("Reverse mode of reverse mode", () => {
  it("has the same bits in a trace where a partial was computed to be 1", () => {
    const programs: ((x: Scalar, y: Scalar) => Scalar)[] = [
      (x, y) => {
        const a = mul(x, 0.7);
        return sum([mul(a, 1), sub(mul(y, 0.1), mul(a, a))]);
      },
      (x, y) => {
        const a = mul(x, y);
        return sum([a, mul(sub(mul(y, 0.1), sin(a)), 1)]);
      },
      (x, y) => {
        const a = sin(x);
        return sum([a, mul(sub(mul(y, a), sin(y)), 1)]);
      },
    ];
    for (const f of programs) {
      const push = ([x, y]: Scalar[]) => linearize(f, [x, y])[1](1, 2);
      const compiled = jit(push);
      for (let k = 0; k < 100; k++) {
        const point = [Math.sin(k + 1) * 5, 7 * Math.cos(k * k)];
        assertEquals(compiled(point), push(point), `[${point}]`);
      }
    }
  });
});
