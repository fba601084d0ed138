// Functions of lists and of several operands: how they are called, kinks at second order in every mode, where
// the extremes are, spreads.

import {
  abs,
  add,
  argmax,
  argmin,
  clamp,
  derivative,
  exp,
  grad,
  hessian,
  hvp,
  hypot,
  log,
  logsumexp,
  max,
  min,
  mul,
  neg,
  norm,
  relu,
  type Scalar,
  sqrt,
  square,
  standardDeviation,
  sub,
  sum,
  sumOfSquares,
  variance,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { trace } from "@fluxion/ad/trace";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertClose } from "../assert_close.ts";
import {
  forward,
  itInEveryMix,
  mixes,
  repeated,
  reverse,
  SECOND_ORDER_MODES,
} from "../cases/mixes.ts";

type OfList = (xs: Scalar[]) => Scalar;

describe("Second derivatives at a kink", () => {
  const distance: OfList = ([x, y, z, w]) => hypot(sub(x, z), sub(y, w));
  const kernels: [name: string, f: OfList, at: number[]][] = [
    ["a squared norm", (xs) => square(hypot(xs)), [0, 0]],
    ["a Gaussian kernel", (xs) => exp(neg(square(distance(xs)))), [1, 2, 1, 2]],
    ["a Matérn kernel", (xs) => {
      const d = mul(Math.sqrt(3), distance(xs));
      return mul(add(1, d), exp(neg(d)));
    }, [1, 2, 1, 2]],
  ];
  for (const [name, f, at] of kernels) {
    it(`are NaN for ${name} by a norm at coincident points, with the gradient 0`, () => {
      const gradient = at.map(() => 0);
      for (const mode of [forward, reverse]) assertClose(mode.gradient(f)(at), gradient);
      for (const mode of SECOND_ORDER_MODES) {
        const bent = hessian(f, { mode });
        assert(bent(at).flat().every(Number.isNaN));
        assertEquals(jit(bent)(at), bent(at));
      }
    });
  }

  it("are those of sumOfSquares where it takes the place of a squared norm", () => {
    const f: OfList = ([x, y, z, w]) => exp(neg(sumOfSquares([sub(x, z), sub(y, w)])));
    const bent = [[-2, 0, 2, 0], [0, -2, 0, 2], [2, 0, -2, 0], [0, 2, 0, -2]];
    for (const mode of SECOND_ORDER_MODES) assertClose(hessian(f, { mode })([1, 2, 1, 2]), bent);
  });

  const ofTwo: [name: string, f: OfList, at: number[], bent: number[][]][] = [
    ["max", ([x, y]) => max(x, y), [2, 2], [[NaN, NaN], [NaN, NaN]]],
    ["min", ([x, y]) => min(x, y), [2, 2], [[NaN, NaN], [NaN, NaN]]],
    ["max of a list", (xs) => max(xs), [2, 1, 2], [[NaN, 0, NaN], [0, 0, 0], [NaN, 0, NaN]]],
    ["clamp", ([x, y]) => clamp(x, y, 9), [2, 2], [[NaN, NaN], [NaN, NaN]]],
    ["max of squares", ([x, y]) => max(square(x), square(y)), [2, 1], [[2, 0], [0, 0]]],
  ];
  for (const [name, f, at, bent] of ofTwo) {
    it(`are NaN for those that tie, and structural zeros for all others: ${name}`, () => {
      for (const mode of SECOND_ORDER_MODES) {
        assertEquals(hessian(f, { mode })(at), bent);
        assertEquals(jit(hessian(f, { mode }))(at), bent);
      }
    });
  }

  // Beside its kink the slope of |x| is a constant: an infinite second derivative inside is not multiplied by 0.
  const between: [name: string, f: (x: Scalar) => Scalar, second: number][] = [
    ["|√x + 1|", (x) => abs(add(sqrt(x), 1)), -Infinity],
    ["relu(√x + 1)", (x) => relu(add(sqrt(x), 1)), -Infinity],
    ["relu(−1 − √x)", (x) => relu(sub(-1, sqrt(x))), 0],
    ["max(√x, 1, 2)", (x) => max(sqrt(x), 1, 2), 0],
    ["max(ln x, 0)", (x) => max(log(x), 0), 0],
  ];
  for (const [name, f, second] of between) {
    it(`are ${second} for ${name} at 0, away from the kink, compiled or not`, () => {
      const compiled = jit((x: Scalar) => mixes(2).map((mix) => repeated(mix, f)(x)));
      for (const mix of mixes(2)) assertEquals(repeated(mix, f)(0), second);
      for (const x of [3, 0, 2, 0]) {
        assertEquals(compiled(x), mixes(2).map((mix) => repeated(mix, f)(x)));
      }
    });
  }

  itInEveryMix(3, "stay NaN at third order", (...mix) => {
    for (const f of [abs, relu, (x: Scalar) => max(x, 0), (x: Scalar) => hypot(x, 0)]) {
      assertEquals(repeated(mix, (x) => f(x))(0), NaN);
    }
  });

  it("come from a step of the trace that has a name", () => {
    const steps = trace(hessian((xs: Scalar[]) => max(xs[0], abs(xs[1]))))([2, 2]).steps;
    const names = new Set(steps.map(({ operation }) => operation));
    assert(names.has("kinkAtTie"));
  });
});

