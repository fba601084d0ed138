// The variants of a compiled function are a tree of questions: an outcome leads to those that go on from it.

import { lt, mul, type Scalar, value } from "@fluxion/ad";
import type { GuardedTrace } from "../../lib/program/guarded_trace.ts";
import { remembered, Variants } from "../../lib/jit/variants.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { pathAt } from "../wasm/paths.ts";

type OfList = (xs: Scalar[]) => Scalar[];

/** A tree of the paths at some points, each called by its number. */
function treeOf(f: OfList, points: readonly (readonly number[])[]): Variants<number> {
  const variants = new Variants<number>();
  points.forEach((point, i) => variants.add(pathAt(f, point), i));
  return variants;
}

const codes = ({ list }: Variants<number>) => list.map(({ code }) => code);

describe("Variants", () => {
  const signs: OfList = (xs) => [xs.reduce((y, x) => lt(x, 0) ? mul(y, 2) : y, 1 as Scalar)];

  it("stand in a list, in the order in which they came", () => {
    assertEquals(codes(treeOf(signs, [[1, 1], [-1, 1], [1, -1]])), [0, 1, 2]);
  });

  it("have one question for each guard, and share those before they part", () => {
    const { list: [both, left, right] } = treeOf(signs, [[1, 1], [-1, 1], [1, -1]]);
    assertEquals([both, left, right].map(({ questions }) => questions.length), [2, 2, 2]);
    assertEquals(both.questions[0] === left.questions[0], true);
    assertEquals(both.questions[0] === right.questions[0], true);
    assertEquals(both.questions[1] === right.questions[1], true);
    assertEquals(both.questions[1] === left.questions[1], false);
  });

  it("are found behind the other outcome of a question, or are not there", () => {
    const { list: [both, left] } = treeOf(signs, [[1, 1], [-1, 1], [1, -1]]);
    assertEquals(both.questions[0].after(true)?.code, 1);
    assertEquals(both.questions[1].after(true)?.code, 2);
    assertEquals(left.questions[1].after(true), undefined);
    assertEquals(left.questions[0].after(false)?.code, 0);
  });

  it("are found by the number itself: −0, 0 and NaN are three", () => {
    const points = [0, -0, NaN, 1].map((x) => [x]);
    const { list } = treeOf(([x]) => [value(x)], points);
    const [question] = list[0].questions;
    assertEquals([0, -0, NaN, 1, 2].map((x) => question.after(x)?.code), [0, 1, 2, 3, undefined]);
  });

  it("are all forgotten where another asks something else, since what is closed over has changed", () => {
    let bound = 0;
    const f: OfList = ([x]) => [lt(x, bound) ? mul(2, x) : x];
    const variants = treeOf(f, [[1], [-1]]);
    bound = 5;
    variants.add(pathAt(f, [9]), 7);
    assertEquals(codes(variants), [7]);
    assertEquals(variants.list[0].questions.length, 1);
  });

  it("are all forgotten where another goes the same way and is another program", () => {
    let factor = 2;
    const f: OfList = ([x]) => [mul(factor, x)];
    const variants = treeOf(f, [[1]]);
    factor = 3;
    variants.add(pathAt(f, [1]), 7);
    assertEquals(codes(variants), [7]);
  });

  it("are all forgotten where another has a guard more or less than its path", () => {
    let asksMore = false;
    const f: OfList = ([x]) => [lt(x, 0) && asksMore && lt(x, -5) ? x : mul(2, x)];
    const variants = treeOf(f, [[-1]]);
    asksMore = true;
    variants.add(pathAt(f, [-1]), 7);
    assertEquals(codes(variants), [7]);
    asksMore = false;
    variants.add(pathAt(f, [-1]), 8);
    assertEquals(codes(variants), [8]);
  });

  it("stay where the program differs only after they have parted", () => {
    let factor = 2;
    const f: OfList = ([x]) => [lt(x, 0) ? mul(factor, x) : x];
    const variants = treeOf(f, [[1]]);
    factor = 3;
    variants.add(pathAt(f, [-1]), 7);
    assertEquals(codes(variants), [0, 7]);
  });

  it("are the first with no questions at all, too", () => {
    const empty: GuardedTrace = pathAt(([x]) => [x], [1]);
    const variants = new Variants<number>();
    assertEquals(variants.add(empty, 3).questions, []);
    assertEquals(codes(variants), [3]);
  });

  it("remember of a path that is never merged what stands before its last question", () => {
    const path = pathAt(([x]) => [mul(lt(x, 0) ? mul(x, 2) : mul(x, 3), mul(x, x))], [1]);
    assertEquals(String(remembered(path, true).graph), String(path.graph));
    const { graph, guards, outputs } = remembered(path, false);
    assertEquals(guards, path.guards);
    assertEquals(outputs, path.outputs);
    assertEquals(graph.size, guards[0].at);
    assertEquals(String(graph), String(path.graph).split("\n").slice(0, graph.size).join("\n"));
  });
});
