// What a step of a loop may do that is kept: compute, and assign variables. A list of kinds of code that do no more.

import type { Binding } from "./bindings.ts";
import type { SyntaxNode } from "./syntax.ts";

/** What a piece of code does. */
export interface Effects {
  /** The variables from outside of it that it assigns. */
  readonly assigned: ReadonlySet<Binding>;
  /** All variables that its own text assigns. */
  readonly set: ReadonlySet<Binding>;
  /** The functions from outside of it that it calls, and that may do anything. */
  readonly callees: readonly SyntaxNode[];
  /** Of a function, its parameters that it calls, by their positions. */
  readonly parameters: ReadonlySet<number>;
  /** Whether it may ask about numbers. */
  readonly isAsking: boolean;
}

/** Thrown where code does what no step of a loop may do that is kept. */
export class NoStep extends Error {}

/** Kinds of code that do nothing themselves but compute, declare, and go from one place to another. */
const inert = new Set((
  "ArrayExpression ArrayPattern ArrowFunctionExpression AssignmentPattern BinaryExpression BlockStatement " +
  "BreakStatement ChainExpression ConditionalExpression ContinueStatement DoWhileStatement EmptyStatement " +
  "ExpressionStatement ForStatement ForOfStatement ForInStatement FunctionDeclaration FunctionExpression Identifier " +
  "IfStatement LabeledStatement Literal LogicalExpression MemberExpression ObjectExpression ObjectPattern " +
  "ParenthesizedExpression Property RestElement ReturnStatement SequenceExpression SpreadElement SwitchCase " +
  "SwitchStatement TemplateElement TemplateLiteral ThisExpression ThrowStatement TSAsExpression " +
  "TSInstantiationExpression TSNonNullExpression TSSatisfiesExpression TSTypeAssertion UnaryExpression " +
  "VariableDeclaration VariableDeclarator WhileStatement"
).split(" "));

/** Checks whether a node does nothing itself but compute. */
export function isInert(node: SyntaxNode): boolean {
  return inert.has(node.type) && !(node.type === "UnaryExpression" && node.operator === "delete") &&
    !(node.type === "ForOfStatement" && node.await) &&
    !(node.type === "VariableDeclaration" && !/^(const|let|var)$/.test(node.kind)) &&
    !(/Function/.test(node.type) && (node.async || node.generator));
}

/** Checks whether a node by itself asks about a number that may be a box. */
export function asks(node: SyntaxNode, isNative: (node: SyntaxNode) => boolean): boolean {
  switch (node.type) {
    case "BinaryExpression":
      return /^([<>]=?|[!=]==?)$/.test(node.operator) &&
        !(isNative(node.left) && isNative(node.right));
    case "LogicalExpression":
      return !isNative(node.left);
    case "SwitchStatement":
      return !isNative(node.discriminant);
    case "UnaryExpression":
      return node.operator === "!" && !isNative(node.argument);
  }
  return Boolean(node.test) && !isNative(node.test);
}
