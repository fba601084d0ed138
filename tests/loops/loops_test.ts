// Loops as values are plain loops: what they answer, in every mode, and what they refuse.

import {
  add,
  derivative,
  grad,
  hessian,
  jacobian,
  loop,
  lt,
  map,
  mul,
  type Scalar,
  scan,
  sin,
  square,
  sub,
  sum,
  whileLoop,
} from "@fluxion/ad";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("scan", () => {
  const balances = (rate: Scalar) =>
    scan(
      (balance: Scalar, deposit: Scalar) => {
        const next = add(mul(balance, rate), deposit);
        return [next, next];
      },
      0,
      [1, 2, 3],
    );

  it("carries a state over elements, and collects results", () => {
    assertEquals(balances(2), [11, [1, 4, 11]]);
    assertEquals(derivative((x) => balances(x)[0])(2), 6);
    assertEquals(derivative(derivative((x) => balances(x)[0]))(2), 2);
    assertEquals(jacobian((x: Scalar) => balances(x)[1])(2), [0, 1, 6]);
  });

  it("runs over typed arrays, and over objects of arrays", () => {
    const total = (x: Scalar, own: Scalar): [Scalar, undefined] => [add(x, own), undefined];
    assertEquals(scan(total, 0, Float64Array.of(1, 2, 3)), [6, [undefined, undefined, undefined]]);
    type Item = { size: Scalar; at: { x: Scalar } };
    const step = (own: Scalar, { size, at }: Item): [Scalar, Scalar] => {
      const next = add(own, mul(size, at.x));
      return [next, size];
    };
    const items = { size: [1, 2], at: { x: [3, 4] } };
    assertEquals(scan(step, 0, items), [11, [1, 2]]);
  });

  it("answers a state in the kind of the first one, also without any element", () => {
    const step = (
      state: Scalar[],
      x: Scalar,
    ): [Scalar[], Scalar] => [state.map((s) => add(s, x)), x];
    assertEquals(scan(step, Float64Array.of(1, 2), [10]), [Float64Array.of(11, 12), [10]] as never);
    assertEquals(scan(step, Float64Array.of(1, 2), []), [Float64Array.of(1, 2), []] as never);
  });

  it("is differentiated by its elements, and in a Hessian", () => {
    const f = (xs: Scalar[]) => scan((s: Scalar, x: Scalar) => [mul(s, x), s], 1, xs)[0];
    assertEquals(grad(f)([2, 3, 4]), [12, 8, 6]);
    assertEquals(hessian(f)([2, 3, 4]), [[0, 4, 3], [4, 0, 2], [3, 2, 0]]);
  });

  it("says what is wrong with its arguments", () => {
    const step = (s: Scalar, x: Scalar): [Scalar, Scalar] => [add(s, x), s];
    assertThrows(() => scan(3 as never, 0, [1]), TypeError, "scan");
    assertThrows(() => scan(step, "a" as never, [1]), TypeError, "Cannot run scan from this state");
    assertThrows(() => scan(step, 0, 5 as never), TypeError, "pass an array of elements");
    assertThrows(() => scan(step as never, 0, {} as never), TypeError, "without any array");
    assertThrows(
      () => scan(step as never, 0, { a: [1, 2], b: [1] } as never),
      RangeError,
      "xs.b has 1 elements, and xs.a has 2",
    );
    for (const xs of [[1, [2]], [[1], [2, 3]], [{ a: 1 }, { a: 1, b: 2 }], [{ a: 1 }, 3]]) {
      assertThrows(() => scan(step, 0, xs as never), TypeError, "elements made alike are wanted");
    }
    assertThrows(
      () => scan(((s: Scalar) => s) as never, 0, [1]),
      TypeError,
      "a pair is wanted, as in return [state, result]",
    );
    assertThrows(
      () => scan((s: Scalar, x: Scalar) => [[s], x] as never, 0, [1, 2]),
      TypeError,
      "state",
    );
  });
});

describe("map", () => {
  it("applies a function to each element, and is differentiated by all it depends on", () => {
    assertEquals(map((x: Scalar) => mul(x, x), [1, 2, 3]), [1, 4, 9]);
    const f = (xs: Scalar[], y: Scalar) => sum(map((x: Scalar) => mul(x, x, y), xs));
    assertEquals(grad(f, { argnums: [0, 1] })([1, 2], 3), [[6, 12], 5]);
    assertThrows(() => map(1 as never, [1]), TypeError, "map");
  });
});

describe("loop", () => {
  it("runs a number of rounds, and tells each its number", () => {
    assertEquals(loop((x: Scalar, i) => add(x, i), 4, 10), 16);
    assertEquals(loop((x: Scalar) => mul(x, 2), 0, 10), 10);
    const f = (x: Scalar) => loop((y: Scalar, i) => add(mul(y, x), i), 3, 1);
    assertEquals([f(2), derivative(f)(2), derivative(derivative(f))(2)], [12, 13, 12]);
  });

  it("refuses what is no number of rounds, and a step that changes the state", () => {
    const step = (x: Scalar) => x;
    assertThrows(() => loop(step, -1, 0), RangeError, "Cannot run loop with steps the number -1");
    assertThrows(() => loop(step, 1.5, 0), RangeError, "a whole number from 0 is wanted");
    assertThrows(() => loop(undefined as never, 1, 0), TypeError, "loop");
    assertThrows(() => loop((x: Scalar) => [x] as never, 3, 0), TypeError, "state");
    // In the last round only.
    const late = (x: Scalar, i: Scalar) => lt(i, 2) ? x : [x] as never;
    assertThrows(() => loop(late, 3, 0), TypeError, "state");
  });
});

describe("whileLoop", () => {
  it("goes on as long as its condition holds, and is differentiated", () => {
    const doubled = (x: Scalar) =>
      whileLoop((y: Scalar) => lt(y, 100), (y: Scalar) => mul(y, x), x);
    assertEquals(doubled(2), 128);
    assertEquals(derivative(doubled)(2), 7 * 2 ** 6);
    assertEquals(grad((x: Scalar) => doubled(x))(2), 7 * 2 ** 6);
    assertEquals(whileLoop((x: Scalar) => lt(x, 0), (x: Scalar) => x, 5), 5);
  });

  it("keeps the structure of its state, and wants a boolean", () => {
    const state = whileLoop(
      ({ x }: { x: Scalar; v: Scalar }) => lt(x, 3),
      ({ x, v }) => ({ x: add(x, v), v: sin(v) }),
      { x: 0, v: 1 },
    );
    assert(state.x >= 3 && Object.keys(state).join() === "x,v");
    assertThrows(
      () => whileLoop((() => 1) as never, (x: Scalar) => x, 0),
      TypeError,
      "its condition answered the number 1, and a boolean is wanted",
    );
    assertThrows(
      () => whileLoop((x: Scalar) => lt(x, 2), (x: Scalar) => [square(sub(x, 1))] as never, 0),
      TypeError,
      "state",
    );
  });
});
