// The derivatives of max and its like depend on which of its operands are one variable: different ones that tie make a kink.
// In a loop that is kept, boxes of states, rows and results are made anew, and may be one with others, in some rounds or in
// all of them. Where an operation compares two of which that cannot be told, the loop is written out.

import { isFollowed } from "../../values/box.ts";
import { currentInterpreter, observeTies } from "../../values/interpreter.ts";
import type { Level } from "../../values/level.ts";
import { isDerivativeBoxOf } from "../../values/membership.ts";
import type { Scalar } from "../../values/scalar.ts";
import { Traced } from "../../values/traced.ts";
import type { Tracer } from "../../program/tracer.ts";
import { apart } from "./leaves.ts";
import type { RowPart } from "./rows.ts";

const MAY_BE_ONE = "numbers that max or min compares may be one variable, in some rounds of a loop";

/** Which boxes one that was made anew may be. */
interface Origin {
  readonly boxes: Set<Scalar>;
  /** Whether two that were made for different rounds may be one. */
  lasts: boolean;
  /** For numbers of one state, the states of the loop: two of one round differ, but for those that are twins. */
  readonly of?: Origins;
  readonly twins: Set<Origin>;
  /** Adds the rows that there are; they are looked at when an operation compares some. */
  fill?: () => void;
}

/** The boxes that were made anew in one trace, and the operands that its operations have compared. */
class Made {
  private readonly tracer: Tracer;
  private readonly known = new Map<Scalar, Origin>();
  private readonly latest: (() => void)[] = [];
  private readonly compared: (readonly Scalar[])[] = [];

  constructor(tracer: Tracer) {
    this.tracer = tracer;
  }

  /** Notes boxes by a function, which runs when they are asked for: of most there are many, and of none is asked. */
  later(note: () => void): void {
    this.latest.push(note);
  }

  set(box: Scalar, origin: Origin): void {
    this.known.set(box, origin);
  }

  get(box: Scalar): Origin | undefined {
    while (this.latest.length > 0) this.latest.pop()!();
    return this.known.get(box);
  }

  /** Takes note of operands that an operation has compared. */
  compare(operands: readonly Scalar[]): void {
    if (operands.every((x) => this.get(x) === undefined)) return;
    this.compared.push(operands);
    this.check(operands);
  }

  /** Ends the trace if two different operands that were compared may be one variable. */
  checkAll(): void {
    for (const operands of this.compared) this.check(operands);
  }

  private check(operands: readonly Scalar[]): void {
    const groups = new Map<Origin, Group>();
    const others: Scalar[] = [];
    for (const x of new Set(operands)) {
      const origin = this.get(x);
      if (origin === undefined) others.push(x);
      else if (groups.has(origin)) groups.get(origin)!.own.push(x);
      else groups.set(origin, { origin, own: [x], may: this.boxesOf(origin) });
    }
    const all = [...groups.values()];
    all.forEach((group, i) => {
      const { origin, own, may } = group;
      const isOne = own.length > 1 && this.mayRepeat(origin) || others.some((x) => may.has(x)) ||
        all.slice(0, i).some((other) => mayMeet(group, other));
      if (isOne) this.tracer.refuse(MAY_BE_ONE);
    });
  }

  /** Returns the boxes that one of an origin may be, also by way of others that were made anew. */
  private boxesOf(origin: Origin): Set<Scalar> {
    const found = new Set<Scalar>();
    const seen = new Set([origin]);
    for (const own of seen) {
      own.fill?.();
      for (const x of own.boxes) {
        found.add(x);
        const next = this.get(x);
        if (next !== undefined) seen.add(next);
      }
    }
    return found;
  }

  /** Checks whether two boxes of one origin may be one, of different rounds. */
  private mayRepeat(origin: Origin, within: readonly Origin[] = []): boolean {
    origin.fill?.();
    if (origin.lasts || within.includes(origin)) return true;
    return [...origin.boxes].some((x) => {
      const next = this.get(x);
      return next !== undefined && this.mayRepeat(next, [...within, origin]);
    });
  }
}

/** Operands of one origin, and all boxes that they may be. */
interface Group {
  readonly origin: Origin;
  readonly own: Scalar[];
  readonly may: ReadonlySet<Scalar>;
}

