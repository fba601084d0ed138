// The variants of a compiled function, one for each guarded trace, in a tree of the questions whose outcomes
// distinguish them. A failed guard leads to the variant for the other outcome, or out of the tree.

import {
  asksSame,
  beginning,
  beginsLike,
  type Guard,
  type GuardedTrace,
  outcomeKey,
} from "../program/guarded_trace.ts";

/** A guarded trace of the function, and its compiled code. */
export interface Variant<Code> {
  readonly path: GuardedTrace;
  /** The code that runs for a call that passes all guards. */
  readonly code: Code;
  /** The questions on its branch of the tree, one for each guard. */
  readonly questions: VariantQuestion<Code>[];
}

/** A guard, and the continuations for each of its outcomes. */
export class VariantQuestion<Code> {
  readonly branches: Map<unknown, VariantQuestion<Code> | Variant<Code>> = new Map();
  readonly guard: Guard;
  readonly first: Variant<Code>;

  /** @param guard as it is in the first variant that asks it */
  constructor(guard: Guard, first: Variant<Code>) {
    this.guard = guard;
    this.first = first;
  }

  /** Returns a variant that continues from an outcome. */
  after(outcome: boolean | number): Variant<Code> | undefined {
    const next = this.branches.get(outcomeKey(outcome));
    return next instanceof VariantQuestion ? next.first : next;
  }
}

/** All variants for one structure of arguments. */
export class Variants<Code> {
  readonly list: Variant<Code>[] = [];
  private root: VariantQuestion<Code> | Variant<Code> | undefined;

  /**
   * Adds another variant. If it asks other questions than the earlier ones, something that the function closes
   * over has changed since, and they are all removed.
   */
  add(path: GuardedTrace, code: Code): Variant<Code> {
    const variant: Variant<Code> = { path, code, questions: [] };
    if (!this.enter(variant)) {
      this.list.length = 0;
      this.root = undefined;
      variant.questions.length = 0;
      this.enter(variant);
    }
    this.list.push(variant);
    return variant;
  }

  private enter(variant: Variant<Code>): boolean {
    const { path, questions } = variant;
    const { guards } = path;
    let node = this.root;
    let put = (next: VariantQuestion<Code> | Variant<Code>) => {
      this.root = next;
    };
    const pass = (question: VariantQuestion<Code>, outcome: Guard["outcome"]) => {
      const key = outcomeKey(outcome);
      questions.push(question);
      put = (next) => question.branches.set(key, next);
      node = question.branches.get(key);
    };
    for (const guard of guards) {
      if (node === undefined) break;
      if (!(node instanceof VariantQuestion && asksSame(node.guard, guard))) return false;
      pass(node, guard.outcome);
    }
    const last = questions.at(-1);
    const isSame = last === undefined ||
      beginsLike(last.first.path.graph, path.graph, last.guard.at);
    if (node !== undefined || !isSame) return false;
    for (const guard of guards.slice(questions.length)) {
      const question = new VariantQuestion(guard, variant);
      put(question);
      pass(question, guard.outcome);
    }
    put(variant);
    return true;
  }
}

/**
 * Returns what is to be known later of a trace that has been compiled: where it parts from others, and all of it only if it
 * may be merged with them.
 */
export function remembered(path: GuardedTrace, mayBeMerged: boolean): GuardedTrace {
  const { graph, guards } = path;
  // What is in memory of a graph with rounds that are left out is short.
  if (!graph.isWhole) return path;
  const size = mayBeMerged ? graph.size : guards.at(-1)?.at ?? 0;
  return { ...path, graph: beginning(graph, size) };
}

/** Returns how long variants are together, before they are merged: infinitely, if rounds are left out of any. */
export function mergedLength(variants: readonly Variant<{ readonly length: number }>[]): number {
  // They are long to read, even if little of them is needed.
  return variants.reduce(
    (total, { path: { graph }, code: { length } }) => total + (graph.isWhole ? length : Infinity),
    0,
  );
}
