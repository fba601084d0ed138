/**
 * Exact derivatives of ordinary TypeScript: loops, branches, recursion, data structures. A function is
 * written with the operations of this module in place of JavaScript's operators; called on numbers it
 * answers numbers, and the transforms answer its derivatives, nested to any depth.
 *
 * Forward mode computes with dual numbers x + ẋ·ε: a value with its rate of change. Each derivative call, a level,
 * has an ε of its own, a perturbation with a tag, so that nested derivatives are never mistaken for one another.
 * Reverse mode pairs each value with a backpropagator, a closure that carries the cotangent of a result on to the
 * operands it came from; called last to first, they answer a whole gradient. What is inside a dual or a variable
 * is again a scalar, of a level further out: that is how the modes nest.
 *
 * @example Forward mode: the derivative of a program with a loop
 * ```ts
 * import { add, derivative, div, type Scalar } from "@fluxion/ad";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * function squareRoot(x: Scalar): Scalar {
 *   let y: Scalar = 1;
 *   for (let i = 0; i < 6; i++) y = div(add(y, div(x, y)), 2);
 *   return y;
 * }
 * assertAlmostEquals(derivative(squareRoot)(4), 1 / 4, 1e-9);
 * ```
 *
 * @example Reverse mode: the gradient by a tree of parameters
 * ```ts
 * import { add, dot, grad, type Scalar, square } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * const loss = (model: { w: Scalar[]; b: Scalar }) => square(add(dot(model.w, [1, 2]), model.b));
 * assertEquals(grad(loss)({ w: [3, 4], b: 5 }), { w: [32, 64], b: 32 });
 * ```
 *
 * @example Forward on reverse: the product of a Hessian with a vector
 * ```ts
 * import { hvp, mul, type Scalar } from "@fluxion/ad";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(hvp(([x, y]: Scalar[]) => mul(x, x, y))([2, 3], [1, 0]), [6, 4]);
 * ```
 *
 * @module
 */

// What a value is.
export type { Box, Scalar } from "./lib/core/scalar.ts";
export type { LiteralTree, Tree, TreeOrNever } from "./lib/core/tree.ts";

// Forward.
export { type Derivative, derivative } from "./lib/transforms/derivative.ts";
export { jvp } from "./lib/transforms/jvp.ts";

// Reverse.
export {
  grad,
  type Gradient,
  type GradientWithAux,
  type GradOptions,
  type GradOptionsWithAux,
  type ObjectiveWithAux,
  valueAndGrad,
  type ValueAndGradient,
  type ValueAndGradientWithAux,
} from "./lib/transforms/grad.ts";
export { type OnlyOrAll, type Pullback, vjp } from "./lib/transforms/vjp.ts";

// Both.
export { jacfwd, type Jacobian, jacobian, jacrev } from "./lib/transforms/jacobian.ts";
export {
  type Hessian,
  hessian,
  type HessianOptions,
  type HessianVectorProduct,
  hvp,
  type Rest,
  type SecondOrderMode,
  type SecondOrderOptions,
} from "./lib/transforms/hessian.ts";

export { linearize, type LinearMap } from "./lib/transforms/linearize.ts";

// Control.
export { eq, ge, gt, le, lt, ne } from "./lib/elementary/comparison.ts";
export { isBox, value } from "./lib/core/box.ts";
export { stopGradient } from "./lib/transforms/stop_gradient.ts";

// Trees.
export { ravel, type Unravel } from "./lib/transforms/ravel.ts";

// Extend.
export { ownBinary as binary, ownNary as nary, ownUnary as unary } from "./lib/core/own_rows.ts";
export type { Unary, UnaryPartial, UnaryRow } from "./lib/core/unary.ts";
export type { Binary, BinaryPartial, BinaryRow } from "./lib/core/binary.ts";
export { customJvp, type JvpRule } from "./lib/transforms/custom_jvp.ts";
export type { RuleOptions } from "./lib/transforms/custom.ts";
export { type CotangentsOf, customVjp, type OrNothing } from "./lib/transforms/custom_vjp.ts";
export { numericVjp } from "./lib/transforms/numeric_vjp.ts";
export { fixedPoint, implicitRoot } from "./lib/transforms/implicit.ts";

// Remember less.
export { checkpoint } from "./lib/transforms/checkpoint.ts";
export {
  checkpointedLoop,
  type CheckpointedLoopOptions,
} from "./lib/transforms/checkpointed_loop.ts";

// Check.
export { numericDerivative, numericGrad, numericJacobian } from "./lib/numeric/numeric.ts";
export type { DifferenceMethod, DifferenceOptions } from "./lib/numeric/differences.ts";
export type {
  NumericArguments,
  NumericGradient,
  NumericGradientWithError,
  NumericJacobian,
  NumericJacobianWithError,
  NumericOptions,
  NumericOptionsWithError,
  SomeNumbers,
  WithError,
} from "./lib/numeric/types.ts";
export { checkGrads, type CheckGradsOptions } from "./lib/transforms/check_grads.ts";
export type { Mode } from "./lib/core/level.ts";

// Compile.
export {
  type AnyFunction,
  jit,
  type JitOptions,
  type JitStats,
  type Jitted,
} from "./lib/transforms/jit.ts";

// See.
export { trace, type TraceOptions, type Tracing } from "./lib/transforms/trace.ts";
export type { ProgramTrace } from "./lib/transforms/program_trace.ts";
export type { Nonfinite } from "./lib/transforms/nonfinite.ts";
export type { Comparison } from "./lib/core/interpreter.ts";
export type { Operand, Output, Program, Question, Step } from "./lib/views/program.ts";
export type { FormulaSize } from "./lib/views/formula.ts";
export type { FormulaOptions } from "./lib/views/notation.ts";
export type { PictureOptions } from "./lib/views/picture.ts";

// Elementary functions.
export * from "./lib/elementary/mod.ts";

// The types of operations and answers.
export type { FloatArray, NumberArray, NumberList } from "./lib/core/floats.ts";
export type { Nary, NaryPartials, NaryRow, ScalarList } from "./lib/core/nary.ts";
export type { Interval } from "./lib/core/row.ts";
export type { OfListOrOperands, Variadic } from "./lib/core/variadic.ts";
export type { OfTrees } from "./lib/transforms/custom.ts";
export type {
  Answer,
  Argnums,
  ArgnumsOptions,
  Argument,
  Arguments,
  CurriedObjective,
  Fields,
  Following,
  FromTheEnd,
  IsSelected,
  Objective,
  OnlyNumbers,
  Opaque,
  Position,
  Positions,
  Promised,
  ScalarsFor,
  Selected,
  SomeScalars,
  TakesScalars,
  TreeOfTrees,
  Trees,
  WithNumbers,
  WithScalars,
} from "./lib/core/types.ts";
