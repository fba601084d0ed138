// How calls are lifted whose meaning depends on numbers: methods of lists that ask about them, and lengths of arrays.

import type { Lifting } from "./manner.ts";
import { type SyntaxNode, withoutTypes } from "./syntax.ts";
import { wrapped, type Writer } from "./writer.ts";

/** The methods of lists that ask about numbers. */
const asking =
  /^(every|filter|find|findIndex|findLast|findLastIndex|includes|indexOf|lastIndexOf|some|sort|toSorted)$/;

/** Lifts a call. */
export const callOfMethod: Writer = (lifter, node, manner) => {
  const { callee } = node;
  if (isArray(lifter, callee)) return array(lifter, node, manner);
  if (callee.type !== "MemberExpression" || callee.computed || callee.object.type === "Super") {
    return false;
  }
  if (!asking.test(callee.property.name ?? "")) return false;
  for (
    let link: SyntaxNode | undefined = node;
    link !== undefined;
    link = withoutTypes(link).callee ?? withoutTypes(link).object
  ) {
    if (!link.optional) continue;
    throw lifter.refused(
      node,
      `${callee.property.name} after ?., which asks about numbers: ask whether the list is there first`,
    );
  }
  lifter.call(
    "method",
    node,
    () => lifter.operand(callee.object, manner),
    () => lifter.write(JSON.stringify(callee.property.name), callee.property),
    ...node.arguments.map((argument: SyntaxNode) => () => lifter.operand(argument, manner)),
  );
  return true;
};

const isArray = (lifter: Lifting, callee: SyntaxNode) =>
  callee.name === "Array" && lifter.names.isGlobal(callee);

/** Lifts `new Array(n)`: a length is a plain number. */
export const array: Writer = (lifter, node, manner) => {
  const [length] = node.arguments;
  if (!isArray(lifter, node.callee) || node.arguments.length !== 1) return false;
  if (length.type === "SpreadElement") return false;
  lifter.parts(node, manner, (part) => {
    if (part === length) wrapped("key", lifter, part, manner);
    else lifter.print(part, manner);
  });
  return true;
};
