// How assignments are lifted: what is on the left is evaluated once, before what is on the right.

import type { Lifting, Manner } from "./manner.ts";
import { type SyntaxNode, withoutTypes } from "./syntax.ts";
import { arithmeticOperators, runtimeNames, shortCircuit, type Writer } from "./writer.ts";

/** Checks whether an expression can be evaluated twice: it changes nothing and calls nothing. */
function isRepeatable(lifter: Lifting, node: SyntaxNode): boolean {
  const expression = withoutTypes(node);
  if (expression.type === "BinaryExpression") {
    const { left, right } = expression;
    return [left, right].every((side) => lifter.names.isNative(side) && isRepeatable(lifter, side));
  }
  return ["Identifier", "Literal", "ThisExpression", "Super"].includes(expression.type);
}

/** What is assigned to: a name, a property that can be named twice, or another property. */
function targetOf(lifter: Lifting, left: SyntaxNode): "name" | "repeatable" | "property" {
  const target = withoutTypes(left);
  if (target.type === "Identifier") return "name";
  const { object, property, computed } = target;
  if (isRepeatable(lifter, object) && (!computed || isRepeatable(lifter, property))) {
    return "repeatable";
  }
  if (property.type === "PrivateIdentifier" || object.type === "Super") {
    throw lifter.refused(
      left,
      "an assignment that computes the object of a private property: name the object first, as in const own = …",
    );
  }
  return "property";
}

/** Writes the object and the key of a property as two operands. */
function objectAndKey(lifter: Lifting, left: SyntaxNode, manner: Manner): (() => void)[] {
  const { object, property, computed } = withoutTypes(left);
  return [
    () => lifter.operand(object, manner),
    () =>
      computed
        ? lifter.operand(property, manner)
        : lifter.write(JSON.stringify(property.name), property),
  ];
}

/** Lifts `x += y` and its kind. */
export const assignment: Writer = (lifter, node, manner) => {
  const { left, right, operator } = node;
  if (operator === "=" || operator === "??=") return false;
  const own = operator.slice(0, -1) as string;
  const print = (part: SyntaxNode) => () => lifter.operand(part, manner);
  const target = targetOf(lifter, left);
  if (target === "name" && lifter.names.isNative(left) && lifter.names.isNative(right)) {
    return false;
  }
  if (own === "&&" || own === "||") {
    if (target === "property") {
      throw lifter.refused(
        node,
        `${operator} on a property of what is computed: name the object first, as in const own = …`,
      );
    }
    shortCircuit(lifter, node, own, print(left), () => {
      lifter.write("(", node);
      lifter.print(left, manner);
      lifter.write(" = ", node);
      lifter.print(right, manner);
      lifter.write(")", node);
    });
    return true;
  }
  if (target === "property") {
    lifter.call("property", left, ...objectAndKey(lifter, left, manner));
    lifter.write(`.set(${JSON.stringify(own)}, `, node);
    lifter.operand(right, manner);
    lifter.write(")", node);
    return true;
  }
  lifter.print(left, manner);
  lifter.write(" = ", node);
  if (arithmeticOperators.includes(own)) {
    lifter.call(runtimeNames[own], node, print(withoutTypes(left)), print(right));
  } else {
    lifter.call("plain", node, print(withoutTypes(left)));
    lifter.write(` ${own} `, node);
    lifter.call("plain", node, print(right));
  }
  return true;
};

/** Lifts `x++` and its kind. */
export const update: Writer = (lifter, node, manner) => {
  const isUnused = lifter.unused === node;
  const { argument, operator, prefix } = node;
  if (argument.type === "Identifier" && lifter.names.isNative(argument)) return false;
  const target = targetOf(lifter, argument);
  if (target === "property") {
    lifter.call("property", argument, ...objectAndKey(lifter, argument, manner));
    lifter.write(`.${prefix ? "step" : "stepAfter"}(${operator === "++" ? 1 : -1})`, node);
    return true;
  }
  const print = () => lifter.print(argument, manner);
  const set = () => {
    print();
    lifter.write(" = ", node);
    lifter.call(operator === "++" ? "increment" : "decrement", node, print);
  };
  if (isUnused) set();
  else if (prefix) lifter.call("result", node, set);
  else lifter.call("before", node, print, set);
  return true;
};
