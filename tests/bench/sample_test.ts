// What is sampled for the clock is what it says: its gradient is that by hand, and its gradients are counted.

import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { groups } from "../../bench/sample_bench.ts";
import { numbersIn } from "../../bench/group.ts";
import { assertClose } from "../assert_close.ts";

describe("The benchmark of the sampler", () => {
  it("has one gradient in three ways", () => {
    const [expected, ...others] = groups[0].candidates.map(({ prepare }) =>
      numbersIn(prepare(1)())
    );
    for (const own of others) assertClose(own, expected, 1e-12);
  });

  it("counts the gradients of a sample", () => {
    const gradients = groups[1].candidates[0].prepare(80)() as number;
    assert(gradients > 160 && gradients < 160 * 1024);
  });
});
