// How long does it take from a start to an answer? The problems of NIST, once compiled and as they are, with a line of
// medians at the end; and frames of a picture in which somebody drags, each begun where the one before has ended.

import { leastSquares } from "@fluxion/ad/fit";
import { nistProblems } from "../tests/fit/nist_problems.ts";
import type { Group } from "./group.ts";
import { register } from "./register.ts";
import { draggedFrames } from "./workloads/dragged.ts";

const problems: readonly Group[] = nistProblems.flatMap(({ name, certified, residuals }) =>
  certified.starts.map((start, i) => ({
    name: `${name} from start ${i + 1}`,
    size: 0,
    warmSize: 0,
    candidates: [true, false].map((compile) => ({
      name: compile ? "Compiled" : "As it is",
      prepare: () => () => leastSquares(residuals, [...start], { compile }).parameters,
    })),
  }))
);

/** Fifty parameters, dragged. */
const dragged: Group = {
  name: "50 parameters, a frame",
  size: 0,
  warmSize: 0,
  candidates: draggedFrames,
};

/** What is timed. */
export const groups: readonly Group[] = [...problems, dragged];

register(groups);

if (import.meta.main) {
  // Under `deno run`: the median over the starts of NIST, and the slowest, in milliseconds.
  const times = problems.map(({ name, candidates: [{ prepare }] }) => {
    const call = prepare(0);
    for (let i = 0; i < 40; i++) call();
    const each = Array.from({ length: 21 }, () => {
      const before = performance.now();
      call();
      return performance.now() - before;
    }).sort((a, b) => a - b);
    return { name, milliseconds: each[10] };
  }).sort((a, b) => a.milliseconds - b.milliseconds);
  const [middle, last] = [times[27], times[53]];
  console.log(
    `Compiled, from start to answer: ${
      middle.milliseconds.toFixed(2)
    } ms in the middle of ${times.length}, ` +
      `${last.milliseconds.toFixed(2)} ms at most (${last.name})`,
  );
}
