// A sum of elementary functions of n inputs: Σ sin(xᵢ)·xᵢ₊₁ + exp(−xᵢ²). Half of what it costs on plain
// numbers is the sine and the exponential, as in much of what people differentiate.

import { add, exp, mul, neg, type Scalar, sin, square } from "@fluxion/ad";

/** How many operations a term has. */
export const operationsOfTerm = 7;

/** With JavaScript's own operators. */
export function plain(x: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < x.length - 1; i++) {
    total += Math.sin(x[i]) * x[i + 1] + Math.exp(-(x[i] * x[i]));
  }
  return total;
}

/** With our operations. */
export function mixed(x: readonly Scalar[]): Scalar {
  let total: Scalar = 0;
  for (let i = 0; i < x.length - 1; i++) {
    total = add(total, add(mul(sin(x[i]), x[i + 1]), exp(neg(square(x[i])))));
  }
  return total;
}

/** The gradient, derived on paper. */
export function gradient(x: readonly number[]): number[] {
  const slope = new Array<number>(x.length).fill(0);
  for (let i = 0; i < x.length - 1; i++) {
    slope[i] += Math.cos(x[i]) * x[i + 1] - 2 * x[i] * Math.exp(-(x[i] * x[i]));
    slope[i + 1] += Math.sin(x[i]);
  }
  return slope;
}

/** The value and the gradient, written into an array, derived on paper. */
export function valueAndGradientInto(x: ArrayLike<number>, slope: Slope): number {
  slope.fill(0);
  let total = 0;
  for (let i = 0; i < x.length - 1; i++) {
    const sine = Math.sin(x[i]);
    const bell = Math.exp(-(x[i] * x[i]));
    total += sine * x[i + 1] + bell;
    slope[i] += Math.cos(x[i]) * x[i + 1] - 2 * x[i] * bell;
    slope[i + 1] += sine;
  }
  return total;
}

/** The value and the gradient, derived on paper. */
export function valueAndGradient(x: readonly number[]): [number, number[]] {
  const slope = new Array<number>(x.length).fill(0);
  return [valueAndGradientInto(x, slope), slope];
}

/** What a gradient is written into. */
export type Slope = number[] | Float64Array;
