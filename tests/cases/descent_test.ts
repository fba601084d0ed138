// Programs that descend gradients of programs that descend gradients: their answers are known to
// the last places, and every mix of modes must arrive at them.

import { assertEquals } from "@std/assert";
import { describe } from "@std/testing/bdd";
import { add, div, hypot, le, type Scalar, sqrt, square, sub } from "@fluxion/ad";
import { assertClose } from "../assert_close.ts";
import { argmax, argmin, particle, saddle } from "./descent.ts";
import { itInEveryMix } from "./mixes.ts";

describe("Gradient descent", () => {
  itInEveryMix(1, "finds the bottom of a bowl, and the top of a hill", ({ gradient }) => {
    const bowl = ([x, y]: Scalar[]) => add(square(sub(x, 3)), square(add(y, 1)));
    assertClose(argmin(gradient, bowl, [0, 0]), [3, -1], 1e-5);
    assertClose(argmax(gradient, (xs) => sub(5, bowl(xs)), [0, 0]), [3, -1], 1e-5);
  });

  itInEveryMix(2, "D1: finds the saddle at 8.2463e-6 in all coordinates", (outer, inner) => {
    const found = saddle(outer.gradient, inner.gradient);
    assertEquals(found, new Array(4).fill(8.246324826140356e-6));
  });

  itInEveryMix(2, "D3: steers the particle by 0.20719187464861", (outer, inner) => {
    const control = particle(outer.gradient, inner.gradient);
    assertClose(control, 0.20719187464861, 1e-13 / 0.20719187464861);
  });
});

describe("Newton's method", () => {
  itInEveryMix(1, "D6: finds the root of x² − 4 from 5 by derivatives of it", ({ derivative }) => {
    const f = (x: Scalar) => sub(square(x), 4);
    const slope = derivative(f);
    const root = (start: Scalar): Scalar => {
      for (let x = start;;) {
        const next: Scalar = sub(x, div(f(x), slope(x)));
        if (le(hypot(sub(x, next)), 1e-5)) return x;
        x = next;
      }
    };
    assertClose(root(5), 2.000005181219473);
  });
});

describe("A gradient", () => {
  itInEveryMix(1, "D7: of the norm at (3, 4) is (0.6, 0.8)", ({ gradient }) => {
    const norms = [
      (xs: Scalar[]) => hypot(xs),
      ([x, y]: Scalar[]) => hypot(x, y),
      ([x, y]: Scalar[]) => sqrt(add(square(x), square(y))),
    ];
    for (const norm of norms) assertClose(gradient(norm)([3, 4]), [0.6, 0.8]);
  });
});
