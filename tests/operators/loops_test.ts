// Loops as values, from a text with operators: what they answer, and that compiled programs keep them.

import { describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import type { Scalar } from "@fluxion/ad";
import { numericGrad } from "@fluxion/ad/check";
import { jit } from "@fluxion/ad/jit";
import { assertClose } from "../assert_close.ts";
import { assertSame } from "../laws/same.ts";
import { lifted } from "./loaded.ts";

type Objective = (xs: number[]) => number;

const { robust, swing, left, squares, gradients } = await lifted(
  Deno.readTextFileSync(new URL("loops.ts", import.meta.url)),
);
const objectives = [robust, swing, left, squares] as Objective[];
const slopes = gradients as ((xs: number[]) => number[])[];

describe("A loop that is written with operators", () => {
  const point = [0.3, 0.7];

  it("is differentiated", () => {
    objectives.forEach((f, i) =>
      assertClose(
        slopes[i](point),
        numericGrad(f as unknown as (xs: Scalar[]) => Scalar)(point),
        1e-6,
      )
    );
  });

  it("is kept by compiled programs", () => {
    for (const slope of slopes.slice(0, 3)) {
      const compiled = jit(slope);
      for (const at of [point, point]) assertSame(compiled(at), slope(at));
      assertEquals([compiled.stats().unkept, compiled.stats().hits], [undefined, 1]);
      assertEquals(compiled.stats().instructions < 400, true);
    }
  });
});
