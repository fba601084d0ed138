/**
 * The transforms for functions that are written with JavaScript's own operators: `x * y + 1` in a module that is marked
 * with `"use ad"` is differentiated exactly, in every mode and nesting, and its types stay `number`.
 *
 * The directive stands at the head of a module or of a function. `/register` lifts what is marked while Deno and Node
 * load it, `/unplugin` while it is bundled, and `/lift` rewrites files. A marked function runs as it is written
 * wherever no derivative and no trace is open; inside one, its operators mean on boxes what they mean on the numbers that
 * these stand for. It is the same library beneath: the functions of `@fluxion/ad` mix freely with operators.
 *
 * @example
 * ```ts ignore
 * "use ad";
 * import { grad, hessian } from "@fluxion/ad/operators";
 *
 * const rosenbrock = ([x, y]: number[]) => (1 - x) ** 2 + 100 * (y - x ** 2) ** 2;
 * grad(rosenbrock)([1.5, 2.5]); // [-149, 50]
 * hessian(rosenbrock)([1.5, 2.5]); // [[1702, -600], [-600, 200]]
 * ```
 *
 * @module
 */

export {
  derivativeOfNumbers as derivative,
  gradOfNumbers as grad,
  hessianOfNumbers as hessian,
  hvpOfNumbers as hvp,
  valueAndGradOfNumbers as valueAndGrad,
} from "./transforms.ts";
export type {
  DerivativeOfNumbers,
  GradOfNumbers,
  HessianOfNumbers,
  HvpOfNumbers,
  ValueAndGradOfNumbers,
} from "./transforms.ts";
export {
  jacfwdOfNumbers as jacfwd,
  jacobianOfNumbers as jacobian,
  jacrevOfNumbers as jacrev,
  jvpOfNumbers as jvp,
  linearizeOfNumbers as linearize,
  vjpOfNumbers as vjp,
} from "./maps.ts";
export type {
  JacfwdOfNumbers,
  JacobianOfNumbers,
  JacrevOfNumbers,
  JvpOfNumbers,
  LinearizeOfNumbers,
  VjpOfNumbers,
} from "./maps.ts";
export {
  loopOfNumbers as loop,
  mapOfNumbers as map,
  scanOfNumbers as scan,
  whileLoopOfNumbers as whileLoop,
} from "./loops.ts";
export type { LoopOfNumbers, MapOfNumbers, ScanOfNumbers, WhileLoopOfNumbers } from "./loops.ts";
export { type OverScalars, overScalars } from "./over_scalars.ts";
export type { Elements } from "../loops/elements.ts";
export type { OperatorOptions, OperatorOptionsWithAux } from "./checked.ts";
export type {
  Differentiated,
  DifferentiatedWithAux,
  ExpectedNumber,
  GradientTree,
  HessianTree,
  JacobianTree,
  RealObjective,
  RealWithAux,
  ReturnsRealObjective,
} from "./types.ts";

// The rest of the core takes numbers for scalars as it is.
export { isBox, value } from "../values/box.ts";
export { stopGradient } from "../derivatives/stop_gradient.ts";
export { ravel } from "../derivatives/ravel.ts";
export { customJvp } from "../rules/custom_jvp.ts";
export { customVjp } from "../rules/custom_vjp.ts";
export { fixedPoint, implicitRoot } from "../rules/implicit.ts";
export { checkpoint } from "../rules/checkpoint.ts";
export { checkpointedLoop } from "../rules/checkpointed_loop.ts";
export { erf, erfc, logsumexp, relu, sigmoid, softplus } from "../elementary/mod.ts";
