// Loops as values, compiled: how near does their gradient come to one by hand, and what does the first call cost?

import {
  add,
  dot,
  grad,
  gt,
  loop,
  lt,
  mul,
  neg,
  type Scalar,
  scan,
  sin,
  softplus,
  square,
  sub,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import type { Candidate, Group, Prepare } from "./group.ts";
import { register } from "./register.ts";
import { settled } from "./settle.ts";

const settling = (name: string, prepare: Prepare): Candidate => ({
  name,
  prepare: settled(prepare),
});

function group(name: string, size: number, candidates: readonly Candidate[]): Group {
  const reference = candidates.find((candidate) => !candidate.valueOnly)!.name;
  return {
    name: `${name}, n = ${size.toLocaleString("en")}`,
    size,
    warmSize: Math.min(size, 100),
    reference,
    candidates,
  };
}

const STEP = 1e-3;

/** Runge and Kutta's method for x″ = −k·sin x, and the square of where it ends. */
function swing(steps: number): (from: readonly Scalar[]) => Scalar {
  return ([x0, v0, k]) => {
    const slope = ([x, v]: readonly Scalar[]) => [v, neg(mul(k, sin(x)))];
    const along = (y: readonly Scalar[], size: number, d: readonly Scalar[]) =>
      y.map((own, i) => add(own, mul(size, d[i])));
    const [x] = loop(
      (y: Scalar[]) => {
        const k1 = slope(y);
        const k2 = slope(along(y, STEP / 2, k1));
        const k3 = slope(along(y, STEP / 2, k2));
        const k4 = slope(along(y, STEP, k3));
        const mean = (i: number) => add(add(k1[i], mul(2, k2[i])), add(mul(2, k3[i]), k4[i]));
        return y.map((own, i) => add(own, mul(STEP / 6, mean(i))));
      },
      steps,
      [x0, v0] as Scalar[],
    );
    return square(x);
  };
}

function plainSwing([x0, v0, k]: readonly number[], steps: number): number {
  let [x, v] = [x0, v0];
  for (let i = 0; i < steps; i++) {
    const [x1, v1] = [v, -(k * Math.sin(x))];
    const [x2, v2] = [v + STEP / 2 * v1, -(k * Math.sin(x + STEP / 2 * x1))];
    const [x3, v3] = [v + STEP / 2 * v2, -(k * Math.sin(x + STEP / 2 * x2))];
    const [x4, v4] = [v + STEP * v3, -(k * Math.sin(x + STEP * x3))];
    x += STEP / 6 * (x1 + 2 * x2 + (2 * x3 + x4));
    v += STEP / 6 * (v1 + 2 * v2 + (2 * v3 + v4));
  }
  return x * x;
}

function swings(size: number): Group {
  const from = [1, 0, 2];
  return group("Gradient of a pendulum by Runge and Kutta", size, [
    {
      name: "The value, plain",
      prepare: (n) => () => plainSwing(from, n),
      valueOnly: true,
    },
    settling("Compiled", (n) => {
      const compiled = jit(grad(swing(n)));
      return () => compiled(from);
    }),
    { name: "The first call", prepare: (n) => () => jit(grad(swing(n)))(from) },
  ]);
}

const COLUMNS = 10;

interface Row {
  readonly x: readonly number[];
  readonly y: number;
}

function rowsOf(count: number): Row[] {
  return Array.from({ length: count }, (_, i) => ({
    x: Array.from({ length: COLUMNS }, (_, j) => Math.sin(i * COLUMNS + j)),
    y: i % 2 === 0 ? 1 : -1,
  }));
}

type ScalarRow = { x: Scalar[]; y: Scalar };

/** A sum of losses of y·(w·x), over rows. */
function over(rows: readonly Row[], loss: (margin: Scalar) => Scalar): (w: Scalar[]) => Scalar {
  return (w) =>
    scan(
      (total: Scalar, { x, y }: ScalarRow) => [add(total, loss(mul(y, dot(w, x)))), undefined],
      0,
      rows as ScalarRow[],
    )[0];
}

function regressions(
  name: string,
  size: number,
  loss: (margin: Scalar) => Scalar,
  slope: (margin: number) => number,
): Group {
  const weights = Array.from({ length: COLUMNS }, (_, j) => j / COLUMNS);
  return group(`Gradient of ${name} on rows of ${COLUMNS}`, size, [
    settling("By hand", (n) => {
      const rows = rowsOf(n);
      const xs = Float64Array.from(rows.flatMap(({ x }) => x));
      return () => {
        const total = new Array<number>(COLUMNS).fill(0);
        for (let i = 0; i < n; i++) {
          let margin = 0;
          for (let j = 0; j < COLUMNS; j++) margin += weights[j] * xs[COLUMNS * i + j];
          const by = rows[i].y * slope(rows[i].y * margin);
          for (let j = 0; j < COLUMNS; j++) total[j] += by * xs[COLUMNS * i + j];
        }
        return total;
      };
    }),
    settling("Compiled", (n) => {
      const compiled = jit(grad(over(rowsOf(n), loss)));
      return () => compiled(weights);
    }),
    {
      name: "The first call",
      prepare: (n) => {
        const rows = rowsOf(n);
        return () => jit(grad(over(rows, loss)))(weights);
      },
    },
  ]);
}

/** All of it. */
export const groups: readonly Group[] = [
  ...[1000, 100_000, 1_000_000].map(swings),
  ...[1000, 100_000].flatMap((size) => [
    regressions(
      "logistic regression",
      size,
      (margin) => softplus(neg(margin)),
      (margin) => -1 / (1 + Math.exp(margin)),
    ),
    // Hinge, quadratic near its end: another branch in nearly every row.
    regressions(
      "a smooth hinge",
      size,
      (margin) =>
        gt(margin, 1) ? 0 : lt(margin, 0) ? sub(0.5, margin) : mul(0.5, square(sub(1, margin))),
      (margin) => margin > 1 ? 0 : margin < 0 ? -1 : margin - 1,
    ),
  ]),
];

register(groups, ({ size }, name) => name === "The first call" ? size / 1e5 : 0);
