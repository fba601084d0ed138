"use ad";
// The language around numbers, written with operators. The tests lift this text.

import { customVjp, derivative, grad } from "@fluxion/ad/operators";

export type Slope = (f: (x: number) => number) => (x: number) => number;

const doubled = (x: number): number => x * 2;

function shifted(x: number): number {
  return doubled(x) + 1;
}

export class Point {
  #calls = 0;
  x: number;
  y = 2 * 2;
  constructor(x: number) {
    this.x = x * 1;
  }
  get norm(): number {
    return Math.hypot(this.x, this.y);
  }
  scaled(by = 2 * this.x): number {
    this.#calls++;
    return this.#calls * by * this.y;
  }
  static of(x: number): Point {
    return new Point(x + 0);
  }
}

export class Shifted extends Point {
  override scaled(by: number): number {
    return super.scaled(by) + 1;
  }
}

export function* powers(x: number): Generator<number> {
  let power = 1;
  while (true) yield power *= x;
}

export async function later(x: number): Promise<number> {
  const y = await Promise.resolve(x * x);
  return y * x;
}

export const language: { [name: string]: (x: number) => number } = {
  destructuring: (x) => {
    const { a, b = a * 2 } = { a: x } as { a: number; b?: number };
    const [c, ...d] = [a, b, x * a];
    return c + d[0] * d[1];
  },
  methods: (x) => new Point(x).scaled(),
  inheritance: (x) => new Shifted(x).scaled(x),
  getters: (x) => Point.of(x).norm,
  generators: (x) => {
    let sum = 0;
    let count = 0;
    for (const power of powers(x)) {
      sum += power;
      if (++count === 3) break;
    }
    return sum;
  },
  recursion: (x) => {
    const power = (n: number): number => n === 0 ? 1 : x * power(n - 1);
    return power(4);
  },
  closures: (x) => {
    let total = 0;
    [1, 2, 3].forEach((n) => total += n * x);
    return total;
  },
  typedArrays: (x) => {
    const list = new Float64Array(4);
    list.fill(x).set([x * x, 2], 1);
    const part = list.subarray(1, 3);
    part[0] += 1;
    return list.map((own) => own * 2).reduce((sum, own) => sum + own, 0) + list[1] * list.length;
  },
  ends: (x) => {
    const list = new Float64Array(2);
    for (let i = -1; i < 5; i++) list[i] = x * i;
    const part = list.subarray(1);
    part[1] = x;
    return list.length * x + list.reduce((sum, own) => sum + own, 0) + Object.keys(list).length;
  },
  optional: (x) => {
    const there: number[] | undefined = [x, 2 * x];
    const missing = undefined as number[] | undefined;
    const some = there?.filter((own) => own > x).map((own) => own * x) ?? [];
    return some[0] + (missing?.filter((own) => own > x).length ?? 3 * x) + (there?.indexOf(x) ?? 1);
  },
  helpers: (x) => doubled(shifted(x)) * [x].map((own) => doubled(own))[0],
  beyondEnds: (x) => {
    const list = new Float64Array(2);
    const part = list.subarray(1);
    for (const i of [0, 1, 2, -1, 0.5, NaN, -0]) list[i] = x * (i || 1);
    part[0] *= x;
    part[1] = x;
    list[2] += x;
    list[7]++;
    const kinds = [2, -1, 0.5, NaN, 7].filter((i) => list[i] === undefined).length;
    return list.length * x + part.length * list[0] + part[0] + kinds * x + (part[1] ?? x * x);
  },
  sorting: (x) => [x * 2, x, 3].sort((a, b) => b - a)[0] * [x, 5].filter((own) => own - 5).length,
  searching: (x) => [1, x, 7].indexOf(x) * x + ([x, 2].includes(2) ? x : 0),
  switches: (x) => {
    switch (x) {
      case 2:
        return x * x;
      default:
        return x;
    }
  },
  remainders: (x) => (x * 3.25) % 1 + x % 0.75,
  steps: (x) => {
    const box = { n: x, list: [x] };
    const before = box.n++ * 2;
    box["n"] *= box.list[0]--;
    return before + --box.n + box.list[0];
  },
  texts: (x) => Number(`${x}`.slice(0, 1)) * x + Number(("" + x)[0]) * x,
  integers: (x) => [10, 20, 30][Math.floor(x)] * x + (x | 0),
  whole: (x) => Number.isInteger(x) && Number.isFinite(x) ? x * x : x,
  kinds: (x) => typeof x === "number" ? x * 2 : 0,
  mathematics: (x) => [Math.sin, Math.cos].map((f) => f(x)).reduce((a, b) => a * b, 1),
  defaults: (x) => ((a: number, b = a * a, { c = b + a } = {}) => a * b * c)(x),
  logic: (x) => (x - 2 || x * 3) + (x && x * x),
  later: (x) => {
    let y = x;
    y ||= 3;
    y &&= y * x;
    return y;
  },
};

export const rule: (x: number) => number = customVjp(
  (x: number) => x ** 3,
  (x: number) => [x ** 3, x] as const,
  (x: number, cotangent: number) => [x === 0 ? 0 : 3 * x ** 2 * cotangent],
);

export function named(first: number, second: number): number {
  return first * second;
}

export const slopes: { readonly forward: Slope; readonly reverse: Slope } = {
  forward: derivative as Slope,
  reverse: grad as unknown as Slope,
};
