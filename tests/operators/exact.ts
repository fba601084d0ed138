"use ad";
// The exact cases on reals and on lists, written with operators: each takes the modes of its outer and its inner
// derivative. The tests lift this text.

import {
  checkpoint,
  customJvp,
  customVjp,
  grad,
  hessian,
  jacfwd,
  jacrev,
  jvp,
  logsumexp,
  relu,
  sigmoid,
  softplus,
  stopGradient,
} from "@fluxion/ad/operators";
import type { Slope } from "./marked.ts";

type Case = (D: Slope, E: Slope) => number | number[] | number[][];

/** All derivatives up to an order, the modes taken in turns from the inside. */
function orders(f: (x: number) => number, at: number, order: number, D: Slope, E: Slope): number[] {
  const found: number[] = [];
  let own = f;
  for (let n = 1; n <= order; n++) {
    own = (n % 2 === 0 ? D : E)(own);
    found.push(own(at));
  }
  return found;
}

/** The Hessian of a function of two reals, by derivatives of derivatives in the modes given. */
function curvature(f: (x: number, y: number) => number, x: number, y: number, D: Slope, E: Slope) {
  return [
    [D((a) => E((b) => f(b, y))(a))(x), D((b) => E((a) => f(a, b))(x))(y)],
    [D((a) => E((b) => f(a, b))(y))(x), D((a) => E((b) => f(x, b))(a))(y)],
  ];
}

function root(f: (x: number) => number, start: number, E: Slope): number {
  let x = start;
  while (true) {
    const next = x - f(x) / E(f)(x);
    if (Math.abs(next - x) <= 1e-5) return x;
    x = next;
  }
}

function squareRoot(x: number): number {
  let y = 1;
  while (true) {
    const next = y - (y ** 2 - x) / (2 * y);
    if (Math.abs(y - next) <= 1e-5) return y;
    y = next;
  }
}

type Shift = (g: (x: number) => number) => (a: number) => number;
const shifted = (o: number): Shift => (g) => (a) => g(a + o);
const shiftedSlope = (D: Slope): Shift =>
  (D as unknown as (f: typeof shifted) => typeof shifted)(shifted)(3);

const wrongSine: (x: number) => number = customJvp(
  Math.sin as (x: number) => number,
  (([x]: number[], [t]: number[]) => [Math.sin(x), 2 * Math.cos(x) * t]) as never,
);
const branching: (x: number) => number = customJvp(
  ((x: number) => 2 * x) as (x: number) => number,
  (([x]: number[], [t]: number[]) => [2 * x, x > 0 ? 2 * t : 3 * t]) as never,
);
const wrongSquare: (x: number) => number = customVjp(
  (x: number) => x ** 2,
  (x: number) => [x ** 2, x] as const,
  (x: number, cotangent: number) => [cotangent * x],
);
const twice = checkpoint((x: number) => Math.sin(Math.sin(x)));
const rosenbrock = (x: number, y: number) => 100 * (y - x * x) ** 2 + (1 - x) ** 2;
const himmelblau = (x: number, y: number) => (x ** 2 + y - 11) ** 2 + (x + y ** 2 - 7) ** 2;
const quadratic = (x: number, y: number) => 2 * x ** 2 + 3 * x * y + 4 * y ** 2;
const both = (f: (x: number, y: number) => number, x: number, y: number, D: Slope) => [
  D((a) => f(a, y))(x),
  D((b) => f(x, b))(y),
];

