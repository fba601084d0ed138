// The variables of a module, where they are declared, and where they are mentioned.

import type { SyntaxNode } from "./syntax.ts";

/** A variable. */
export interface Binding {
  readonly isImported: boolean;
  /** Whether something is assigned to it after its declaration. */
  isAssigned: boolean;
  /** The expressions that it is set to; `undefined` where it may be set to anything. */
  values: SyntaxNode[] | undefined;
  readonly scope: Scope;
  /** The function that its declaration makes it. */
  readonly function?: SyntaxNode;
  /** Of what is imported, the module and the name there. */
  readonly source?: string;
}

/** Where names are declared. */
export type Scope = {
  readonly names: Map<string, Binding>;
  readonly outer?: Scope;
  readonly isOfFunction: boolean;
  /** What it belongs to. */
  readonly node: SyntaxNode;
};

/** Returns what finds all references to a variable. */
export function referencesBy<B>(
  nodes: Iterable<SyntaxNode>,
  bindingOf: (node: SyntaxNode) => B | undefined,
): (variable: B) => readonly SyntaxNode[] {
  let all: Map<B | undefined, SyntaxNode[]> | undefined;
  return (variable) => {
    if (all === undefined) {
      all = new Map();
      for (const node of nodes) {
        const binding = bindingOf(node);
        const known = all.get(binding);
        if (known === undefined) all.set(binding, [node]);
        else known.push(node);
      }
    }
    return all.get(variable) ?? [];
  };
}
