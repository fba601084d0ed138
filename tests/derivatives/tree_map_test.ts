// A function applied to the leaves of trees, outside and inside derivatives, and generic code that is written with it.

import {
  add,
  dot,
  grad,
  hvp,
  jvp,
  mul,
  type Scalar,
  type Scalars,
  square,
  sub,
  sum,
  treeMap,
  valueAndGrad,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { overScalars } from "@fluxion/ad/operators";
import { assertAlmostEquals, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Gradient descent over any parameters, as a user would write it. */
function descend<P>(f: (p: Scalars<P>) => Scalar, start: P, steps = 100): P {
  const slope = grad(f);
  let p = start;
  for (let k = 0; k < steps; k++) p = treeMap((x, dx) => sub(x, mul(0.25, dx)), p, slope(p));
  return p;
}

describe("treeMap", () => {
  it("applies a function to every number, and keeps the shape and what is no number", () => {
    const tree = {
      w: [[1, 2], [3]],
      b: Float64Array.of(4),
      name: "line",
      pair: [5, null] as const,
    };
    const doubled = treeMap((x) => mul(2, x), tree);
    assertEquals<unknown>(doubled, {
      w: [[2, 4], [6]],
      b: Float64Array.of(8),
      name: "line",
      pair: [10, null],
    });
    assertInstanceOf(doubled.b, Float64Array);
    assertEquals(treeMap((x) => x + 1, 2), 3);
    assertEquals<unknown>(treeMap((x) => x, { a: [], b: {} }), { a: [], b: {} });
  });

  it("takes the numbers at the same place of several trees", () => {
    assertEquals(
      treeMap((x, y, z) => x + y * z, { a: 1, b: [2] }, { a: 3, b: [4] }, { a: 5, b: [6] }),
      { a: 16, b: [26] },
    );
  });

  it("is differentiated in either mode, and compiled", () => {
    const f = (x: Scalar[]) => sum(treeMap((own) => square(own), x));
    assertEquals(grad(f)([1, 2]), [2, 4]);
    assertEquals(hvp(f)([1, 2], [1, 10]), [2, 20]);
    assertEquals(jvp(f, [[1, 2]], [[1, 1]]), [5, 6]);
    assertEquals(jit(grad(f))([1, 2]), [2, 4]);
    assertEquals(
      grad((rate: Scalar) => sum(treeMap((x) => mul(rate, x), [1 as Scalar, 2])))(3),
      3,
    );
  });

  it("makes a tree of arrays where a typed array has to hold what is differentiated", () => {
    const scaled = (rate: Scalar) => sum(treeMap((x) => mul(rate, x), Float64Array.of(1, 2)));
    assertEquals(grad(scaled)(3), 3);
  });

  it("refuses trees of other structures, what is no tree, and results that are no numbers", () => {
    assertThrows(
      () => treeMap((x, y) => x + y, { a: [1, 2] }, { a: [1] }),
      TypeError,
      "others[0].a",
    );
    assertThrows(() => treeMap((x) => x, new Map() as never), TypeError, "tree is a Map");
    assertThrows(() => treeMap((() => "a") as never, [1]), TypeError, 'returned the string "a"');
    assertThrows(() => treeMap(3 as never, [1]), TypeError, "Cannot map a tree by the number 3");
    let escaped: Scalar = 0;
    grad((x) => escaped = x)(1);
    assertThrows(() => treeMap((x) => x, [escaped]), Error);
    assertThrows(() => treeMap(() => escaped, [1]), Error);
  });
});

describe("Generic code", () => {
  it("descends over numbers, vectors, tuples, typed arrays, trees and interfaces", () => {
    interface Line {
      readonly slope: Scalar;
      readonly offsets: readonly Scalar[];
    }
    const loss = ({ slope, offsets }: Line) => add(square(sub(slope, 3)), dot(offsets, offsets));
    const { slope, offsets: [offset] } = descend(loss, { slope: 1, offsets: [2] });
    assertAlmostEquals(slope, 3, 1e-12);
    assertAlmostEquals(offset, 0, 1e-12);
    assertEquals(descend((x) => dot(x, x), [4, 8], 2), [1, 2]);
    assertEquals(descend(([x, y]) => add(square(x), y), [4, 8] as [number, number], 1), [2, 7.75]);
    assertEquals(descend((x) => dot(x, x), Float64Array.of(4, 8), 1), Float64Array.of(2, 4));
    assertEquals(descend(square, 4, 1), 2);
  });

  it("is differentiated itself: the result of a descent by where it starts", () => {
    const end = (start: Scalar[]) => sum(descend((x: Scalar[]) => dot(x, x), start, 2));
    assertEquals(grad(end)([4, 8]), [0.25, 0.25]);
  });

  it("takes values with gradients, and products with Hessians", () => {
    function newton<P>(f: (p: Scalars<P>) => Scalar, at: P): [Scalar, P] {
      const [value, slope] = valueAndGrad(f)(at);
      return [value, hvp(f)(at, slope)];
    }
    assertEquals(newton((x) => dot(x, x), [1, 2]), [5, [4, 8]]);
  });

  it("differentiates functions that are written with operators", () => {
    const loss = overScalars(({ w }: { w: number[] }) => w[0]);
    assertEquals(descend(loss, { w: [1, 2] }, 1), { w: [0.75, 2] });
  });
});
