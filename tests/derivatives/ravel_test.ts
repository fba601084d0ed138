// A tree as a vector and back, at any depth of derivatives; and which types are trees.

import {
  add,
  derivative,
  dot,
  grad,
  hessian,
  mul,
  ravel,
  type Scalar,
  sin,
  square,
  sum,
  type Tree,
} from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { trace } from "@fluxion/ad/trace";
import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assert, type IsExact } from "@std/testing/types";

interface Layer {
  readonly weights: readonly Scalar[][];
  readonly bias: Scalar;
}

interface Network {
  readonly layers: readonly Layer[];
  readonly scale?: Scalar;
}

const network: Network = { layers: [{ weights: [[1, 2], [3, 4]], bias: 5 }], scale: 6 };

describe("ravel", () => {
  it("answers the numbers of a tree, depth first, and the way back", () => {
    const tree = { w: [[1, 2], [3]], pair: [4, { b: 5 }] as [number, { b: number }] };
    const [vector, unravel] = ravel(tree);
    const back = unravel([10, 20, 30, 40, 50]);
    assert<IsExact<typeof vector, number[]>>(true);
    assert<IsExact<typeof back, { w: number[][]; pair: [number, { b: number }] }>>(true);
    assertEquals(vector, [1, 2, 3, 4, 5]);
    assertEquals(back, { w: [[10, 20], [30]], pair: [40, { b: 50 }] });
    assertEquals(unravel(vector), tree);
  });

  it("takes one number, an empty tree, and what an interface describes", () => {
    const [one, number] = ravel(3);
    assertEquals([one, number([4])], [[3], 4]);
    const [none, nothing] = ravel({ a: [], b: {} });
    assertEquals([none, nothing([])], [[], { a: [], b: {} }]);
    const [vector, unravel] = ravel(network);
    const doubled: Network = unravel(vector.map((x) => mul(2, x)));
    assertEquals(doubled, { layers: [{ weights: [[2, 4], [6, 8]], bias: 10 }], scale: 12 });
  });

  it("keeps a Float64Array, and takes one for a vector", () => {
    const [vector, unravel] = ravel({ w: Float64Array.of(1, 2), b: 3 });
    const back = unravel(Float64Array.of(4, 5, 6));
    assert<IsExact<typeof back, { w: Float64Array<ArrayBuffer>; b: number }>>(true);
    assertEquals(vector, [1, 2, 3]);
    assertEquals(back, { w: Float64Array.of(4, 5), b: 6 });
  });

  it("holds neither the tree nor its numbers: what happens to them later does not matter", () => {
    const tree = { w: [1, 2] };
    const [vector, unravel] = ravel(tree);
    tree.w.push(3);
    vector[0] = 9;
    assertEquals([tree, unravel([7, 8])], [{ w: [1, 2, 3] }, { w: [7, 8] }]);
  });

  const start = { w: Float64Array.of(1, 2), b: 3 };
  const loss = ({ w, b }: { w: Scalar[]; b: Scalar }) => add(mul(w[0], w[0], b), sin(w[1]));

  it("makes a function of a tree one of a vector, whose Hessian is a matrix", () => {
    const [vector, unravel] = ravel(start);
    const ofVector = (x: Scalar[]) => loss(unravel(x) as { w: Scalar[]; b: Scalar });
    const gradient = grad(ofVector)(vector);
    assertEquals(unravel(gradient), grad(loss)(start));
    assertEquals(hessian(ofVector)(vector), [[6, 0, 2], [0, -Math.sin(2), 0], [2, 0, 0]]);
    // Row by row it is the Hessian by trees, ravelled.
    assertEquals(hessian(ofVector)(vector).flat(), ravel(hessian(loss)(start))[0]);
  });

  it("is followed inside derivatives of every mode and nesting, compiled and traced", () => {
    const norm = (tree: { w: Scalar[]; b: Scalar }) => {
      const [vector, unravel] = ravel(tree);
      assert<IsExact<typeof vector, Scalar[]>>(true);
      const { w, b } = unravel(vector.map(square));
      return add(sum(w), mul(2, b));
    };
    const at = { w: [1, 2], b: 3 };
    assertEquals(grad(norm)(at), { w: [2, 4], b: 12 });
    assertEquals(derivative((t) => norm({ w: [t, 2], b: t }))(3), 18);
    const slope = derivative((t) => grad(norm)({ w: [t, 2], b: mul(t, t) }).b);
    assertEquals(slope(3), 24);
    const compiled = jit(grad(norm));
    assertEquals(compiled({ w: [1, 2], b: 3 }), grad(norm)(at));
    assertEquals(compiled.stats().uncompiled, undefined);
    assertEquals(trace(norm)(at).toInfix(), "x_w_0^2 + x_w_1^2 + 2*x_b^2");
  });

  it("answers boxes in place of a Float64Array inside a derivative, and one outside", () => {
    const f = (x: Scalar[]) => {
      const { w } = ravel(start)[1](x);
      assert<IsExact<typeof w, Scalar[]>>(true);
      return dot(w, w);
    };
    assertEquals(grad(f)([1, 2, 3]), [2, 4, 0]);
    assertInstanceOf(ravel(start)[1]([1, 2, 3]).w, Float64Array);
  });

  it("refuses what is no number, and vectors that do not fit", () => {
    assertThrows(
      () => ravel({ layers: [{ name: "relu" }] }),
      TypeError,
      "Cannot ravel this tree: tree.layers[0].name is a string; it takes numbers",
    );
    const [, unravel] = ravel({ w: [1, 2] });
    assertThrows(
      () => unravel([1, 2, 3]),
      TypeError,
      "the vector is an array of 3 where the vector of the tree is an array of 2",
    );
    assertThrows(() => unravel(["1", 2] as never), TypeError, "the vector[0] is a string");
    assertThrows(() => unravel(1 as never), TypeError, "the vector is one number");
  });
});

describe("The type Tree", () => {
  const size = <P extends Tree<P>>(tree: P) => ravel(tree)[0].length;
  interface Recursive {
    readonly leaf: Scalar;
    readonly children: readonly Recursive[];
  }

  it("holds numbers, arrays, literals, and interfaces whose properties are trees", () => {
    const leaf: Recursive = { leaf: 1, children: [] };
    const literal: Tree = { a: [1, { b: Float64Array.of(2, 3) }] };
    const sizes = [
      size(1),
      size([1, [2]]),
      size(Float64Array.of(1)),
      size(network),
      size([network, network]),
      size({ leaf: 1, children: [leaf, leaf] }),
      size(leaf),
      size(literal),
    ];
    assertEquals(sizes, [1, 2, 1, 6, 12, 3, 1, 3]);
  });

  it("does not hold strings, dates, maps, or interfaces with such properties", () => {
    interface Named {
      readonly name: string;
      readonly x: Scalar;
    }
    const named: Named = { name: "a", x: 1 };
    const besidesNumbers = [
      // @ts-expect-error a string within
      () => size({ x: [1, "a"] }),
      // @ts-expect-error a string within an interface
      () => size(named),
      // @ts-expect-error a string within an interface within an array
      () => size([named]),
    ];
    assertEquals(besidesNumbers.map((taken) => taken()), [1, 1, 1]);
    const misuses = [
      // @ts-expect-error a string
      () => size("a"),
      // @ts-expect-error a date
      () => size({ when: new Date() }),
      // @ts-expect-error a map
      () => size(new Map([["x", 1]])),
      // @ts-expect-error nothing
      () => size(undefined),
    ];
    for (const misuse of misuses) assertThrows(misuse, TypeError, "Cannot ravel this tree");
  });
});
