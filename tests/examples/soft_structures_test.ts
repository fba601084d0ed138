"use ad";
// The soft stack and the machine that learns on it: with whole amounts it is an ordinary stack, with parts it
// has a derivative, and what is learnt on short texts holds on long ones.

import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { sum } from "@fluxion/ad";
import { overScalars } from "@fluxion/ad/operators";
import { checkGrads } from "@fluxion/ad/check";
import { seeded } from "../../examples/random.ts";
import {
  accuracy,
  brackets,
  bracketTexts,
  decided,
  loss,
  type Machine,
  matched,
  untaught,
} from "../../examples/soft_brackets.ts";
import { pop, push, type SoftStack, top } from "../../examples/soft_stack.ts";
import { learn } from "../../examples/soft_structures.ts";
import { plot } from "../../examples/soft_structures_plot.ts";
import { report } from "../../examples/soft_structures_report.ts";

describe("A soft stack", () => {
  it("is an ordinary stack where amounts are whole", () => {
    const uniform = seeded(3);
    const ordinary: number[] = [];
    let soft: SoftStack = [];
    for (let i = 0; i < 200; i++) {
      if (uniform() < 0.5) {
        ordinary.pop();
        soft = pop(soft, 1);
      } else {
        ordinary.push(i);
        soft = push(soft, [i], 1);
      }
      assertEquals(top(soft, 1), [ordinary.at(-1) ?? 0]);
      assertEquals(sum(soft.map(({ strength }) => strength)), ordinary.length);
    }
  });

  it("shows at its top as much of each element as fits into one unit", () => {
    const stack = push(push(push([], [1, 0, 0], 0.9), [0, 1, 0], 0.5), [0, 0, 1], 0.3);
    [0.2, 0.5, 0.3].forEach((share, k) => assertAlmostEquals(top(stack, 3)[k], share, 1e-15));
    [0.6, 0.4, 0].forEach((share, k) =>
      assertAlmostEquals(top(pop(stack, 0.4), 3)[k], share, 1e-15)
    );
  });

  it("has a derivative by the amounts and by the vectors that agrees with differences", () => {
    const program = (amounts: number[], vector: number[]) => {
      const stack = push(push([], vector, amounts[0]), [2, 3], amounts[1]);
      return top(push(pop(stack, amounts[2]), [1, -1], amounts[3]), 2);
    };
    checkGrads(
      overScalars(program),
      [[0.8, 0.7, 0.4, 0.2], [1, 5]],
      { order: 1 },
    );
  });
});

describe("The texts", () => {
  it("say after each bracket which must close next", () => {
    const text = [..."([]{})("].map((bracket) => brackets.indexOf(bracket));
    assertEquals(matched(text), [0, 1, 0, 2, 0, 3, 0]);
  });

  it("close only what was opened last", () => {
    for (const text of bracketTexts(20, 50, 1)) {
      const open: number[] = [];
      for (const bracket of text) {
        if (bracket < 3) open.push(bracket);
        else assertEquals(open.pop(), bracket - 3);
      }
    }
  });
});

describe("A machine", () => {
  it("that is told the algorithm makes no mistake", () => {
    const always = (x: number) => x * Infinity;
    const kinds = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    const told: Machine = {
      table: [...brackets].map((_, i) => ({
        pop: always(i < 3 ? -1 : 1),
        push: always(i < 3 ? 1 : -1),
        vector: kinds[i % 3],
      })),
      reading: [
        ...kinds.map((weights) => ({ weights, bias: 0 })),
        { weights: [0, 0, 0], bias: 0.5 },
      ],
    };
    assertEquals(accuracy(told, bracketTexts(20, 100, 2)), 1);
  });

  it("that is untaught has the loss of little more than a guess among four", () => {
    assertAlmostEquals(loss(untaught(1), bracketTexts(50, 10, 3)), Math.log(4), 0.3);
  });
});

describe("The lesson", () => {
  const findings = learn(2);
  const { lessons, trials } = findings;

  it("leads from random starts to a machine that pushes what opens and pops it at what closes", () => {
    for (const { after } of lessons) {
      const amounts = decided(after).table.map(({ pop, push }) => [pop, push]);
      const [opening, closing] = [[-Infinity, Infinity], [Infinity, -Infinity]];
      assertEquals(amounts, [opening, opening, opening, closing, closing, closing]);
    }
  });

  it("carries, once rounded, to texts thirty times as long, where no rule without memory does", () => {
    for (const { rounded } of lessons) assertEquals(rounded, 1);
    const last = trials.at(-1)!;
    assertEquals([last.length, last.rounded], [300, 1]);
    assert(last.memoryless < 0.8 && last.soft < 1);
  });

  it("is told in a report and a picture", async () => {
    assertMatch(report(findings), /\( +0\.\d+ +0\.\d+ +pop 0, push 1/);
    const svg = await plot(findings);
    assert(svg.includes("Right answers on longer texts") && !/NaN|Infinity|undefined/.test(svg));
  });
});
