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

/**
 * Writes what `&&` or `||` gives: the left side, or else what `other` writes, which is evaluated only then.
 *
 * @param node the expression, where the text stands
 */
export function shortCircuit(
  lifter: Lifting,
  node: SyntaxNode,
  operator: "&&" | "||",
  left: () => void,
  other: () => void,
): void {
  lifter.call("result", node, () => {
    lifter.call("truthOfIt", node, left);
    const kept = () => lifter.call("it", node);
    lifter.write(" ? ", node);
    (operator === "&&" ? other : kept)();
    lifter.write(" : ", node);
    (operator === "&&" ? kept : other)();
  });
}

/** Writes a node wrapped in a call of the runtime, unless it can be no box. */
export function wrapped(name: string, lifter: Lifting, node: SyntaxNode, manner: Manner): void {
  if (lifter.names.isNative(node)) lifter.print(node, manner);
  else lifter.call(name, node, () => lifter.operand(node, manner));
}
