// Choices by numbers that are computed: indices of extremes, elements by an index, places in a sorted list. They have
// the same bits in every mode and compiled, where one program does for all choices.

import {
  add,
  argmax,
  argmin,
  argsort,
  derivative,
  div,
  dot,
  eq,
  floor,
  grad,
  hessian,
  hvp,
  interpolate,
  jacfwd,
  jvp,
  map,
  mul,
  quantile,
  type Scalar,
  scan,
  searchSorted,
  sin,
  sort,
  square,
  sub,
  sum,
  take,
  vjp,
} from "@fluxion/ad";
import { checkGrads } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { sparsity } from "@fluxion/ad/sparse";
import { derivatives } from "@fluxion/ad/taylor";
import { trace } from "@fluxion/ad/trace";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { assertClose } from "../assert_close.ts";
import { mixes, repeated } from "../cases/mixes.ts";
import { law } from "../laws/runs.ts";
import { assertSame } from "../laws/same.ts";
import { wildNumber } from "../laws/wild.ts";

type OfList = (xs: Scalar[]) => Scalar;

const long = Array.from({ length: 50 }, (_, i) => Math.sin(i));
const ascending = long.map((_, i) => i / 5 - 4);

const pairs = long.map((x, i) => [x, i]);

/** Functions of three numbers that choose by them. */
const choosing: { readonly [name: string]: OfList } = {
  "the square of the least": (xs) => square(take(xs, argmin(xs))),
  "a product of extremes": (xs) => mul(take(xs, argmax(xs)), take(xs, argmin(xs)), xs[1]),
  "the neighbour of the largest": (xs) => sin(take(xs, sub(argmax(xs), 1))),
  "a short table": (xs) => sum(xs.map((x) => mul(x, take([1, -0, Infinity], floor(x))))),
  "a long table": (xs) => sum(xs.map((x) => mul(x, take(long, floor(mul(9, x)))))),
  "a typed table": (xs) => mul(xs[0], take(Float64Array.from(long), floor(xs[1]))),
  "numbers among boxes": (xs) => mul(xs[0], take([xs[1], 5, xs[2], Infinity], floor(xs[0]))),
  "an index that is not whole": (xs) => add(xs[1], take([...xs, ...xs], div(xs[0], 2))),
  "a row": ([x, y, z]) => sum(take([[x, y], [y, z], [3, x]], argmax([x, y, z])).map(square)),
  "a row of many constants": (xs) => dot(take(pairs, floor(mul(9, xs[0]))), [xs[1], xs[2]]),
  "several indices": (xs) => sum(take(xs, [argmax(xs), -1, floor(xs[0])])),
  "a place in a list": (xs) => mul(xs[0], searchSorted(ascending, xs[1])),
  "a place behind": (xs) => mul(xs[0], searchSorted([-1, 0, 0, 2], xs[1], { side: "right" })),
  "a place among boxes": ([x, y, z]) => mul(x, searchSorted([add(x, -3), y, add(y, 2)], z)),
  "lines through points": (xs) => interpolate(sum(xs), ascending, long),
  "cubics through points": (xs) => interpolate(xs[0], ascending, long, { method: "cubic" }),
  "lines through boxes": ([x, y, z]) => interpolate(x, [-1, 0, 1, 2], [y, z, 7, y]),
  "a sum without the largest": (xs) => sum(sort(xs.map(square)).slice(0, 2)),
  "weights by the order": (xs) => dot(sort(xs), [3, 2, -1]),
  "an order with numbers and twice the same": ([x, y, z]) =>
    mul(z, take(sort([x, 2, y, x, -0]), [1, 3])[1]),
  "a list in the order of another": (xs) =>
    dot(take(xs, argsort(xs.map((x) => mul(-1, x)))), [1, 2, 4]),
  "a look-up in each round of a loop": (xs) =>
    scan(
      (s: Scalar, i: Scalar): [Scalar, Scalar] => {
        const next = add(mul(0.5, s), take(xs, argmin([s, xs[1], i])));
        return [next, next];
      },
      xs[0],
      [0.5, 1, 2, 3],
    )[0],
  "a look-up for each element": (xs) =>
    sum(map((x: Scalar) => mul(x, take(xs, floor(x)), take(long, floor(x))), [0, 1, 2, 1, 9])),
};

