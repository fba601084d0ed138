// The stopwatches of the examples, on a task whose time is known.

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { leastTimes, timed } from "../../examples/timing.ts";
import { byVirtualClock } from "../virtual_clock.ts";

describe("A stopwatch", () => {
  it("tells the least time of a run, and runs a slow task a few times only", () => {
    byVirtualClock((pass) => {
      let calls = 0;
      const [time] = leastTimes([() => (pass(calls === 4 ? 2 : 3), ++calls)], 9);
      assertEquals([time, calls], [2, 9]);
    });
  });

  it("takes the mean of many runs of a fast task", () => {
    byVirtualClock((pass) => {
      let calls = 0;
      const [time] = leastTimes([() => (pass(0.002), ++calls)], 10);
      assertAlmostEquals(time, 0.002, 1e-9);
      assertEquals(calls > 100, true, `${calls} calls`);
    });
  });

  it("answers what the task answers in the run of median time", () => {
    byVirtualClock((pass) => {
      let calls = 0;
      const [answer, time] = timed(() => (pass(1), ++calls));
      assertEquals([answer, time], [1, 1]);
    });
  });
});