function mayMeet(a: Group, b: Group): boolean {
  if (a.origin.of !== undefined && a.origin.of === b.origin.of) {
    return a.origin.twins.has(b.origin);
  }
  return b.own.some((x) => a.may.has(x)) || a.own.some((x) => b.may.has(x)) ||
    [...a.may].some((x) => b.may.has(x));
}

const traces = /* @__PURE__ */ new WeakMap<object, Made>();

function madeIn(tracer: Tracer): Made {
  let own = traces.get(tracer);
  if (own === undefined) {
    observeTies((operands) => traces.get(currentInterpreter()!)?.compare(operands));
    traces.set(tracer, own = new Made(tracer));
  }
  return own;
}

function newOrigin(of?: Origins): Origin {
  return { boxes: new Set(), lasts: false, of, twins: new Set() };
}

/** What the boxes may be that a loop makes for the numbers of its state, or of its results. */
export class Origins {
  private readonly made: Made;
  private readonly level: Level;
  private readonly areStates: boolean;
  private readonly all: Origin[] = [];

  constructor(tracer: Tracer, level: Level, areStates: boolean) {
    this.made = madeIn(tracer);
    this.level = level;
    this.areStates = areStates;
  }

  /** Notes boxes that were made anew, and returns them. */
  note(boxes: Scalar[]): Scalar[] {
    this.noteAll([boxes]);
    return boxes;
  }

  /** Notes the boxes that were made anew for all rounds, and returns them. */
  noteAll(rounds: Scalar[][]): Scalar[][] {
    const { made, level } = this;
    made.later(() => {
      for (const boxes of rounds) {
        boxes.forEach((x, k) => isDerivativeBoxOf(level, x) && made.set(x, this.at(k)));
      }
    });
    return rounds;
  }

  /**
   * Adds what a round begins with, or has answered.
   *
   * @param start the first place of the round; what consists of earlier ones only may come again
   */
  add(scalars: readonly Scalar[], start: number): void {
    scalars.forEach((x, k) => {
      const own = this.at(k);
      if (!isDerivativeBoxOf(this.level, x) || own.boxes.has(x)) return;
      own.boxes.add(x);
      own.lasts ||= this.made.get(x) === undefined && isOlder(x, start);
      const twin = this.areStates ? this.at(scalars.indexOf(x)) : own;
      if (twin !== own) {
        twin.twins.add(own);
        own.twins.add(twin);
      }
      this.made.checkAll();
    });
  }

  private at(k: number): Origin {
    return this.all[k] ??= newOrigin(this.areStates ? this : undefined);
  }
}

/** Checks whether a box consists of numbers and of places before one. */
function isOlder(x: Scalar, start: number): boolean {
  const leaves = apart([x])?.leaves ?? [];
  return leaves.every((leaf) => !(leaf instanceof Traced) || leaf.index < start);
}

/** Returns rows, of so many rounds, that note the boxes which are made anew for one; `row` returns the given ones. */
export function withOrigins(
  tracer: Tracer,
  rows: RowPart,
  row: (i: number) => readonly Scalar[],
  rounds: number,
): RowPart {
  const all: Origin[][] = [];
  const originOf = (k: number, depth: number): Origin => {
    const origin = newOrigin();
    origin.fill = () => {
      for (let i = 0; i < rounds; i++) {
        const x = primalIn(row(i)[k], depth);
        origin.lasts ||= origin.boxes.has(x);
        origin.boxes.add(x);
      }
      origin.fill = undefined;
    };
    return origin;
  };
  // A box inside of boxes is made anew with all of these.
  const note = (made: Scalar, given: Scalar, k: number, depth: number): void => {
    if (made === given || !isFollowed(made) || !isFollowed(given)) return;
    madeIn(tracer).set(made, (all[k] ??= [])[depth] ??= originOf(k, depth));
    note(made.primal, given.primal, k, depth + 1);
  };
  const build: RowPart["build"] = (leaves, i) => {
    const made = rows.build(leaves, i);
    if (rows.width > 0) row(i).forEach((given, k) => note(made[k], given, k, 0));
    return made;
  };
  return { ...rows, build };
}

function primalIn(x: Scalar, depth: number): Scalar {
  let own = x;
  for (let i = 0; i < depth && isFollowed(own); i++) own = own.primal;
  return own;
}
