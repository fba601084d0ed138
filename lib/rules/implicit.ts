// Functions that are defined by an equation and computed by a solver. Their derivatives come from the
// equation, by the implicit function theorem, and not from the solver's iterations.

import { scalarsIn } from "../values/block.ts";
import { type Binary, binary } from "../operations/binary.ts";
import { beneathDerivatives, Carrier, isFollowed, isTraced } from "../values/box.ts";
import { isDual } from "../values/dual.ts";
import { type Callable, checkFunction, withNameOf } from "../trees/call.ts";
import { nameOf } from "../values/describe.ts";
import { currentInterpreter } from "../values/interpreter.ts";
import { interpretationOf, type Level } from "../values/level.ts";
import { runOnNumbers } from "../values/refusal.ts";
import type { Scalar } from "../values/scalar.ts";
import { matchingLeaves } from "../trees/matching.ts";
import { leavesOf, withLeaves } from "../trees/tree.ts";
import type { WithNumbers } from "../trees/types.ts";
import { sub } from "../elementary/arithmetic.ts";
import { numbersOfRun, tracedAnswer, TracedSolver } from "./traced_solver.ts";
import { factored } from "./linear_solver.ts";
import { type OfTrees, treeArguments } from "./custom.ts";
import { jacobian } from "../derivatives/jacobian.ts";

/**
 * Returns the function of θ whose value is the x that `solve(θ)` finds for f(x, θ) = 0. The derivative is
 * dx/dθ = −(∂f/∂x)⁻¹·∂f/∂θ at the solution, by one linear solve, exact in every mode and of any order.
 * `solve` runs on plain numbers, and may use any means: what `jit` compiles calls it as it is, and
 * takes it to be pure. What `f` closes over is differentiated as well.
 *
 * Derivatives of higher order come from steps of Newton's iteration at the solution, which leave the value as
 * it is: each makes the derivatives of one more order exact.
 *
 * @param f returns residuals in the structure of x, a number or a tree
 * @param solve returns x for parameters that are plain numbers; if it closes over a box, it must take its
 * `value`
 * @throws {TypeError} if `f` or `solve` is no function; when called, if `solve` returns anything but a tree
 * of plain numbers, or `f` anything of another structure.
 * @throws {RangeError} when called inside a derivative, if ∂f/∂x is singular at the solution.
 *
 * @example x² = a
 * ```ts
 * import { derivative, implicitRoot, type Scalar, square, sub } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const root = implicitRoot((x: Scalar, a: Scalar) => sub(square(x), a), (a) => Math.sqrt(a));
 * assertEquals(root(4), 2);
 * assertEquals(derivative(root)(4), 0.25);
 * assertEquals(derivative(derivative(root))(4), -0.03125);
 * ```
 */
export function implicitRoot<X, P extends unknown[]>(
  f: (x: X, ...parameters: P) => X,
  solve: (...parameters: { [I in keyof P]: WithNumbers<P[I]> }) => WithNumbers<X>,
): OfTrees<P, X>;
export function implicitRoot(f: Callable, solve: Callable): Callable {
  return solved("implicitRoot", f, solve, f);
}

/**
 * Returns the function of θ whose value is the x that `solve(θ)` finds for x = g(x, θ). It is `implicitRoot` of
 * x − g(x, θ), with the same conditions and derivatives.
 *
 * @throws {TypeError} if `g` or `solve` is no function; when called, if `solve` returns anything but a tree
 * of plain numbers, or `g` anything of another structure.
 * @throws {RangeError} when called inside a derivative, if 1 − ∂g/∂x is singular at the solution.
 *
 * @example x = cos(a·x)
 * ```ts
 * import { cos, derivative, fixedPoint, mul, type Scalar } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const point = fixedPoint((x: Scalar, a: Scalar) => cos(mul(a, x)), (a) => {
 *   let x = 1;
 *   for (let i = 0; i < 200; i++) x = Math.cos(a * x);
 *   return x;
 * });
 * assertAlmostEquals(derivative(point)(1), -0.29747434150983226, 1e-14);
 * ```
 */
export function fixedPoint<X, P extends unknown[]>(
  g: (x: X, ...parameters: P) => X,
  solve: (...parameters: { [I in keyof P]: WithNumbers<P[I]> }) => WithNumbers<X>,
): OfTrees<P, X>;
export function fixedPoint(g: Callable, solve: Callable): Callable {
  checkFunction("fixedPoint", g);
  const residuals = (x: unknown, ...parameters: unknown[]) => {
    const next = matchingLeaves(g(x, ...parameters), "g(x)", x, "x");
    const xs = matchingLeaves(x, "x", x, "x");
    return withLeaves(x, xs.map((own, i) => sub(own, next[i])), "as arrays");
  };
  return solved("fixedPoint", g, solve, residuals);
}

