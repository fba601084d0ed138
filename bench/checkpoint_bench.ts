// What does it cost in time to remember less? The pendulum by a plain loop, which remembers every operation,
// and by a checkpointed one, which remembers a few states and runs the steps between them again.

import { grad } from "@fluxion/ad";
import type { Group } from "./group.ts";
import { register } from "./register.ts";
import { checkpointed, gradient, parameters, pendulum, plain } from "./workloads/pendulum.ts";

const inPlainLoop = grad(pendulum);
const inCheckpointedLoop = grad(checkpointed);

/** How many steps. */
export const sizes: readonly number[] = [100, 1000, 10_000, 50_000];

/** Loops of growing length. */
export const groups: readonly Group[] = sizes.map((size) => ({
  name: `${size.toLocaleString("en")} steps`,
  size,
  warmSize: 10,
  reference: "By hand",
  candidates: [
    { name: "Plain function", prepare: (steps) => () => plain(parameters, steps) },
    { name: "By hand", prepare: (steps) => () => gradient(parameters, steps) },
    { name: "`grad`, plain loop", prepare: (steps) => () => inPlainLoop(parameters, steps) },
    {
      name: "`grad`, `checkpointedLoop`",
      prepare: (steps) => () => inCheckpointedLoop(parameters, steps),
    },
  ],
}));

register(groups, ({ size }) => size > 1000 ? 1 : 0);
