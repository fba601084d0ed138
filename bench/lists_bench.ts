// What does an operation of a list cost, next to the same by operations of two? Sums of many short lists, and
// of one long list. And what does the gradient of one of a long list cost, next to a loop by hand?

import {
  add,
  dot,
  grad,
  hvp,
  jvp,
  logsumexp,
  max,
  norm,
  type Scalar,
  square,
  sum,
} from "@fluxion/ad";
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

type Gradient = (xs: readonly number[]) => number[];

/** Gradients of a list by hand: one loop for the value, and one for what each element has of it. */
const byHand: { readonly [name: string]: Gradient } = {
  sum: (xs) => xs.map(() => 1),
  dot: (xs) => xs.map((x) => 2 * x),
  logsumexp: (xs) => {
    const largest = largestOf(xs);
    let total = 0;
    for (let i = 0; i < xs.length; i++) total += Math.exp(xs[i] - largest);
    return xs.map((x) => Math.exp(x - largest) / total);
  },
  norm: (xs) => {
    let total = 0;
    for (let i = 0; i < xs.length; i++) total += xs[i] * xs[i];
    const size = Math.sqrt(total);
    return xs.map((x) => x / size);
  },
  max: (xs) => {
    const largest = largestOf(xs);
    return xs.map((x) => x === largest ? 1 : 0);
  },
};

function largestOf(xs: readonly number[]): number {
  let largest = -Infinity;
  for (let i = 0; i < xs.length; i++) largest = Math.max(largest, xs[i]);
  return largest;
}

const ofLists: { readonly [name: string]: (xs: Scalar[]) => Scalar } = {
  sum,
  dot: (xs) => dot(xs, xs),
  logsumexp,
  norm,
  max: (xs) => max(xs),
};

/** The gradient of each by hand, by `grad`, and by `grad` of the first element, which is the price of its inputs. */
const longLists: readonly Group[] = [1000, 1_000_000].flatMap((size) =>
  Object.entries(byHand).map(([name, hand]) => ({
    name: `\`${name}\` of ${size.toLocaleString("en")}`,
    size,
    warmSize: 1000,
    candidates: Object.entries({
      "By hand": hand,
      "`grad`": grad(ofLists[name]) as Gradient,
      "`grad` of the first": grad((xs: Scalar[]) => xs[0]) as Gradient,
    }).map(([name, run]) => ({
      name,
      prepare: (n: number) => {
        const x = inputs(n);
        return () => run(x);
      },
    })),
  }))
);

/** Each function of a list, with a loop of `add` and with `sum`, in each mode. */
const listsAndLoops: readonly Group[] = [inThrees, atOnce].flatMap((of) => {
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

export const groups: readonly Group[] = [...listsAndLoops, ...longLists];

register(groups);
