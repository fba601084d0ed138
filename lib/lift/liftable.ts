// What cannot be lifted.

import type { Lifting } from "./manner.ts";
import { namesIn, type SyntaxNode } from "./syntax.ts";

/**
 * Checks that a node can be lifted.
 *
 * @throws {LiftError} if it cannot.
 */
export function checkLiftable(lifter: Lifting, node: SyntaxNode): void {
  const { isGlobal, bindingOf } = lifter.names;
  if (node.type === "WithStatement") {
    throw lifter.refused(node, "a with statement: use names of variables");
  }
  if (node.type === "CallExpression" && node.callee.name === "eval" && isGlobal(node.callee)) {
    throw lifter.refused(node, "eval: its text is not known before it runs; write the code itself");
  }
  const assigned = node.type === "AssignmentExpression"
    ? node.left
    : node.type === "UpdateExpression"
    ? node.argument
    : undefined;
  for (const name of assigned === undefined ? [] : namesIn(assigned)) {
    if (bindingOf(name)?.isImported) {
      throw lifter.refused(
        node,
        `an assignment to ${name.name}, which is imported: import a function that sets it`,
      );
    }
  }
}
