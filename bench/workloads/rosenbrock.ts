// Rosenbrock's function of n variables (1960): the sum of 100·(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)². An operation
// of it is as cheap as operations come, so that here the cost of differentiating shows barest.

import { add, mul, type Scalar, square, sub } from "@fluxion/ad";
import type { Slope } from "./mixed.ts";

/** With JavaScript's own operators. */
export function plain(x: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < x.length - 1; i++) {
    const across = x[i + 1] - x[i] * x[i];
    const along = 1 - x[i];
    total += 100 * across * across + along * along;
  }
  return total;
}

/** With our operations: 8 a term. */
export function rosenbrock(x: readonly Scalar[]): Scalar {
  let total: Scalar = 0;
  for (let i = 0; i < x.length - 1; i++) {
    const across = sub(x[i + 1], square(x[i]));
    total = add(total, add(mul(100, square(across)), square(sub(1, x[i]))));
  }
  return total;
}

/** The gradient, derived on paper. */
export function gradient(x: readonly number[]): number[] {
  const slope = new Array<number>(x.length).fill(0);
  for (let i = 0; i < x.length - 1; i++) {
    const across = x[i + 1] - x[i] * x[i];
    slope[i] += -400 * across * x[i] - 2 * (1 - x[i]);
    slope[i + 1] += 200 * across;
  }
  return slope;
}

/** The value and the gradient, written into an array, derived on paper. */
export function valueAndGradientInto(x: ArrayLike<number>, slope: Slope): number {
  slope.fill(0);
  let total = 0;
  for (let i = 0; i < x.length - 1; i++) {
    const across = x[i + 1] - x[i] * x[i];
    const along = 1 - x[i];
    total += 100 * across * across + along * along;
    slope[i] += -400 * across * x[i] - 2 * along;
    slope[i + 1] += 200 * across;
  }
  return total;
}

/** The value and the gradient, derived on paper. */
export function valueAndGradient(x: readonly number[]): [number, number[]] {
  const slope = new Array<number>(x.length).fill(0);
  return [valueAndGradientInto(x, slope), slope];
}

/** The Hessian, derived on paper: it is tridiagonal. */
export function hessian(x: readonly number[]): number[][] {
  const curvature = x.map(() => new Array<number>(x.length).fill(0));
  for (let i = 0; i < x.length - 1; i++) {
    curvature[i][i] += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
    curvature[i + 1][i + 1] += 200;
    curvature[i][i + 1] = curvature[i + 1][i] = -400 * x[i];
  }
  return curvature;
}

/** The product of the Hessian with a vector, derived on paper. */
export function product(x: readonly number[], v: readonly number[]): number[] {
  const result = new Array<number>(x.length).fill(0);
  for (let i = 0; i < x.length - 1; i++) {
    result[i] += (1200 * x[i] * x[i] - 400 * x[i + 1] + 2) * v[i] - 400 * x[i] * v[i + 1];
    result[i + 1] += 200 * v[i + 1] - 400 * x[i] * v[i];
  }
  return result;
}
