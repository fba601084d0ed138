// The 35 problems of Moré, Garbow and Hillstrom ("Testing unconstrained optimization software", ACM Transactions on
// Mathematical Software 7, 1981), in their order, with their standard starts and the minima that are published there.

import {
  abs,
  add,
  atan2,
  cos,
  div,
  exp,
  gt,
  mul,
  neg,
  pow,
  type Scalar,
  sin,
  square,
  sub,
  sum,
} from "@fluxion/ad";

/** A sum of squares to be minimised. */
export interface TestProblem {
  readonly name: string;
  readonly residuals: (x: readonly Scalar[]) => Scalar[];
  readonly start: readonly number[];
  /** The sums of squares at the minima that are known, the least one first. */
  readonly minima: readonly number[];
}

type Xs = readonly Scalar[];
const counted = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const dataOf = (name: string) =>
  JSON.parse(Deno.readTextFileSync(new URL(`./nist/${name}.json`, import.meta.url)));

// deno-fmt-ignore
const bard = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39];
// deno-fmt-ignore
const gaussian = [0.0009, 0.0044, 0.0175, 0.054, 0.1295, 0.242, 0.3521, 0.3989, 0.3521, 0.242, 0.1295, 0.054, 0.0175, 0.0044, 0.0009];
// deno-fmt-ignore
const osborne = [1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608, 0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.5, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739, 0.71, 0.729, 0.72, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054];
// Three of these sets are problems of NIST as well, by the same numbers.
const [meyer, kowalik, osborne1] = [dataOf("MGH10"), dataOf("MGH09"), dataOf("MGH17")];

const rosenbrock = ([x, y]: Xs) => [mul(10, sub(y, square(x))), sub(1, x)];
const powellSingular = ([a, b, c, d]: Xs) => [
  add(a, mul(10, b)),
  mul(Math.sqrt(5), sub(c, d)),
  square(sub(b, mul(2, c))),
  mul(Math.sqrt(10), square(sub(a, d))),
];
/** A problem for each group of unknowns. */
const grouped = (f: (x: Xs) => Scalar[], size: number) => (x: Xs) =>
  counted(x.length / size).flatMap((k) => f(x.slice((k - 1) * size, k * size)));
const repeated = (start: readonly number[], times: number) => counted(times).flatMap(() => start);

function watson(x: Xs): Scalar[] {
  const of29 = counted(29).map((i) => {
    const t = i / 29;
    const slope = sum(x.slice(1).map((own, j) => mul((j + 1) * t ** j, own)));
    return sub(sub(slope, square(sum(x.map((own, j) => mul(t ** j, own))))), 1);
  });
  return [...of29, x[0], sub(sub(x[1], square(x[0])), 1)];
}

function penalty2(x: Xs): Scalar[] {
  const [n, a] = [x.length, Math.sqrt(1e-5)];
  const e = (own: Scalar) => exp(div(own, 10));
  return [
    sub(x[0], 0.2),
    ...counted(n - 1).map((i) =>
      mul(a, sub(add(e(x[i]), e(x[i - 1])), Math.exp((i + 1) / 10) + Math.exp(i / 10)))
    ),
    ...counted(n - 1).map((i) => mul(a, sub(e(x[i]), Math.exp(-1 / 10)))),
    sub(sum(x.map((own, j) => mul(n - j, square(own)))), 1),
  ];
}

function variablyDimensioned(x: Xs): Scalar[] {
  const total = sum(x.map((own, j) => mul(j + 1, sub(own, 1))));
  return [...x.map((own) => sub(own, 1)), total, square(total)];
}

function trigonometric(x: Xs): Scalar[] {
  const rest = sub(x.length, sum(x.map((own) => cos(own))));
  return x.map((own, i) => sub(add(rest, mul(i + 1, sub(1, cos(own)))), sin(own)));
}

function almostLinear(x: Xs): Scalar[] {
  const n = x.length;
  const total = sum(x);
  return x.map((own, i) =>
    i + 1 < n
      ? sub(add(own, total), n + 1)
      : sub(x.reduce<Scalar>((product, each) => mul(product, each), 1), 1)
  );
}