const ways: { readonly [name: string]: (f: OfList) => (xs: number[]) => unknown } = {
  "a value": (f) => (xs) => f(xs),
  grad: (f) => grad(f),
  jacfwd: (f) => jacfwd(f),
  hessian: (f) => hessian(f),
  hvp: (f) => (xs) => hvp(f)(xs, [1, 2, -1]),
};

const points = [
  [1, 2, 3],
  [3, 1, 2],
  [0, 0, 0],
  [NaN, 1, 2],
  [1, NaN, -0],
  [Infinity, -Infinity, 0],
  [-1, -2, -3],
  [2.5, 0, 1],
];

describe("A choice by a number that is computed", () => {
  for (const [name, f] of Object.entries(choosing)) {
    it(`is one program for all choices, with the bits of the function: ${name}`, () => {
      for (const way of Object.values(ways)) {
        const own = way(f);
        const compiled = jit(own, { eager: true });
        for (const at of points) assertSame(compiled(at), own(at));
        // Loops have an uncompiled run in between where a step is new.
        assert(compiled.stats().variants <= 1, `${compiled.stats().variants} variants`);
      }
    });

    law(
      `has the bits of the function at any numbers: ${name}`,
      fc.property(
        fc.constantFrom(...Object.keys(ways)),
        fc.array(fc.array(wildNumber, { minLength: 3, maxLength: 3 }), {
          minLength: 2,
          maxLength: 4,
        }),
        (way, points) => {
          const own = ways[way](f);
          const compiled = jit(own, { eager: true });
          for (const at of points) assertSame(compiled(at), own(at));
        },
      ),
    );

    it(`agrees in all modes, and with differences: ${name}`, () => {
      const at = [0.7, 1.3, 2.2];
      checkGrads(f, [at], { order: 2 });
      assertClose(jacfwd(f)(at) as number[], grad(f)(at) as number[]);
    });
  }

  it("is followed in every nest by the element that is selected", () => {
    for (const order of [1, 2, 3]) {
      for (const mix of mixes(order)) {
        const f = (x: Scalar) => take([5, mul(x, x, x), square(x)], argmax([1, mul(3, x), x]));
        assertEquals(repeated(mix, f)(2), [12, 12, 6][order - 1]);
      }
    }
  });

  it("is a look-up of the series, in one run for all orders, and a pattern without the others", () => {
    const f = (x: Scalar) => take([1, mul(x, x, x), 5], argmin([3, sub(x, 9), x]));
    assertEquals(derivatives(f, 3)(2), [8, 12, 12, 6]);
    const pattern = sparsity((xs: Scalar[]) => [take(xs, argmax(xs)), take(xs, 0)])([1, 5, 2]);
    assertEquals(
      pattern.toString(),
      sparsity((xs: Scalar[]) => [xs[1], xs[0]])([1, 5, 2]).toString(),
    );
  });

  it("is a step of a trace that has a name, and asks nothing", () => {
    const traced = trace((xs: Scalar[]) => take(xs, argmax(xs)))([1, 5, 2]);
    const names = traced.steps.map(({ operation }) => operation);
    assert(names.includes("argmax") && names.includes("element"), names.join());
  });

  it("has a pullback that is called again", () => {
    const [, pullback] = vjp((xs: Scalar[]) => take(xs, argmin(xs)), [[3, 1, 2]]);
    assertEquals([pullback(2), pullback(3)], [[0, 2, 0], [0, 3, 0]]);
    assertEquals(jvp((xs: Scalar[]) => take(xs, -1), [[3, 1, 2]], [[1, 2, 4]]), [2, 4]);
  });
});

