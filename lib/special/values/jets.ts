// Truncated power series in one or two small variables. An algorithm that runs on them in place of numbers computes
// derivatives by its parameters, of all orders up to a highest one, beside its value.

import { factorial } from "../../elementary/factorial.ts";

/** A truncated power series: its coefficients, by ascending degree. */
export type Jet = readonly number[];

/** A function by its Taylor coefficients at x: f⁽ᵏ⁾(x)/k! for k = 0 … order. */
export type TaylorCoefficients = (x: number, order: number) => readonly number[];

/** Arithmetic of truncated power series. */
export class Jets {
  /** The highest degree that is kept. */
  readonly order: number;
  /** How many variables there are. */
  readonly variables: 1 | 2;
  /** The exponents of the variables in each coefficient. */
  readonly exponents: readonly (readonly [number, number])[];
  /** Triples of indices: the first coefficient times the second is a part of the third. */
  private readonly products: readonly (readonly [number, number, number])[];

  /**
   * @param order the highest degree that is kept
   * @param variables how many variables there are, one or two
   */
  constructor(order: number, variables: 1 | 2) {
    this.order = order;
    this.variables = variables;
    const exponents: [number, number][] = [];
    for (let degree = 0; degree <= order; degree++) {
      for (let second = 0; second <= (variables === 1 ? 0 : degree); second++) {
        exponents.push([degree - second, second]);
      }
    }
    this.exponents = exponents;
    const products: [number, number, number][] = [];
    exponents.forEach(([a, b], i) =>
      exponents.forEach(([c, d], j) => {
        const k = this.indexOf(a + c, b + d);
        if (k >= 0) products.push([i, j, k]);
      })
    );
    this.products = products;
  }

  /** Returns the place of the coefficient with the given exponents, or −1. */
  indexOf(first: number, second: number): number {
    return this.exponents.findIndex(([a, b]) => a === first && b === second);
  }

  /** Returns x + Σ slopeᵢ·εᵢ. */
  linear(x: number, ...slopes: readonly number[]): Jet {
    return this.exponents.map(([a, b], k) => {
      if (k === 0) return x;
      return a + b > 1 ? 0 : slopes[b] ?? 0;
    });
  }

  /** Returns s·x + t·y, for numbers s and t. */
  combined(s: number, x: Jet, t: number, y: Jet): Jet {
    return x.map((own, k) => s * own + t * y[k]);
  }

  /** Returns x + c, for a number c. */
  shifted(x: Jet, c: number): Jet {
    const result = x.slice();
    result[0] += c;
    return result;
  }

  /** Returns x·y. */
  times(x: Jet, y: Jet): Jet {
    if (x.length === 1) return [x[0] * y[0]];
    const result: number[] = new Array(x.length).fill(0);
    for (const [i, j, k] of this.products) result[k] += x[i] * y[j];
    return result;
  }

  /** Checks whether x is 1, up to a tolerance in each coefficient. */
  isOne(x: Jet, tolerance: number): boolean {
    return x.every((own, k) => Math.abs(own - (k === 0 ? 1 : 0)) < tolerance);
  }

  /** Returns x/y. */
  over(x: Jet, y: Jet): Jet {
    if (x.length === 1) return [x[0] / y[0]];
    const rest = x.slice();
    const result: number[] = new Array(x.length).fill(0);
    // Coefficients are in the order of their degree, and so each is finished before it is used.
    let at = 0;
    const finish = (k: number) => result[k] = rest[k] / y[0];
    finish(0);
    for (let degree = 1; degree <= this.order; degree++) {
      for (const [i, j, k] of this.products) {
        const [a, b] = this.exponents[k];
        if (a + b === degree && i > 0) rest[k] -= y[i] * result[j];
      }
      for (at = 0; at < this.exponents.length; at++) {
        const [a, b] = this.exponents[at];
        if (a + b === degree) finish(at);
      }
    }
    return result;
  }

  /** Returns f(x), for a function given by its Taylor coefficients. */
  applied(f: TaylorCoefficients, x: Jet): Jet {
    const coefficients = f(x[0], this.order);
    const nilpotent = x.slice();
    nilpotent[0] = 0;
    let result: Jet = this.linear(coefficients[this.order]);
    for (let k = this.order - 1; k >= 0; k--) {
      result = this.shifted(this.times(result, nilpotent), coefficients[k]);
    }
    return result;
  }

  /** Returns the derivative of the given orders, from the coefficient. */
  derivative(x: Jet, first: number, second: number = 0): number {
    return x[this.indexOf(first, second)] * factorial(first) * factorial(second);
  }
}

const known = new Map<string, Jets>();

/** Returns the arithmetic of an order, which is made once. */
export function jetsOf(order: number, variables: 1 | 2): Jets {
  const key = `${order} ${variables}`;
  let jets = known.get(key);
  if (jets === undefined) known.set(key, jets = new Jets(order, variables));
  return jets;
}

/** The exponential. */
export const exponentialSeries: TaylorCoefficients = (x, order) => {
  const value = Math.exp(x);
  return Array.from({ length: order + 1 }, (_, k) => value / factorial(k));
};

/** The natural logarithm. */
export const logarithmSeries: TaylorCoefficients = (x, order) =>
  Array.from(
    { length: order + 1 },
    (_, k) => k === 0 ? Math.log(x) : (k % 2 === 1 ? 1 : -1) / (k * x ** k),
  );

/** The logarithm of 1 + x. */
export const logarithmOfOneMoreSeries: TaylorCoefficients = (x, order) => {
  const [, ...others] = logarithmSeries(1 + x, order);
  return [Math.log1p(x), ...others];
};
