// The flight, dynamic and compiled: the same answers, and what the compiler says that it did.

import { checkGrads } from "@fluxion/ad";
import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { compare, plot, range } from "../../examples/static_dynamic.ts";

const findings = compare(600);
const { calls } = findings;
const count = (what: string) => calls.filter((call) => call.what === what).length;

describe("A flight that ends when the ball lands", () => {
  it("flies the parabola where there is next to no speed for the drag to act on", () => {
    const time = Math.sqrt(2 * 1.5 / 9.81);
    assertAlmostEquals(range({ angle: 0, speed: 0.1 }) as number, 0.1 * time, 2e-3);
  });

  it("has the gradient of difference quotients between two changes of the number of steps", () => {
    checkGrads(range, [{ angle: 0.7, speed: 14.05 }]);
  });

  it("answers the same to the last bit compiled", () => {
    assert(findings.isSame);
  });

  it("is written down once for each number of steps that comes up, 16 at most", () => {
    assertEquals(count("traced"), findings.variants);
    assert(findings.variants > 1 && findings.variants <= 16);
    assertEquals(calls[0].what, "traced");
  });

  it("is mostly answered by variants, faster than it is computed anew", () => {
    assert(count("compiled") > 0.8 * calls.length);
    assert(findings.compiled < findings.dynamic);
  });

  it("is drawn call by call", async () => {
    assertStringIncludes(await plot(findings), "A gradient of a flight, call by call");
  });
});
