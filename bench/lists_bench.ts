// What does an operation of a list cost, next to the same by operations of two? Sums of many short lists, and
// of one long list.

import { add, grad, hvp, jvp, type Scalar, square, sum } from "@fluxion/ad";
import type { Group } from "./group.ts";
import { inputs } from "./inputs.ts";
import { register } from "./register.ts";

const looped = (xs: readonly Scalar[]): Scalar => {
  let total: Scalar = 0;
  for (const x of xs) total = add(total, x);
  return total;
};

const inThrees = (sumOf: (xs: Scalar[]) => Scalar) => (x: readonly Scalar[]) => {
  let total: Scalar = 0;
  for (let i = 0; i + 2 < x.length; i++) {
    total = add(total, square(sumOf([x[i], x[i + 1], x[i + 2]])));
  }
  return total;
};
const atOnce = (sumOf: (xs: Scalar[]) => Scalar) => (x: readonly Scalar[]) => sumOf(x.map(square));

/** Each function of a list, with a loop of `add` and with `sum`, in each mode. */
export const groups: readonly Group[] = [inThrees, atOnce].flatMap((of) => {
  const modes: Record<string, (f: (x: readonly Scalar[]) => Scalar) => Timed> = {
    "on numbers": (f) => (x) => f(x),
    "`jvp`": (f) => (x, v) => jvp(f, [x], [v])[1],
    "`grad`": (f) => grad(f),
    "`hvp`": (f) => hvp(f),
  };
  return Object.entries(modes).map(([mode, differentiate]) => ({
    name: `${of === inThrees ? "Lists of three" : "A list of 1,000"}, ${mode}`,
    size: 1000,
    warmSize: 10,
    candidates: Object.entries({ "A loop of `add`": looped, "`sum`": sum }).map(([name, sumOf]) => {
      const run = differentiate(of(sumOf));
      return {
        name,
        prepare: (n: number) => {
          const [x, v] = [inputs(n), inputs(n, 2)];
          return () => run(x, v);
        },
      };
    }),
  }));
});

type Timed = (x: number[], v: number[]) => unknown;

register(groups);
