// How many gradients a second does sampling make, and what is left of them beside the log-density itself? Under
// `deno run` it prints gradients a second.

import { add, exp, type Scalar, valueAndGrad } from "@fluxion/ad";
import { positiveBijector } from "@fluxion/ad/density";
import { sample } from "@fluxion/ad/fit";
import { jit } from "@fluxion/ad/jit";
import type { Group } from "./group.ts";
import { register } from "./register.ts";
import { byHand, nonCentred, start } from "./workloads/eight_schools.ts";

/** The log-density of a list of mu, log tau and the effects. */
const ofReals = ([mu, logTau, ...effects]: readonly Scalar[]) =>
  add(nonCentred({ mu, tau: exp(logTau), effects }), logTau);

const point = Float64Array.from({ length: 10 }, (_, i) => Math.cos(i));

/** Draws of all chains, after as many transitions to warm up. */
function draws(count: number): () => number {
  return () => {
    const options = { constraints: { tau: positiveBijector }, draws: count / 4, warmUp: count / 4 };
    const { chains } = sample(nonCentred, start, options);
    return chains.reduce((sum, { gradients }) => sum + gradients, 0);
  };
}

/** One gradient in three ways, and a whole sample. */
export const groups: readonly Group[] = [
  {
    name: "Eight schools, a value with its gradient",
    size: 1,
    warmSize: 1,
    reference: "By hand",
    candidates: [
      {
        name: "By hand",
        prepare: () => () => {
          const gradient = new Float64Array(10);
          return [byHand(point, gradient), ...gradient];
        },
      },
      {
        name: "Compiled, `jit(valueAndGrad)`, into",
        prepare: () => {
          const [compiled, output] = [jit(valueAndGrad(ofReals)), [0, new Float64Array(10)]];
          return () => compiled.into(output, point);
        },
      },
      { name: "`valueAndGrad`", prepare: () => () => valueAndGrad(ofReals)(point) },
    ],
  },
  {
    name: "Eight schools, 4,000 draws of four chains",
    size: 4000,
    warmSize: 80,
    candidates: [{ name: "`sample`", prepare: draws }],
  },
];

register(groups, ({ size }) => size > 1 ? 0.1 : 0);

if (import.meta.main) {
  const run = draws(4000);
  run();
  const before = performance.now();
  const gradients = run();
  const seconds = (performance.now() - before) / 1000;
  console.log(
    `Eight schools: ${gradients} gradients in ${seconds.toFixed(2)} s, ${
      Math.round(gradients / seconds)
    } a second`,
  );
}
