// How each kind of expression and statement is lifted, by its type. A writer returns false for what may stay as it is.

import type { Lifting, Manner } from "./manner.ts";
import { isBoolean } from "./scopes.ts";
import { type SyntaxNode, withoutTypes } from "./syntax.ts";

type Writer = (lifter: Lifting, node: SyntaxNode, manner: Manner) => boolean;

const binary: { readonly [operator: string]: string } = {
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
const arithmetic = ["+", "-", "*", "/", "%", "**"];

/** The methods of lists that ask about numbers. */
const asking =
  /^(every|filter|find|findIndex|findLast|findLastIndex|includes|indexOf|lastIndexOf|some|sort|toSorted)$/;

/** Writes a node wrapped in a call of the runtime, unless it can be no box. */
function wrapped(name: string, lifter: Lifting, node: SyntaxNode, manner: Manner): void {
  if (lifter.names.isNative(node)) lifter.print(node, manner);
  else lifter.call(name, node, () => lifter.operand(node, manner));
}

/** Writes an expression whose truth is asked. */
function condition(lifter: Lifting, node: SyntaxNode, manner: Manner): void {
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

const assignment: Writer = (lifter, node, manner) => {
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
    lifter.call("result", node, () => {
      lifter.call("truthOfIt", node, print(left));
      const set = () => {
        lifter.write("(", node);
        lifter.print(left, manner);
        lifter.write(" = ", node);
        lifter.print(right, manner);
        lifter.write(")", node);
      };
      const kept = () => lifter.call("it", node);
      lifter.write(" ? ", node);
      (own === "&&" ? set : kept)();
      lifter.write(" : ", node);
      (own === "&&" ? kept : set)();
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
  if (arithmetic.includes(own)) {
    lifter.call(binary[own], node, print(withoutTypes(left)), print(right));
  } else {
    lifter.call("plain", node, print(withoutTypes(left)));
    lifter.write(` ${own} `, node);
    lifter.call("plain", node, print(right));
  }
  return true;
};

const update: Writer = (lifter, node, manner) => {
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

const operation: Writer = (lifter, node, manner) => {
  const { left, right, operator } = node;
  const { isNative } = lifter.names;
  if (isNative(left) && isNative(right)) return false;
  const name = binary[operator];
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
  lifter.call("result", node, () => {
    lifter.call("truthOfIt", node, () => lifter.operand(left, manner));
    const other = () => {
      lifter.write("(", right);
      lifter.print(right, manner);
      lifter.write(")", right);
    };
    const kept = () => lifter.call("it", node);
    lifter.write(" ? ", node);
    (operator === "&&" ? other : kept)();
    lifter.write(" : ", node);
    (operator === "&&" ? kept : other)();
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

const call: Writer = (lifter, node, manner) => {
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

/** The length of an array is a plain number. */
const array: Writer = (lifter, node, manner) => {
  const [length] = node.arguments;
  if (!isArray(lifter, node.callee) || node.arguments.length !== 1) return false;
  if (length.type === "SpreadElement") return false;
  lifter.parts(node, manner, (part) => {
    if (part === length) wrapped("key", lifter, part, manner);
    else lifter.print(part, manner);
  });
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
  CallExpression: call,
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
