// Which expressions have values that can be no boxes. It may miss some, and is never wrong about one.

import { isFunction, type SyntaxNode, withoutTypes } from "./syntax.ts";

const booleans = ["==", "!=", "===", "!==", "<", "<=", ">", ">=", "in", "instanceof"];
const bits = ["&", "|", "^", "<<", ">>", ">>>"];

/** Checks whether the value of an expression is a boolean. */
export function isBoolean(node: SyntaxNode): boolean {
  const expression = withoutTypes(node);
  switch (expression.type) {
    case "Literal":
      return typeof expression.value === "boolean";
    case "UnaryExpression":
      return expression.operator === "!" || expression.operator === "delete";
    case "BinaryExpression":
      return booleans.includes(expression.operator);
    case "LogicalExpression":
      return isBoolean(expression.left) && isBoolean(expression.right);
    default:
      return false;
  }
}

/** Returns whether the value of an expression can be no box, given which names cannot. */
export function nativeBy(
  isNativeName: (node: SyntaxNode) => boolean,
  isGlobal: (node: SyntaxNode) => boolean,
): (node: SyntaxNode) => boolean {
  const isNative = (node: SyntaxNode): boolean => {
    const expression = withoutTypes(node);
    if (isFunction(expression)) return true;
    switch (expression.type) {
      case "Literal":
      case "TemplateLiteral":
      case "ArrayExpression":
      case "ObjectExpression":
      case "ClassExpression":
        return true;
      case "Identifier":
        return isNativeName(expression);
      case "UnaryExpression":
        return !["+", "-"].includes(expression.operator) || isNative(expression.argument);
      case "UpdateExpression":
        return isNative(expression.argument);
      case "BinaryExpression": {
        const { operator, left, right } = expression;
        return booleans.includes(operator) || bits.includes(operator) ||
          (isNative(left) && isNative(right));
      }
      case "LogicalExpression":
        return isNative(expression.left) && isNative(expression.right);
      case "ConditionalExpression":
        return isNative(expression.consequent) && isNative(expression.alternate);
      case "AssignmentExpression":
        return expression.operator === "=" && isNative(expression.right);
      case "SequenceExpression":
        return isNative(expression.expressions.at(-1));
      case "MemberExpression":
        // A constant, such as Math.PI.
        return !expression.computed && isGlobal(expression.object) &&
          ["Math", "Number"].includes(expression.object.name) &&
          /^[A-Z]/.test(expression.property.name);
      default:
        return false;
    }
  };
  return isNative;
}
