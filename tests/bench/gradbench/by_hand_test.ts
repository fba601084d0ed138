// What is written by hand answers what the workloads do.

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { byHand } from "../../../bench/gradbench/by_hand/mod.ts";
import { cloudOf, mixtureOf, networkOf } from "../../../bench/gradbench/examples.ts";
import { workloads } from "../../../bench/gradbench/workloads.ts";
import { numbersIn } from "../../../bench/group.ts";
import { inputs } from "../../../bench/inputs.ts";
import { assertClose } from "../../assert_close.ts";

const own: Readonly<Record<string, object>> = {
  gmm: mixtureOf(20, 4, 3),
  kmeans: cloudOf(3, 30, 4),
  llsq: { x: inputs(5), n: 12 },
  lse: { x: inputs(30) },
  lstm: networkOf(2, 3, 9),
  ode: { x: inputs(6), s: 3 },
};

describe("A workload by hand", () => {
  it("is one of the workloads", () => assertEquals(Object.keys(own), Object.keys(byHand)));

  for (const [module, functions] of Object.entries(byHand)) {
    for (const [name, prepare] of Object.entries(functions)) {
      it(`answers the same: ${module}::${name}`, () => {
        const expected = workloads[module][name](own[module] as never)();
        const answer = prepare(own[module] as never)();
        // A log posterior is known up to a constant.
        if (module === "gmm" && name === "objective") return checkDifferences(prepare);
        assertClose(numbersIn(answer), numbersIn(expected), 1e-9);
      });
    }
  }
});

function checkDifferences(prepare: (input: never) => () => unknown): void {
  const [one, other] = [1, 2].map((seed) => {
    const input = { ...mixtureOf(20, 4, 3), alpha: inputs(3, seed) };
    return Number(prepare(input as never)()) - Number(workloads.gmm.objective(input as never)());
  });
  assertClose(one, other, 1e-9);
}
