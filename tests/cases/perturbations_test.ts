// Perturbations never mix: nests of derivatives in which an inner one closes over the variable of
// an outer one. Each has confused, or still confuses, some published system.

import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  add,
  div,
  dot,
  hessian,
  jvp,
  mul,
  pow,
  type Scalar,
  sin,
  sqrt,
  square,
  sub,
  vjp,
} from "@fluxion/ad";
import { assertClose } from "../assert_close.ts";
import { itInEveryMix, repeated, SECOND_ORDER_MODES } from "./mixes.ts";

describe("A derivative inside a derivative", () => {
  itInEveryMix(2, "A1: D(x → x·D(y → x+y)(1))(1) is 1", (outer, inner) => {
    const f = (x: Scalar) => mul(x, inner.derivative((y) => add(x, y))(1));
    assertEquals(outer.derivative(f)(1), 1);
  });

  itInEveryMix(2, "A2: D(x → x·D(y → x·y)(2))(1) is 2", (outer, inner) => {
    const f = (x: Scalar) => mul(x, inner.derivative((y) => mul(x, y))(2));
    assertEquals(outer.derivative(f)(1), 2);
  });

  itInEveryMix(2, "A3: D(x → x·D(y → x·y)(1))(4) is 8", (outer, inner) => {
    const f = (x: Scalar) => mul(x, inner.derivative((y) => mul(x, y))(1));
    assertEquals(outer.derivative(f)(4), 8);
  });

  itInEveryMix(2, "A4: D(x → D(y → x)(x))(1) is 0", (outer, inner) => {
    assertEquals(outer.derivative((x) => inner.derivative(() => x)(x))(1), 0);
  });

  itInEveryMix(2, "A4: and the inner derivative is 0 itself, not the outer one", (outer, inner) => {
    const flat = (x: Scalar) => inner.derivative(() => x)(x);
    assertEquals(outer.derivative((x) => mul(x, flat(x)))(3), 0);
    assertEquals(outer.derivative((x) => add(x, flat(square(x))))(3), 1);
    const column = inner.jacobian((y: Scalar) => [sin(3), y, 7]);
    assertEquals(outer.jacobian((x: Scalar) => column(x).map((d) => mul(d, x)))(3), [0, 1, 0]);
    const mixed = (x: Scalar) => inner.jacobian((y: Scalar) => [x, mul(x, y), 7])(x);
    assertEquals(outer.jacobian((x: Scalar) => mixed(x).map((d) => mul(d, x)))(3), [0, 6, 0]);
  });

  itInEveryMix(2, "A5: D(x → x / D(y → y³)(1))(1) is 1/3", (outer, inner) => {
    const cubes = [
      (y: Scalar) => mul(y, y, y),
      (y: Scalar) => pow(y, 3),
      (y: Scalar) => mul(square(y), y),
    ];
    for (const cube of cubes) {
      assertClose(outer.derivative((x) => div(x, inner.derivative(cube)(1)))(1), 1 / 3);
    }
  });

  itInEveryMix(
    2,
    "A14: with f(x) = x·D(y → x·y)(2), the derivative of f at 1 is 2",
    (outer, inner) => {
      const f = (x: Scalar) => mul(x, inner.derivative((y) => mul(x, y))(2));
      assertEquals(f(1), 1);
      assertEquals(outer.derivative(f)(1), 2);
    },
  );

  itInEveryMix(3, "three levels over one variable each keep theirs apart", (one, two, three) => {
    // D(x → x·D(y → x·y·D(z → x·y·z)(5))(3))(2) = D(x → 6·x³)(2)
    const f = (x: Scalar) =>
      mul(x, two.derivative((y) => mul(x, y, three.derivative((z) => mul(x, y, z))(5)))(3));
    assertEquals(one.derivative(f)(2), 72);
  });
});

describe("A value that outlives its derivative", () => {
  itInEveryMix(2, "A7: is refused where the next derivative uses it", (outer, inner) => {
    const twice = (x: Scalar) => {
      let state = x;
      const f = (y: Scalar) => state = mul(state, y);
      inner.derivative(f)(1);
      return inner.derivative(f)(1);
    };
    assertThrows(() => outer.derivative(twice)(1), TypeError, "escaped from its derivative");
  });

  itInEveryMix(1, "A8: is refused where the next derivative uses it, at level one", (mode) => {
    let state: Scalar = 2;
    const f = (y: Scalar) => state = mul(state, y);
    assertEquals(mode.derivative(f)(1), 2);
    assertThrows(() => mode.derivative(f)(1), TypeError, "escaped from its derivative");
  });
});

describe("Gradients inside Jacobians", () => {
  itInEveryMix(2, "A11: J_q(q → ∇_v L) of a separable Lagrangian is zero", (outer, inner) => {
    const lagrangian = (v: Scalar[], q: Scalar[]) => sub(mul(0.5, dot(v, v)), mul(9.8, q[1]));
    const momentum = (q: Scalar[]) => inner.gradient((v) => lagrangian(v, q))([3, 4]);
    assertEquals(momentum([1, 2]), [3, 4]);
    assertEquals(outer.jacobian(momentum)([1, 2]), [[0, 0], [0, 0]]);
  });

  for (const mode of SECOND_ORDER_MODES) {
    it(`A19: the Hessian of z → z[0] is [[0]], with other data closed over (${mode})`, () => {
      assertEquals(hessian(([z]: Scalar[]) => z, { mode })([1]), [[0]]);
    });

    it(`A19: and stays so where the data are a variable of an outer level (${mode})`, () => {
      const curvature = (data: Scalar[]) => {
        const [[entry]] = hessian(([z]: Scalar[]) => add(z, dot(data, data)), { mode })([data[0]]);
        return entry;
      };
      assertEquals(curvature([1, 2]), 0);
      assertEquals(hessian(curvature, { mode })([1, 2]), [[0, 0], [0, 0]]);
    });
  }
});

describe("Products inside products", () => {
  const alongOne = (f: (x: Scalar) => Scalar, x: Scalar) => jvp(f, [x], [1])[1];
  const pulledOne = (f: (x: Scalar) => Scalar, x: Scalar) => vjp(f, [x])[1](1);

  for (const [name, inner] of Object.entries({ jvp: alongOne, vjp: pulledOne })) {
    const foo = (x: Scalar) => inner((y) => mul(x, y), 3);

    it(`A13: jvp of x → ${name}(y → x·y) at 1 along 2 is (1, 2)`, () => {
      assertEquals(jvp(foo, [1], [2]), [1, 2]);
    });

    it(`A13: vjp of x → ${name}(y → x·y) at 1 pulls 2 back to 2`, () => {
      const [value, pullback] = vjp(foo, [1]);
      assertEquals(value, 1);
      assertEquals(pullback(2), 2);
    });
  }
});

describe("Derivatives of derivatives", () => {
  const spellings: [name: string, f: (x: Scalar) => Scalar][] = [
    ["sqrt", (x) => sqrt(x)],
    ["pow(x, ½)", (x) => pow(x, 0.5)],
  ];
  for (const [name, root] of spellings) {
    itInEveryMix(2, `A16: D∘D of √x at 4 is −0.03125, by ${name}`, (...mix) => {
      assertClose(repeated(mix, root)(4), -0.03125);
    });
    itInEveryMix(3, `A16: D∘D∘D of √x at 4 is 0.01171875, by ${name}`, (...mix) => {
      assertClose(repeated(mix, root)(4), 0.01171875);
    });
  }
});
