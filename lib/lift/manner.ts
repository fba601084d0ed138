// In which manner code is written, and what writes it, as the parts of the transformer see it.

import type { LoopsOfModule } from "./module_loops.ts";
import type { MappedText } from "./output.ts";
import type { Names } from "./scopes.ts";
import type { LiftError, SyntaxNode } from "./syntax.ts";

/** How code is written. */
export interface Manner {
  /** Whether operators are lifted. */
  readonly lifts: boolean;
  /** Whether functions are left as they are, have two bodies, or are lifted as what is around them. */
  readonly functions: "as written" | "both bodies" | "lifted";
  /** Whether the code runs only where no box means anything, and may call own texts. */
  readonly isOwn?: boolean;
}

/** For what is not marked. */
export const AS_WRITTEN: Manner = { lifts: false, functions: "as written" };
/** For the own text of a marked function. */
export const IN_OWN: Manner = { lifts: false, functions: "both bodies", isOwn: true };
/** For what is marked, around functions. */
export const OWN: Manner = { lifts: false, functions: "both bodies" };
/** For a lifted body. */
export const LIFTED: Manner = { lifts: true, functions: "lifted" };
/** For code that may be resumed, or called, at another time than it was begun: generators, fields of classes. */
export const ALWAYS: Manner = { lifts: true, functions: "both bodies" };

/** What writes one module. */
export interface Lifting {
  readonly source: string;
  readonly names: Names;
  /** The name by which the module knows the runtime. */
  readonly runtime: string;
  readonly output: MappedText;
  /** The functions that are constructors. */
  readonly constructors: ReadonlySet<SyntaxNode>;
  /** How many places have been changed. */
  readonly changes: number;
  /** An expression whose value nothing uses. */
  unused: SyntaxNode | undefined;
  /** Returns the error for what cannot be lifted. */
  refused(node: SyntaxNode, what: string): LiftError;
  /** Writes text in the place of a node. */
  write(text: string, node: SyntaxNode): void;
  /** Writes a call of the runtime. */
  call(name: string, node: SyntaxNode, ...operands: readonly (() => void)[]): void;
  /** Writes a node. */
  print(node: SyntaxNode, manner: Manner): void;
  /** Writes a node as it is, but for its parts. */
  parts(
    node: SyntaxNode,
    manner: Manner,
    part?: (part: SyntaxNode) => void,
    start?: number,
    parts?: readonly SyntaxNode[],
    end?: number,
  ): void;
  /** Writes an operand of a call. */
  operand(node: SyntaxNode, manner: Manner): void;
  /** Checks whether a function does nothing but compute. */
  isPure(node: SyntaxNode): boolean;
  /** The loops that may be kept. */
  readonly loops: LoopsOfModule;
  /** Writes an expression whose truth is asked. */
  condition(node: SyntaxNode, manner: Manner): void;
  /** Writes a loop as it is. */
  printPlain(node: SyntaxNode, manner: Manner): void;
  /** Returns what `write` writes, apart from the output. */
  apart(write: () => void): MappedText;
}
