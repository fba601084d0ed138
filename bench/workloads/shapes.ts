// Functions of many reals whose Hessians have one shape each.

import { add, exp, mul, type Scalar, sin, square, sum } from "@fluxion/ad";

/** A function, with the size at which it is timed and the number of colours that its Hessian takes there. */
export interface Shaped {
  readonly f: (x: readonly Scalar[]) => Scalar;
  readonly size: number;
  readonly colours: number;
}

/** The shapes, by name. */
export const shapes: Readonly<Record<string, Shaped>> = {
  diagonal: { f: (x) => sum(x.map((own) => exp(sin(own)))), size: 100_000, colours: 1 },
  banded: {
    f: (x) =>
      sum(x.map((_, i) => sin(sum([1, 2, 3, 4].map((k) => mul(k, x[Math.max(0, i + 1 - k)])))))),
    size: 30_000,
    colours: 7,
  },
  arrow: { f: (x) => sum(x.map((own) => sin(mul(own, x[0])))), size: 100_000, colours: 2 },
  blocks: {
    f: (x) =>
      sum(
        Array.from({ length: x.length / 4 }, (_, k) =>
          sin(mul(mul(x[4 * k], x[4 * k + 1]), mul(x[4 * k + 2], x[4 * k + 3])))),
      ),
    size: 100_000,
    colours: 4,
  },
  full: {
    f: (x) => square(x.reduce<Scalar>((total, own) => add(total, sin(own)), 0)),
    size: 500,
    colours: 500,
  },
};
