"use ad";
// Exact cases that are written with functions elsewhere than in the files of all_cases_test.ts, here with operators: each takes the modes of its
// outer and its inner derivative. The tests lift this text.

import { checkpoint, customJvp, customVjp, grad, relu } from "@fluxion/ad/operators";
import type { Slope } from "./marked.ts";

type Case = (D: Slope, E: Slope) => number | number[];

function root(f: (x: number) => number, start: number, E: Slope): number {
  let x = start;
  while (true) {
    const next = x - f(x) / E(f)(x);
    if (Math.abs(next - x) <= 1e-5) return x;
    x = next;
  }
}

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
export const exact: { readonly [id: string]: Case } = {
  D6: (_D, E) => root((x) => x * x - 4, 5, E),
  D7: () => grad((x: number[]) => Math.sqrt(x[0] ** 2 + x[1] ** 2))([3, 4]),
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
  H7: (D, E) => [D(twice as (x: number) => number)(1), D(E(twice as (x: number) => number))(1)],
};

export const noReal = (answer: unknown) => (x: number): unknown => x * 1 > -1 ? answer : x;
