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
export type { Box, Scalar } from "./lib/values/scalar.ts";
export type { Tree } from "./lib/trees/tree.ts";

// Forward.
export { type Derivative, derivative } from "./lib/derivatives/derivative.ts";
export { jvp } from "./lib/derivatives/jvp.ts";

// Reverse.
export {
  grad,
  type Gradient,
  type GradientWithAux,
  type GradOptions,
  type TreeGradient,
  type TreeValueAndGradient,
  valueAndGrad,
  type ValueAndGradient,
  type ValueAndGradientWithAux,
} from "./lib/derivatives/grad.ts";
export { type Pullback, vjp } from "./lib/derivatives/vjp.ts";

// Both.
export {
  jacfwd,
  type Jacobian,
  jacobian,
  type JacobianOptions,
  type JacobianOptionsWithAux,
  type JacobianWithAux,
  jacrev,
} from "./lib/derivatives/jacobian.ts";
export {
  type Hessian,
  hessian,
  type HessianOptions,
  type HessianVectorProduct,
  type HessianWithAux,
  hvp,
  type SecondOrderMode,
  type SecondOrderOptions,
} from "./lib/derivatives/hessian.ts";

export { linearize, type LinearMap } from "./lib/derivatives/linearize.ts";

// Control.
export { eq, ge, gt, le, lt, ne } from "./lib/elementary/comparison.ts";
export { isBox, value } from "./lib/values/box.ts";
export type { Index } from "./lib/values/index_box.ts";
export { stopGradient } from "./lib/derivatives/stop_gradient.ts";

// Trees.
export type { Scalars } from "./lib/trees/generic.ts";
export { ravel, type Unravel } from "./lib/derivatives/ravel.ts";
export { treeMap } from "./lib/derivatives/tree_map.ts";

// Extend.
export {
  ownBinary as binary,
  ownNary as nary,
  ownUnary as unary,
} from "./lib/operations/own_rows.ts";
export type { Unary, UnaryPartial, UnaryRow } from "./lib/operations/unary.ts";
export type { Binary, BinaryPartial, BinaryRow } from "./lib/operations/binary.ts";
export type { Nary, NaryPartials, NaryRow } from "./lib/operations/nary.ts";
export { customJvp, type JvpRule } from "./lib/rules/custom_jvp.ts";
export type { RuleOptions } from "./lib/rules/custom.ts";
export { customVjp } from "./lib/rules/custom_vjp.ts";
export { fixedPoint, implicitRoot } from "./lib/rules/implicit.ts";

// Loops as values.
export { loop } from "./lib/loops/loop.ts";
export { map } from "./lib/loops/map.ts";
export { scan } from "./lib/loops/scan.ts";
export { whileLoop } from "./lib/loops/while_loop.ts";
export type { Elements } from "./lib/loops/elements.ts";

// Remember less.
export { checkpoint } from "./lib/rules/checkpoint.ts";
export { checkpointedLoop, type CheckpointedLoopOptions } from "./lib/rules/checkpointed_loop.ts";

// Elementary functions.
export * from "./lib/elementary/mod.ts";
