// The ways through the steps of one loop. All are one program, which branches where they part and in which they meet again
// at the end of the step.

import { INPUT } from "../../program/graph.ts";
import { asksSame, beginsLike, type GuardedTrace, needed } from "../../program/guarded_trace.ts";
import { Captures, withInputs } from "../../program/steps.ts";
import { lowered } from "../../wasm/lower.ts";
import { mergedProgram } from "../../wasm/merged.ts";
import type { Lowered } from "../../wasm/module.ts";
import { Variants } from "../variants.ts";
import { KnownConditions } from "./known_conditions.ts";
import type { LoopRunner } from "./runner.ts";
import { KnownPassed } from "./sparse_lists.ts";

/** Most ways through a step. */
const MOST_WAYS = 64;
/** Most kinds of rounds whose ways are known. */
const MOST_KINDS = 16;
/** Most instructions of several ways, which become one function. */
const LONGEST = 20_000;

/** The ways through the steps of one loop that were met so far. */
export class LoopWays {
  readonly captures: Captures = new Captures();
  /** What runs them in a program. */
  runner: LoopRunner | undefined;
  /** What tells the rounds from others. */
  readonly signature: string;
  private paths: readonly GuardedTrace[] = [];
  private program: Lowered | undefined;
  /** The ways of rounds of all kinds, by their signatures. */
  private readonly kinds: Map<string, LoopWays>;

  constructor(signature: string, kinds: Map<string, LoopWays> = new Map()) {
    this.signature = signature;
    this.kinds = kinds;
    if (kinds.size >= MOST_KINDS) kinds.clear();
    kinds.set(signature, this);
  }

  /** Returns the ways of the same loop in rounds of another kind, as one inside of another loop may have. */
  ofKind(signature: string): LoopWays {
    return this.kinds.get(signature) ?? new LoopWays(signature, this.kinds);
  }

  /** Adds a way, in place of the same one where it is known; returns why there can be no program, if there can be none. */
  add(path: GuardedTrace): string | undefined {
    const inputs = Math.max(path.graph.inputs, ...this.paths.map(({ graph }) => graph.inputs));
    const own = withInputs(path, inputs);
    const others = this.paths.map((known) => withInputs(known, inputs));
    const known = others.findIndex((other) => isSameWay(other, own));
    if (known >= 0 && isSame(others[known], own)) return undefined;
    this.program = undefined;
    if (known >= 0) others[known] = own;
    else others.push(own);
    const variants = new Variants<undefined>();
    for (const each of others) variants.add(each, undefined);
    // LoopWays that ask other questions are none of this step: something that it closes over has changed.
    this.paths = variants.list.length === others.length ? others : [own];
    if (others.length > MOST_WAYS) return `the steps of a loop go more than ${MOST_WAYS} ways`;
    const length = others.reduce((total, { graph }) => total + graph.size, 0);
    return others.length > 1 && length > LONGEST ? "the steps of a loop are too long" : undefined;
  }

  /** Whether steps ask about their numbers. */
  get areAsking(): boolean {
    return this.paths.some(({ guards }) => guards.length > 0);
  }

  /** Checks whether any way needs one of its inputs from one to before another. */
  needs(from: number, to: number): boolean {
    return this.paths.some((path) => {
      const marks = needed(path);
      const { size, operations, left } = path.graph;
      for (let place = 0; place < size; place++) {
        const isOne = operations[place] === INPUT && left[place] >= from && left[place] < to;
        if (isOne && marks[place] === 1) return true;
      }
      return false;
    });
  }

  /** Returns the program of all ways. */
  compiled(): Lowered {
    const { paths } = this;
    return this.program ??= paths.length === 1 ? lowered(paths[0]) : mergedProgram(paths);
  }
}

function isSameWay(a: GuardedTrace, b: GuardedTrace): boolean {
  return a.guards.length === b.guards.length &&
    a.guards.every((guard, i) =>
      asksSame(guard, b.guards[i]) && Object.is(guard.outcome, b.guards[i].outcome)
    );
}

function isSame(a: GuardedTrace, b: GuardedTrace): boolean {
  return a.graph.size === b.graph.size && beginsLike(a.graph, b.graph, a.graph.size) &&
    a.outputs.every((place, i) => place === b.outputs[i]);
}

/** What the traces of a function have found out about its loops. */
export class KnownLoops {
  readonly ways: Map<string, LoopWays> = new Map();
  private readonly passed = new Map<string, KnownPassed>();
  private readonly conditional = new Map<string, KnownConditions>();
  /** Where loops stand that cannot be kept. */
  readonly unkeepable: Set<string> = new Set();
  /** Why one of these cannot. */
  reason: string | undefined;
  /** Whether rounds of loops that run one by one may be left out of a trace. */
  mayLeaveOut = true;

  /** Returns the ways of the rounds of one kind. */
  waysAt(key: string, signature: string): LoopWays {
    const own = this.ways.get(key)?.ofKind(signature) ?? new LoopWays(signature);
    this.ways.set(key, own);
    return own;
  }

  /** Returns what rounds pass on that are pulled back. */
  passedAt(key: string): KnownPassed {
    return known(this.passed, key, () => new KnownPassed());
  }

  /** Returns which of their numbers are structural zeros in some rounds. */
  conditionalAt(key: string): KnownConditions {
    return known(this.conditional, key, () => new KnownConditions());
  }
}

function known<T>(all: Map<string, T>, key: string, make: () => T): T {
  const own = all.get(key) ?? make();
  all.set(key, own);
  return own;
}

/** Counts of loops. */
export interface LoopCounts {
  readonly loops: number;
  readonly instructions: number;
}

/** Returns how many loops there are, and the instructions of their steps. */
export function countsOf(all: Iterable<LoopWays>): LoopCounts {
  let [loops, instructions] = [0, 0];
  for (const ways of all) {
    // A single round stands alone, so that its ways meet again.
    if (ways.runner !== undefined && ways.runner.rounds.windows.rows > 1) loops++;
    instructions += ways.compiled().instructions;
  }
  return { loops, instructions };
}
