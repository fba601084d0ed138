// Stochastic gradient descent: steps against the gradient, or along what recent gradients add up to.

import { describe } from "../values/describe.ts";
import { checkOptions } from "../trees/call.ts";
import { checkNumbers, kinds } from "./checks.ts";
import { type GradientTransformation, transformationOf } from "./gradient_transformation.ts";
import { type Rate, rateAt, scheduleOf } from "./schedules.ts";

/** The options of gradient descent. */
export interface SgdOptions {
  /**
   * The share of its velocity that a step keeps.
   *
   * @default 0
   */
  readonly momentum?: number;
  /**
   * Whether the gradient counts as if the velocity had carried on first (Nesterov 1983; in the form of Sutskever,
   * Martens, Dahl and Hinton 2013).
   *
   * @default false
   */
  readonly nesterov?: boolean;
}

/** What gradient descent remembers. */
export interface SgdState {
  /** How many steps there have been. */
  readonly step: number;
  /** The velocity v ← momentum·v + gradient; empty without momentum. */
  readonly velocity: Float64Array;
}

/**
 * Gradient descent: −rate·g; with momentum −rate·v for v ← momentum·v + g, and with Nesterov's −rate·(g + momentum·v).
 *
 * @param rate the length of a step for a gradient of 1, which may follow a schedule
 * @throws {RangeError} if the rate or the momentum is out of its range, or there is none for Nesterov's.
 *
 * @example
 * ```ts
 * import { applyUpdates, sgd } from "@fluxion/ad/fit";
 * import { assertEquals } from "@std/assert";
 *
 * const optimizer = sgd(0.5, { momentum: 0.5 });
 * const [first, state] = optimizer.update([2], optimizer.init([0]), [0]);
 * const [second] = optimizer.update([2], state, applyUpdates([0], first));
 * assertEquals([first, second], [[-1], [-1.5]]);
 * ```
 */
export function sgd(rate: Rate, options: SgdOptions = {}): GradientTransformation<SgdState> {
  checkOptions("sgd", options, ["momentum", "nesterov"], "options come last");
  const { momentum = 0, nesterov = false } = options;
  checkNumbers("make sgd", { momentum }, { momentum: kinds.decay });
  if (typeof nesterov !== "boolean") {
    throw new TypeError(`Cannot make sgd with nesterov ${describe(nesterov)}: it is true or false`);
  }
  if (nesterov && momentum === 0) {
    throw new RangeError("Cannot make sgd with nesterov without momentum: take momentum 0.9");
  }
  const schedule = scheduleOf("sgd", rate);
  return transformationOf<SgdState>("sgd", {
    init: (length) => ({ step: 0, velocity: new Float64Array(momentum === 0 ? 0 : length) }),
    vectors: momentum === 0 ? [] : ["velocity"],
    update(gradient, state) {
      const length = rateAt(schedule, state.step);
      const velocity = state.velocity.slice();
      const updates = new Float64Array(gradient.length);
      for (let i = 0; i < updates.length; i++) {
        let way = gradient[i];
        if (momentum > 0) {
          velocity[i] = momentum * velocity[i] + way;
          way = nesterov ? way + momentum * velocity[i] : velocity[i];
        }
        updates[i] = -length * way;
      }
      return [updates, { step: state.step + 1, velocity }];
    },
  });
}
