// Before anything is timed, every mode is used in the same process, so that the call sites of the library
// have seen every kind of value, as they have in a program that uses more than one.

import { derivative, grad, hessian, hvp, jacfwd, jacrev, jvp, type Scalar } from "@fluxion/ad";
import { inputs } from "./inputs.ts";
import { chain } from "./workloads/chain.ts";
import { mixed } from "./workloads/mixed.ts";
import { layers, network } from "./workloads/network.ts";
import { parameters, pendulum } from "./workloads/pendulum.ts";
import { rosenbrock } from "./workloads/rosenbrock.ts";

const modes = [
  "forward-over-reverse",
  "reverse-over-forward",
  "reverse-over-reverse",
  "forward-over-forward",
] as const;

let used = false;

/** Uses every mode, and the nestings of two, on all workloads at small sizes; once. */
export function useAllModes(): void {
  if (used) return;
  used = true;
  const [x, v] = [inputs(8), inputs(8, 2)];
  const swing = (p: readonly Scalar[]) => pendulum(p, 4);
  for (let i = 0; i < 100; i++) {
    for (const f of [mixed, rosenbrock]) {
      f(x);
      grad(f)(x);
      jvp(f, [x], [v]);
      jacfwd(f)(x);
      jacrev(f)(x);
      const mode = modes[i % 4];
      hvp(f, { mode })(x, v);
      hessian(f, { mode })(x);
    }
    derivative(derivative((x: Scalar) => chain(x, 12)))(0.5);
    grad(swing)(parameters);
    jacfwd(swing)(parameters);
    if (i % 20 === 0) grad(network)(layers);
  }
}
