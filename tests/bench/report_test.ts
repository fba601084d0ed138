// The report says what was measured, tried on made-up numbers; and the clock divides by the first.

import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { byVirtualClock } from "../virtual_clock.ts";
import { type Group, numbersIn } from "../../bench/group.ts";
import { plot } from "../../bench/ratios_plot.ts";
import { settle, settled } from "../../bench/settle.ts";
import { reasonFor } from "../../bench/subprocess.ts";
import {
  crossover,
  errorTable,
  memoryTable,
  multiple,
  ratioTable,
  type Row,
  time,
} from "../../bench/summary.ts";
import { largestError, measure } from "../../bench/timer.ts";

const rows: Row[] = [
  {
    name: "Two",
    outcomes: [
      { name: "Plain function", milliseconds: 0.002, ratio: 1 },
      { name: "fluxion", milliseconds: 0.01, ratio: 5, error: 2e-16 },
      { name: "jax-js", milliseconds: 2.469, ratio: 1234.5, error: 0 },
    ],
  },
  {
    name: "Four",
    outcomes: [
      { name: "Plain function", milliseconds: 3, ratio: 1 },
      { name: "fluxion", milliseconds: 27, ratio: 9 },
      { name: "jax-js", reason: "overflows the call stack" },
    ],
  },
];

describe("A table of ratios", () => {
  it("has the time of the first, the ratios of the others, and the reasons of those that cannot", () => {
    assertEquals(
      ratioTable(rows),
      `|  | Plain function | fluxion | jax-js |
| --- | --: | --: | --: |
| Two | 2.0 µs | 5.0 | 1,235 |
| Four | 3.0 ms | 9.0 | – [1] |

– cannot: [1] overflows the call stack.
`,
    );
  });

  it("has errors and the time of an operation where that is asked for", () => {
    const table = ratioTable(rows, { errors: true, operations: [2, 3] });
    assertStringIncludes(table, "| 2.0 µs · 1.0 µs | 5.0 · error 2e-16 · 5.0 µs |");
  });

  it("has the times of the others where that is asked for", () => {
    const table = ratioTable(rows, { times: true });
    assertStringIncludes(table, "| Two | 2.0 µs | 5.0 · 10 µs | 1,235 · 2.5 ms |");
  });

  it("leaves a cell empty where nothing was asked", () => {
    const [first] = rows;
    const table = ratioTable([first, { name: "Six", outcomes: first.outcomes.slice(0, 2) }]);
    assertStringIncludes(table, "| Six | 2.0 µs | 5.0 |  |");
  });
});

describe("A table of errors", () => {
  it("has a column for everyone who was checked", () => {
    assertEquals(
      errorTable(rows.slice(0, 1)),
      "|  | fluxion | jax-js |\n| --- | --: | --: |\n| Two | 2e-16 | 0 |\n",
    );
  });

  it("leaves a cell empty where nobody looked", () => {
    assertStringIncludes(errorTable(rows), "| Four |  |  |");
  });
});

describe("A table of memory", () => {
  it("has what is taken beyond the plain program, or why it ended", () => {
    const plain = { bytes: 50 * 2 ** 20, seconds: 0.1 };
    const table = memoryTable([
      {
        name: "chain",
        operations: 2 ** 20,
        plain,
        others: { pass: { bytes: 150 * 2 ** 20, seconds: 2 }, loop: "runs out of memory" },
      },
    ]);
    assertStringIncludes(
      table,
      "| 100 MiB · 100 bytes an operation · 2.0 s | – runs out of memory |",
    );
  });
});

describe("The crossover", () => {
  const at = (name: string, forward: number, reverse: number): Row => ({
    name,
    outcomes: [
      { name: "forward", milliseconds: forward, ratio: forward },
      { name: "reverse", milliseconds: reverse, ratio: reverse },
    ],
  });

  it("is where one becomes faster than the other for good", () => {
    const rows = [at("1", 3, 2), at("2", 2, 3), at("3", 3, 2), at("4", 4, 2)];
    assertEquals(crossover(rows, "forward", "reverse"), "3");
    assertEquals(crossover(rows.slice(0, 2), "forward", "reverse"), undefined);
  });
});