describe("NaN among the operands", () => {
  it("goes to the operand that is NaN, in lists and pairs", () => {
    for (const mode of [forward, reverse]) {
      const pair = mode.jacobian(max, { argnums: [0, 1] });
      assertEquals([pair(NaN, NaN), pair(NaN, 5), pair(5, NaN)], [[NaN, NaN], [NaN, 0], [0, NaN]]);
      const other = mode.jacobian(min, { argnums: [0, 1] });
      assertEquals([other(NaN, NaN), other(NaN, 5), other(5, NaN)], [
        [NaN, NaN],
        [NaN, 0],
        [0, NaN],
      ]);
      assertEquals(mode.gradient((xs) => max(xs))([NaN, 5, NaN, 5]), [NaN, 0, NaN, 0]);
      assertEquals(mode.gradient((xs) => min(xs))([NaN, 5, 7]), [NaN, 0, 0]);
    }
  });

  itInEveryMix(1, "goes to the same operand given twice", (mode) => {
    for (const f of [max, min]) {
      assertEquals(mode.derivative((x) => f(x, x))(NaN), NaN);
      assertEquals(jit(mode.derivative((x) => f(x, x)), { eager: true })(NaN), NaN);
      assertEquals(derivative((t) => mul(t, mode.derivative((x) => f(x, x))(mul(NaN, t))))(1), NaN);
      assertEquals(mode.derivative((x) => f([x, x]))(NaN), NaN);
    }
  });
});

describe("Second derivatives with NaN among the operands", () => {
  const pairs: [name: string, ofTwo: OfList, ofList: OfList][] = [
    ["max", ([x, y]) => max(x, y), (xs) => max(xs)],
    ["min", ([x, y]) => min(x, y), (xs) => min(xs)],
  ];
  for (const [name, ofTwo, ofList] of pairs) {
    it(`are NaN for those that are NaN, and structural zeros for others: ${name}`, () => {
      const expected: [at: number[], bent: number[][]][] = [
        [[NaN, 5], [[NaN, 0], [0, 0]]],
        [[5, NaN], [[0, 0], [0, NaN]]],
        [[NaN, NaN], [[NaN, NaN], [NaN, NaN]]],
      ];
      for (const f of [ofTwo, ofList]) {
        for (const mode of SECOND_ORDER_MODES) {
          for (const [at, bent] of expected) {
            assertEquals(hessian(f, { mode })(at), bent);
            assertEquals(jit(hessian(f, { mode }))(at), bent);
          }
        }
      }
    });

    itInEveryMix(
      2,
      `are NaN for one operand given twice to ${name}, as outside of a domain`,
      (...mix) => {
        for (const f of [ofTwo, ofList]) {
          assertEquals(repeated(mix, (x) => f([x, x]))(NaN), NaN);
          assertEquals(repeated(mix, (x) => f([x, x]))(3), 0);
        }
      },
    );
  }
});

