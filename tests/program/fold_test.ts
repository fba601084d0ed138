// Folding finds the loops of a sequence: nested, with rounds of different length, after a beginning that is unlike.

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { folded } from "../../lib/program/fold.ts";
import { type BodyPart, foldedLength, type Loop, type Piece } from "../../lib/program/loops.ts";
import type { Sequence } from "../../lib/program/rounds.ts";
import { law } from "../laws/runs.ts";

/** A sequence of letters without operands. */
function letters(text: string): Sequence {
  return {
    length: text.length,
    kindOf: (item) => text.charCodeAt(item),
    countOf: () => 0,
    positionOf: () => NaN,
  };
}

/** Letters, and loops as in `3(ab)`; where rounds differ, with the counts of all runs. */
function shown(text: string): string {
  const partText = (part: BodyPart): string =>
    part.kind === "leaf"
      ? text[part.items[0]]
      : `${[...new Set(part.counts)].join("/")}(${part.body.map(partText).join("")})`;
  return folded(letters(text)).map((piece) =>
    typeof piece === "number" ? text[piece] : partText(piece)
  ).join("");
}

/** The items of pieces, in the order in which they run. */
function itemsOf(pieces: readonly Piece[]): number[] {
  const items: number[] = [];
  // How often each part has run so far.
  const runs = new Map<BodyPart, number>();
  const run = (part: BodyPart) => {
    const time = runs.get(part) ?? 0;
    runs.set(part, time + 1);
    if (part.kind === "leaf") items.push(part.items[time]);
    else {
      assertEquals(part.starts[time], items.length);
      for (let round = 0; round < part.counts[time]; round++) part.body.forEach(run);
      assertEquals(part.ends[time], items.length);
    }
  };
  for (const piece of pieces) {
    if (typeof piece === "number") items.push(piece);
    else run(piece);
  }
  return items;
}

describe("Folding", () => {
  it("finds a stretch that repeats, and leaves what is before and after it", () => {
    assertEquals(shown("x" + "abc".repeat(10) + "ay"), "x10(abc)ay");
  });

  it("leaves alone what is short, and what repeats twice", () => {
    assertEquals(shown("ababab"), "ababab");
    const word = "abcdefghijklmnopqrstuvwxyz";
    assertEquals(shown(word + word), word + word);
    assertEquals(shown(word + word + word), `3(${word})`);
  });

  it("finds loops in loops", () => {
    assertEquals(shown(("ab".repeat(20) + "c").repeat(5)), "5(20(ab)c)");
    const inner = "a".repeat(30) + "b";
    assertEquals(shown((inner.repeat(4) + "c").repeat(3) + "d"), "3(4(30(a)b)c)d");
  });

  it("finds loops whose inner loops have more rounds each time", () => {
    const growing = [30, 31, 32, 33].map((count) => "ab".repeat(count) + "c").join("");
    assertEquals(shown(growing), "4(30/31/32/33(ab)c)");
  });

  it("takes as one round what repeats in several, if what they read moves evenly only then", () => {
    // Every second item reads input 0, and every other one the next of the inputs.
    const text = "a".repeat(100);
    const alternating: Sequence = {
      ...letters(text),
      countOf: () => 1,
      positionOf: (item) => item % 2 === 0 ? -1 : -2 - item,
    };
    const pieces = folded(alternating);
    assertEquals(pieces.length, 1);
    const { counts, body } = pieces[0] as Loop;
    assertEquals([counts[0], body.length], [50, 2]);
  });

  it("begins rounds where they carry least", () => {
    // Each b reads the a before it, also the first, whose a is in no round.
    const sequence: Sequence = {
      ...letters("b" + "ab".repeat(50)),
      countOf: () => 1,
      positionOf: (item) => item % 2 === 0 ? item - 1 : -1 - item,
    };
    const [before, loop] = folded(sequence);
    assertEquals(before, 0);
    assertEquals([(loop as Loop).starts[0], (loop as Loop).counts[0]], [1, 50]);
  });

  it("does not begin rounds with what reads something else than what all of them read", () => {
    // Two sums in each round: products of the number at 0 with what lies unevenly, subtracted from columns. Before them is
    // half a round, which has a product of another number, and the next of the second column.
    const reads = (item: number): [number, number] => {
      const half = item - 1 >> 1;
      if (item % 2 === 0) return [-1000 - 1000 * (half % 2) - (half >> 1), item - 1];
      return [-10 - half * half, half === 0 ? -1 : 0];
    };
    const sequence: Sequence = {
      ...letters("e" + "ms".repeat(61)),
      countOf: () => 2,
      positionOf: (item, operand) => item === 0 ? NaN : reads(item)[operand],
    };
    const loop = folded(sequence).find((piece) => typeof piece !== "number")!;
    assertEquals([loop.starts[0], loop.counts[0], loop.body.length], [3, 30, 4]);
  });

  it("does not take for rounds what reads here and there", () => {
    const wild: Sequence = {
      ...letters("ab".repeat(200)),
      countOf: () => 2,
      positionOf: (item, operand) => -Math.floor(1e6 * Math.abs(Math.sin(item * item + operand))),
    };
    assertEquals(folded(wild).length, 400);
  });

  it("takes time about in proportion to the length, also where nothing repeats", () => {
    // The Thue-Morse sequence repeats nothing three times in a row.
    const words = (length: number) =>
      Array.from({ length }, (_, i) => {
        let ones = 0;
        for (let rest = i; rest > 0; rest &= rest - 1) ones++;
        return ones % 2 === 0 ? "a" : "b";
      }).join("");
    let reads = 0;
    const counting = (text: string): Sequence => ({
      ...letters(text),
      kindOf: (item) => {
        reads++;
        return text.charCodeAt(item);
      },
    });
    assertEquals(folded(counting(words(1 << 14))).length, 1 << 14);
    assertEquals(reads, 1 << 14);
  });

  law(
    "keeps every item, in its order",
    fc.property(
      fc.array(fc.constantFrom("a", "b", "ab", "aab", "c"), { maxLength: 40 }),
      (parts) => {
        const text = parts.map((part, i) => part.repeat(1 + (7 * i) % 13)).join("");
        const pieces = folded(letters(text));
        assertEquals(itemsOf(pieces), [...text].map((_, i) => i));
        assert(foldedLength(pieces) <= text.length);
      },
    ),
  );
});
