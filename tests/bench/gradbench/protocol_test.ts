// GradBench's protocol, message by message.

import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { refuse, respond } from "../../../bench/gradbench/protocol.ts";
import { workloads } from "../../../bench/gradbench/workloads.ts";

interface Response {
  readonly id: number | null;
  readonly success?: boolean;
  readonly error?: string;
  readonly output?: unknown;
  readonly timings?: { readonly name: string; readonly nanoseconds: number }[];
}

const ask = (message: unknown): Response => JSON.parse(respond(JSON.stringify(message)));
const evaluate = (module: unknown, name: unknown, input?: unknown) =>
  ask({ id: 7, kind: "evaluate", module, function: name, input });

describe("A response", () => {
  it("names the tool at the start", () => {
    assertEquals(ask({ id: 0, kind: "start", eval: "hello" }), { id: 0, tool: "fluxion" });
  });

  it("acknowledges an analysis, and kinds of messages that nobody has heard of", () => {
    assertEquals(ask({ id: 3, kind: "analysis", of: 2, valid: true }), { id: 3 });
    assertEquals(ask({ id: 4, kind: "end" }), { id: 4 });
    assertEquals(ask({ id: 5 }), { id: 5 });
  });

  it("says that each of the twelve workloads is defined", () => {
    const names = Object.keys(workloads);
    assertEquals(names.length, 12);
    for (const module of names) {
      assertEquals(ask({ id: 1, kind: "define", module }), { id: 1, success: true });
    }
  });

  for (const module of ["fresnel", "toString", "", 3, null, undefined]) {
    it(`says that the module ${JSON.stringify(module)} is not defined`, () => {
      const responses = [ask({ id: 7, kind: "define", module }), evaluate(module, "primal", {})];
      for (const { id, success, error = "", output } of responses) {
        assertEquals([id, success, output], [7, false, undefined]);
        assertMatch(error, /Cannot find the module/);
      }
    });
  }

  for (const name of ["hessian", "constructor", undefined]) {
    it(`says that lse has no function ${name}`, () => {
      const { success, error = "" } = evaluate("lse", name, { x: [1] });
      assertEquals(success, false);
      assertMatch(error, /Cannot find the function of lse .*: there are primal, gradient/);
    });
  }

  it("carries the output of a function, and the time that was spent", () => {
    const { id, success, output, timings = [] } = evaluate("hello", "double", 3);
    assertEquals([id, success, output], [7, true, 6]);
    assertEquals(timings.map(({ name }) => name), ["prepare", "evaluate"]);
    assert(timings.every(({ nanoseconds }) => Number.isInteger(nanoseconds) && nanoseconds >= 0));
  });

  for (const input of [undefined, null, {}, { x: 3 }, { x: ["1"] }, "x"]) {
    it(`tells the error of the input ${JSON.stringify(input)}`, () => {
      const { id, success, error } = evaluate("lse", "gradient", input);
      assertEquals([id, success], [7, false]);
      assertMatch(error ?? "", /^TypeError: /);
    });
  }

  it("refuses to pass NaN over in silence, which JSON does not have", () => {
    const { success, error = "" } = evaluate("llsq", "primal", { x: [1], n: 1 });
    assertEquals(success, false);
    assertMatch(error, /^RangeError: Cannot write NaN/);
  });

  for (const line of ["", "{", "nonsense", "null", "3", "[]", '{"kind":"start"}', '{"id":"0"}']) {
    it(`has no id where the message is ${line === "" ? "empty" : line}`, () => {
      const { id, success, error } = JSON.parse(respond(line)) as Response;
      assertEquals([id, success], [null, false]);
      assert(error);
    });
  }

  it("runs as often as is asked for", () => {
    for (const min_runs of [1, 2, 5]) {
      assertEquals(runs({ min_runs, min_seconds: 0 }).length, min_runs);
    }
    assertEquals(runs({}).length, 1);
  });

  it("runs for as long as is asked for, and no longer", () => {
    const times = runs({ min_runs: 1, min_seconds: 0.02 });
    const total = times.reduce((sum, time) => sum + time);
    assert(total >= 0.02e9);
    assert(total - times[times.length - 1] < 0.02e9);
  });

  it("to a message that cannot be answered is a failure where success would be told", () => {
    const refusal = (kind: string) => JSON.parse(refuse(JSON.stringify({ id: 2, kind }), "Dead"));
    const failure = { id: 2, success: false, error: "RangeError: Dead" };
    assertEquals(refusal("evaluate"), failure);
    assertEquals(refusal("define"), failure);
    assertEquals(refusal("analysis"), { id: 2 });
  });
});

function runs(often: object): number[] {
  const { timings = [] } = evaluate("lse", "primal", { x: [1, 2, 3], ...often });
  return timings.filter(({ name }) => name === "evaluate").map(({ nanoseconds }) => nanoseconds);
}
