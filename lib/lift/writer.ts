// What the writers of expressions share.

import type { Lifting, Manner } from "./manner.ts";
import type { SyntaxNode } from "./syntax.ts";

/** Lifts a node, or returns false where it may stay as it is. */
export type Writer = (lifter: Lifting, node: SyntaxNode, manner: Manner) => boolean;

/** The operators, by their names in the runtime. */
export const runtimeNames: { readonly [operator: string]: string } = {
  "+": "plus",
  "-": "minus",
  "*": "times",
  "/": "over",
  "%": "modulo",
  "**": "power",
  "<": "less",
  "<=": "atMost",
  ">": "greater",
  ">=": "atLeast",
  "===": "same",
  "!==": "same",
  "==": "alike",
  "!=": "alike",
  instanceof: "instance",
};
/** The operators of arithmetic. */
export const arithmeticOperators: readonly string[] = ["+", "-", "*", "/", "%", "**"];

/** Writes a node wrapped in a call of the runtime, unless it can be no box. */
export function wrapped(name: string, lifter: Lifting, node: SyntaxNode, manner: Manner): void {
  if (lifter.names.isNative(node)) lifter.print(node, manner);
  else lifter.call(name, node, () => lifter.operand(node, manner));
}
