// The logarithm of a sum of exponentials, a + ln Σ exp(xᵢ − a) with a the largest, spelled out as the
// workload wants it, in place of the library's own `logsumexp`; and its gradient, the softmax.

import { add, exp, grad, log, max, type Scalar, stopGradient, sub, sum } from "@fluxion/ad";
import { dynamic, type MakeReady } from "./ready.ts";
import type { Workload } from "./workload.ts";

interface Input {
  readonly x: readonly number[];
}

/** The function, and its gradient. */
export const lse = {
  primal: ({ x }: Input, ready: MakeReady = dynamic) => {
    const f = ready(logOfSum);
    return () => f(x);
  },
  gradient: ({ x }: Input, ready: MakeReady = dynamic) => {
    const gradient = ready(grad(logOfSum));
    return () => gradient(x);
  },
} satisfies Workload;

/** The result is the same for any a, so that its derivative by a is 0 and need not be followed. */
function logOfSum(x: readonly Scalar[]): Scalar {
  const largest = stopGradient(max(x));
  return add(largest, log(sum(x.map((xi) => exp(sub(xi, largest))))));
}
