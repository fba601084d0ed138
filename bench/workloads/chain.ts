// A chain of operations on one number, none of which can be left out: Euler's steps along x′ = cos x,
// three operations each. Its derivative neither vanishes nor explodes, however long it is.

import { add, cos, mul, type Scalar } from "@fluxion/ad";

/** Where it starts. */
export const start = 0.5;

/** How many steps have so many operations. */
export const stepsOf = (operations: number): number => Math.ceil(operations / 3);

/** With JavaScript's own operators. */
export function plain(x: number, operations: number): number {
  const steps = stepsOf(operations);
  for (let i = 0; i < steps; i++) x += 1 / steps * Math.cos(x);
  return x;
}

/** With our operations. */
export function chain(x: Scalar, operations: number): Scalar {
  const steps = stepsOf(operations);
  for (let i = 0; i < steps; i++) x = add(x, mul(1 / steps, cos(x)));
  return x;
}

/** The derivative, derived on paper. */
export function gradient(x: number, operations: number): number {
  const steps = stepsOf(operations);
  let slope = 1;
  for (let i = 0; i < steps; i++) {
    slope *= 1 - 1 / steps * Math.sin(x);
    x += 1 / steps * Math.cos(x);
  }
  return slope;
}
