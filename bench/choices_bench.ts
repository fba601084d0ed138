// What do choices by computed numbers cost in compiled gradients, next to the same by hand? The nearest of several
// centroids, a table that is interpolated, a sum of squares without the largest.

import {
  add,
  argmin,
  grad,
  interpolate,
  map,
  type Scalar,
  sort,
  square,
  sub,
  sum,
  take,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import type { Group } from "./group.ts";
import { inputs } from "./inputs.ts";
import { register } from "./register.ts";

const CENTROIDS = 10;
const PLACES = 200;
const keys = Array.from({ length: PLACES }, (_, i) => i + 0.1 * Math.sin(i));
const heights = keys.map((x) => Math.sin(x / 10));

type Pair = readonly Scalar[];

const distance = (a: Pair, b: Pair): Scalar =>
  add(square(sub(a[0], b[0])), square(sub(a[1], b[1])));

/** The centroids, and a number of points. */
function clusters(points: number): [number[][], number[][]] {
  const pairs = (count: number, seed: number) =>
    Array.from({ length: count }, (_, i) => inputs(2, 1 + seed + i));
  return [pairs(CENTROIDS, 0), pairs(points, CENTROIDS)];
}

function kmeansByHand(centroids: number[][], points: number[][]): number[][] {
  const gradient = centroids.map((row) => row.map(() => 0));
  for (const [x, y] of points) {
    let best = 0;
    let shortest = Infinity;
    for (let k = 0; k < centroids.length; k++) {
      const own = (centroids[k][0] - x) ** 2 + (centroids[k][1] - y) ** 2;
      if (own < shortest) [shortest, best] = [own, k];
    }
    gradient[best][0] += 2 * (centroids[best][0] - x);
    gradient[best][1] += 2 * (centroids[best][1] - y);
  }
  return gradient;
}

/** Places in the table, others in each of a few lists: with the same ones an engine learns the way of the search. */
const placesIn = (count: number) =>
  Array.from({ length: 40 }, (_, k) => inputs(count, k + 1).map((x) => Math.abs(x * 997) % PLACES));

const rotating = <T>(lists: readonly T[], run: (list: T) => unknown) => {
  let turn = 0;
  return () => run(lists[turn++ % lists.length]);
};

const interpolated = jit(
  grad((xs: Scalar[]) => sum(xs.map((x) => square(interpolate(x, keys, heights))))),
  { eager: true },
);

function interpolatedByHand(xs: readonly number[]): number[] {
  return xs.map((x) => {
    const at = Math.min(Math.max(x, keys[0]), keys[PLACES - 1]);
    let low = 0;
    let high = PLACES - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (keys[middle] <= at) low = middle;
      else high = middle;
    }
    const width = keys[low + 1] - keys[low];
    const t = (at - keys[low]) / width;
    const height = heights[low] * (1 - t) + heights[low + 1] * t;
    return at !== x ? 0 : 2 * height * (heights[low + 1] - heights[low]) / width;
  });
}

const KEPT = 0.8;
const trimmed = jit(
  grad((xs: Scalar[]) => sum(sort(xs.map((x) => square(x))).slice(0, KEPT * xs.length))),
  { eager: true },
);

function trimmedByHand(xs: readonly number[]): number[] {
  const squares = xs.map((x) => x * x);
  const order = [...squares.keys()].sort((i, k) => squares[i] - squares[k]);
  const gradient = xs.map(() => 0);
  for (const i of order.slice(0, KEPT * xs.length)) gradient[i] = 2 * xs[i];
  return gradient;
}

/** Each of them by hand and compiled. */
export const groups: readonly Group[] = [
  {
    name: "The nearest of 10 centroids, for 1,000 points",
    size: 1000,
    warmSize: 10,
    candidates: [{
      name: "By hand",
      prepare: (n) => {
        const [centroids, points] = clusters(n);
        return () => kmeansByHand(centroids, points);
      },
    }, {
      name: "`jit(grad(…))`, with `take` and `argmin`",
      prepare: (n) => {
        const [centroids, points] = clusters(n);
        const near = (c: readonly Pair[], point: Pair) =>
          distance(take(c, argmin(c.map((own) => distance(own, point)))), point);
        const cost = (c: readonly Pair[]) => sum(map((point: Scalar[]) => near(c, point), points));
        const compiled = jit(grad(cost), { eager: true });
        return () => compiled(centroids);
      },
    }],
  },
  {
    name: "A table of 200 points, interpolated at 1,000 places",
    size: 1000,
    warmSize: 10,
    candidates: [
      { name: "By hand", prepare: (n) => rotating(placesIn(n), interpolatedByHand) },
      { name: "`jit(grad(…))`", prepare: (n) => rotating(placesIn(n), (xs) => interpolated(xs)) },
    ],
  },
  {
    name: "A sum of 100 squares without the largest 20",
    size: 100,
    warmSize: 10,
    candidates: [
      { name: "By hand", prepare: (n) => rotating(placesIn(n), trimmedByHand) },
      { name: "`jit(grad(…))`", prepare: (n) => rotating(placesIn(n), (xs) => trimmed(xs)) },
    ],
  },
];

register(groups);