function boundaryValue(x: Xs): Scalar[] {
  const h = 1 / (x.length + 1);
  return x.map((own, i) => {
    const bend = mul(h * h / 2, pow(add(own, (i + 1) * h, 1), 3));
    return add(sub(sub(mul(2, own), x[i - 1] ?? 0), x[i + 1] ?? 0), bend);
  });
}

function integralEquation(x: Xs): Scalar[] {
  const h = 1 / (x.length + 1);
  const cubes = x.map((own, j) => pow(add(own, (j + 1) * h, 1), 3));
  return x.map((own, i) => {
    const t = (i + 1) * h;
    const below = sum(cubes.slice(0, i + 1).map((cube, j) => mul((j + 1) * h, cube)));
    const above = sum([0, ...cubes.slice(i + 1).map((cube, j) => mul(1 - (i + 2 + j) * h, cube))]);
    return add(own, mul(h / 2, add(mul(1 - t, below), mul(t, above))));
  });
}

const tridiagonal = (x: Xs) =>
  x.map((own, i) =>
    add(mul(sub(3, mul(2, own)), own), neg(x[i - 1] ?? 0), mul(-2, x[i + 1] ?? 0), 1)
  );

function banded(x: Xs): Scalar[] {
  return x.map((own, i) => {
    const near = x.slice(Math.max(0, i - 5), i + 2).filter((_, k) => Math.max(0, i - 5) + k !== i);
    const others = sum([0, ...near.map((each) => mul(each, add(1, each)))]);
    return sub(add(mul(own, add(2, mul(5, square(own)))), 1), others);
  });
}

function chebyquad(x: Xs): Scalar[] {
  const n = x.length;
  const totals: Scalar[] = counted(n).map(() => 0);
  for (const own of x) {
    const t = sub(mul(2, own), 1);
    let [before, here]: [Scalar, Scalar] = [1, t];
    for (let i = 0; i < n; i++) {
      totals[i] = add(totals[i], here);
      [before, here] = [here, sub(mul(2, t, here), before)];
    }
  }
  // The integral of the shifted polynomial of degree i + 1 over [0, 1].
  return totals.map((total, i) => add(div(total, n), i % 2 === 0 ? 0 : 1 / ((i + 1) ** 2 - 1)));
}

