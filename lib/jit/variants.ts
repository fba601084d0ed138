// The variants of a compiled function: one for each way it has gone, in a tree of the questions at which
// they part. A guard that fails leads straight to the variant that goes the other way, or out of the tree.

import { asksSame, type Guard, type GuardedTrace, outcomeKey } from "../program/guarded_trace.ts";

/** A way through the function that was compiled. */
export interface Variant<Code> {
  readonly path: GuardedTrace;
  /** What answers a call that goes this way. */
  readonly code: Code;
  /** The questions it passes, one for each guard. */
  readonly questions: VariantQuestion<Code>[];
}

/** A guard, and what follows on each of its outcomes. */
export class VariantQuestion<Code> {
  readonly branches: Map<unknown, VariantQuestion<Code> | Variant<Code>> = new Map();

  /** @param guard as the first variant that came by asks it */
  constructor(readonly guard: Guard, readonly first: Variant<Code>) {}

  /** A variant that goes on from an outcome. */
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
   * Enters another variant. Where it asks other questions than those before it, what the function closes
   * over has changed since: they are all forgotten.
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
      last.first.path.graph.beginsLike(path.graph, last.guard.at);
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