describe("Operations of two operands, of several and of a list", () => {
  const rows = [[3, -4], [0, 2], [1, 1]];

  it("are mapped over lists", () => {
    assertEquals(rows.map(max), rows.map((row) => max(row)));
    assertEquals(rows.map(min), rows.map((row) => min(row)));
    assertEquals(rows.map(hypot), rows.map((row) => hypot(row)));
    assertEquals(rows.map((row) => Float64Array.from(row)).map(max), [3, 2, 1]);
    const ofLists: ((xs: Scalar[]) => Scalar)[] = [max, min, hypot, norm];
    for (const f of ofLists) {
      const mapped = (xs: Scalar[][]) => sum(xs.map(f));
      const called = (xs: Scalar[][]) => sum(xs.map((row) => f(row)));
      assertEquals(grad(mapped)(rows), grad(called)(rows));
    }
  });

  it("refuse a list with anything else behind it, and say what to write", () => {
    for (const f of [max, min, hypot] as unknown as ((...xs: unknown[]) => number)[]) {
      const { message } = assertThrows(() => f([1, 2], [3, 4]), TypeError);
      assert(message.includes("it takes one array of numbers, or numbers"), message);
      assertThrows(() => f([1, 2], 3), TypeError);
      assertThrows(() => f([1, 2], 0, 7), TypeError);
      assertThrows(() => f([1, 2], 0, [[1, 2, 3]]), TypeError);
      assertThrows(() => f(1, [2]), TypeError);
    }
  });

  it("take as many operands as a call can have", () => {
    const xs = Array.from({ length: 100_000 }, (_, i) => i % 1000);
    assertEquals([max(...xs), min(...xs)], [999, 0]);
    assertEquals([max(xs), min(xs)], [999, 0]);
    assertClose(hypot(...xs), hypot(xs));
    const gradient = grad((xs: Scalar[]) => max(...xs))(xs);
    assertEquals([gradient[0], gradient[999]], [0, 0.01]);
    assertEquals(grad((xs: Scalar[]) => min(xs))(xs)[0], 0.01);
  });

  it("have second derivatives over long lists, in time that grows as these do", () => {
    const xs = Array.from({ length: 20_000 }, (_, i) => 1 + i % 1000);
    const along = xs.map((_, i) => i === 999 ? 1 : 0);
    for (const f of [hypot, norm, logsumexp] as OfList[]) {
      const product = hvp((ys: Scalar[]) => f(ys))(xs, along) as number[];
      assert(product[999] > 0 && product.every(Number.isFinite));
    }
    const product = hvp((ys: Scalar[]) => max(ys.map((y) => square(y))))([...xs, 2000], [
      ...along,
      1,
    ]);
    assertEquals([product[999], product[20_000]], [0, 2]);
  });

  it("answer for none and for one", () => {
    assertEquals([max(), min(), hypot(), max([]), min([]), hypot([])], [
      -Infinity,
      Infinity,
      0,
      -Infinity,
      Infinity,
      0,
    ]);
    assertEquals([max(-3), min(-3), hypot(-3)], [-3, -3, 3]);
    assertEquals(grad((x: Scalar) => max(x))(-3), 1);
  });

  it("clamp as a list of three does where bounds are boxes, equal or in the wrong order", () => {
    const f = grad((x: Scalar, low: Scalar, high: Scalar) => clamp(x, low, high), {
      argnums: [0, 1, 2],
    });
    const third = 1 / 3;
    assertEquals(f(2, 2, 2), [third, third, third]);
    assertEquals(grad((x: Scalar) => clamp(x, 2, 2))(2), third);
    assertEquals(clamp(5, 3, 1), 1);
    assertEquals([grad((x: Scalar) => clamp(x, 3, 1))(2), clamp(NaN, 0, 1)], [0, NaN]);
  });
});

