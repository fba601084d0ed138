// A loop that a compiled program keeps answers, in every mode, what it answers round by round, to the last bit.

import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { law } from "../laws/runs.ts";
import { assertKept, pointOf, seeds, transforms } from "./kept_loops.ts";
import { straightLoops, wildLoops } from "./loop_arbitraries.ts";

describe("A loop that is kept", () => {
  for (const [name, transform] of Object.entries(transforms)) {
    for (const [kind, loops] of Object.entries({ straight: straightLoops, branching: wildLoops })) {
      law(
        `answers what it does round by round: ${name} of ${kind} rounds`,
        fc.property(loops, seeds, seeds, (program, one, other) => {
          const points = [one, other, one].map((own) => pointOf(program, own));
          assertKept(program, transform, points);
        }),
      );
    }
  }
});
