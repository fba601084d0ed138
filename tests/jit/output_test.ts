// Answers have the shape that the function gave them, are new at every call, and can be written into what
// the caller has.

import { add, grad, lt, mul, type Scalar, sin, square, sum, valueAndGrad } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";

describe("The answer of a compiled function", () => {
  it("has numbers, arrays, objects, strings, booleans and nothing in the places where they were", () => {
    const f = (x: Scalar) => ({
      sine: sin(x),
      list: [x, [mul(2, x)], [], {}],
      name: "sine",
      "a key": { deep: true, none: null, missing: undefined },
      constant: 7,
      sign: lt(x, 0) ? "negative" : "positive",
    });
    const compiled = jit(f, { eager: true });
    for (const x of [1, -1, -0, 2, -3]) assertSame(compiled(x), f(x));
    assertEquals(compiled.stats().variants, 2);
  });

  it("is a string, a boolean or nothing by itself", () => {
    const sign = jit((x: Scalar) => lt(x, 0) ? "negative" : "positive");
    assertEquals([1, -1, 2, -2].map((x) => sign(x)), [
      "positive",
      "negative",
      "positive",
      "negative",
    ]);
    const isLess = jit((x: Scalar, y: Scalar) => lt(x, y));
    assertEquals([isLess(1, 2), isLess(2, 1), isLess(3, 4)], [true, false, true]);
    const nothing = jit((_x: Scalar): void => {});
    assertEquals([nothing(1), nothing(2), nothing.stats().hits], [undefined, undefined, 1]);
  });

  it("is new at every call", () => {
    const f = jit((xs: Scalar[]) => ({ xs, ys: xs.map((x) => square(x)) }));
    f([1, 2]);
    const first = f([1, 2]);
    const second = f([3, 4]);
    first.xs[0] = 100;
    assertSame([first.ys, second, f([3, 4])], [
      [1, 4],
      { xs: [3, 4], ys: [9, 16] },
      { xs: [3, 4], ys: [9, 16] },
    ]);
  });

  it("has a Float64Array where the function has one", () => {
    const f = jit((xs: Float64Array) => xs);
    const scaled = jit((xs: Scalar[]) => ({ xs: xs.map((x) => mul(2, x)), first: xs[0] }));
    const gradient = jit(grad((xs: readonly Scalar[]) => sum(xs.map((x) => square(x)))));
    const pair = jit(valueAndGrad((xs: readonly Scalar[]) => sum(xs)));
    for (const x of [1, -0, NaN]) {
      const xs = Float64Array.of(x, 2);
      assertSame(f(xs), xs);
      assertSame(scaled(xs as unknown as number[]), { xs: xs.map((x) => 2 * x), first: x });
      assertSame(gradient(xs), xs.map((x) => 2 * x));
      assertSame(gradient([x, 2]), [2 * x, 4]);
      assertSame(pair(xs), [x + 2, Float64Array.of(1, 1)]);
    }
  });

  it("does not change when a program with a larger memory is made", () => {
    const f = jit((xs: Float64Array) => xs);
    f(Float64Array.of(1, 2));
    const answer = f(Float64Array.of(3, 4));
    const large = jit((xs: Scalar[]) => sum(xs));
    assertEquals(large(Array(300_000).fill(1)), 300_000);
    assertSame([answer, f(Float64Array.of(5, 6))], [Float64Array.of(3, 4), Float64Array.of(5, 6)]);
  });
});

