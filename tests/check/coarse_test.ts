// Functions whose values are rounded, noisy, bent or broken, or that have none on one side: the error estimate
// is never smaller than the truth by more than the documented factor, ten.

import { grad } from "@fluxion/ad";
import { numericDerivative, numericGrad, numericJacobian, numericVjp } from "@fluxion/ad/check";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "../laws/runs.ts";
import { seeded } from "../../examples/random.ts";

type Real = (x: number) => number;

/** A function, its derivative, and how it is spoiled. */
interface Spoiled {
  readonly f: Real;
  readonly slope: number;
}

const FACTOR = 10;

const smooth: readonly { readonly f: Real; readonly slope: Real }[] = [
  { f: Math.sin, slope: Math.cos },
  { f: Math.exp, slope: Math.exp },
  { f: (x) => x ** 3 - x, slope: (x) => 3 * x * x - 1 },
  { f: (x) => Math.atan(3 * x), slope: (x) => 3 / (1 + 9 * x * x) },
  { f: (x) => 2 * x + 1, slope: () => 2 },
  { f: (x) => 1e6 + Math.sin(5 * x), slope: (x) => 5 * Math.cos(5 * x) },
];

type Spoil = (f: Real, slope: number, x: number, next: () => number) => Spoiled;

/** A number in [−1, 1] whose size has a random exponent from `least` on. */
const anySize = (next: () => number, least: number) =>
  (next() < 0.5 ? -1 : 1) * 10 ** (least * next());

const spoils: Readonly<Record<string, Spoil>> = {
  "is smooth": (f, slope) => ({ f, slope }),
  "has relative noise": (f, slope, _x, next) => {
    const level = 10 ** (-3 - 9 * next());
    return { f: (t) => f(t) * (1 + level * (2 * next() - 1)), slope };
  },
  "has absolute noise": (f, slope, _x, next) => {
    const level = 10 ** (-3 - 9 * next());
    return { f: (t) => f(t) + level * (2 * next() - 1), slope };
  },
  "is rounded to decimals": (f, slope, _x, next) => {
    const unit = 10 ** Math.floor(4 + 5 * next());
    return { f: (t) => Math.round(f(t) * unit) / unit, slope };
  },
  "is cut to decimals": (f, slope, _x, next) => {
    const unit = 10 ** Math.floor(4 + 5 * next());
    return { f: (t) => Math.floor(f(t) * unit) / unit, slope };
  },
  "is rounded to 32 bits": (f, slope) => ({ f: (t) => Math.fround(f(t)), slope }),
  "has a kink nearby": (f, slope, x, next) => {
    const [at, bend] = [x + anySize(next, -12), 4 * next() - 2];
    const far = bend * Math.sign(x - at);
    return { f: (t) => f(t) + bend * Math.abs(t - at), slope: slope + far };
  },
  "has a jump nearby": (f, slope, x, next) => {
    const [at, jump] = [x + anySize(next, -12), anySize(next, -6)];
    return { f: (t) => f(t) + (t > at ? jump : 0), slope };
  },
  "has a kink and noise": (f, slope, x, next) => {
    const [at, bend] = [x + anySize(next, -12), 4 * next() - 2];
    const noise = () => 1e-6 * (2 * next() - 1);
    const far = bend * Math.sign(x - at);
    return { f: (t) => f(t) + bend * Math.abs(t - at) + noise(), slope: slope + far };
  },
};

describe("The error estimate of a function that", () => {
  for (const [name, spoil] of Object.entries(spoils)) {
    law(
      `${name} covers the true error`,
      fc.property(
        fc.integer(),
        fc.constantFrom(...smooth),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (seed, { f, slope }, x) => {
          const spoiled = spoil(f, slope(x), x, seeded(seed));
          const [got, error] = numericDerivative(spoiled.f, { errorEstimate: true })(x);
          // Beside a kink that is nearer than rounding lets see, nothing is known.
          if (error === Infinity) return;
          const off = Math.abs(got - spoiled.slope);
          const ownRounding = 8 * Number.EPSILON * Math.abs(spoiled.slope);
          assert(off <= FACTOR * error + ownRounding, `${got} ± ${error} for ${spoiled.slope}`);
        },
      ),
    );
  }
});

