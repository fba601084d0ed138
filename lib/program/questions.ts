// What a trace asked about its numbers, each question once.

import type { Place } from "./graph.ts";
import type { Guard } from "./guarded_trace.ts";
import { mixed } from "./hash_table.ts";

/** The questions of one trace, in order. */
export class Questions {
  readonly guards: Guard[] = [];
  /** How many loops there have been whose steps are traced for themselves. */
  private loops = 0;
  /** A hash of the kinds of the loops so far. */
  private kinds = 0;
  private readonly key: string;
  /** The pairs of places that were asked about, for each question. */
  private readonly asked = new Map<Guard["question"], Set<number>>();

  /** @param key what tells the loop from others whose step is traced, if it is a step */
  constructor(key: string = "") {
    this.key = key;
  }

  /**
   * Returns a key that the next loop has whenever the same was asked, and answered alike, before it, and the loops before it were of
   * the same kinds.
   */
  keyOfLoop(): string {
    const outcomes = this.guards.map(({ outcome }) => Object.is(outcome, -0) ? "-0" : outcome);
    return `${this.key}/${this.loops++}:${outcomes}:${this.kinds}`;
  }

  /** Notes of which kind the latest loop is. */
  noteKind(kind: string): void {
    for (let i = 0; i < kind.length; i++) this.kinds = mixed(this.kinds, kind.charCodeAt(i));
  }

  /** Returns a function that forgets what is asked, and which loops there are, from now on. */
  mark(): () => void {
    const { loops, kinds, guards: { length } } = this;
    return () => {
      this.loops = loops;
      this.kinds = kinds;
      for (const { question, left, right } of this.guards.splice(length)) {
        this.asked.get(question)!.delete(pairOf(left, right));
      }
    };
  }

  /** Adds a question, unless it has been asked. */
  ask(guard: Guard): void {
    const { question, left, right } = guard;
    let pairs = this.asked.get(question);
    if (pairs === undefined) this.asked.set(question, pairs = new Set());
    const pair = pairOf(left, right);
    if (pairs.has(pair)) return;
    pairs.add(pair);
    this.guards.push(guard);
  }
}

/** Returns a pair of places as one number: no graph has 2²⁶ instructions, for which there is no memory. */
function pairOf(left: Place, right: Place): number {
  return left * 2 ** 26 + right;
}
