// Special functions against numbers of many more digits: values and derivatives of the orders 0 to 3, forward, in
// reverse, nested and compiled. The references are made by references/generate.py.

import * as core from "@fluxion/ad";
import type { Scalar } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import * as special from "@fluxion/ad/special";
import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { slopeBy, wordsOf } from "../laws/words.ts";

type Real = (x: Scalar) => Scalar;
type Several = (...xs: Scalar[]) => Scalar;
const named = { ...core, ...special } as unknown as { readonly [name: string]: Several };
const linesOf = (file: string) =>
  Deno.readTextFileSync(new URL(`references/${file}`, import.meta.url)).trim().split("\n")
    .map((line) => line.split(" "));

function functionOf(name: string): Real {
  if (name === "lambertWLower") return (x) => special.lambertW(x, -1);
  const [own, order] = name.split(":");
  return order === undefined ? named[own] as Real : (x) => named[own](Number(order), x);
}

/** A unit of relative accuracy. */
const UNIT = 2 ** -52;

/** How many units a value or a derivative of a function of one real may be off. */
const MOST = 16;

/** The same for a function of several reals, by the order of the derivative. */
const MOST_OF_SEVERAL = [16, 64, 64, 256];

/**
 * Points where it is more: near zeros of a derivative, where its terms cancel, and by derivatives of a logarithm that
 * are small beside powers of the reciprocal of a small shape.
 */
const EXCEPTIONS: { readonly [point: string]: number | undefined } = {
  "zeta -4.7": 192,
  "cosc 1.7": 48,
  "expint:3 1.1": 32,
  "normalCdf -37.3": 24,
  "gammainc 1,1 4.4,3.9": 512,
  "gammaincc 1,1 4.4,3.9": 512,
  "gammainc 3,0 150.2,163.1": 1024,
  "gammaincc 3,0 150.2,163.1": 1024,
  "logGammaincc 0,2 0.7,2.2": 128,
  "logGammaincc 0,3 150.2,163.1": 512,
  "logGammaincc 2,1 0.02,0.3": 4096,
  "logBetaincc 1,0,2 0.2,2.2,0.6": 512,
};

/** Returns the order of a derivative by several operands. */
const orderOf = (orders: string) => orders.split(",").reduce((sum, own) => sum + Number(own), 0);

function assertNear(actual: number, wanted: number, most: number, what: string): void {
  const error = actual === wanted || (actual !== actual && wanted !== wanted)
    ? 0
    : Math.abs(actual - wanted);
  const scale = Math.abs(wanted) + 5e-324 / UNIT;
  assert(
    error <= most * UNIT * scale || Math.abs(wanted) === Infinity && actual === wanted,
    `${what} is ${actual}, where ${wanted} is right: ${error / scale / UNIT} units`,
  );
}

describe("Special functions of one real", () => {
  const lines = linesOf("one.txt");
  for (const name of new Set(lines.map(([name]) => name))) {
    for (const order of [0, 1, 2, 3]) {
      it(`${name}, differentiated ${order} times, is right`, () => {
        const f = functionOf(name);
        for (const [, at, ...values] of lines.filter(([own]) => own === name)) {
          const [x, wanted] = [Number(at), Number(values[order])];
          for (const word of wordsOf(order)) {
            const own = word.reduceRight((inner: Real, mode) => slopeBy(mode, inner), f);
            const what = `${name}(${x}), differentiated ${word.join(" over ")},`;
            assertNear(own(x) as number, wanted, EXCEPTIONS[`${name} ${at}`] ?? MOST, what);
            if (word.every((mode) => mode === word[0])) {
              const compiled = jit(own, { eager: true })(x) as number;
              assert(Object.is(compiled, own(x)), `${what} compiled is ${compiled}`);
            }
          }
        }
      });
    }
  }
});

describe("Special functions of several reals", () => {
  const lines = linesOf("several.txt");
  for (const name of new Set(lines.map(([name]) => name))) {
    it(`${name} has derivatives by all operands, of the orders 0 to 3`, () => {
      for (const [, orders, operands, value] of lines.filter(([own]) => own === name)) {
        const point = operands.split(",").map(Number);
        let f = ((xs: readonly Scalar[]) => named[name](...xs)) as (
          xs: readonly Scalar[],
        ) => Scalar;
        orders.split(",").map(Number).forEach((count, i) => {
          for (let k = 0; k < count; k++) {
            const inner = f;
            f = (xs) => core.derivative((x: Scalar) => inner(xs.with(i, x)))(xs[i]) as Scalar;
          }
        });
        assertNear(
          f(point) as number,
          Number(value),
          EXCEPTIONS[`${name} ${orders} ${operands}`] ?? MOST_OF_SEVERAL[orderOf(orders)],
          `${name}(${operands}) by ${orders}`,
        );
      }
    });
  }
});
