// What code uses of the function around it.

import { codeIn, type SyntaxNode } from "./syntax.ts";

/** Checks whether code uses something that belongs to the function around it. */
export function uses(nodes: readonly SyntaxNode[], ...types: readonly string[]): boolean {
  return nodes.some((node) => {
    if (types.includes(node.type)) return true;
    if (node.type === "Identifier" && types.includes(node.name)) return true;
    if (node.type === "FunctionExpression" || node.type === "FunctionDeclaration") return false;
    return uses(codeIn(node), ...types);
  });
}
