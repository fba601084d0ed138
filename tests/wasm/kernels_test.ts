// Kernels have every bit of the functions that they stand for, and stand for no function that has other bits.

import { operationOf } from "../../lib/values/operation.ts";
import { sin } from "../../lib/elementary/trigonometric.ts";
import { expDifference } from "../../lib/elementary/helpers.ts";
import { sigmoid, softplus } from "../../lib/elementary/special.ts";
import type { Interval } from "../../lib/operations/row.ts";
import { cosineOf, normOf, normOfTwo } from "../../lib/elementary/norms.ts";
import { scaleOfList } from "../../lib/elementary/scale.ts";
import {
  type Functions,
  isKernelName,
  type KernelName,
  newKernel,
  type NumberFunction,
} from "../../lib/wasm/kernels/kernels.ts";
import { specialNumbers } from "../../lib/wasm/kernels/samples.ts";
import { kernelOf, VerifiedKernels } from "../../lib/wasm/kernels/verified.ts";
import { scale } from "../../lib/elementary/scale.ts";
import { grad, hypot, jvp, mul, norm, type Scalar, unary, vjp } from "../../mod.ts";
import { assertSame } from "../laws/same.ts";
import { jit } from "../../lib/jit/mod.ts";
import { assert, assertEquals, fail } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const { exp, expm1, log, log1p, cos, sinh, cosh, asinh, acosh, atanh } = Math;
const functions: Functions = {
  ...{ exp, expm1, log, log1p, sin: Math.sin, cos, sinh, cosh, asinh, acosh, atanh },
  hypot: normOfTwo as NumberFunction,
  component: cosineOf as NumberFunction,
  scaleOfTwo: (...xs) => scaleOfList(xs.slice(0, 2)),
  hypotOfThree: (...xs) => normOf(xs.slice(0, 3)),
  scaleOfThree: (...xs) => scaleOfList(xs.slice(0, 3)),
};
const sech = (x: number) => 1 / Math.cosh(x);
const sigmoidSlope = (x: number) => {
  const tail = Math.exp(-Math.abs(x));
  return tail / ((1 + tail) * (1 + tail));
};

const values: Readonly<Record<KernelName, NumberFunction>> = {
  ...functions,
  sech,
  sigmoidSlope,
  sigmoid: sigmoid.row.value,
  softplus: softplus.row.value,
  expDifference: expDifference.row.value,
};
const names = Object.keys(values).filter(isKernelName);

/** Where functions part, and where they are rounded close to the middle. */
const areas: readonly Interval[] = [
  [-1e-8, 1e-8],
  [-1e-4, 1e-4],
  [0.0027, 0.00272],
  [0.0122, 0.0123],
  [0.346, 0.347],
  [-0.02, 0.02],
  [0.0038, 0.004],
  [1.5707, 1.5709],
  [3.1415, 3.1416],
  [-1, 1],
  [-(2 ** -27), 2 ** -27],
  [1.99999, 2.00001],
  [-2.00001, -1.99999],
  [0.49999, 0.50001],
  [2 ** 28 - 1, 2 ** 28 + 1],
  [-4, 4],
  [-30, 30],
  [21.9, 22.1],
  [34.9, 35.1],
  [-19.1, -18.9],
  [-710, 710],
  [707.9, 708.1],
  [-1000, 1000],
  [24_990, 25_010],
  [-30_000, 30_000],
  [0, 1e9],
  [-1, -0.99],
];

const view = new DataView(new ArrayBuffer(8));

function anyNumber(): number {
  view.setUint32(0, Math.random() * 2 ** 32);
  view.setUint32(4, Math.random() * 2 ** 32);
  return view.getFloat64(0);
}

function nextTo(x: number): number {
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + 1n);
  return view.getFloat64(0);
}

/** Whether this engine rounds a function correctly; one that does not has no kernels. */
const verified = new VerifiedKernels(functions);
const isVerified = (name: KernelName) => verified.kernel(name, values[name]) !== undefined;

/** The functions of `Math` with another one in place of one of them. */
function withOther(name: keyof Functions, other: NumberFunction): VerifiedKernels {
  return new VerifiedKernels({ ...functions, [name]: other });
}

describe("Kernels", () => {
  for (const name of names.filter(isVerified)) {
    const kernel = verified.kernel(name, values[name])!;
    const check = (...xs: number[]) => {
      const [answer, expected] = [kernel(...xs), values[name](...xs)];
      if (!Object.is(answer, expected)) fail(`${name}(${xs}) is ${answer}, not ${expected}`);
    };

    it(`have the bits of ${name} at any numbers`, () => {
      for (let i = 0; i < 1e6; i++) check(anyNumber(), anyNumber(), anyNumber());
    });

    it(`have the bits of ${name} near borders`, () => {
      for (const [low, high] of areas) {
        const draw = () => low + (high - low) * Math.random();
        for (let i = 0; i < 30_000; i++) check(draw(), draw(), draw());
      }
      for (const x of specialNumbers()) for (const y of [x, 0, -1, nextTo(x)]) check(x, y, -y);
    });
  }

  // V8 has had LLVM's functions, which are correctly rounded, since some version before this one.
  const hasLlvm = Number(Deno.version.v8.split(".")[0]) >= 15;
  it(
    "stand for all of these functions in an engine that rounds correctly",
    { ignore: !hasLlvm },
    () => {
      assertEquals(names.filter((name) => !isVerified(name)), []);
    },
  );

  it("call a function where they cannot decide, and seldom", () => {
    let calls = 0;
    const counted = (x: number) => {
      calls++;
      return Math.sin(x);
    };
    const kernel = newKernel("sin", { ...functions, sin: counted });
    for (let i = 0; i < 100_000; i++) kernel(0.3 + i * 1e-4);
    assert(calls > 0 && calls < 500, `${calls} calls`);
    const before = calls;
    for (const x of [1e10, 1e300, Infinity, NaN, 1e-310]) kernel(x);
    assertEquals(calls, before + 5);
  });
});

