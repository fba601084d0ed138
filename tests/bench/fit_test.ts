// The benchmark of fits computes what it says: compiled and as they are, fits answer the same; and a frame that begins
// where the one before has ended takes a few steps.

import { leastSquares, minimize } from "@fluxion/ad/fit";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { groups } from "../../bench/fit_bench.ts";
import { chain, drawn, hanging, spectrum, spectrumAt } from "../../bench/workloads/dragged.ts";

describe("The benchmark of fits", () => {
  it("answers the same compiled and as it is", () => {
    const few = groups.filter(({ name }) => /^(Misra1a|BoxBOD|Kirby2|Rat43)/.test(name));
    assertEquals(few.length, 8);
    for (const { candidates } of few) {
      const [compiled, plain] = candidates.map(({ prepare }) => prepare(0));
      const wanted = plain();
      for (let i = 0; i < 3; i++) assertEquals(compiled(), wanted);
    }
  });

  it("takes three steps a frame for fifty parameters of a spectrum", () => {
    let parameters = drawn;
    for (let frame = 0; frame < 10; frame++) {
      const fit = leastSquares(spectrum, parameters, {
        args: [spectrumAt(frame)],
        tolerance: 1e-4,
      });
      assert(fit.converged, fit.reason.sentence);
      assert(frame === 0 || fit.iterations <= 3, `${fit.iterations} steps`);
      parameters = fit.parameters;
    }
  });

  it("takes twelve steps of Newton's method a frame for fifty coordinates of a chain", () => {
    let parameters = hanging;
    for (let frame = 0; frame < 10; frame++) {
      const options = { method: "newton-cg", tolerance: 1e-4, args: [22, 0.1 * frame] } as const;
      const found = minimize(chain, parameters, options);
      assert(found.converged, found.reason.sentence);
      assert(frame === 0 || found.iterations <= 12, `${found.iterations} steps`);
      parameters = found.parameters;
    }
  });
});
