// The law that ties derivatives to the functions they are of: they agree with differences, by Richardson's
// extrapolation, within its own estimate of its error. No rule that is wrong in every mode gets past it.

import { grad, hessian, jacrev, mean, type Scalar } from "@fluxion/ad";
import { numericJacobian } from "@fluxion/ad/check";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { assertEstimated } from "./agree.ts";
import { problem } from "./arbitraries.ts";
import { law } from "./runs.ts";

const withError = { errorEstimate: true } as const;

// Differences are taken of the program with the decisions it makes at the point, so that no step crosses
// a kink; derivatives are taken of the program itself.
describe("derivatives of random programs and differences", () => {
  law(
    "agree at first order within the estimated error",
    fc.property(problem, ({ program, point }) => {
      const decided = program.decidedAt(point);
      const differences = (x: number[]) => decided(x) as number[];
      const derivatives = jacrev((x: Scalar[]) => program.run(x))(point);
      assertEstimated(derivatives, numericJacobian(differences, withError)(point));
    }),
  );

  law(
    "agree at second order within the estimated error",
    fc.property(problem, ({ program, point }) => {
      const decided = program.decidedAt(point);
      const gradient = grad((x: Scalar[]) => mean(decided(x)));
      const differences = (x: number[]) => gradient(x);
      const derivatives = hessian((x: Scalar[]) => program.objective(x))(point);
      assertEstimated(derivatives, numericJacobian(differences, withError)(point));
    }),
  );
});