describe("argmax and argmin", () => {
  it("answer the index of the first among ties, and of the first NaN", () => {
    const lists = [[3], [1, 7, 7], [2, NaN, 5, NaN], [NaN, 9], [-0, 0], [5, 4, 4], [-Infinity]];
    assertEquals(lists.map(argmax), [0, 1, 1, 0, 0, 0, 0]);
    assertEquals(lists.map(argmin), [0, 0, 1, 0, 0, 1, 0]);
    assertEquals([argmax([]), argmin([])], [-1, -1]);
    assertEquals(argmax(Float64Array.of(1, 3, 2)), 1);
    assertEquals(argmin(Int32Array.of(3, 1, 2)), 1);
  });

  it("look at the numbers that are differentiated, and compile as keys of a list, too", () => {
    const f: OfList = (xs) => mul(xs[argmax(xs)], xs[argmin(xs)]);
    const gradient = grad(f);
    const compiled = jit(gradient, { eager: true });
    for (const at of [[1, 5, 2], [5, 1, 2], [2, 2, 2], [1, 5, 2], [NaN, 1, 2]]) {
      assertEquals(compiled(at), gradient(at));
    }
    assertEquals(gradient([1, 5, 2]), [5, 1, 0]);
  });

  it("refuse what is no list", () => {
    assertThrows(() => argmax(5 as unknown as number[]), TypeError, "it takes an array of numbers");
  });
});

describe("Spreads", () => {
  it("of equal data are 0, with the gradient 0; that of the variance is smooth", () => {
    for (const mode of [forward, reverse]) {
      for (const f of [variance, standardDeviation]) {
        assertEquals(f([3, 3, 3]), 0);
        assertClose(mode.gradient((xs) => f(xs))([0.1, 0.1, 0.1]), [0, 0, 0]);
      }
    }
    for (const mode of SECOND_ORDER_MODES) {
      const bent = hessian((xs: Scalar[]) => variance(xs), { mode })([5, 5]);
      assertClose(bent, [[0.5, -0.5], [-0.5, 0.5]]);
      const none = hessian((xs: Scalar[]) => standardDeviation(xs), { mode })([5, 5]);
      assert(none.flat().every(Number.isNaN));
    }
  });

  it("keep their digits where the data are far from 0", () => {
    const xs = [1e9, 1e9 + 1, 1e9 + 2.5];
    const expected = variance([0, 1, 2.5]);
    assertAlmostEquals(variance(xs), expected, 1e-15);
    assertClose(
      grad((xs: Scalar[]) => variance(xs))(xs),
      grad((xs: Scalar[]) => variance(xs))([0, 1, 2.5]),
    );
  });

  it("divide by what the correction leaves, and answer NaN where that is nothing", () => {
    const sample = { correction: 1 };
    assertEquals(variance([1, 2, 3, 6], sample), 14 / 3);
    assertAlmostEquals(standardDeviation([1, 2, 3, 6], sample) ** 2, 14 / 3, 1e-15);
    assertEquals([variance([]), variance([4], sample), standardDeviation([4], sample)], [
      NaN,
      NaN,
      NaN,
    ]);
    assertEquals([variance([4]), standardDeviation([4])], [0, 0]);
  });

  it("refuse options that there are not, and what is no list", () => {
    const misspelt = { corection: 1 } as { correction?: number };
    assertThrows(() => variance([1, 2], misspelt), TypeError, "there is no such option");
    const wrong = { correction: "1" } as unknown as { correction: number };
    assertThrows(() => standardDeviation([1, 2], wrong), TypeError, "give a number");
    assertThrows(() => variance(5 as unknown as number[]), TypeError, "an array of numbers");
  });
});
