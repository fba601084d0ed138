// Operations made from rows: what a row must have, and what an operation says to what is no number.

import {
  add,
  binary,
  cos,
  derivative,
  dot,
  grad,
  hypot,
  max,
  mean,
  min,
  mul,
  nary,
  pow,
  type Scalar,
  sum,
  unary,
  value,
  valueAndGrad,
} from "@fluxion/ad";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { forwardByTheBook, reverseByTheBook } from "../../lib/modes/book.ts";
import { assertClose } from "../assert_close.ts";
import { mixes, repeated } from "../cases/mixes.ts";

describe("A row", () => {
  it("needs a name and a value", () => {
    assertThrows(() => unary(undefined as never), TypeError, "an operation of undefined");
    assertThrows(() => unary({ name: "f" } as never), TypeError, "{ name, value, partials }");
    const nameless = { value: Math.sin, partials: [1] };
    assertThrows(() => unary(nameless as never), TypeError, "a string for a name");
  });

  it("needs a partial for each operand, a function or a number", () => {
    const f = (partials: unknown) => () =>
      unary({ name: "f", value: Math.sin, partials: partials as never });
    assertThrows(f([]), TypeError, "its partials are an array of 0");
    assertThrows(f(["cos"]), TypeError, "one for each of its 1 operand is wanted");
    assertThrows(f(undefined), TypeError, "its partials are undefined");
    const g = () => binary({ name: "g", value: Math.pow, partials: [1] as never });
    assertThrows(g, TypeError, "its 2 operands");
  });

  it("has no partial that closes over what is differentiated, at any level, and says so", () => {
    const closed = (k: Scalar, x: Scalar) =>
      unary({ name: "closed", value: (u) => 2 * Math.sin(u), partials: [(u) => mul(k, cos(u))] })(
        x,
      );
    const both = (k: Scalar, x: Scalar) =>
      binary({ name: "closed", value: (u, v) => u * v, partials: [(_u, v) => mul(v, k), 0] })(x, 3);
    const ofList = (k: Scalar, x: Scalar) =>
      nary({ name: "closed", value: (us) => us[0] * us[1], partials: ([, v]) => [mul(v, k), 0] })([
        x,
        3,
      ]);
    for (const f of [closed, both, ofList]) {
      const books = [
        () => forwardByTheBook(([k]) => [f(k, k)], [2], [1]),
        () => reverseByTheBook(([k]) => [f(k, k)], [2]),
      ];
      for (const call of books) {
        assertThrows(call, TypeError, "a partial derivative of closed: it closes over");
      }
      for (const mix of [...mixes(1), ...mixes(2)]) {
        const call = () => repeated(mix, (k) => f(k, k))(2);
        assertThrows(call, TypeError, "a partial derivative of closed: it closes over");
      }
      for (const [outer, inner] of mixes(2)) {
        const call = () => outer.derivative((x) => inner.derivative((k) => f(k, x))(1))(2);
        assertThrows(call, TypeError, "a partial derivative of closed: it closes over");
        // A value of a level outside is a constant to the row, as any number is.
        assertClose(inner.derivative((x) => f(3, x))(2), f === closed ? 3 * Math.cos(2) : 9);
      }
    }
  });

  it("is told which partial has no return", () => {
    const nothing = (() => {}) as unknown as () => Scalar;
    const f = unary({ name: "f", value: (x) => x, partials: [nothing] });
    const g = binary({ name: "g", value: (x) => x, partials: [nothing, nothing] });
    for (const mix of [...mixes(1), ...mixes(2)]) {
      assertThrows(() => repeated(mix, f)(2), TypeError, "of f: it returned undefined");
      assertThrows(() => repeated(mix, (x) => g(x, 1))(2), TypeError, "is a return missing?");
      assertThrows(() => repeated(mix, (x) => g(1, x))(2), TypeError, "of g");
      assertThrows(() => repeated(mix, (x) => g(x, x))(2), TypeError, "of g");
    }
  });

  it("gives the operation its name, and stays with it", () => {
    const row = { name: "twice", value: (x: number) => 2 * x, partials: [2] as const };
    const twice = unary(row);
    assertEquals(twice.name, "twice");
    assert(twice.row === row);
    assertEquals(derivative(twice)(5), 2);
  });
});

