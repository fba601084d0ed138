// Numbers of a state or a result that are structural zeros in some rounds have a condition. One that has none may be given one:
// it changes no bit.

import { derivative, mul, type Scalar, sin } from "@fluxion/ad";
import { trace } from "@fluxion/ad/trace";
import { assert, assertEquals } from "@std/assert";
import { after, before, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { mostSurprises } from "../../lib/jit/loops/known_conditions.ts";
import { apart } from "../../lib/jit/loops/leaves.ts";
import { type Dual, isDual } from "../../lib/values/dual.ts";
import { law } from "../laws/runs.ts";
import { assertKept, pointOf, seeds, transforms } from "./kept_loops.ts";
import { wildLoops } from "./loop_arbitraries.ts";

describe("A loop all of whose numbers have conditions", () => {
  const own = { ...mostSurprises };
  before(() => void (mostSurprises.inNumbers = 0));
  after(() => void Object.assign(mostSurprises, own));

  for (const name of ["grad", "hvp", "hessian", "reverse over forward", "forward twice"]) {
    law(
      `answers what it does round by round: ${name}`,
      fc.property(wildLoops, seeds, seeds, (program, one, other) => {
        const points = [one, other, one].map((own) => pointOf(program, own));
        assertKept(program, transforms[name], points);
      }),
    );
  }
});

describe("Scalars that are taken apart", () => {
  it("are boxes of derivatives again, also where numbers are to have conditions", () => {
    let count = 0;
    trace((x: Scalar) =>
      derivative((t: Scalar) => {
        const y = sin(mul(x, t)) as Scalar;
        const taken = apart([y], () => true, () => {
          throw new Error("It is no number");
        })!;
        const [again] = taken.together(taken.leaves) as unknown as Dual[];
        const { primal, tangent } = y as unknown as Dual;
        assert(isDual(again));
        assertEquals([again.primal, again.tangent], [primal, tangent]);
        count++;
        return y;
      })(x)
    )(2);
    assertEquals(count, 1);
  });
});
