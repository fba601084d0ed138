// Initial value problems that the tests of integrators share.

import { add, div, mul, neg, type Scalar, sqrt, square, sub } from "@fluxion/ad";

/** x″ = −x, whose solutions turn clockwise. */
export const oscillator = (_t: Scalar, [x, v]: Scalar[]): Scalar[] => [v, neg(x)];

/** y′ = k·y, with the growth k as a parameter. */
export const growth = (_t: Scalar, y: Scalar, k: Scalar): Scalar => mul(k, y);

const PAIRS = [[0, 1], [0, 2], [1, 2]];

/** Three bodies of mass 1 in a plane, by their coordinates and then their velocities. */
export function threeBodies(_t: Scalar, y: Scalar[]): Scalar[] {
  const forces: Scalar[] = [0, 0, 0, 0, 0, 0];
  for (const [i, j] of PAIRS) {
    const dx = sub(y[2 * j], y[2 * i]);
    const dy = sub(y[2 * j + 1], y[2 * i + 1]);
    const squares = add(square(dx), square(dy));
    const weight = div(1, mul(squares, sqrt(squares)));
    [dx, dy].forEach((d, axis) => {
      const force = mul(d, weight);
      forces[2 * i + axis] = add(forces[2 * i + axis], force);
      forces[2 * j + axis] = sub(forces[2 * j + axis], force);
    });
  }
  return [...y.slice(6), ...forces];
}
