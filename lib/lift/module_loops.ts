// What is known of the loops of a module that may be kept, while these are written.

import type { EffectsOfModule } from "./effects.ts";
import { type KeptLoop, plannedLoops } from "./loops.ts";
import type { Names } from "./scopes.ts";
import type { SyntaxNode } from "./syntax.ts";

/** The loops of one module that may be kept. */
export class LoopsOfModule {
  /** What names mean in what is written. */
  names: Names;
  /** Whether a step of a loop is written that is kept. */
  isInStep = false;
  private readonly source: string;
  private readonly file: string;
  private readonly runtime: string;
  private readonly plans: ReadonlyMap<SyntaxNode, KeptLoop>;
  private texts: ReadonlyMap<SyntaxNode, string> = new Map();
  private made = 0;
  private line = { at: 0, number: 1 };

  constructor(
    source: string,
    file: string,
    runtime: string,
    names: Names,
    effects: EffectsOfModule,
  ) {
    this.source = source;
    this.file = file.replace(/^.*[\\/]/, "");
    this.runtime = runtime;
    this.plans = plannedLoops(names, effects);
    // After a loop that was kept, what it carried may be a box.
    this.names = names.without([...this.plans.values()].flatMap((plan) => plan.carriedBindings));
  }

  /** Returns as what a loop may be kept. */
  planOf(node: SyntaxNode): KeptLoop | undefined {
    return this.plans.get(node);
  }

  /** Returns what stands in the place of a node in the step that is written. */
  textOf(node: SyntaxNode): string | undefined {
    return this.texts.get(node);
  }

  /** Returns a name that the module does not have. */
  newName(): string {
    return `${this.runtime}${this.made++}`;
  }

  /** Returns the file and the line of a node, without folders. */
  placeOf({ start }: SyntaxNode): string {
    const { source, file } = this;
    // Nodes are asked for in the order of the text, but for steps.
    if (start < this.line.at) this.line = { at: 0, number: 1 };
    const { line } = this;
    for (let next; (next = source.indexOf("\n", line.at) + 1) > 0 && next <= start;) {
      line.at = next;
      line.number++;
    }
    return `${file}:${line.number}`;
  }

  /** Writes what is a part of a step of a loop, with other texts for some nodes. */
  within(plan: KeptLoop, texts: ReadonlyMap<SyntaxNode, string>, write: () => void): void {
    const { names, isInStep, texts: others } = this;
    this.texts = new Map([...others, ...texts]);
    this.isInStep = true;
    this.names = names.without(plan.ofRound);
    try {
      write();
    } finally {
      Object.assign(this, { names, isInStep, texts: others });
    }
  }
}