describe("Elements by an index", () => {
  it("are counted from the end by negative indices, and NaN where there are none", () => {
    const xs = [10, 20, 30];
    assertEquals(take(xs, [0, 2, -1, -3, -0]), [10, 30, 30, 10, 10]);
    assertEquals(
      take(xs, [3, -4, 0.5, NaN, Infinity, -Infinity, 2 ** 40]),
      xs.map(() => NaN).concat(
        [NaN, NaN, NaN, NaN],
      ),
    );
    assertEquals([take([], 0), take([], -1), take([7], 0)], [NaN, NaN, 7]);
    assertEquals(take(Int32Array.of(4, 5), 1), 5);
    assertEquals(take([[1, 2], [3, 4]], [1, -2]), [[3, 4], [1, 2]]);
    assertEquals(take([[1, 2], [3, 4]], 2), [NaN, NaN]);
    assertEquals(take([Float64Array.of(1, 2), Float64Array.of(3, 4)], 1), [3, 4]);
    assertEquals(take(Float64Array.from(xs), Int32Array.of(2, -3)), [30, 10]);
  });

  it("that are not there have no derivative", () => {
    const f = (index: number) => (xs: Scalar[]) => take(xs, index);
    for (const index of [3, 0.5, NaN]) assertEquals(grad(f(index))([1, 2, 3]), [0, 0, 0]);
  });

  it("are found in lists of any length, in place of a derivative for each", () => {
    const n = 1_000_000;
    const xs = Array.from({ length: n }, (_, i) => Math.cos(i));
    const gradient = grad((xs: Scalar[]) => square(take(xs, argmax(xs))))(xs);
    assertEquals(gradient[0], 2);
    assertEquals(gradient.indexOf(2, 1), -1);
    assertEquals(sum(gradient), 2);
  });

  it("follow tables whose numbers change between traces", () => {
    const table = [...long];
    const look = () => jit((x: Scalar) => take(table, floor(x)), { eager: true })(3);
    assertEquals(look(), long[3]);
    table[3] = 7;
    assertEquals(look(), 7);
  });

  it("refuse what is no list, and rows of different lengths", () => {
    assertThrows(() => take(3 as never, 0), TypeError, "it takes an array of numbers");
    assertThrows(() => take([[1, 2], [3]], 0), RangeError, "row 1");
    assertThrows(() => take([1, 2], "0" as never), TypeError, "take");
  });
});

describe("A sorted order", () => {
  law(
    "is stable, with NaN last, compiled as well",
    fc.property(fc.array(wildNumber, { maxLength: 24 }), (numbers) => {
      const order = argsort(numbers);
      const compiled = jit((...xs: Scalar[]) => argsort(xs).map((i) => add(i, -0)), {
        eager: true,
      });
      const sorted = jit((...xs: Scalar[]) => sort(xs), { eager: true });
      assertEquals(compiled(...numbers), order);
      assertSame(sorted(...numbers), sort(numbers));
      assertSame(take(numbers, order), sort(numbers));
      for (let k = 1; k < order.length; k++) {
        const [x, y] = [numbers[order[k - 1]], numbers[order[k]]];
        const ties = x === y || (x !== x && y !== y);
        assert(ties ? order[k - 1] < order[k] : x < y || y !== y);
      }
    }),
  );

  it("is one program for a hundred elements in any order", () => {
    const loss = grad((xs: Scalar[]) => sum(sort(xs.map(square)).slice(0, 80)));
    const compiled = jit(loss, { eager: true });
    for (let run = 0; run < 5; run++) {
      const xs = Array.from({ length: 100 }, (_, i) => Math.sin(i * 12.9 + run));
      assertSame(compiled(xs), loss(xs));
    }
    assertEquals(compiled.stats().variants, 1);
  });

  it("of nothing is empty, and refuses what is no list", () => {
    assertEquals([sort([]), argsort([]), argsort([5])], [[], [], [0]]);
    assertThrows(() => argsort(3 as never), TypeError, "it takes an array of numbers");
  });
});

