// Sets of inputs are sets: the same elements, and the same number for the same elements, whatever unions they are
// made of.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { InputSets, NO_INPUTS } from "../../lib/sparse/input_sets.ts";
import { PairTable } from "../../lib/sparse/pair_table.ts";
import { law } from "../laws/runs.ts";

describe("Sets of inputs", () => {
  law(
    "have the elements of the sets they are made of, and equal ones one number",
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.array(fc.record({ left: fc.nat(), right: fc.nat(), reads: fc.boolean() }), {
        minLength: 1,
        maxLength: 120,
        size: "max",
      }),
      fc.boolean(),
      (inputs, unions, isChain) => {
        const sets = new InputSets(inputs);
        const made: { set: number; model: Set<number> }[] = [{ set: NO_INPUTS, model: new Set() }];
        for (let i = 0; i < inputs; i++) made.push({ set: sets.single(i), model: new Set([i]) });
        for (const { left, right, reads } of unions) {
          const a = isChain ? made[made.length - 1] : made[left % made.length];
          const b = made[right % made.length];
          const set = sets.union(a.set, b.set);
          made.push({ set, model: a.model.union(b.model) });
          if (reads) sets.elementsOf(set);
        }
        const numbers = new Map<string, number>();
        for (const { set, model } of made) {
          const elements = [...model].sort((a, b) => a - b);
          assertEquals([...sets.elementsOf(set)], elements);
          assertEquals(sets.sizeOf(set), elements.length);
          const number = sets.canonicalOf(set);
          assertEquals(numbers.get(elements.join()) ?? number, number);
          numbers.set(elements.join(), number);
        }
      },
    ),
  );

  it("keep a running sum of many inputs as what it is made of, and the whole of it is right", () => {
    const inputs = 200_000;
    const sets = new InputSets(inputs);
    let running = NO_INPUTS;
    for (let i = 0; i < inputs; i++) running = sets.union(running, sets.single(i));
    assertEquals(sets.sizeOf(running), inputs);
    assertEquals(sets.elementsOf(running)[inputs - 1], inputs - 1);
  });

  it("join a set to itself, to the empty one, and to a part of it, without another set", () => {
    const sets = new InputSets(3);
    const both = sets.union(sets.single(0), sets.single(2));
    assertEquals(sets.union(both, both), both);
    assertEquals(sets.union(NO_INPUTS, both), both);
    assertEquals(sets.union(both, NO_INPUTS), both);
    assertEquals(sets.union(both, sets.single(0)), both);
  });
});

describe("A table of pairs", () => {
  law(
    "has the value that each pair was given last",
    fc.property(
      fc.array(fc.tuple(fc.nat(40), fc.nat(2 ** 30), fc.nat(2 ** 30)), {
        maxLength: 600,
        size: "max",
      }),
      (entries) => {
        const table = new PairTable();
        const model = new Map<string, number>();
        for (const [a, b, value] of entries) {
          assertEquals(table.get(a, b), model.get(`${a},${b}`) ?? -1);
          table.set(a, b, value);
          model.set(`${a},${b}`, value);
        }
        for (const [a, b] of entries) assertEquals(table.get(a, b), model.get(`${a},${b}`));
      },
    ),
  );
});
