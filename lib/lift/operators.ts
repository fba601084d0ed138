// How each kind of expression and statement is lifted, by its type. A writer returns false for what may stay as it is.

import { assignment, update } from "./assignments.ts";
import { array, callOfMethod, chain } from "./calls.ts";
import type { Lifting, Manner } from "./manner.ts";
import { isBoolean } from "./natives.ts";
import { type SyntaxNode, withoutTypes } from "./syntax.ts";
import { runtimeNames, shortCircuit, wrapped, type Writer } from "./writer.ts";

/** Writes an expression whose truth is asked. */
export function condition(lifter: Lifting, node: SyntaxNode, manner: Manner): void {
  const { type, operator } = node;
  if (isBoolean(node) && type !== "LogicalExpression") return lifter.print(node, manner);
  if (type === "LogicalExpression" && operator !== "??") {
    return lifter.parts(node, manner, (part) => condition(lifter, part, manner));
  }
  wrapped("truth", lifter, node, manner);
}

/** Writes a statement or an expression with a test. */
const tested: Writer = (lifter, node, manner) => {
  lifter.parts(node, manner, (part) => {
    if (part === node.update) lifter.unused = part;
    if (part === node.test) condition(lifter, part, manner);
    else lifter.print(part, manner);
  });
  return true;
};

const operation: Writer = (lifter, node, manner) => {
  const { left, right, operator } = node;
  const { isNative } = lifter.names;
  if (isNative(left) && isNative(right)) return false;
  const name = runtimeNames[operator];
  if (name === undefined) {
    if (left.type === "PrivateIdentifier") return false;
    // Bits of numbers, or a key.
    lifter.parts(node, manner, (part) => {
      if (operator === "in" && part === right) lifter.print(part, manner);
      else wrapped(operator === "in" ? "key" : "plain", lifter, part, manner);
    });
    return true;
  }
  const isIdentity = name === "same" || name === "alike";
  // Nothing but a number is the same as a box.
  if (isIdentity && [left, right].some((side) => isNative(side) && !isNumber(side))) return false;
  if (operator === "!==" || operator === "!=") lifter.write("!", node);
  lifter.call(name, node, () => lifter.operand(left, manner), () => lifter.operand(right, manner));
  return true;
};

/** Checks whether a native value may be equal to a number. */
function isNumber(node: SyntaxNode): boolean {
  const { type, value, name } = withoutTypes(node);
  if (type === "Literal") return typeof value === "number" || typeof value === "string";
  return !(type === "Identifier" && name === "undefined");
}

const logical: Writer = (lifter, node, manner) => {
  const isUnused = lifter.unused === node;
  const { left, right, operator } = node;
  if (operator === "??" || lifter.names.isNative(left)) return false;
  if (isBoolean(left) || isUnused) {
    lifter.parts(node, manner, (part) => {
      if (part === left) condition(lifter, part, manner);
      else {
        if (isUnused) lifter.unused = part;
        lifter.print(part, manner);
      }
    });
    return true;
  }
  shortCircuit(lifter, node, operator, () => lifter.operand(left, manner), () => {
    lifter.write("(", right);
    lifter.print(right, manner);
    lifter.write(")", right);
  });
  return true;
};

const unary: Writer = (lifter, node, manner) => {
  const { argument, operator } = node;
  if (operator === "!") {
    lifter.parts(node, manner, (part) => condition(lifter, part, manner));
    return true;
  }
  if (operator === "~") {
    lifter.parts(node, manner, (part) => wrapped("plain", lifter, part, manner));
    return true;
  }
  const name = operator === "-" ? "negated" : operator === "+" ? "numeric" : "kind";
  if (!["-", "+", "typeof"].includes(operator)) return false;
  if (lifter.names.isNative(argument)) return false;
  // What is not there may be asked for its type, and for nothing else.
  if (operator === "typeof" && lifter.names.isGlobal(argument)) return false;
  lifter.call(name, node, () => lifter.operand(argument, manner));
  return true;
};

const member: Writer = (lifter, node, manner) => {
  // A constant, such as Math.PI.
  if (lifter.names.isNative(node)) {
    lifter.output.copy(node.start, node.end);
    return true;
  }
  lifter.parts(node, manner, (part) => {
    if (part === node.property && node.computed) wrapped("key", lifter, part, manner);
    else lifter.print(part, manner);
  });
  return true;
};

const choice: Writer = (lifter, node, manner) => {
  const asked = node.type === "SwitchStatement" ? node.discriminant : node.test;
  lifter.parts(node, manner, (part) => {
    if (part === asked) wrapped("plain", lifter, part, manner);
    else lifter.print(part, manner);
  });
  return true;
};

const template: Writer = (lifter, node, manner) => {
  lifter.parts(node, manner, (part) => {
    if (part.type === "TemplateElement") lifter.print(part, manner);
    else wrapped("text", lifter, part, manner);
  });
  return true;
};

const tagged: Writer = (lifter, node, manner) => {
  // A tag gets the values themselves.
  lifter.parts(node, manner, (part) => {
    if (part === node.quasi) lifter.parts(part, manner);
    else lifter.print(part, manner);
  });
  return true;
};

/** The writers, by the type of a node. */
export const operators: { readonly [type: string]: Writer | undefined } = {
  AssignmentExpression: assignment,
  BinaryExpression: operation,
  CallExpression: callOfMethod,
  ChainExpression: chain,
  ConditionalExpression: tested,
  DoWhileStatement: tested,
  ForStatement: tested,
  IfStatement: tested,
  LogicalExpression: logical,
  MemberExpression: member,
  NewExpression: array,
  SwitchCase: choice,
  SwitchStatement: choice,
  TaggedTemplateExpression: tagged,
  TemplateLiteral: template,
  UnaryExpression: unary,
  UpdateExpression: update,
  WhileStatement: tested,
};
