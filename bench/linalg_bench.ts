// What does a gradient through linear algebra cost, as a multiple of its value?

import { grad, type Scalar } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import type { Group } from "./group.ts";
import { register } from "./register.ts";
import { gradient, logLikelihood, measurements, parameters } from "./workloads/gaussian_process.ts";

/** The log-likelihood of a Gaussian process for growing numbers of measurements. */
export const groups: readonly Group[] = [50, 100, 200, 500].map((size) => ({
  name: `Gaussian process, n = ${size}`,
  size,
  warmSize: 10,
  reference: "By hand",
  candidates: [
    {
      name: "Value",
      valueOnly: true,
      prepare: (n) => {
        const measured = measurements(n);
        return () => logLikelihood(measured, parameters);
      },
    },
    {
      name: "By hand",
      prepare: (n) => {
        const measured = measurements(n);
        return () => gradient(measured, parameters);
      },
    },
    {
      name: "Reverse, `grad`",
      prepare: (n) => {
        const measured = measurements(n);
        const slopes = grad((x: Scalar[]) => logLikelihood(measured, x));
        return () => slopes([...parameters]);
      },
    },
    ...(size > 100 ? [] : [{
      name: "Compiled, `jit(grad)`",
      prepare: (n: number) => {
        const measured = measurements(n);
        const slopes = jit(grad((x: Scalar[]) => logLikelihood(measured, x)));
        return () => slopes([...parameters]);
      },
    }]),
  ],
}));

register(groups);