describe("A quantile", () => {
  it("has the value that it has of numbers where its q is differentiated, or another in each call", () => {
    const compiled = jit((xs: Scalar[], q: Scalar) => quantile(xs, q), { eager: true });
    for (const xs of [[-0, 0, -0], [1, Infinity, 2], [-Infinity, 3, 4], [5, 1, 3]]) {
      for (const q of [0, 0.5, 0.25, 1, 0.5]) {
        const known = quantile(xs, q);
        assertSame(compiled(xs, q), known);
        assertSame(jvp((q: Scalar) => quantile(xs, q), [q], [1])[0], known);
      }
    }
    // At the last element or in front of it.
    assertEquals(compiled.stats().variants, 2);
  });
});

describe("The index of an extreme, in a program", () => {
  it("is a number where one is wanted, each with a variant of its own", () => {
    const f = (xs: Scalar[]) => mul(xs[argmax(xs)], argmax(xs) + 1);
    const compiled = jit(grad(f), { eager: true });
    for (const at of [[1, 5, 2], [5, 1, 2], [2, 2, 2], [1, 5, 2]]) {
      assertEquals(compiled(at), grad(f)(at));
    }
    assertEquals(compiled.stats().variants, 2);
  });

  it("is compared by eq", () => {
    const f = jit((xs: Scalar[]) => eq(argmin(xs), 1) ? xs[0] : xs[2], { eager: true });
    assertEquals([f([5, 1, 2]), f([0, 1, 2]), f([6, 0, 3])], [5, 2, 6]);
  });

  it("is that of the first NaN, of the first that ties, and −1 of nothing", () => {
    const lists = [[3], [1, 7, 7], [2, NaN, 5, NaN], [NaN, 9, 1], [-0, 0, -0], [5, 4, 4]];
    for (const xs of lists) {
      for (const  of of[argmax, argmin]) {
        const compiled = jit((...xs: Scalar[]) => add(of(xs), 0), { eager: true });
        assertEquals(compiled(...xs), of(xs));
        assertEquals(compiled(...xs.toReversed()), of(xs.toReversed()));
      }
    }
  });
});

describe("Places in a sorted list", () => {
  it("are in front of what equals a number, or behind it, NaN last", () => {
    const xs = [-Infinity, 1, 2, 2, NaN, NaN];
    assertEquals([-Infinity, 0, 2, 3, Infinity, NaN].map((x) => searchSorted(xs, x)), [
      0,
      1,
      2,
      4,
      4,
      4,
    ]);
    const right = (x: number) => searchSorted(xs, x, { side: "right" });
    assertEquals([-Infinity, 0, 2, 3, Infinity, NaN].map(right), [1, 1, 4, 4, 4, 6]);
    assertEquals([searchSorted([], 1), searchSorted([-0], 0)], [0, 0]);
  });

  law(
    "are as many as elements are less, or not greater",
    fc.property(fc.array(wildNumber, { maxLength: 70 }), wildNumber, (numbers, x) => {
      const xs = Float64Array.from(numbers).sort();
      const isLess = (a: number, b: number) => a < b || (b !== b && a === a);
      assertEquals(searchSorted(xs, x), [...xs].filter((own) => isLess(own, x)).length);
      assertEquals(
        searchSorted(xs, x, { side: "right" }),
        [...xs].filter((own) => !isLess(x, own)).length,
      );
      const compiled = jit((x: Scalar) => add(searchSorted(xs, x), 0), { eager: true });
      assertEquals(compiled(x), searchSorted(xs, x));
    }),
  );

  it("refuse another side or option, and what is no list", () => {
    const wrong = (options: unknown) => () => searchSorted([1], 1, options as never);
    assertThrows(wrong({ side: "up" }), TypeError, '"left" or "right"');
    assertThrows(wrong({ sides: "left" }), TypeError, "write side");
    assertThrows(() => searchSorted(1 as never, 1), TypeError, "it takes an array of numbers");
  });

  it("have no derivative", () => {
    assertEquals(derivative((x) => searchSorted([1, 2, 3], x))(2), 0);
  });
});