describe("An operand that a partial of constant 0 belongs to", () => {
  const first = binary({ name: "first", value: (x) => x, partials: [1, 0] });
  const second = binary({ name: "second", value: (_x, y) => y, partials: [0, 1] });
  const count = nary({ name: "count", value: (xs) => xs.length, partials: 0 });

  it("is not followed at all", () => {
    for (const [{ derivative }] of mixes(1)) {
      assertEquals(derivative((x) => first(x, mul(Infinity, x)))(2), 1);
      assertEquals(derivative((x) => second(mul(Infinity, x), x))(2), 1);
      assertEquals(derivative((x) => first(1, x))(2), 0);
      assertEquals(derivative((x) => second(x, 1))(2), 0);
      assertEquals(derivative((x) => count([x, pow(x, 0.5)]))(0), 0);
    }
  });
});

describe("An operation of any number of operands", () => {
  it("answers its identity for none, and the operand for one", () => {
    assertEquals([add(), mul(), add(3), mul(3)], [0, 1, 3, 3]);
    assertEquals(derivative((x) => add(x))(2), 1);
    assertEquals(derivative((x) => mul(x, x, x, x))(2), 32);
  });

  it("refuses what is no number, wherever it stands", () => {
    assertThrows(() => add("1" as never), TypeError, 'Cannot apply add to the string "1"');
    assertThrows(() => mul(1, 2, null as never), TypeError, "Cannot apply mul to null");
    assertThrows(() => add([1, 2] as never, 1), TypeError, "Cannot apply add to an array of 2");
    assertThrows(() => add(1n as never, 1), TypeError, "the bigint 1n");
    assertThrows(() => add(true as never, 1), TypeError, "the boolean true");
    assertThrows(() => add(Symbol() as never, 1), TypeError, "a symbol");
    assertThrows(() => add(1, 2, undefined as never), TypeError, "Cannot apply add to undefined");
    assertThrows(() => mul(undefined as never), TypeError, "Cannot apply mul to undefined");
  });

  it("takes as many as an engine passes in one call, numbers or boxes", () => {
    const ones = new Array<number>(100_000).fill(1);
    const operations: ((...xs: Scalar[]) => Scalar)[] = [add, mul, max, min, hypot];
    for (const operation of operations) {
      const list = (xs: readonly Scalar[]) => operation(...xs);
      assertEquals(list(ones), operation === add ? 1e5 : operation === hypot ? Math.sqrt(1e5) : 1);
      assertEquals(grad(list)(ones).length, ones.length);
    }
  });

  it("folds from the left, and follows what is a box from the first one on", () => {
    for (const [first, second] of mixes(2)) {
      for (const order of [[0, 1, 2], [1, 0, 2], [2, 1, 0], [1, 2, 0]]) {
        const among = (x: Scalar, one: number, other: number) =>
          order.map((i) => [x, one, other][i]);
        const total = (x: Scalar) => add(...among(x, 1e16, -1e16));
        const product = (x: Scalar) => mul(...among(x, 1e300, 1e10));
        const numbers = among(1, 1e16, -1e16) as number[];
        const factors = among(1e-5, 1e300, 1e10) as number[];
        assertEquals(value(valueAndGrad(total)(1)[0]), numbers.reduce((x, y) => x + y));
        assertEquals(value(valueAndGrad(product)(1e-5)[0]), factors.reduce((x, y) => x * y));
        assertEquals(first.derivative((x) => mul(...among(x, 2, 3), x))(5), 60);
        assertEquals(first.derivative(second.derivative((x) => mul(x, 2, x, 3)))(5), 12);
      }
    }
  });
});

describe("An operation of a list", () => {
  it("refuses what is no list of numbers, and names the element", () => {
    assertThrows(() => sum(3 as never), TypeError, "Cannot apply sum to the number 3");
    assertThrows(() => sum([1, [2]] as never), TypeError, "element 1 is an array of 1");
    assertThrows(() => mean([1, "2"] as never), TypeError, 'element 1 is the string "2"');
    assertThrows(() => dot([1], 2 as never), TypeError, "two arrays of numbers");
    assertThrows(() => dot([1], [1, 2]), RangeError, "lists of 1 and 2 numbers");
  });
});
