// Programs: loops, branches, recursion, sharing and length differentiate like formulas, because
// only what has run is differentiated.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  abs,
  add,
  binary,
  customVjp,
  div,
  eq,
  grad,
  gt,
  jacfwd,
  jacobian,
  jacrev,
  le,
  mul,
  reciprocal,
  type Scalar,
  sin,
  square,
  sub,
} from "@fluxion/ad";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix, repeated } from "./mixes.ts";

describe("A loop that stops by itself", () => {
  const newtonRoot = (x: Scalar): Scalar => {
    for (let y: Scalar = 1;;) {
      const next: Scalar = sub(y, div(sub(square(y), x), mul(2, y)));
      if (le(abs(sub(y, next)), 1e-5)) return y;
      y = next;
    }
  };

  it("C1: Newton's square root of 4 is 2 up to its own stopping rule", () => {
    assertClose(newtonRoot(4), 2.000000092922295);
  });

  itInEveryMix(1, "C2: its derivative is that of the iterate", (mode) => {
    assertClose(mode.derivative(newtonRoot)(4), 0.25000025940807835);
  });

  itInEveryMix(2, "C2: and so is its second derivative", (...mix) => {
    assertClose(repeated(mix, newtonRoot)(4), -0.031249392294601007);
  });
});

describe("Loops over lists", () => {
  const prefixSums = (xs: Scalar[]) => {
    const sums: Scalar[] = [];
    let total: Scalar = 0;
    for (const x of xs) sums.push(total = add(total, x));
    return sums;
  };

  for (const [name, transform] of Object.entries({ jacfwd, jacrev, jacobian })) {
    it(`C4: the Jacobian of prefix sums is lower triangular, by ${name}`, () => {
      assertEquals(transform(prefixSums)([1, 2, 3, 4, 5]), [
        [1, 0, 0, 0, 0],
        [1, 1, 0, 0, 0],
        [1, 1, 1, 0, 0],
        [1, 1, 1, 1, 0],
        [1, 1, 1, 1, 1],
      ]);
    });
  }

  itInEveryMix(1, "C6: 5,000 copies of x add up to the derivative 5000", (mode) => {
    const spread = (x: Scalar) => add(...Array.from({ length: 5000 }, () => x));
    const looped = (x: Scalar) => {
      let total: Scalar = 0;
      for (let i = 0; i < 5000; i++) total = add(total, x);
      return total;
    };
    assertEquals(mode.derivative(spread)(0), 5000);
    assertEquals(mode.derivative(looped)(0), 5000);
  });

  itInEveryMix(2, "C6: and to no second derivative", (...mix) => {
    assertEquals(repeated(mix, (x) => add(...Array.from({ length: 5000 }, () => x)))(0), 0);
  });
});

describe("Recursion", () => {
  const power = (x: Scalar, n: number): Scalar =>
    n === 0 ? 1 : n % 2 === 1 ? mul(x, power(x, n - 1)) : square(power(x, n / 2));

  itInEveryMix(2, "differentiates as the product that it builds", (...mix) => {
    assertEquals(repeated(mix, (x) => power(x, 13))(2), 13 * 12 * 2 ** 11);
  });
});

describe("Branches", () => {
  itInEveryMix(
    1,
    "C9: a comparison looks at the primal, so that the branch taken counts",
    (mode) => {
      const sq = (x: Scalar) => eq(x, 1) ? 1 : square(x);
      assertEquals(mode.derivative(sq)(1), 0);
      assertEquals(mode.derivative(sq)(2), 4);
    },
  );

  itInEveryMix(2, "C9: at every level of a nest", (outer, inner) => {
    const f = (x: Scalar) => gt(x, 0) ? square(x) : mul(3, x);
    const slope = inner.derivative(f);
    assertEquals([outer.derivative(slope)(2), outer.derivative(slope)(-2)], [2, 0]);
  });

  for (const order of [1, 2]) {
    itInEveryMix(
      order,
      "C11: neither a constant function nor 0·x has a derivative but 0",
      (...mix) => {
        assertEquals(repeated(mix, () => 7)(3), 0);
        assertEquals(repeated(mix, (x) => mul(0, x))(3), 0);
      },
    );
  }
});

describe("Sharing", () => {
  const DOUBLINGS = 60;
  let additions = 0;
  let pulls = 0;
  const counted = binary({
    name: "counted",
    value: (x, y) => (additions++, x + y),
    partials: [1, 1],
  });
  const pulled = customVjp(
    (x: Scalar) => add(x, x),
    (x) => [add(x, x), 0],
    (_, cotangent) => (pulls++, [mul(2, cotangent)]),
  );
  const repeat = (double: (y: Scalar) => Scalar) => (x: Scalar) => {
    let y = x;
    for (let i = 0; i < DOUBLINGS; i++) y = double(y);
    return y;
  };
  const doublings = repeat((y) => counted(y, y));

  itInEveryMix(
    1,
    "C7: y = y + y, 60 times, has the derivative 2⁶⁰, each sum visited once",
    (mode) => {
      additions = 0;
      assertEquals(mode.derivative(doublings)(1), 2 ** DOUBLINGS);
      assertEquals(additions, DOUBLINGS);
    },
  );

  itInEveryMix(3, "C7: at every order each sum is visited once for each level", (...mix) => {
    additions = 0;
    assertEquals(repeated(mix, (x) => doublings(mul(x, x, x)))(2), 6 * 2 ** DOUBLINGS);
    assert(additions <= 2 ** mix.length * DOUBLINGS, `${additions} additions`);
  });

  it("C7: on the way back each variable is pulled back once", () => {
    pulls = 0;
    assertEquals(grad(repeat(pulled))(1), 2 ** DOUBLINGS);
    assertEquals(pulls, DOUBLINGS);
  });
});

describe("Length", () => {
  const LENGTH = 1_000_000;

  const chain = (step: (y: Scalar, x: Scalar) => Scalar) => (x: Scalar) => {
    let y = x;
    for (let i = 0; i < LENGTH; i++) y = step(y, x);
    return y;
  };

  itInEveryMix(1, "C8: a million reciprocals of 2 are 2, with the derivative 1", (mode) => {
    const f = chain((y) => reciprocal(y));
    assertEquals(f(2), 2);
    assertEquals(mode.derivative(f)(2), 1);
  });

  itInEveryMix(1, "C8: a million additions of x have the derivative 1,000,001", (mode) => {
    assertEquals(mode.derivative(chain((y, x) => add(y, x)))(2), LENGTH + 1);
  });

  itInEveryMix(1, "C8: a flow in half a million steps differentiates as its own steps", (mode) => {
    const h = 2 / LENGTH;
    const flow = (x: Scalar) => {
      let y = x;
      for (let i = 0; i < LENGTH / 2; i++) y = add(y, mul(h, sin(y)));
      return y;
    };
    let y = 1;
    let slope = 1;
    for (let i = 0; i < LENGTH / 2; i++) {
      slope *= 1 + h * Math.cos(y);
      y += h * Math.sin(y);
    }
    assertClose(mode.derivative(flow)(1), slope);
  });

  itInEveryMix(2, "C8: nested, a million reciprocals have no second derivative", (...mix) => {
    assertEquals(repeated(mix, chain((y) => reciprocal(y)))(2), 0);
  });
});
