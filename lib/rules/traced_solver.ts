// A solver of plain numbers in a trace: each number of its answer is an operation on a list, the numbers that it is
// given. A program calls the solver as it is, and so once for all of its numbers.

import { isTraced } from "../values/box.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import { type Operation, operationOf, ownRow } from "../values/operation.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { withLeaves } from "../trees/tree.ts";

/** Returns the leaves of what a solver answers for numbers in the structure of its parameters. */
type Solve = (numbers: readonly number[]) => readonly number[];

/** The operations of a solver for one structure of parameters, and the answer whose structure theirs has. */
interface SolverRows {
  readonly parameters: unknown;
  readonly solution: unknown;
  readonly operations: readonly Operation[];
}

/** The operations of one solver, for the structures of parameters that it was traced with. */
export class TracedSolver {
  private readonly known: SolverRows[] = [];

  /**
   * Returns the operations for parameters, the same for the same structure, so that programs share them.
   *
   * @param parameters with plain numbers
   * @param solution what the solver answers for them
   * @param solve throws where an answer has another structure than `solution`
   */
  rowsFor(
    name: string,
    parameters: unknown,
    solution: unknown,
    count: number,
    solve: Solve,
  ): SolverRows {
    const found = this.known.find((own) =>
      isLike(parameters, own.parameters) && isLike(solution, own.solution)
    );
    if (found !== undefined) return found;
    const solveOnce = remembering(solve);
    const operations = Array.from({ length: count }, (_, i) => {
      const value = (numbers: ArrayLike<number>) => solveOnce(numbers)[i];
      return operationOf(ownRow({ name, value }), "list");
    });
    const rows = { parameters, solution, operations };
    if (this.known.length === MOST_KNOWN) this.known.shift();
    this.known.push(rows);
    return rows;
  }
}

/** Returns the numbers of an answer as operations of the trace that is running. */
export function tracedAnswer({ operations }: SolverRows, parameters: readonly Scalar[]): Scalar[] {
  return operations.map((operation) => currentInterpreter()!.operation(operation, parameters));
}

/** Returns a tree whose traced boxes are their numbers in this run, without a guard for having read them. */
export function numbersOfRun(parameters: unknown, leaves: readonly Scalar[]): unknown {
  const numbers = leaves.map((own) => isTraced(own) ? own.primal : own);
  return withLeaves(parameters, numbers, "for plain code");
}

/** Most structures of parameters whose operations are kept. */
const MOST_KNOWN = 16;

/** Keeps the answer of the latest call, which is asked for one number after the other. */
function remembering(solve: Solve): (numbers: ArrayLike<number>) => readonly number[] {
  let given: number[] | undefined;
  let answer: readonly number[] = [];
  return (numbers) => {
    const isAgain = given !== undefined && given.length === numbers.length &&
      given.every((own, i) => Object.is(own, numbers[i]));
    if (isAgain) return answer;
    given = undefined;
    const own = Array.from(numbers);
    answer = solve(own);
    given = own;
    return answer;
  };
}

function isLike(tree: unknown, other: unknown): boolean {
  try {
    const isSame = (one: unknown, two: unknown) => matchingLeaves(one, "one", two, "two");
    return isSame(tree, other).length === isSame(other, tree).length;
  } catch {
    return false;
  }
}
