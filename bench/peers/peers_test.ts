// Other packages are given the same tasks: whoever can do one answers the derivative derived on paper, to
// the precision that it computes in.

import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { byHand } from "./by_hand.ts";
import { type TaskName, tasks } from "./contender.ts";
import { assignments, groupOf, peers } from "./mod.ts";
import { numbersIn, type Prepare } from "../group.ts";
import { largestError } from "../timer.ts";

// jax-js has float64 arrays, but its sine, exponential and the like are computed in float32.
const isSinglePrecision = /TensorFlow|jax/;

describe("Another package", () => {
  for (const { name, tasks: theirs } of peers) {
    it(`answers the derivative derived on paper: ${name}`, () => {
      for (const [task, prepare] of Object.entries(theirs) as [TaskName, Prepare | string][]) {
        if (typeof prepare === "string") continue;
        const size = Math.min(tasks[task].warmSize, task.startsWith("pendulum") ? 3 : Infinity);
        const reference = byHand.tasks[task] as Prepare;
        const error = largestError(numbersIn(prepare(size)()), numbersIn(reference(size)()));
        const allowed = isSinglePrecision.test(name) ? 1e-5 : 1e-12;
        assert(error < allowed, `${task}: off by ${error}`);
      }
    });
  }

  it("is left out of a group when it cannot do the task", () => {
    const cannot = new Map([[peers[0].name, "takes minutes"]]);
    const { candidates } = groupOf(assignments[0], cannot);
    const names = candidates.map(({ name }) => name);
    assert(names[0] === "Plain function" && names.includes("fluxion"));
    assert(!names.includes(peers[0].name) && names.includes(peers[1].name));
  });
});
