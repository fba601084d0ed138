// Events: times at which a function of time and state passes through 0. They are looked for within each step, found by
// bisection on numbers, and differentiated by the implicit function theorem.

import { describe } from "../values/describe.ts";
import { value } from "../values/box.ts";
import type { Scalar } from "../values/scalar.ts";
import { sumOfTwo } from "../operations/binary.ts";
import { implicitRoot } from "../rules/implicit.ts";
import type { Callable } from "../trees/call.ts";
import { isPlainObject } from "../trees/node.ts";
import type { Problem } from "./problem.ts";
import type { Segment } from "./segments.ts";

/**
 * An event to look for.
 *
 * @example
 * ```ts
 * import type { Scalar } from "@fluxion/ad";
 * import { type OdeEvent, trajectory } from "@fluxion/ad/ode";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // A stone that is thrown up at 10 m/s, until it is down again.
 * const landing: OdeEvent<Scalar[]> = {
 *   when: (_t, [height]) => height,
 *   direction: -1,
 *   terminal: true,
 * };
 * const fall = (_t: Scalar, [, speed]: Scalar[]): Scalar[] => [speed, -9.81];
 * const { events } = trajectory(fall, [0, 10], [0, 9], { events: [landing] });
 * assertAlmostEquals(events[0].time, 20 / 9.81, 1e-6);
 * ```
 */
export interface OdeEvent<Y = unknown, P = unknown> {
  /** A function of time, state and parameters that is 0 at the event, and passes through 0 there. */
  readonly when: (t: Scalar, y: Y, parameters: P) => Scalar;
  /**
   * Which passages count: 1 those from below 0, −1 those from above, 0 both.
   *
   * @default 0
   */
  readonly direction?: -1 | 0 | 1;
  /**
   * Whether the integration ends there.
   *
   * @default false
   */
  readonly terminal?: boolean;
}

/** An event that has happened. */
export interface Passage {
  /** Its position in the list of events. */
  readonly event: number;
  readonly time: Scalar;
  /** The leaves of the state. */
  readonly leaves: readonly Scalar[];
  readonly isTerminal: boolean;
}

/** A step of a high order is long, and so it is looked at in this many places. */
const PLACES = 16;

/** Returns the events within a step in their order, up to the first one that ends the integration. */
export function passagesIn(
  problem: Problem,
  segment: Segment,
  events: readonly OdeEvent[],
  parameters: unknown,
): Passage[] {
  const size = value(segment.size);
  const found = events.flatMap(({ when, direction = 0, terminal = false }, event) => {
    const valueAfter = (elapsed: Scalar): Scalar =>
      when(sumOfTwo(segment.start, elapsed), problem.state(segment.after(elapsed)), parameters);
    const numberAfter = (elapsed: number) => value(valueAfter(elapsed));
    const passages: (Passage & { readonly elapsed: number })[] = [];
    let before = 0;
    let sign = Math.sign(numberAfter(0));
    for (let place = 1; place <= PLACES; place++) {
      const at = place === PLACES ? size : size * place / PLACES;
      const next = Math.sign(numberAfter(at));
      // A value that starts at 0 passes through no 0, and one that arrives there does.
      const passes = sign !== 0 && next !== sign && (direction === 0 || direction === -sign);
      if (passes) {
        const root = bisected(numberAfter, before, at, sign);
        const elapsed = implicitRoot((own: Scalar) => valueAfter(own), () => root)() as Scalar;
        const time = sumOfTwo(segment.start, elapsed);
        const leaves = segment.after(elapsed);
        passages.push({ event, time, leaves, isTerminal: terminal, elapsed: root });
      }
      before = at;
      sign = next === 0 ? sign === 0 ? 0 : -sign : next;
    }
    return passages;
  });
  found.sort((a, b) => Math.abs(a.elapsed) - Math.abs(b.elapsed));
  const last = found.findIndex(({ isTerminal }) => isTerminal);
  return last < 0 ? found : found.slice(0, last + 1);
}

/** Returns where a function changes its sign, to the last bit. */
function bisected(f: (x: number) => number, from: number, to: number, sign: number): number {
  let [near, far] = [from, to];
  while (true) {
    const middle = near + (far - near) / 2;
    if (middle === near || middle === far) return far;
    if (Math.sign(f(middle)) === sign) near = middle;
    else far = middle;
  }
}

/** @throws {TypeError} if events are no list of objects with a function `when`. */
export function checkEvents(verb: string, events: unknown): asserts events is readonly OdeEvent[] {
  const isEvent = (own: unknown) =>
    isPlainObject(own) && typeof (own as { when?: Callable }).when === "function";
  if (Array.isArray(events) && events.every(isEvent)) return;
  throw new TypeError(
    `Cannot ${verb} with the events ${
      describe(events)
    }: they are a list of { when, direction, terminal }, where when ` +
      "is a function of time and state",
  );
}