describe("The verification of kernels", () => {
  it("refuses functions that err by a unit in the last place now and then", () => {
    for (const name of ["exp", "expm1", "log1p", "sin", "cos"] as const) {
      for (const share of [0.5, 0.1, 0.02]) {
        // Always the same numbers, chosen by their bits.
        const other = (x: number) => {
          view.setFloat64(0, x);
          const hash = (Math.imul(view.getInt32(4), 0x9e3779b1) >>> 0) / 2 ** 32;
          const value = functions[name](x);
          return hash < share && Number.isFinite(value) ? nextTo(value) : value;
        };
        assert(withOther(name, other).kernel(name, other) === undefined, `${name} ${share}`);
      }
    }
  });

  it("refuses functions that err where the result is nearly in the middle only", () => {
    for (const name of ["expm1", "log1p", "sin", "cos"] as const) {
      // They decide by a kernel with wider bounds: half of what it cannot decide is rounded the other way.
      let isHard = false;
      const note = () => {
        isHard = true;
        return NaN;
      };
      const noting = newKernel(name, { ...functions, [name]: note }, 32);
      const other = (x: number) => {
        isHard = false;
        noting(x);
        const value = functions[name](x);
        return isHard && Number.isFinite(value) && value !== 0 ? nextTo(value) : value;
      };
      assert(withOther(name, other).kernel(name, other) === undefined, name);
    }
  });

  it("refuses functions of another kind altogether", () => {
    const other = (x: number) => Math.tan(x);
    assertEquals(withOther("sin", other).kernel("sin", other), undefined);
    const noNegativeZero = (x: number) => Math.expm1(x) + 0;
    assertEquals(withOther("expm1", noNegativeZero).kernel("expm1", noNegativeZero), undefined);
  });

  it("refuses what consists of a function that it refuses", () => {
    const other = (x: number) => nextTo(Math.log1p(x));
    const kernels = withOther("log1p", other);
    const value = (x: number) => Math.max(x, 0) + other(Math.exp(-Math.abs(x)));
    assertEquals(kernels.kernel("softplus", value), undefined);
    assertEquals(kernels.kernel("sigmoid", values.sigmoid) !== undefined, isVerified("sigmoid"));
  });

  it("looks for no kernel of a row of a user's, whatever its name", () => {
    const own = unary({ name: "sin", value: (x) => 2 * x, partials: [2] });
    assertEquals(kernelOf(operationOf(own.row, 1), 1), undefined);
    assertEquals(kernelOf(operationOf(sin.row, 1), 1) !== undefined, isVerified("sin"));
  });

  it("tells lists apart by their length", () => {
    const [own, ofLists] = [operationOf(norm.row, "list"), operationOf(scale.row, "list")];
    assertEquals([2, 3, 4].map((count) => kernelOf(own, count)?.length), [undefined, 3, undefined]);
    assertEquals([1, 2, 3].map((count) => kernelOf(ofLists, count)?.length), [undefined, 2, 3]);
  });

  it("refuses a norm that is summed in another way", () => {
    const plain = (...xs: number[]) => Math.sqrt(xs.reduce((total, x) => total + x * x, 0));
    assertEquals(withOther("hypotOfThree", plain).kernel("hypotOfThree", plain), undefined);
    const { hypot } = Math;
    assertEquals(withOther("hypot", hypot).kernel("hypot", hypot), undefined);
  });
});

describe("Compiled programs with kernels", () => {
  it("answer the bits of norms of any size, and of their derivatives", () => {
    const sizes = [1, 2 ** 64, 2 ** -64, 2 ** -450, 2 ** 500, 2 ** 1000, 2 ** -1060];
    const special = [0, -0, Infinity, -Infinity, NaN, Number.MAX_VALUE, Number.MIN_VALUE];
    const xs = Array.from({ length: 4000 }, (_, i) => {
      const size = sizes[Math.floor(i / 4) % sizes.length];
      return i % 97 === 0 ? special[i % special.length] : size * (4 * Math.random() - 2);
    });
    const norms = (xs: readonly Scalar[]) =>
      xs.flatMap((x, i) => {
        const [y, z] = [xs[(i + 1) % xs.length], xs[(i + 2) % xs.length]];
        return [hypot(x, y), hypot(x, y, z), norm([z, x, y])];
      });
    const along = (xs: Scalar[], by: Scalar[]) => jvp(norms, [xs], [by]);
    const slopes = (xs: Scalar[], by: Scalar[]) =>
      vjp(norms, [xs])[1](by.flatMap((x) => [x, 1, x]));
    const second = (xs: Scalar[], by: Scalar[]) => jvp(along, [xs, by], [by, xs]);
    const by = xs.map((_, i) => Math.sin(i));
    for (const f of [norms, along, slopes, second] as ((...xs: Scalar[][]) => unknown)[]) {
      assertSame(jit(f)(xs, by), f(xs, by));
    }
  });

  it("answer the bits of the functions that they compile", () => {
    const f = (xs: readonly Scalar[]) =>
      xs.reduce((sum: Scalar, x) => mul(sin(mul(sum, x)), softplus(x)), 1);
    const [gradient, compiled] = [grad(f), jit(grad(f))];
    for (let i = 0; i < 20; i++) {
      const xs = Array.from({ length: 60 }, () => 4 * Math.random() - 2);
      assertEquals(compiled(xs), gradient(xs));
    }
  });
});
