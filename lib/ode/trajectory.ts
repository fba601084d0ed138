// A whole solution: its steps, the states at all times between, and events.

import { sub } from "../elementary/arithmetic.ts";
import { describe } from "../values/describe.ts";
import { value } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import type { Callable } from "../trees/call.ts";
import type { Answer, Argument } from "../trees/types.ts";
import { checkEvents, type OdeEvent, passagesIn } from "./events.ts";
import { type OdeOptions, settingsOf } from "./options.ts";
import { problemOf } from "./problem.ts";
import { type Segment, segmentsOf } from "./segments.ts";

/** The options of `trajectory`. */
export interface TrajectoryOptions<Y = unknown, P = unknown> extends OdeOptions<P> {
  /** The events to look for. Two that are closer than a sixteenth of a step may be missed. */
  readonly events?: readonly OdeEvent<Y, P>[];
}

/** An event of a trajectory. */
export interface TrajectoryEvent<T, Y> {
  /** Its position in the list of events that were looked for. */
  readonly event: number;
  /** When it happened. */
  readonly time: T;
  /** The state at that time. */
  readonly state: Y;
}

/** A solution of an initial value problem. */
export interface Trajectory<T, Y> {
  /** The times at which steps begin, and the last one that was reached. */
  readonly times: readonly T[];
  /** The states at these times. */
  readonly states: readonly Y[];
  /** What has happened, in its order. */
  readonly events: readonly TrajectoryEvent<T, Y>[];
  /**
   * Returns the state at a time, as accurate as the steps are.
   *
   * @throws {RangeError} if the time is outside of what was integrated.
   */
  at(time: Scalar): Y;
}

/**
 * Solves y′ = f(t, y) from the initial state at the first of two times to the second, and returns the whole solution,
 * which can be read at any time between, with the events on the way. States and times of events are differentiable as
 * those of `odeint` are.
 *
 * @param f the right-hand side, a function of time, state and `parameters`, whose answer has the shape of the state
 * @param y0 the initial state, any tree of reals, @param span the first and the last time
 * @throws {TypeError} if states and slopes differ in structure, or there is no such option.
 * @throws {RangeError} if an option is out of its range, or the steps become too many or too small.
 *
 * @example When a stone lands, and how this depends on its speed
 * ```ts
 * import { derivative, type Scalar } from "@fluxion/ad";
 * import { trajectory } from "@fluxion/ad/ode";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const fall = (_t: Scalar, [, speed]: Scalar[]): Scalar[] => [speed, -10];
 * const lands = { when: (_t: Scalar, [height]: Scalar[]) => height, direction: -1, terminal: true } as const;
 * const landing = (speed: Scalar) => trajectory(fall, [0, speed], [0, 9], { events: [lands] }).events[0].time;
 * assertAlmostEquals(Number(landing(20)), 4, 1e-12); // 2·v/g
 * assertAlmostEquals(derivative(landing)(20), 0.2, 1e-12);
 * ```
 */
export function trajectory<
  Y,
  Y0 extends Argument<Y>,
  T extends readonly [Scalar, Scalar],
  P = undefined,
>(
  f: (t: Scalar, y: Y, parameters: P) => Y,
  y0: Y0,
  span: readonly [...T],
  options?: TrajectoryOptions<Y, P>,
): Trajectory<Answer<[Y0, T, P], Scalar>, Answer<[Y0, T, P], Y>>;
export function trajectory(
  f: Callable,
  y0: unknown,
  span: unknown,
  // deno-lint-ignore no-explicit-any
  options: TrajectoryOptions<any, any> = {},
): unknown {
  const settings = settingsOf("trajectory", options, ["events"]);
  const { events = [] } = options;
  checkEvents("trajectory", events);
  if (!Array.isArray(span) || span.length !== 2) {
    throw new TypeError(
      `Cannot take a trajectory over ${
        describe(span)
      }: it is the list of the first time and the last`,
    );
  }
  const problem = problemOf("trajectory", f, y0, settings);
  const [from, to] = span as [Scalar, Scalar];
  const segments: Segment[] = [];
  const times: Scalar[] = [from];
  const states: unknown[] = [problem.answer(problem.initial)];
  const happened: TrajectoryEvent<Scalar, unknown>[] = [];
  for (const segment of segmentsOf(problem, settings, from, to, problem.initial)) {
    segments.push(segment);
    const passages = passagesIn(problem, segment, events, settings.parameters);
    for (const { event, time, leaves } of passages) {
      happened.push({ event, time, state: problem.answer(leaves) });
    }
    const last = passages.at(-1);
    const isEnd = last !== undefined && last.isTerminal;
    times.push(isEnd ? last.time : segment.end);
    states.push(problem.answer(isEnd ? last.leaves : segment.after(segment.size)));
    if (isEnd) break;
  }
  const at = (time: Scalar): unknown => {
    const number = value(time);
    const [first, last] = [value(from), value(times[times.length - 1])];
    if (!(number >= Math.min(first, last) && number <= Math.max(first, last))) {
      throw new RangeError(
        `Cannot read a trajectory at ${number}: it goes from ${first} to ${last}`,
      );
    }
    const direction = last >= first ? 1 : -1;
    const later = segments.findIndex(({ start }) => direction * (value(start) - number) > 0);
    const segment = segments.at(later < 0 ? -1 : Math.max(0, later - 1));
    if (segment === undefined) return states[0];
    return problem.answer(segment.after(sub(time, segment.start)));
  };
  return { times, states, events: happened, at } satisfies Trajectory<Scalar, unknown>;
}