// The derivatives of x − y with the value of x, so that the solution keeps the value that was found.
const lessInDerivative: Binary = /* @__PURE__ */ binary({
  name: "lessInDerivative",
  value: (x) => x,
  partials: [1, -1],
});

function solved(verb: string, f: Callable, solve: Callable, residuals: Callable): Callable {
  checkFunction(verb, f);
  checkFunction(verb, solve);
  const rows = new TracedSolver();
  return withNameOf(f, (...parameters: unknown[]) => {
    const running = currentInterpreter();
    // A listing of operations has no name for what a solver does.
    if (running?.isBounded === false) running.refuse(`${verb} runs a solver of plain numbers`);
    const leaves = treeArguments(verb, f, parameters);
    const beneath = leaves.map((leaf) => beneathDerivatives(leaf, verb));
    const plain = numbersOfRun(parameters, beneath) as unknown[];
    const solver = `the solver of ${verb}(${nameOf(f)})`;
    const solution = runOnNumbers(solver, () => solve(...plain));
    let found = solutionLeaves(verb, f, solution);
    if (beneath.some(isTraced)) {
      const again = (numbers: readonly number[]) => {
        const own = withLeaves(plain, numbers, "for plain code") as unknown[];
        const answer = runOnNumbers(solver, () => solve(...own));
        solutionLeaves(verb, f, answer);
        return matchingLeaves(answer, "x", solution, "x") as number[];
      };
      if (found.some(isTraced)) {
        running?.refuse(`${solver} closes over what it uses: pass it as an argument`);
      }
      found = tracedAnswer(rows.rowsFor(solver, plain, solution, found.length, again), beneath);
    }

    // Copies, so that a function that writes into its parameters leaves the caller's as they are.
    const residualsFor = (own: readonly Scalar[]) => (xs: readonly Scalar[]) => {
      const [x, ...copies] = withLeaves(
        [solution, ...parameters],
        [...xs, ...own],
        "as arrays",
      ) as [
        unknown,
        ...unknown[],
      ];
      return matchingLeaves(residuals(x, ...copies), "f(x)", solution, "x");
    };
    const residualsAt = residualsFor(leaves);
    let residual = residualsAt(found);
    const depth = orderIn(residual);
    if (depth === 0) return withLeaves(solution, found, "where all are numbers");

    const step = newtonStep(verb, f, residualsFor(beneath), found);
    let xs: Scalar[] = found;
    for (let order = 1; order <= depth; order++) {
      if (order > 1) residual = residualsAt(xs);
      const moves = step(residual);
      xs = xs.map((x, i) => lessInDerivative(x, moves[i]));
    }
    return withLeaves(solution, xs, "where all are numbers");
  });
}

function solutionLeaves(verb: string, f: Callable, solution: unknown): Scalar[] {
  const leaves = leavesOf(solution, {
    refusal: `Cannot use the solution of ${verb}(${nameOf(f)})`,
    root: "x",
    remedy: "solve answers numbers, arrays and plain objects of them",
  });
  return leaves.map((leaf) => {
    if (typeof leaf === "number" || isTraced(leaf)) return leaf;
    throw new TypeError(
      `Cannot use the solution of ${verb}(${
        nameOf(f)
      }): solve answered a differentiated value, and works ` +
        "on plain numbers; take value(a) of what it closes over",
    );
  });
}

/** Returns the linear map r ↦ (∂f/∂x)⁻¹·r at the solution, with a matrix of plain numbers. */
function newtonStep(
  verb: string,
  f: Callable,
  residualsAt: (xs: Scalar[]) => Scalar[],
  found: readonly Scalar[],
): (residual: readonly Scalar[]) => Scalar[] {
  const matrix = jacobian(residualsAt)([...found]) as Scalar[][];
  const solver = factored(matrix.map((row) => row.map((entry) => beneathDerivatives(entry, verb))));
  if (solver !== undefined) return solver;
  throw new RangeError(
    `Cannot differentiate ${verb}(${
      nameOf(f)
    }) at this solution: ∂f/∂x is singular there, and x is no ` +
      "differentiable function of the parameters",
  );
}

/** Returns the order of derivative that is wanted: the sum of those of all levels in scalars, at any depth. */
function orderIn(scalars: readonly Scalar[]): number {
  const levels = new Set<Level>();
  const visit = (x: Scalar): void => {
    if (!isFollowed(x)) return;
    levels.add(x.level);
    visit(x.primal);
    if (isDual(x)) scalarsIn(x.tangent).forEach(visit);
    else if (x instanceof Carrier) {
      const within = interpretationOf(x.level)?.scalarsIn?.(x.carried) ?? [x.carried as Scalar];
      within.forEach((own) => own !== undefined && visit(own));
    }
  };
  scalars.forEach(visit);
  return [...levels].reduce((order, level) => order + (interpretationOf(level)?.order ?? 1), 0);
}
