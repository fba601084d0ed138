// No number stands in the index of the examples that is neither given nor held against its program.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertIndexSays, sectionOf, told } from "./index_says.ts";

/** A phrase of the table as a pattern: results may be any word. */
const pattern = (phrase: string) =>
  new RegExp(phrase.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/{\w+}/g, "\\S+"), "g");

describe("The index of the examples", () => {
  for (const [program, { results, given }] of Object.entries(told)) {
    it(`has no number but given and computed ones (${program})`, () => {
      let section = sectionOf(program);
      for (const phrase of [...results, ...given]) {
        assert(section.match(pattern(phrase)), `The index does not say "${phrase}"`);
        section = section.replace(pattern(phrase), "");
      }
      assertEquals(section.match(/.{0,30}\d.{0,30}/g) ?? [], []);
    });

    if (results.length > 0) {
      it(`is held against what ${program} computes, by its test`, () => {
        const test = Deno.readTextFileSync(new URL(`${program}_test.ts`, import.meta.url));
        assert(test.includes(`assertIndexSays("${program}"`));
      });
    }
  }

  it("is refused where it says another number, and where a test computes too few", () => {
    assertThrows(() => assertIndexSays("design_direct", { runs: 1 }), Error, '"in 1 runs"');
    assertThrows(() => assertIndexSays("design_direct", {}), Error, 'compute "runs"');
  });
});