describe("A number", () => {
  it("is shown to as many digits as it is worth", () => {
    assertEquals([0.123, 0.996, 9.94, 9.96, 1234.5].map(multiple), [
      "0.12",
      "1.0",
      "9.9",
      "10",
      "1,235",
    ]);
    assertEquals([2.5e-6, 0.00123, 0.0456, 7.89, 120, 2500].map(time), [
      "2.5 ns",
      "1.2 µs",
      "46 µs",
      "7.9 ms",
      "120 ms",
      "2.5 s",
    ]);
  });

  it("is found wherever it is in an answer", () => {
    const answer = { a: [1, [2]], b: new Float64Array([3, 4]), c: [{ d: 5 }] };
    assertEquals(numbersIn(answer), [1, 2, 3, 4, 5]);
    assertThrows(() => numbersIn(["six"]), TypeError, "six");
  });
});

describe("The plot", () => {
  it("is an SVG with a line for each task and a point for each library", async () => {
    const svg = await plot(rows);
    assert(svg.startsWith("<svg"));
    for (const word of ["Two", "Four", "fluxion", "jax-js"]) assert(svg.includes(word), word);
    assert(!svg.includes("Plain function<"));
  });
});

describe("The clock", () => {
  it("divides by the first, and takes errors against the reference", () =>
    byVirtualClock((pass) => {
      const wait = (milliseconds: number) => () => () => {
        pass(milliseconds);
        return [1, milliseconds];
      };
      const group: Group = {
        name: "Waiting",
        size: 1,
        warmSize: 1,
        reference: "right",
        candidates: [
          { name: "first", prepare: wait(0.1) },
          { name: "right", prepare: wait(0.2) },
          { name: "longer", prepare: wait(0.3) },
        ],
      };
      const [first, right, longer] = measure(group, { batch: 1, rounds: 2, limit: 100 });
      assertEquals([first.ratio, first.error, right.error], [1, undefined, 0]);
      assert(Math.abs(longer.ratio - 3) < 1e-9 && Math.abs(longer.error! - 0.1) < 1e-12);
    }));

  it("takes what is no number for the largest error", () => {
    assert(Number.isNaN(largestError([1, NaN, 1], [1, 1, 1])));
    assertThrows(() => largestError([1], [1, 1]), RangeError, "Cannot compare 1 numbers");
  });
});

describe("Settling", () => {
  /** A call that takes these milliseconds, one after the other, and in the end the last ones. */
  const lasting = (pass: (milliseconds: number) => void, ...times: number[]) => {
    let calls = 0;
    const call = () => pass(times[Math.min(calls++, times.length - 1)]);
    return { call, calls: () => calls };
  };

  it("calls until there is nothing to gain", () => {
    byVirtualClock((pass) => {
      const { call, calls } = lasting(pass, 3);
      settle(call, 2, 1000);
      // The first call, and then for at least twice as long.
      assert(calls() >= 3 && calls() < 20, `${calls()} calls`);
    });
  });

  it("waits the longer the longer the first call took, and ends in time", () => {
    byVirtualClock((pass) => {
      const patient = lasting(pass, 100, 3);
      const from = performance.now();
      settle(patient.call, 2, 1000);
      const spent = performance.now() - from;
      assert(spent >= 300, `${spent} ms`);
      // Always faster, so that only the limit ends it.
      const faster = lasting(pass, ...Array.from({ length: 40 }, (_, i) => 40 * 0.9 ** i));
      settle(faster.call, 1, 100);
      assert(faster.calls() < 40, `${faster.calls()} calls`);
    });
  });

  it("sets up once, and answers the call", () => {
    let setUp = 0;
    const prepare = settled((size) => {
      setUp++;
      let best = 0;
      return () => best = Math.max(best, size);
    });
    assertEquals([prepare(3)(), setUp], [3, 1]);
  });
});

describe("The end of a process", () => {
  it("is told in words", () => {
    assertEquals(reasonFor(133, "Fatal JavaScript out of memory: …"), "runs out of memory");
    const overflow = "RangeError: Maximum call stack size exceeded";
    assertEquals(reasonFor(1, overflow), "overflows the call stack");
    assertEquals(
      reasonFor(1, "error: TypeError: no such thing\n  at …"),
      "TypeError: no such thing",
    );
    assertEquals(reasonFor(3, ""), "ends with exit code 3");
  });
});
