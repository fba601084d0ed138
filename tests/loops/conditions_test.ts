// Numbers of a state or a result that are structural zeros in some rounds have a condition. One that has none may be given one:
// it changes no bit.

import { derivative, mul, type Scalar, sin } from "@fluxion/ad";
import { trace } from "@fluxion/ad/trace";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { apart } from "../../lib/jit/loops/leaves.ts";
import { type Dual, isDual } from "../../lib/values/dual.ts";

describe("Scalars that are taken apart", () => {
  it("are boxes of derivatives again, also where numbers are to have conditions", () => {
    let count = 0;
    trace((x: Scalar) =>
      derivative((t: Scalar) => {
        const y = sin(mul(x, t)) as Scalar;
        const taken = apart([y], [true], () => {
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
