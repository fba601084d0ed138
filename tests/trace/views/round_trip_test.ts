// Formulas are read back by the playground's parser, and mean what the program computes.

import { derivative, grad, type Scalar } from "@fluxion/ad";
import { trace } from "@fluxion/ad/trace";
import { describe } from "@std/testing/bdd";
import fc from "fast-check";
import { parseFormula } from "../../../examples/playground/formula.ts";
import { assertAgree } from "../../laws/agree.ts";
import { type Problem, problem } from "../../laws/arbitraries.ts";
import { law } from "../../laws/runs.ts";

/**
 * Relative to the largest value or to 1. A formula adds and multiplies in another order than the program,
 * and writes what derivatives compute without cancellation in the textbook's way, which cancels: of sixteen
 * digits it may cost some. A wrong sign, parenthesis or operand is wrong from the first digits on.
 */
const READ_BACK = 1e-9;

/** What a formula answers whose variables are among x_0, x_1 …; the parser insists on one at least. */
function readBack(text: string, point: readonly number[]): Scalar {
  const { variables, evaluate } = parseFormula(`${text} + 0*x_0`);
  return evaluate(variables.map((name) => point[Number(name.slice("x_".length))]));
}

function assertReadsBack(f: (x: Scalar[]) => Scalar, point: number[]): void {
  const program = trace(f)(point);
  fc.pre(program.formulaSize().expanded < 2000);
  const text = program.toInfix({ expanded: true });
  const read = readBack(text, point);
  // The textbook's derivative of sinc is 0/0 at 0, where a program that rounds may well be.
  fc.pre(!(Number.isNaN(read) && text.includes("sinc(")));
  assertAgree(read as number, program.outputs[0].operand.primal, READ_BACK);
}

describe("The formula of a random program, read back", () => {
  law(
    "is what the program answers",
    fc.property(problem, ({ program, point }: Problem) => {
      assertReadsBack((x) => program.objective(x), point);
    }),
  );

  law(
    "is its derivative, where it was traced from that",
    fc.property(problem, ({ program, point }: Problem) => {
      const along = (x: Scalar[]) =>
        derivative((y) => program.objective(x.map((own, i) => i === 0 ? y : own)))(x[0]);
      assertReadsBack(along, point);
      assertReadsBack((x) => grad((y: Scalar[]) => program.objective(y))(x)[0], point);
    }),
  );
});
