// The first workload of all, to see that a tool answers: x², and its derivative, 2x.

import { grad, mul, type Scalar } from "@fluxion/ad";
import type { Workload } from "./workload.ts";

const squareOf = (x: Scalar) => mul(x, x);

/** `square` and `double`, of a number. */
export const hello = {
  square: (x: number) => () => squareOf(x),
  double: (x: number) => () => grad(squareOf)(x),
} satisfies Workload;
