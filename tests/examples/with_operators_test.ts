// The programs of the gallery that are written with operators as well: what they are with functions.

import * as core from "@fluxion/ad";
import { derivative, grad, jacfwd, jacrev } from "@fluxion/ad/operators";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { process } from "../../examples/forward_reverse.ts";
import { byHand, looped, point } from "../../examples/four_ways.ts";
import type * as Programs from "../../examples/with_operators.ts";
import { assertClose } from "../assert_close.ts";
import { lifted } from "../operators/loaded.ts";

const { loopedWithOperators, processWithOperators } = await lifted(
  Deno.readTextFileSync(new URL("../../examples/with_operators.ts", import.meta.url)),
) as unknown as typeof Programs;

describe("Programs of the gallery with operators", () => {
  it("have the derivative by hand, in both modes, and the value of the functions", () => {
    assertEquals(loopedWithOperators(point), looped(point));
    assertClose(derivative(loopedWithOperators)(point), byHand(point), 1e-14);
    assertEquals(grad(loopedWithOperators)(point), core.grad(looped)(point));
  });

  it("have the Jacobians of the functions, by columns and by rows", () => {
    for (const [n, m] of [[1, 1], [4, 2], [2, 5]]) {
      const x = Array.from({ length: n }, (_, k) => Math.cos(k));
      assertClose(jacfwd(processWithOperators(m))(x), core.jacfwd(process(m))(x), 1e-12);
      assertClose(jacrev(processWithOperators(m))(x), core.jacrev(process(m))(x), 1e-12);
    }
  });
});
