// What code uses of the function around it.

import { codeIn, type SyntaxNode } from "./syntax.ts";

/** What belongs to a function: without these words in a text it need not be walked. */
const words = /this|super|target|meta|arguments|\\u/;

/** Checks whether code uses something that belongs to the function around it. */
export function uses(
  source: string,
  nodes: readonly SyntaxNode[],
  ...types: readonly string[]
): boolean {
  return nodes.some((node) => {
    if (!words.test(source.slice(node.start, node.end))) return false;
    if (types.includes(node.type)) return true;
    if (node.type === "Identifier" && types.includes(node.name)) return true;
    if (node.type === "FunctionExpression" || node.type === "FunctionDeclaration") return false;
    return uses(source, codeIn(node), ...types);
  });
}