describe("into", () => {
  const f = (x: Scalar[], k: Scalar) => ({
    scaled: x.map((xi) => mul(k, xi)),
    sums: [[sum(x)], k],
  });

  it("writes the answer into what it is given, compiled or not, and answers that", () => {
    const compiled = jit(f);
    const output = { scaled: [0, 0], sums: [[0], 0] };
    const { scaled, sums } = output;
    for (const k of [2, 3, -0]) {
      assertStrictEquals(compiled.into(output, [1, 2], k), output);
      assertSame(output, { scaled: [k, 2 * k], sums: [[3], k] });
      assertStrictEquals(output.scaled, scaled);
      assertStrictEquals(output.sums, sums);
    }
    assertEquals([compiled.stats().calls, compiled.stats().hits], [3, 2]);
    const native = jit((x: Scalar) => [(x as number) * 2]);
    const list = [0];
    for (const x of [1, 2]) assertSame(native.into(list, x), [2 * x]);
    assertEquals(list, [4]);
  });

  it("writes into typed arrays, whatever the function answers", () => {
    const gradient = jit(grad((xs: readonly Scalar[]) => sum(xs.map((x) => square(x)))));
    const output = new Float64Array(2);
    for (const x of [1, 2, NaN]) {
      assertStrictEquals(gradient.into(output, [x, 3]), output);
      assertSame(output, Float64Array.of(2 * x, 6));
      assertSame(gradient.into([0, 0], Float64Array.of(x, 3)), [2 * x, 6]);
    }
  });

  it("may write into its own arguments", () => {
    const step = jit((xs: Scalar[]) => [xs[1], add(xs[0], xs[1])]);
    const state = [0, 1];
    for (let i = 0; i < 10; i++) step.into(state, state);
    assertEquals(state, [55, 89]);
  });

  it("writes what was there before into what it was taken from, compiled or not", () => {
    for (const isCompiled of [true, false]) {
      const swap = jit((a: Scalar[], b: Scalar[], other?: unknown) =>
        other === undefined ? [b, a] : [b, a]
      );
      const state = [Float64Array.of(1, 2), Float64Array.of(3, 4)];
      for (let i = 0; i < 3; i++) {
        const [a, b] = state as unknown as [number[], number[]];
        if (isCompiled) swap.into(state, a, b);
        else swap.into(state, a, b, new Map());
      }
      assertSame(state, [Float64Array.of(3, 4), Float64Array.of(1, 2)]);
    }
  });

  it("throws what a setter of the output throws", () => {
    const f = jit((x: Scalar) => ({ x }));
    const output = {
      get x() {
        return 0;
      },
      set x(_: number) {
        throw new RangeError("is full");
      },
    };
    for (const x of [1, 2]) assertThrows(() => f.into(output, x), RangeError, "is full");
    assertEquals(f(3), { x: 3 });
  });

  it("follows the branches of the function", () => {
    const f = jit((x: Scalar) => [lt(x, 0) ? mul(x, x) : sin(x)]);
    const output = [0];
    for (const x of [1, -1, 2, -2, 1, -1]) {
      assertSame(f.into(output, x), [x < 0 ? x * x : Math.sin(x)]);
    }
  });

  it("says in a sentence where the output has another structure, at the first call and at any other", () => {
    const compiled = jit(f);
    const wrong: [unknown, string][] = [
      [[1, 2], "output is an array, where the answer has an object"],
      [3, "output is a number, where the answer has an object"],
      [undefined, "output is undefined, where the answer has an object"],
      [
        { scaled: [0], sums: [[0], 0] },
        "output.scaled is an array of 1, where the answer has 2 elements",
      ],
      [{ scaled: 0, sums: [[0], 0] }, "output.scaled is a number, where the answer has an array"],
      [
        { scaled: [0, [1]], sums: [[0], 0] },
        "output.scaled[1] is an array, where the answer has a number",
      ],
      [
        { scaled: [0, ,], sums: [[0], 0] },
        "output.scaled[1] is missing, where the answer has a number",
      ],
      [
        { scaled: [0, 0], sums: Object.freeze([[0], 0]) },
        "output.sums[1] is read-only, where the answer has a number",
      ],
      [
        { scaled: [0, 0], sums: [0, 0] },
        "output.sums[0] is a number, where the answer has an array",
      ],
      [{ sums: [[0], 0] }, "output.scaled is undefined, where the answer has an array"],
    ];
    for (let round = 0; round < 2; round++) {
      for (const [output, sentence] of wrong) {
        const error = assertThrows(() => compiled.into(output, [1, 2], 3), TypeError);
        assertEquals(error.message, `Cannot write the answer into this output: ${sentence}`);
      }
    }
    const one = jit(sin);
    for (const x of [1, 2]) {
      const { message } = assertThrows(() => one.into([0], x), TypeError);
      assert(message.includes("only arrays and objects"), message);
    }
  });

  it("refuses an output that lacks something or is read-only, a constant too, as soon as it is compiled", () => {
    const named = (x: Scalar) => ({ x, name: "sine", nothing: undefined, list: ["a", x] });
    const whole = () => ({ x: 0, name: "", nothing: null as unknown, list: ["", 0] });
    type Output = Record<string, unknown>;
    const without = (key: string) => (output: Output) => delete output[key];
    const fixed = (key: string) => (output: Output) =>
      Object.defineProperty(output, key, { get: () => 0 });
    const spoilings: [(output: Output) => unknown, string][] = [
      [without("x"), "output.x is missing, where the answer has a number"],
      [without("name"), "output.name is missing, where the answer has a string"],
      [without("nothing"), "output.nothing is missing, where the answer has undefined"],
      [(output) => output.list = [, 0], "output.list[0] is missing"],
      [(output) => output.list = ["", ,], "output.list[1] is missing"],
      [(output) => output.list = ["", [0]], "output.list[1] is an array"],
      [Object.freeze, "output.x is read-only, where the answer has a number"],
      [fixed("x"), "output.x is read-only, where the answer has a number"],
      [fixed("name"), "output.name is read-only, where the answer has a string"],
    ];
    const compiled = jit(named, { eager: true });
    assertSame(compiled.into(whole(), 2), named(2));
    for (const f of [compiled, jit(named)]) {
      for (const [spoil, sentence] of spoilings) {
        const output: Output = whole();
        spoil(output);
        const keys = Object.keys(output);
        const { message } = assertThrows(() => f.into(output, 3), TypeError);
        assert(message.includes(sentence), message);
        assertEquals(Object.keys(output), keys);
      }
    }
  });
});
