// Forward and reverse: the same Jacobian, and opposite costs.

import { jacfwd, jacrev } from "@fluxion/ad/operators";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { compare, crossover, process } from "../../examples/forward_reverse.ts";
import { plot } from "../../examples/forward_reverse_plot.ts";
import { assertClose } from "../assert_close.ts";

const shapes = compare([1, 32, 64], 20);
const [square, , wide, , tall] = shapes;

describe("A Jacobian", () => {
  it("is the same by columns and by rows", () => {
    const x = [0.3, -0.7, 1.1, 0.2];
    assertClose(jacfwd(process(3))(x), jacrev(process(3))(x), 1e-12);
  });

  it("by columns takes as many operations again for each input, and by rows for each output", () => {
    assertEquals([wide.inputs, tall.outputs], [64, 64]);
    assertAlmostEquals((wide.forward.operations - square.forward.operations) / 63, 1, 0.2);
    assertAlmostEquals((tall.reverse.operations - square.reverse.operations) / 63, 1, 0.2);
  });

  it("by columns does not mind outputs, and by rows inputs: a few times the function", () => {
    for (const { operations } of [square.forward, tall.forward, square.reverse, wide.reverse]) {
      assert(operations < 3);
    }
  });

  it("takes less time by rows if it is wide, and by columns if it is tall", () => {
    assert(wide.reverse.time < wide.forward.time);
    assert(tall.forward.time < tall.reverse.time);
  });
});

describe("The crossover", () => {
  const at = (inputs: number, time: number) => {
    const [forward, reverse] = [time, 6].map((own) => ({ operations: 1, time: own }));
    return { inputs, outputs: 1, forward, reverse };
  };

  it("is the number of inputs from which on reverse mode stays faster", () => {
    assertEquals(crossover([at(1, 5), at(2, 7), at(4, 5.5), at(8, 7), at(16, 9)]), 8);
    assertEquals(crossover([at(1, 5), at(2, 5)]), undefined);
  });
});

describe("What the program shows", () => {
  it("is a picture of both sides", async () => {
    const svg = await plot(shapes);
    for (const words of ["Number of inputs", "Number of outputs"]) assert(svg.includes(words));
    assert(!/NaN|Infinity|undefined/.test(svg));
  });
});
