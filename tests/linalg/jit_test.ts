// Compiled linear algebra: the same bits as uncompiled, for other numbers than those it was traced with.

import { grad, hessian, jacfwd, jacrev, type Scalar, sin, sum } from "@fluxion/ad";
import { jit } from "@fluxion/ad/jit";
import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { assertSame } from "../laws/same.ts";
import { triedFunctions } from "./functions.ts";
import { numbersOf } from "./numbers.ts";

describe("Compiled linear algebra", () => {
  for (const { name, count, f } of triedFunctions) {
    const total = (xs: Scalar[]) => sum(f(xs).map((x) => sin(x)));
    const ways: Record<string, (xs: number[]) => unknown> = {
      value: f as (xs: number[]) => unknown,
      grad: grad(total),
      jacfwd: jacfwd(f),
      jacrev: jacrev(f),
      hessian: hessian(total),
    };
    for (const [way, derived] of Object.entries(ways)) {
      it(`has the bits of uncompiled: ${way} of ${name}`, () => {
        const compiled = jit(derived);
        for (const seed of [3, 4, 5]) {
          const xs = numbersOf(count, seed);
          assertSame(compiled([...xs]), derived([...xs]));
        }
        assert(compiled.stats().variants > 0, Deno.inspect(compiled.stats()));
      });
    }
  }
});
