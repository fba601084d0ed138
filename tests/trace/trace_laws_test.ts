// Traces of random programs: their primals, tangents and adjoints are those that the transforms answer.

import { derivative, grad, jvp, mul, type Scalar, tanh } from "@fluxion/ad";
import { trace } from "@fluxion/ad/trace";
import { assertEquals } from "@std/assert";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { assertAgree, FIRST_ORDER } from "../laws/agree.ts";
import { type Problem, problem } from "../laws/arbitraries.ts";
import { law } from "../laws/runs.ts";

const objectiveOf = ({ program }: Problem) => (x: Scalar[]) => program.objective(x);

describe("The trace of a random program", () => {
  law(
    "answers what the program answers, bit for bit",
    fc.property(problem, ({ program, point }) => {
      const { outputs } = trace((x: Scalar[]) => program.run(x))(point);
      assertEquals(outputs.map(({ operand }) => operand.primal), program.run(point) as number[]);
    }),
  );

  law(
    "has the gradient for adjoints of its inputs",
    fc.property(problem, (p) => {
      const { inputs } = trace(objectiveOf(p))(p.point).adjoints();
      const adjoints = inputs.map(({ adjoint }) => adjoint ?? 0);
      assertAgree(adjoints, grad(objectiveOf(p))(p.point), FIRST_ORDER);
    }),
  );

  law(
    "has what jvp answers for the tangent of its output",
    fc.property(problem, (p) => {
      const { steps, outputs } = trace(objectiveOf(p))(p.point).tangents([p.direction]);
      const { step } = outputs[0].operand;
      const tangent = step === undefined ? 0 : steps[step].tangent ?? 0;
      assertAgree(tangent, jvp(objectiveOf(p), [p.point], [p.direction])[1], FIRST_ORDER);
    }),
  );

  law(
    "has at a step through which all flows the derivative of what comes after it",
    fc.property(problem, (p) => {
      const after = (y: Scalar) => p.program.objective(p.point.map(() => y));
      const { steps } = trace((x: Scalar) => after(tanh(mul(3, x))))(p.point[0]).adjoints();
      const through = steps.find(({ operation }) => operation === "tanh");
      // It is left out where nothing depends on it.
      const adjoint = through?.adjoint ?? 0;
      assertAgree(adjoint, derivative(after)(Math.tanh(3 * p.point[0])), FIRST_ORDER);
    }),
  );

  law(
    "of its gradient answers the gradient",
    fc.property(problem, (p) => {
      const gradient = grad(objectiveOf(p));
      const { outputs } = trace((x: Scalar[]) => gradient(x))(p.point);
      assertAgree(outputs.map(({ operand }) => operand.primal), gradient(p.point), 0);
    }),
  );
});
