// Comparisons ask about plain numbers, whatever the operands are.

import { derivative, eq, ge, gt, le, lt, ne, type Scalar } from "@fluxion/ad";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const comparisons = { lt, le, gt, ge, eq, ne };
const expected = {
  lt: [true, false, false],
  le: [true, true, false],
  gt: [false, false, true],
  ge: [false, true, true],
  eq: [false, true, false],
  ne: [true, false, true],
};

describe("A comparison", () => {
  for (const [name, compare] of Object.entries(comparisons)) {
    it(`answers a boolean for numbers and for boxes: ${name}`, () => {
      const answers = (y: Scalar) => [1, 2, 3].map((x) => compare(x, y));
      assertEquals(answers(2), expected[name as keyof typeof expected]);
      derivative((y) => {
        assertEquals(answers(y), expected[name as keyof typeof expected]);
        return y;
      })(2);
    });

    it(`is false for NaN, but for ne: ${name}`, () => {
      assertEquals(compare(NaN, NaN), name === "ne");
    });

    it(`refuses what is no number: ${name}`, () => {
      assertThrows(() => compare("1" as never, 2), TypeError, 'the string "1"');
    });
  }
});
