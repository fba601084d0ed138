// What a compiled function says of itself: every call is a hit or a miss, and where one runs uncompiled, why.

import { derivative, eq, floor, lt, mul, type Scalar, sin, square, sum, value } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

describe("stats() of a compiled function", () => {
  const reasons: [what: string, f: (x: Any, other?: Any) => unknown, args: unknown[][]][] = [
    ["args[1] is a Map", (x) => x, [[1, new Map()], [2, new Map()]]],
    ["args[1].at is a Date", (x) => x, [[1, { at: new Date() }]]],
    ["args[0] is a Float32Array", (x) => sum(Array.from(x as number[])), [[new Float32Array(2)]]],
    ["args[0].w is a getter", (x) => x.w, [[{
      get w() {
        return 1;
      },
    }]]],
    ["args[0].self contains itself", (x) => x.w, [[
      (() => {
        const own: Record<string, unknown> = { w: 1 };
        return own.self = own;
      })(),
    ]]],
    ["its result is a Map", (x) => new Map([[1, x]]), [[1], [2]]],
    ["its result.at[1] is a Date", (x) => ({ at: [x, new Date(0)] }), [[1], [2]]],
    ["native operator", (x) => x * 2, [[1], [2]]],
    ["asynchronous", (x) => Promise.resolve(x), [[1], [2]]],
    ["maximumVariants", (x) => lt(x, 1) ? sin(x) : lt(x, 2) ? x : mul(2, x), [[0], [1], [2], [3]]],
    ["maximumStructures", (x) => sum(x), [[[1]], [[1, 2]], [[1, 2, 3]]]],
    ["value(floor(x))", (x) => mul(x, Math.floor(value(x))), [[0.5], [1.5], [2.5]]],
  ];
  for (const [reason, f, calls] of reasons) {
    it(`says why calls run uncompiled: ${reason}`, () => {
      const compiled = jit(f, { maximumVariants: 2, maximumStructures: 2, eager: true });
      for (const args of calls) assertSame(compiled(...args as [Any]), f(...args as [Any]));
      assertStringIncludes(compiled.stats().uncompiled ?? "nothing", reason);
    });
  }

  it("says what ways wait for that calls have not earned yet", () => {
    const f = jit((x: Scalar) => lt(x, 0) ? sin(x) : square(x));
    f(1);
    assertEquals(f.stats().uncompiled, undefined);
    f(-1);
    assertStringIncludes(f.stats().uncompiled ?? "", "earn");
    const table = jit((x: Scalar) => mul(x, value(x)));
    for (let i = 0; i < 5; i++) table(i);
    assertStringIncludes(table.stats().uncompiled ?? "", "value(x)");
  });

  it("counts each call as a hit or as a miss, whatever becomes of it", () => {
    const touchy = jit((x: Scalar, _other?: unknown) => {
      if (eq(x, 0)) throw new RangeError("zero");
      return lt(x, 0) ? (x as number) + 1 : square(x);
    });
    const calls: unknown[][] = [[1], [2], [0], [-1], [-1], [1, new Map()], [1, "s"], [1, "s"], [3]];
    for (const args of calls) {
      try {
        touchy(...args as [number]);
      } catch (error) {
        assert(error instanceof RangeError);
      }
    }
    derivative((x) => touchy(x))(3);
    const { calls: all, hits, misses } = touchy.stats();
    assertEquals([all, hits, misses], [10, 4, 6]);
  });

  it("shows hits where the value of what is rounded is asked for", () => {
    const f = jit((x: Scalar) => mul(x, value(floor(x))));
    for (let i = 0; i < 50; i++) assertEquals(f(1 + i / 50), 1 + i / 50);
    assertEquals(f.stats().hits, 49);
  });

  it("has as many structures as are asked for", () => {
    const f = jit((xs: Scalar[]) => sum(xs), { maximumStructures: 30 });
    for (let round = 0; round < 2; round++) {
      for (let n = 1; n <= 30; n++) assertEquals(f(Array(n).fill(1)), n);
    }
    assertEquals([f.stats().hits, f.stats().misses, f.stats().uncompiled], [30, 30, undefined]);
    for (const maximumStructures of [0, 1.5, null as never]) {
      assertThrows(() => jit(sin, { maximumStructures }), RangeError, "maximumStructures");
    }
  });

  it("compiles one structure of arguments where another cannot be", () => {
    const f = jit((x: Scalar, how: string) => how === "native" ? (x as number) * 2 : mul(x, 2));
    assertEquals([f(1, "native"), f(2, "native"), f(3, "ours"), f(4, "ours")], [2, 4, 6, 8]);
    assertEquals(f.stats().hits, 1);
  });
});
