// Compiled functions that say where they cannot be compiled: strict, static arguments, and a reason for every miss.

import { derivative, fixedPoint, grad, mul, type Scalar, sin, sub, sum, value } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

// deno-lint-ignore no-explicit-any
type Any = any;

describe("jit with strict", () => {
  const refused: [
    what: string,
    f: (x: Any, other?: Any) => unknown,
    args: unknown[],
    hasLine: boolean,
  ][] = [
    ["native operator", (x) => (x[0] - x[1]), [[1, 2]], true],
    ["plain number", (x, h) => mul(x, 0.5 * h), [1, 2], true],
    ["args[1] is a Map", (x) => x, [1, new Map()], false],
    ["asynchronous", (x) => Promise.resolve(x), [1], false],
  ];
  for (const [what, f, args, hasLine] of refused) {
    it(`throws the reason in place of running uncompiled: ${what}`, () => {
      const compiled = jit(f, { strict: true });
      for (let call = 0; call < 2; call++) {
        const error = assertThrows(() => compiled(...args as [Any]), TypeError);
        assertEquals(/jit_strict_test\.ts:\d+:\d+/.test(error.message), hasLine, error.message);
      }
    });
  }

  it("names the line that asks for a value of too many numbers", () => {
    const f = jit((x: Scalar) => mul(x, Math.floor(value(x))), {
      strict: true,
      maximumVariants: 2,
    });
    assertEquals([f(1.5), f(2.5)], [1.5, 5]);
    const error = assertThrows(() => f(3.5), TypeError, "value(x)");
    assertStringIncludes(error.message, "jit_strict_test.ts:");
  });

  it("throws what the function itself throws", () => {
    const f = jit((_x: Scalar): Scalar => {
      throw new RangeError("its own");
    }, { strict: true });
    for (let call = 0; call < 2; call++) assertThrows(() => f(1), RangeError, "its own");
  });

  it("lets compiled functions be part of others, and compiles every branch", () => {
    const inner = jit((x: Scalar) => sin(x), { strict: true });
    const outer = jit(grad((x: Scalar) => mul(inner(x), x)), { strict: true });
    for (const x of [1, 2]) assertEquals(outer(x), grad((x: Scalar) => mul(sin(x), x))(x));
  });
});

describe("Static arguments", () => {
  it("are plain numbers in the function, with programs for each of them", () => {
    const loss = (logits: Scalar[], label: number) => sub(sum(logits), logits[label]);
    const f = jit(grad(loss), { staticArgnums: 1, strict: true });
    for (const label of [0, 1, 0, 1]) {
      assertEquals(f([1, 2, 3], label), grad(loss)([1, 2, 3], label));
    }
    assertEquals([f.stats().variants, f.stats().hits], [2, 2]);
    assertEquals(f([1, 2, 3], 2), [1, 1, 0]);
  });

  it("may be of any type, and are told apart by identity", () => {
    const apply = jit((x: Scalar, g: (x: Scalar) => Scalar) => g(x), {
      staticArgnums: [1],
      strict: true,
    });
    assertEquals([apply(1, sin), apply(2, sin)], [Math.sin(1), Math.sin(2)]);
    assertEquals(apply(3, (x) => mul(x, 2)), 6);
    assertEquals(derivative((x) => apply(x, sin))(0), 1);
  });

  it("are positions", () => {
    for (const staticArgnums of [-1, 0.5, "x" as never]) {
      assertThrows(() => jit(sin, { staticArgnums }), TypeError, "staticArgnums");
    }
  });
});

describe("The reasons of misses", () => {
  it("add up to the misses, and each is counted", () => {
    const f = jit((x: Any, _other?: unknown) => x * 2);
    for (const args of [[1], [2], [3], [1, new Map()]]) f(...args as [Any]);
    const { misses, reasons } = f.stats();
    assertEquals(reasons.reduce((total, { calls }) => total + calls, 0), misses);
    assert(reasons.some(({ reason, calls }) => reason.includes("Map") && calls === 1));
  });
});

describe("A solver in a compiled function", () => {
  it("may answer several numbers, and is called once for them", () => {
    let calls = 0;
    const roots = fixedPoint((_x: Scalar[], a: Scalar) => [mul(a, a), sin(a)], (a) => {
      calls++;
      return [a * a, Math.sin(a)];
    });
    const f = jit((a: Scalar) => sum(roots(a)), { strict: true });
    f(1);
    const before = calls;
    assertEquals(f(2), sum(roots(2)));
    assertEquals(calls - before, 2);
  });
});