/** All 35, by their numbers. */
export const testProblems: readonly TestProblem[] = [
  { name: "Rosenbrock", residuals: rosenbrock, start: [-1.2, 1], minima: [0] },
  {
    name: "Freudenstein and Roth",
    residuals: ([x, y]) => [
      add(-13, x, mul(sub(mul(sub(5, y), y), 2), y)),
      add(-29, x, mul(sub(mul(add(y, 1), y), 14), y)),
    ],
    start: [0.5, -2],
    minima: [0, 48.9842],
  },
  {
    name: "Powell badly scaled",
    residuals: ([x, y]) => [sub(mul(1e4, x, y), 1), sub(add(exp(neg(x)), exp(neg(y))), 1.0001)],
    start: [0, 1],
    minima: [0],
  },
  {
    name: "Brown badly scaled",
    residuals: ([x, y]) => [sub(x, 1e6), sub(y, 2e-6), sub(mul(x, y), 2)],
    start: [1, 1],
    minima: [0],
  },
  {
    name: "Beale",
    residuals: ([x, y]) =>
      [1.5, 2.25, 2.625].map((own, i) => sub(own, mul(x, sub(1, pow(y, i + 1))))),
    start: [1, 1],
    minima: [0],
  },
  {
    name: "Jennrich and Sampson",
    residuals: ([x, y]) =>
      counted(10).map((i) => sub(2 + 2 * i, add(exp(mul(i, x)), exp(mul(i, y))))),
    start: [0.3, 0.4],
    minima: [124.362],
  },
  {
    name: "Helical valley",
    residuals: ([x, y, z]) => {
      // The angle of (x, y) in turns, from −1/4 to 3/4.
      const turns = gt(x, 0)
        ? div(atan2(y, x), 2 * Math.PI)
        : add(div(atan2(neg(y), neg(x)), 2 * Math.PI), 0.5);
      const radius = pow(add(square(x), square(y)), 0.5);
      return [mul(10, sub(z, mul(10, turns))), mul(10, sub(radius, 1)), z];
    },
    start: [-1, 0, 0],
    minima: [0],
  },
  {
    name: "Bard",
    residuals: ([a, b, c]) =>
      bard.map((y, i) => {
        const [u, v] = [i + 1, 15 - i];
        return sub(y, add(a, div(u, add(mul(v, b), mul(Math.min(u, v), c)))));
      }),
    start: [1, 1, 1],
    minima: [8.21487e-3, 17.4286],
  },
  {
    name: "Gaussian",
    residuals: ([a, b, c]) =>
      gaussian.map((y, i) => sub(mul(a, exp(mul(-0.5, b, square(sub((7 - i) / 2, c))))), y)),
    start: [0.4, 1, 0],
    minima: [1.12793e-8],
  },
  {
    name: "Meyer",
    residuals: ([a, b, c]) =>
      (meyer.measured as number[]).map((y, i) => sub(mul(a, exp(div(b, add(50 + 5 * i, c)))), y)),
    start: [0.02, 4000, 250],
    minima: [87.9458],
  },
  {
    name: "Gulf research and development",
    residuals: ([a, b, c]) =>
      counted(99).map((i) => {
        const y = 25 + (-50 * Math.log(i / 100)) ** (2 / 3);
        return sub(exp(neg(div(pow(abs(sub(y, b)), c), a))), i / 100);
      }),
    start: [5, 2.5, 0.15],
    minima: [0],
  },
  {
    name: "Box three-dimensional",
    residuals: ([a, b, c]) =>
      counted(10).map((i) => {
        const t = i / 10;
        const wanted = Math.exp(-t) - Math.exp(-10 * t);
        return sub(sub(exp(mul(-t, a)), exp(mul(-t, b))), mul(c, wanted));
      }),
    start: [0, 10, 20],
    minima: [0],
  },
  { name: "Powell singular", residuals: powellSingular, start: [3, -1, 0, 1], minima: [0] },
  {
    name: "Wood",
    residuals: ([a, b, c, d]) => [
      mul(10, sub(b, square(a))),
      sub(1, a),
      mul(Math.sqrt(90), sub(d, square(c))),
      sub(1, c),
      mul(Math.sqrt(10), sub(add(b, d), 2)),
      mul(1 / Math.sqrt(10), sub(b, d)),
    ],
    start: [-3, -1, -3, -1],
    minima: [0],
  },
  {
    name: "Kowalik and Osborne",
    residuals: ([a, b, c, d]) =>
      (kowalik.measured as number[]).map((y, i) => {
        const u = kowalik.x[i];
        return sub(y, div(mul(a, add(u * u, mul(u, b))), add(u * u, mul(u, c), d)));
      }),
    start: [0.25, 0.39, 0.415, 0.39],
    minima: [3.07505e-4, 1.02734e-3],
  },
  {
    name: "Brown and Dennis",
    residuals: ([a, b, c, d]) =>
      counted(20).map((i) => {
        const t = i / 5;
        const first = square(sub(add(a, mul(t, b)), Math.exp(t)));
        return add(first, square(sub(add(c, mul(d, Math.sin(t))), Math.cos(t))));
      }),
    start: [25, 5, -5, -1],
    minima: [85822.2],
  },
  {
    name: "Osborne 1",
    residuals: ([a, b, c, d, e]) =>
      (osborne1.measured as number[]).map((y, i) =>
        sub(y, add(a, mul(b, exp(mul(-10 * i, d))), mul(c, exp(mul(-10 * i, e)))))
      ),
    start: [0.5, 1.5, -1, 0.01, 0.02],
    minima: [5.46489e-5],
  },
  {
    name: "Biggs EXP6",
    residuals: ([a, b, c, d, e, f]) =>
      counted(13).map((i) => {
        const t = i / 10;
        const y = Math.exp(-t) - 5 * Math.exp(-10 * t) + 3 * Math.exp(-4 * t);
        const terms = [
          mul(c, exp(mul(-t, a))),
          neg(mul(d, exp(mul(-t, b)))),
          mul(f, exp(mul(-t, e))),
        ];
        return sub(sum(terms), y);
      }),
    start: [1, 2, 1, 1, 1, 1],
    minima: [0, 5.65565e-3],
  },
  {
    name: "Osborne 2",
    residuals: (x) =>
      osborne.map((y, i) => {
        const t = i / 10;
        const peak = (height: number, width: number, centre: number) =>
          mul(x[height], exp(neg(mul(square(sub(t, x[centre])), x[width]))));
        const first = mul(x[0], exp(mul(-t, x[4])));
        return sub(y, add(first, peak(1, 5, 8), peak(2, 6, 9), peak(3, 7, 10)));
      }),
    start: [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5],
    minima: [4.01377e-2],
  },
  {
    name: "Watson",
    residuals: watson,
    start: new Array(6).fill(0),
    minima: [2.28767e-3],
  },
  {
    name: "Extended Rosenbrock",
    residuals: grouped(rosenbrock, 2),
    start: repeated([-1.2, 1], 10),
    minima: [0],
  },
  {
    name: "Extended Powell singular",
    residuals: grouped(powellSingular, 4),
    start: repeated([3, -1, 0, 1], 5),
    minima: [0],
  },
  {
    name: "Penalty I",
    residuals: (x) => [
      ...x.map((own) => mul(Math.sqrt(1e-5), sub(own, 1))),
      sub(sum(x.map((own) => square(own))), 0.25),
    ],
    start: counted(10),
    minima: [7.08765e-5],
  },
  { name: "Penalty II", residuals: penalty2, start: new Array(10).fill(0.5), minima: [2.9366e-4] },
  {
    name: "Variably dimensioned",
    residuals: variablyDimensioned,
    start: counted(10).map((j) => 1 - j / 10),
    minima: [0],
  },
  {
    name: "Trigonometric",
    residuals: trigonometric,
    start: new Array(10).fill(1 / 10),
    minima: [0, 2.79506e-5],
  },
  {
    name: "Brown almost-linear",
    residuals: almostLinear,
    start: new Array(10).fill(0.5),
    minima: [0, 1],
  },
  {
    name: "Discrete boundary value",
    residuals: boundaryValue,
    start: counted(10).map((j) => j / 11 * (j / 11 - 1)),
    minima: [0],
  },
  {
    name: "Discrete integral equation",
    residuals: integralEquation,
    start: counted(10).map((j) => j / 11 * (j / 11 - 1)),
    minima: [0],
  },
  {
    name: "Broyden tridiagonal",
    residuals: tridiagonal,
    start: new Array(10).fill(-1),
    minima: [0],
  },
  { name: "Broyden banded", residuals: banded, start: new Array(10).fill(-1), minima: [0] },
  {
    name: "Linear, full rank",
    residuals: (x) => counted(20).map((i) => sub(sub(x[i - 1] ?? 0, mul(2 / 20, sum(x))), 1)),
    start: new Array(10).fill(1),
    minima: [20 - 10],
  },
  {
    name: "Linear, rank 1",
    residuals: (x) =>
      counted(20).map((i) => sub(mul(i, sum(x.map((own, j) => mul(j + 1, own)))), 1)),
    start: new Array(10).fill(1),
    minima: [20 * 19 / (2 * 41)],
  },
  {
    name: "Linear, rank 1 with columns and rows of 0",
    residuals: (x) =>
      counted(20).map((i) => {
        const inner = sum(x.slice(1, -1).map((own, j) => mul(j + 2, own)));
        return i === 1 || i === 20 ? sub(mul(0, x[0]), 1) : sub(mul(i - 1, inner), 1);
      }),
    start: new Array(10).fill(1),
    minima: [(20 ** 2 + 3 * 20 - 6) / (2 * 37)],
  },
  {
    name: "Chebyquad",
    residuals: chebyquad,
    start: counted(8).map((j) => j / 9),
    minima: [3.51687e-3],
  },
];
