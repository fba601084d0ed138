// The solution of an initial value problem at given times.

import { sub } from "../elementary/arithmetic.ts";
import { describe } from "../values/describe.ts";
import { isAnyBox, value } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Callable } from "../trees/call.ts";
import type { Answer, Argument } from "../trees/types.ts";
import { adjointSolution } from "./adjoint.ts";
import { type OdeOptions, type Settings, settingsOf } from "./options.ts";
import { problemOf } from "./problem.ts";
import { segmentsOf } from "./segments.ts";

/** The options of `odeint`. */
export interface OdeintOptions<P = unknown> extends OdeOptions<P> {
  /**
   * How derivatives of the solution are taken: of the steps as they were computed, `"steps"`, or in reverse mode by
   * the adjoint equation, `"adjoint"`, which is integrated backwards and remembers no steps (Chen, Rubanova,
   * Bettencourt and Duvenaud 2018). The latter follows the initial state, the times and `parameters`, and nothing that
   * the right-hand side closes over.
   *
   * @default "steps"
   */
  readonly gradient?: "steps" | "adjoint";
}

/**
 * Solves y′ = f(t, y) from y(t₀) = y₀, and returns the states at all times, the first of which is t₀. They are
 * differentiable in the initial state, the times, the parameters and whatever `f` closes over, in every mode and to any
 * order.
 *
 * @param f the right-hand side, a function of time, state and `parameters`, whose answer has the shape of the state
 * @param y0 the initial state, any tree of reals
 * @param times the times in their order, which may decrease
 * @throws {TypeError} if states and slopes differ in structure, or there is no such option.
 * @throws {RangeError} if times are in no order or an option is out of its range; or if the steps become too many or
 * too small, as they do before a singularity.
 *
 * @example The derivative of a pendulum's angle with respect to its length
 * ```ts
 * import { div, mul, neg, derivative, type Scalar, sin } from "@fluxion/ad";
 * import { odeint } from "@fluxion/ad/ode";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const swing = (length: Scalar) => (_t: Scalar, [angle, speed]: Scalar[]): Scalar[] => [
 *   speed,
 *   neg(mul(div(9.81, length), sin(angle))),
 * ];
 * const angleAt = (length: Scalar) => odeint(swing(length), [0.1, 0], [0, 1])[1][0];
 * const slope = derivative(angleAt)(2);
 * const quotient = (Number(angleAt(2.001)) - Number(angleAt(1.999))) / 0.002;
 * assertAlmostEquals(slope, quotient, 1e-6);
 * assertEquals(odeint((t: Scalar, _y: Scalar) => mul(2, t), 0, [0, 3]), [0, 9]);
 * ```
 */
export function odeint<
  Y,
  Y0 extends Argument<Y>,
  T extends readonly Scalar[],
  P = undefined,
>(
  f: (t: Scalar, y: Y, parameters: P) => Y,
  y0: Y0,
  times: readonly [...T],
  options?: OdeintOptions<P>,
): Answer<[Y0, T, P], Y>[];
export function odeint(
  f: Callable,
  y0: unknown,
  times: readonly Scalar[],
  options: OdeintOptions = {},
): unknown[] {
  const settings = settingsOf("odeint", options, ["gradient"]);
  const { gradient = "steps" } = options;
  if (gradient !== "steps" && gradient !== "adjoint") {
    throw new TypeError(
      `Cannot odeint with the gradient ${describe(gradient)}: it is "steps" or "adjoint"`,
    );
  }
  checkTimes(times, settings);
  return gradient === "adjoint"
    ? adjointSolution(statesAt, f, y0, times, settings)
    : statesAt(f, y0, times, settings);
}

/** Returns the states at all times. */
export function statesAt(
  f: Callable,
  y0: unknown,
  times: readonly Scalar[],
  settings: Settings,
): unknown[] {
  const problem = problemOf("odeint", f, y0, settings);
  let leaves = problem.initial;
  const states = [problem.answer(leaves)];
  if (settings.steps !== undefined) {
    for (let i = 1; i < times.length; i++) {
      for (const step of segmentsOf(problem, settings, times[i - 1], times[i], leaves)) {
        leaves = step.after(step.size);
      }
      states.push(problem.answer(leaves));
    }
    return states;
  }
  // Steps go over the times, and each time reads the step that it lies in.
  let next = 1;
  const direction = Math.sign(value(times[times.length - 1]) - value(times[0]));
  while (next < times.length && value(times[next]) === value(times[0])) next = early(next);
  for (const step of segmentsOf(problem, settings, times[0], times[times.length - 1], leaves)) {
    const end = value(step.start) + (step.size as number);
    const isLast = () => next === times.length - 1;
    while (
      next < times.length && (direction * (value(times[next]) - end) <= 0 ||
        isLast() && Math.abs(value(times[next]) - end) <= 4e-16 * Math.abs(end))
    ) {
      states.push(problem.answer(step.after(sub(times[next++], step.start))));
    }
  }
  return states;

  // A time that equals the first one: the state is the initial one, and moves with the time.
  function early(i: number): number {
    const step = problem.method.fixed(times[0], problem.initial, 1);
    states.push(problem.answer(step.after(sub(times[i], times[0]))));
    return i + 1;
  }
}

function checkTimes(times: unknown, settings: Settings): void {
  if (!Array.isArray(times) || times.length === 0) {
    throw new TypeError(
      `Cannot odeint at the times ${
        describe(times)
      }: they are a list, and the first is that of the initial state`,
    );
  }
  times.forEach((time, i) => {
    if (typeof time !== "number" && !isAnyBox(time)) {
      throw new TypeError(
        `Cannot odeint at times[${i}], which is ${describe(time)}: it is a number`,
      );
    }
  });
  if (settings.steps !== undefined) return;
  const numbers = times.map((time) => value(time));
  const isRising = numbers[numbers.length - 1] >= numbers[0];
  numbers.forEach((time, i) => {
    const before = numbers[Math.max(0, i - 1)];
    if (Number.isFinite(time) && (isRising ? time >= before : time <= before)) return;
    throw new RangeError(
      `Cannot odeint at times[${i}] = ${time} after ${before}: they are finite, and all rise or all fall`,
    );
  });
}
