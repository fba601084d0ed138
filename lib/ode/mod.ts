/**
 * Ordinary differential equations, y′ = f(t, y), whose solutions are differentiable in initial states, parameters and
 * times. The right-hand side is written once, with the operations of the library; the Taylor integrator takes from it
 * the power series of the solution, to any order.
 *
 * @example
 * ```ts
 * import { grad, mul, type Scalar } from "@fluxion/ad";
 * import { odeint } from "@fluxion/ad/ode";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // y′ = k·y, and so y(1) = e^k.
 * const at = (k: Scalar) => odeint((_t: Scalar, y: Scalar) => mul(k, y), 1, [0, 1])[1];
 * assertAlmostEquals(grad(at)(0.5), Math.exp(0.5), 1e-9);
 * ```
 *
 * @module
 */

export { odeint, type OdeintOptions } from "./odeint.ts";
export type { Compile, OdeMethod, OdeOptions } from "./options.ts";
export type { OdeEvent } from "./events.ts";
export {
  type Trajectory,
  trajectory,
  type TrajectoryEvent,
  type TrajectoryOptions,
} from "./trajectory.ts";
