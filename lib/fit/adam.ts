// Adam: steps along the mean of recent gradients, each parameter in units of its own recent size, so that parameters
// of different units go equally fast.

import { checkNumberOptions, kinds } from "./checks.ts";
import { type GradientTransformation, transformationOf } from "./gradient_transformation.ts";
import { type Rate, rateAt, scheduleOf } from "./schedules.ts";

/** The options of Adam. */
export interface AdamOptions {
  /**
   * The share that the mean of gradients keeps at a step, β₁.
   *
   * @default 0.9
   */
  readonly meanDecay?: number;
  /**
   * The share that the mean of their squares keeps, β₂.
   *
   * @default 0.999
   */
  readonly squareDecay?: number;
  /**
   * What is added to the root of that mean, so that nothing is divided by 0.
   *
   * @default 1e-8
   */
  readonly epsilon?: number;
}

/** The options of Adam with weight decay. */
export interface AdamWOptions extends AdamOptions {
  /**
   * The share of a parameter that a step of rate 1 takes away.
   *
   * @default 0.01
   */
  readonly weightDecay?: number;
}

/** What Adam remembers: plain data, which can be stored. */
export interface AdamState {
  /** How many steps there have been. */
  readonly step: number;
  /** Decaying means of gradients, in the order of the leaves of the parameters. */
  readonly means: Float64Array;
  /** Decaying means of their squares. */
  readonly squares: Float64Array;
}

const adamKinds = {
  meanDecay: kinds.decay,
  squareDecay: kinds.decay,
  epsilon: kinds.notNegative,
};

/**
 * Adam (Kingma and Ba 2015): −rate·m̂/(√v̂ + ε), for decaying means m and v of gradients and of their squares, both
 * without the bias of their start at 0.
 *
 * @param rate about the length of a step in each parameter, which may follow a schedule
 * @throws {RangeError} if the rate or an option is out of its range.
 *
 * @example
 * ```ts
 * import { add, grad, type Scalar, square, sub } from "@fluxion/ad";
 * import { adam, applyUpdates } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = (p: { x: Scalar; y: Scalar }) => add(square(sub(p.x, 3)), square(sub(p.y, p.x)));
 * const optimizer = adam(0.1);
 * let parameters = { x: 0, y: 0 };
 * let state = optimizer.init(parameters);
 * for (let i = 0; i < 500; i++) {
 *   const [updates, next] = optimizer.update(grad(loss)(parameters), state, parameters);
 *   parameters = applyUpdates(parameters, updates);
 *   state = next;
 * }
 * assertAlmostEquals(parameters.y, 3, 1e-3);
 * ```
 */
export function adam(
  rate: Rate = 0.001,
  options: AdamOptions = {},
): GradientTransformation<AdamState> {
  checkNumberOptions("adam", options, adamKinds);
  return adamRule("adam", rate, { ...options, weightDecay: 0 });
}

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019): a step also takes rate·weightDecay of each parameter
 * away.
 *
 * @param rate about the length of a step in each parameter, which may follow a schedule
 * @throws {RangeError} if the rate or an option is out of its range.
 *
 * @example
 * ```ts
 * import { adamw } from "@fluxion/ad/fit";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const optimizer = adamw(0.1, { weightDecay: 0.5 });
 * const [[update]] = optimizer.update([7], optimizer.init([2]), [2]);
 * assertAlmostEquals(update, -0.1 * (1 + 0.5 * 2), 1e-8);
 * ```
 */
export function adamw(
  rate: Rate = 0.001,
  options: AdamWOptions = {},
): GradientTransformation<AdamState> {
  checkNumberOptions("adamw", options, { ...adamKinds, weightDecay: kinds.notNegative });
  return adamRule("adamw", rate, options);
}

function adamRule(
  name: string,
  rate: Rate,
  { meanDecay = 0.9, squareDecay = 0.999, epsilon = 1e-8, weightDecay = 0.01 }: AdamWOptions,
): GradientTransformation<AdamState> {
  const schedule = scheduleOf(name, rate);
  return transformationOf<AdamState>(name, {
    init: (length) => ({
      step: 0,
      means: new Float64Array(length),
      squares: new Float64Array(length),
    }),
    vectors: ["means", "squares"],
    update(gradient, state, parameters) {
      const length = rateAt(schedule, state.step);
      const step = state.step + 1;
      const means = state.means.slice();
      const squares = state.squares.slice();
      const updates = new Float64Array(gradient.length);
      const [share, shareOfSquares] = [1 - meanDecay ** step, 1 - squareDecay ** step];
      for (let i = 0; i < updates.length; i++) {
        const slope = gradient[i];
        means[i] += (1 - meanDecay) * (slope - means[i]);
        squares[i] += (1 - squareDecay) * (slope * slope - squares[i]);
        const size = Math.sqrt(squares[i] / shareOfSquares) + epsilon;
        // Where all gradients were 0 and epsilon is, there is no way to go.
        updates[i] = size === 0 ? 0 : -length * (means[i] / share) / size;
        if (weightDecay > 0) updates[i] -= length * weightDecay * parameters[i];
      }
      return [updates, { step, means, squares }];
    },
  });
}
