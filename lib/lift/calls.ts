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
  const isThere = asked.has(node);
  if (!isThere && linksOf(node).some(({ optional }) => optional)) {
    throw lifter.refused(
      node,
      `${callee.property.name} among several ?., which asks about numbers: ask whether the list is there first`,
    );
  }
  lifter.call(
    "method",
    node,
    () => isThere ? lifter.call("it", callee.object) : lifter.operand(callee.object, manner),
    () => lifter.write(JSON.stringify(callee.property.name), callee.property),
    ...node.arguments.map((argument: SyntaxNode) => () => lifter.operand(argument, manner)),
  );
  return true;
};

/** Calls of which it has been asked whether their list is there. */
const asked = /* @__PURE__ */ new WeakSet<SyntaxNode>();

/** Returns the calls and properties that a chain consists of, from the last to the first. */
function linksOf(node: SyntaxNode): SyntaxNode[] {
  const links: SyntaxNode[] = [];
  for (let link: SyntaxNode | undefined = node; link !== undefined;) {
    links.push(link);
    const { callee, object } = withoutTypes(link);
    link = callee ?? object;
  }
  return links;
}

/** Lifts a chain such as `list?.filter(f).length`, whose only question is whether the list is there. */
export const chain: Writer = (lifter, node, manner) => {
  const links = linksOf(node.expression);
  const optional = links.filter((link) => link.optional);
  const at = links.indexOf(optional[0]);
  const call = links[at - 1];
  const isOfMethod = optional.length === 1 && call?.callee === optional[0] &&
    !optional[0].computed && asking.test(optional[0].property.name ?? "");
  if (!isOfMethod) return false;
  asked.add(call);
  lifter.write("(", node);
  lifter.call("isThere", node, () => lifter.operand(optional[0].object, manner));
  lifter.write(" ? ", node);
  lifter.print(node.expression, manner);
  lifter.write(" : undefined)", node);
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