describe("A function that prints four decimals", () => {
  const printed = (x: number) => Math.round(1e4 * Math.sin(x)) / 1e4;

  it("has the derivative of what it rounds, and the error of its grid, by every method", () => {
    for (const method of ["forward", "central", "richardson"] as const) {
      const [slope, error] = numericDerivative(printed, { method, errorEstimate: true })(0.7);
      assert(Math.abs(slope - Math.cos(0.7)) <= FACTOR * error, `${method}: ${slope} ± ${error}`);
    }
    assertAlmostEquals(numericDerivative(printed)(0.7), Math.cos(0.7), 0.01);
  });

  it("is a stage of a program by numericVjp", () => {
    const stage = numericVjp((x: number) => Number(Math.sin(x).toFixed(4)));
    assertAlmostEquals(grad(stage)(0.7), Math.cos(0.7), 0.01);
  });

  it("is held at larger steps where it does not change over small ones", () => {
    const [slope, error] = numericDerivative((x) => Math.round(10 * x) / 10, {
      errorEstimate: true,
    })(0.5);
    assert(Math.abs(slope - 1) <= FACTOR * error && error < 10, `${slope} ± ${error}`);
  });
});

describe("At the end of its domain a function", () => {
  const ends: readonly [name: string, f: Real, x: number, slope: number][] = [
    ["has NaN beyond it", (x) => x < 0 ? NaN : x * x + 3 * x, 0, 3],
    ["has NaN beyond it, to the right", (x) => x > 2 ? NaN : Math.exp(x), 2, Math.exp(2)],
    ["throws beyond it", (x) => x < 1 ? thrown() : Math.exp(x), 1, Math.E],
    ["throws beyond it, to the right", (x) => x > 1 ? thrown() : Math.exp(x), 1, Math.E],
  ];
  function thrown(): never {
    throw new RangeError("outside");
  }

  for (const [name, f, x, slope] of ends) {
    it(`${name}, and has a derivative to the other side`, () => {
      for (
        const [method, digits] of [["forward", 1e-6], ["central", 1e-8], ["richardson", 1e-10]]
      ) {
        const options = { method: method as "forward", errorEstimate: true } as const;
        const [got, error] = numericDerivative(f, options)(x);
        assertAlmostEquals(got, slope, digits as number);
        assert(Math.abs(got - slope) <= FACTOR * error && error < 1e-5, `${got} ± ${error}`);
        assertAlmostEquals(
          numericJacobian(([y]: number[]) => [f(y)], { method: options.method })([x])[0][0],
          slope,
          digits as number,
        );
      }
      const stage = numericVjp(f);
      assertAlmostEquals(grad(stage)(x), slope, 1e-10);
    });
  }

  it("has none where its tangent is vertical, or where it jumps", () => {
    for (const [f, x] of [[Math.asin, 1], [Math.acos, -1], [Math.cbrt, 0]] as const) {
      assertEquals(numericDerivative(f, { errorEstimate: true })(x), [NaN, Infinity]);
      const [, error] = numericDerivative(f, { method: "central", errorEstimate: true })(x);
      assertEquals(error, Infinity);
    }
    const jump = (x: number) => (x >= 0 ? 1 : 0) + Math.sin(x);
    assertEquals(numericDerivative(jump, { errorEstimate: true })(0), [NaN, Infinity]);
  });

  it("throws at the point itself what it throws", () => {
    let message = "";
    try {
      numericDerivative(thrown)(1);
    } catch (error) {
      message = (error as Error).message;
    }
    assertEquals(message, "outside");
  });
});

describe("maximumStep", () => {
  it("is how far from the point a function is called at most, by every method", () => {
    for (const method of ["forward", "central", "richardson"] as const) {
      for (const f of [Math.sin, Math.round, (x: number) => x]) {
        let furthest = 0;
        const watched = (x: number) => {
          furthest = Math.max(furthest, Math.abs(x - 0.3));
          return f(x);
        };
        numericGrad(watched, { method, maximumStep: 1e-9, errorEstimate: true })(0.3);
        assert(furthest > 0 && furthest <= 1e-9, `${method}: ${furthest}`);
      }
    }
  });

  it("leaves the first step of a smooth function below a tenth of the scale by default", () => {
    let furthest = 0;
    numericGrad((x: number) => (furthest = Math.max(furthest, Math.abs(x - 0.3)), x * x))(0.3);
    assert(furthest < 0.1, String(furthest));
  });
});
