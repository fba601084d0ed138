// Boxes of two plain numbers stand in columns where derivatives nest, and come out of them as they went in.

import { type Box, derivative, grad, mul, type Scalar, sin } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Variable } from "../../lib/values/box.ts";
import { Traced } from "../../lib/values/traced.ts";
import { Dual, PlainDual } from "../../lib/values/dual.ts";
import { companionOf, isFlatBox, numberOf } from "../../lib/values/flat_box.ts";
import { Level } from "../../lib/values/level.ts";
import type { Backpropagators } from "../../lib/values/backpropagators.ts";
import { mixes } from "../cases/mixes.ts";

const level = new Level("forward", "a test", { name: "f" });

describe("A flat box", () => {
  it("is a dual of two numbers, a variable of one, or a traced value", () => {
    assert(isFlatBox(new PlainDual(level, 2, 3)));
    assert(isFlatBox(new Variable(level, 2, 3)));
    assert(isFlatBox(new Traced(level, 2, 3)));
    const dual = new PlainDual(level, 2, 3);
    const others = [
      new Dual(level, dual, 3),
      new Variable(level, dual, 3),
      // It is a structural zero where the value at 4 is 0.
      new Traced(level, 2, 3, new Traced(level, 1, 4)),
    ];
    for (const other of others) assert(!isFlatBox(other));
  });

  it("is two numbers of which another one like it is made", () => {
    const boxes = [
      new PlainDual(level, -0, NaN),
      new Variable(level, Infinity, 7),
      new Traced(level, -0, 7),
    ];
    for (const box of boxes) {
      const other = box.withParts(numberOf(box), companionOf(box));
      assert(other !== box && other.constructor === box.constructor && other.level === level);
      assertEquals([numberOf(other), companionOf(other)], [numberOf(box), companionOf(box)]);
    }
  });
});

/** What the own of a gradient has kept when the function has run, inside derivatives of some modes. */
function backpropagatorsInside(
  outer: readonly ((f: (x: Scalar) => Scalar) => (x: Scalar) => Scalar)[],
): Backpropagators {
  let own: Backpropagators | undefined;
  const f = (x: Scalar) => {
    own = (x as Box & { level: Level }).level.backpropagators;
    let y = x;
    for (let i = 0; i < 1000; i++) y = mul(sin(y), x);
    assertEquals(own.size, 2001);
    // It is empty when the gradient has been taken.
    own = { ...own, boxes: [...own.boxes] } as Backpropagators;
    return y;
  };
  outer.reduceRight<(x: Scalar) => Scalar>((g, differentiate) => differentiate(g), grad(f))(2);
  return own!;
}

describe("The partials of a gradient", () => {
  it("inside one other derivative are in columns, all of them", () => {
    assertEquals(backpropagatorsInside([]).flat, undefined);
    for (const [{ derivative }] of mixes(1)) {
      const { boxes, flat } = backpropagatorsInside([derivative as never]);
      assertEquals(boxes, []);
      assert(flat !== undefined && isFlatBox(flat));
    }
  });

  it("inside a trace are in columns, all of them", () => {
    const traced = (f: (x: Scalar) => Scalar) => jit(f) as (x: Scalar) => Scalar;
    const { boxes, flat } = backpropagatorsInside([traced]);
    assertEquals(boxes, []);
    assert(flat instanceof Traced);
  });

  it("inside two are boxes again, where both follow them", () => {
    for (const [first, second] of mixes(2)) {
      const { boxes } = backpropagatorsInside([
        first.derivative as never,
        second.derivative as never,
      ]);
      assert(boxes.length > 1000);
    }
  });

  it("inside two of which each follows some are boxes of one, and columns of the other", () => {
    const f = derivative((a) =>
      derivative((b) => grad((x: Scalar) => mul(sin(mul(a, x)), mul(b, x)))(3))(2)
    );
    // ∂³/∂a∂b∂x sin(a·x)·b·x = 2x·cos(a·x) − a·x²·sin(a·x).
    const known = 6 * Math.cos(15) - 45 * Math.sin(15);
    assert(Math.abs(f(5) - known) < 1e-12);
  });
});