export const exact: { readonly [id: string]: Case } = {
  A7: (D, E) =>
    D((x) => {
      let s = x;
      const f = (y: number) => (s = s * y);
      E(f)(1);
      return E(f)(1);
    })(1),
  A11: () => {
    const energy = (q: number[], v: number[]) => 0.5 * (v[0] * v[0] + v[1] * v[1]) - 9.8 * q[1];
    return jacfwd((q: number[]) => grad((v: number[]) => energy(q, v))([3, 4]))([1, 2]);
  },
  A13: () => [...jvp((x: number) => jvp((y: number) => x * y, [3], [1])[1], [1], [2])],
  A16: (D, E) => D(E(D(Math.sqrt)))(4),
  A19: () => {
    const data = [[1, 2], [3, 4]];
    return hessian((z: number[]) => z[0] + data[0][1])([2]);
  },
  B1: (D) => shiftedSlope(D)(Math.exp)(5),
  B2: (D) => shiftedSlope(D)(shiftedSlope(D)(Math.exp))(5),
  B5: (D) =>
    (D as unknown as (
      f: (x: number) => (y: number, z: number) => number,
    ) => (x: number) => (y: number, z: number) => number)(
      (x) => (y, z) => x * y * z,
    )(2)(3, 4),
  C1: () => squareRoot(4),
  C2: (D) => D(squareRoot)(4),
  C4: () => {
    const sums = (x: number[]) => {
      let sum = 0;
      return x.map((own) => sum += own);
    };
    return jacrev(sums)([1, 2, 3, 4, 5]);
  },
  C7: (D) =>
    D((x) => {
      let y = x;
      for (let i = 0; i < 60; i++) y = y + y;
      return y;
    })(1),
  C8: (D) =>
    D((x) => {
      let y = x;
      for (let i = 0; i < 1_000_000; i++) y += 1;
      return y;
    })(1),
  C11: (D) => [D((_x) => 4)(2), D((x) => 0 * x)(2)],
  D6: (_D, E) => root((x) => x * x - 4, 5, E),
  D7: () => grad((x: number[]) => Math.sqrt(x[0] ** 2 + x[1] ** 2))([3, 4]),
  E1: (D, E) => orders(Math.sin, 1, 4, D, E),
  E3: (D, E) => orders((x) => x ** 7, 2, 8, D, E),
  E5: (D, E) => orders((x) => 1 / x, 2, 6, D, E),
  E6: (D, E) => orders(Math.log, 2, 6, D, E),
  E8: (D, E) => orders(Math.tanh, 0, 6, D, E),
  E10: (D, E) => [...orders(Math.sqrt, 4, 4, D, E), ...orders((x) => x ** 2.5, 4, 4, D, E)],
  E11: (D, E) => orders((x) => Math.exp(-(x ** 2)), 1, 6, D, E),
  E12: (D, E) => [...orders(Math.atan, 1, 5, D, E), ...orders((x) => 2 ** x, 3, 3, D, E)],
  E14: (D, E) => [
    ...orders(sigmoid as (x: number) => number, 0, 5, D, E),
    ...orders((x) => 1 / (1 + Math.exp(-x)), 1, 4, D, E),
  ],
  E15: (D, E) => orders(softplus as (x: number) => number, 0, 4, D, E),
  F1: (D, E) => [both(quadratic, 3, 4, D), ...curvature(quadratic, 3, 4, D, E)],
  F2: (D, E) => [both(rosenbrock, 1.5, 2.5, D), ...curvature(rosenbrock, -1.2, 1, D, E)],
  F4: (D, E) => [both(himmelblau, 0, 0, D), ...curvature(himmelblau, 3, 2, D, E)],
  F5: (D) => both((x, y) => Math.log(x) + x * y - Math.sin(y), 2, 5, D),
  F7: (D, E) => [
    both((x, y) => Math.atan2(x, y), 1, 2, D),
    both((x, y) => Math.hypot(x, y), 3, 4, D),
    ...curvature((x, y) => Math.hypot(x, y), 3, 4, D, E),
  ],
  F9: () => {
    const f = ([x, y]: number[]) => [x ** 2 * y, 5 * x + Math.sin(y)];
    return [...jacfwd(f)([2, 3]), ...jacrev(f)([2, 3])];
  },
  F10: () => {
    const f = ([x, y]: number[]) => [y, x, x + y, x * y, Math.exp(x) * Math.sin(y)];
    return [jacfwd(f)([Math.PI, 1])[4], jacrev(f)([Math.PI, 1])[4]];
  },
  F13: () => [
    grad((x: number[]) => logsumexp(x) as number)([1, 2, 3]),
    grad((x: number[]) => logsumexp(x) as number)([1000, 1000]),
  ],
  G: (D, E) => [
    D(Math.abs)(0),
    D((x) => relu(x) as number)(0),
    D((x) => x ** 0)(0),
    D((x) => x ** 1)(0),
    D((x) => x ** 2)(0),
    D((x) => x ** 3)(-2),
    D(E((x) => x ** 1))(0),
    D((x) => x ** 2)(-2),
    D((x) => Math.max(x, 2 * x - 1))(1),
    D(Math.floor)(1.5),
    D(Math.sign)(2),
    D(Math.sqrt)(0),
    D(Math.log)(0),
    D(Math.cbrt)(0),
    D(Math.log1p)(1e-20),
    D(Math.expm1)(-1e-15),
  ],
  H1: (D, E) => [D(wrongSine)(0.5), D(E(wrongSine))(0.5)],
  H2: (D) => [D(branching)(2), D(branching)(-2)],
  H5: () => [5 * grad(wrongSquare)(3), grad(grad(wrongSquare))(3)],
  H6: (D, E) => [D((x) => x * stopGradient(x))(3), D(E((x) => x * x * stopGradient(x)))(3)],
  H7: (D, E) => [D(twice as (x: number) => number)(1), D(E(twice as (x: number) => number))(1)],
};

export const thrower = (x: number): number => {
  if (x > 1) throw new Error("too large");
  return x * x;
};

export const noReal = (answer: unknown) => (x: number): unknown => x * 1 > -1 ? answer : x;
