// The stopwatches of the examples, on a task whose time is known.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { leastTimes, timed } from "../../examples/timing.ts";

/** Waits, and counts how often it was called. */
function waiting(milliseconds: number) {
  const own = {
    calls: 0,
    wait: () => {
      for (const end = performance.now() + milliseconds; performance.now() < end;);
      return ++own.calls;
    },
  };
  return own;
}

describe("A stopwatch", () => {
  it("tells the least time of a run, and runs a slow task a few times only", () => {
    const slow = waiting(2);
    const [time] = leastTimes([slow.wait], 9);
    // Whatever else the machine does, the best of several runs is hardly held up.
    assert(time >= 2 && time < 20, `${time}`);
    assert(slow.calls === 9, `${slow.calls}`);
  });

  it("takes the mean of many runs of a fast task", () => {
    const fast = waiting(0.002);
    const [time] = leastTimes([fast.wait], 10);
    assert(time >= 0.002 && time < 0.1, `${time}`);
    assert(fast.calls > 100, `${fast.calls}`);
  });

  it("answers what the task answers in the run of median time", () => {
    const [answer, time] = timed(waiting(1).wait);
    assertEquals(answer, 1);
    assert(time >= 1);
  });
});
