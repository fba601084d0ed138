// The questions that all rounds of a long loop ask, with the same outcome: what moves evenly in them, as operands do.

import { firstOf } from "./first_of.ts";
import type { Place } from "./graph.ts";
import type { Guard } from "./guarded_trace.ts";
import { type LongLoop, Uneven } from "./long_loops.ts";

/** A question that each round asks. */
export interface GuardRow {
  /** The question of the first round. */
  readonly first: Guard;
  /** How far its operands move from round to round. */
  readonly left: number;
  readonly right: number;
}

/**
 * Returns the questions of the rounds of a loop, in order.
 *
 * @throws {Uneven} if rounds ask something else, or have other outcomes
 */
export function guardRowsOf(guards: readonly Guard[], loop: LongLoop): GuardRow[] {
  const { start, period, rounds } = loop;
  const before = (place: Place) => firstOf(guards.length, (i) => guards[i].at >= place);
  const asked = guards.slice(before(start), before(start + period * rounds));
  const count = asked.length / rounds;
  if (!Number.isInteger(count)) throw new Uneven();
  const rows = asked.slice(0, count).map((first, i): GuardRow => ({
    first,
    left: asked[i + count].left - first.left,
    right: asked[i + count].right - first.right,
  }));
  asked.forEach((guard, i) => {
    const { first, left, right } = rows[i % count];
    const round = Math.floor(i / count);
    const isEven = guard.question === first.question && Object.is(guard.outcome, first.outcome) &&
      guard.at === first.at + round * period && guard.left === first.left + round * left &&
      guard.right === first.right + round * right;
    if (!isEven) throw new Uneven();
  });
  return rows;
}
