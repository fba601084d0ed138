// A box of a trace refuses what would make it a constant unseen, and is of no use once the trace has ended.

import { lt, mul, type Scalar, sin, value } from "@fluxion/ad";
import { traceRun } from "../../lib/program/trace.ts";
import { assert, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("A box of a trace", () => {
  it("has escaped when the trace has ended, and the error names the call", () => {
    let kept: Scalar = 0;
    const model = ([x]: Scalar[]) => [kept = sin(x)];
    traceRun("jit", model, model, [1]);
    for (const use of [() => sin(kept), () => mul(2, kept), () => lt(kept, 1), () => value(kept)]) {
      const { message } = assertThrows(use, TypeError);
      assert(message.includes("escaped") && message.includes("jit(model)"), message);
    }
  });

  it("refuses native operators, strings and JSON as the boxes of derivatives do", () => {
    const natives: ((x: Scalar) => unknown)[] = [
      (x) => (x as number) * 2,
      (x) => `${x}`,
      (x) => JSON.stringify([x]),
      (x) => Math.sin(x as number),
      (x) => Float64Array.of(x as number),
      (x) => (x as number) < 1,
    ];
    for (const native of natives) {
      const run = ([x]: Scalar[]) => native(x);
      assertThrows(() => traceRun("jit", run, run, [1]), Error, "native operator");
    }
  });
});
