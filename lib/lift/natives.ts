// Which expressions have values that can be no boxes. It may miss some, and is never wrong about one.

import type { Binding } from "./bindings.ts";
import { codeIn, isFunction, type SyntaxNode, withoutTypes } from "./syntax.ts";

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

/** Which variables of a module are native: all that are never set to anything unknown, until one of their values is not. */
export class Natives {
  readonly isNative: (node: SyntaxNode) => boolean;
  private readonly bindingOf: (node: SyntaxNode) => Binding | undefined;
  private readonly isGlobal: (node: SyntaxNode) => boolean;
  private readonly native: ReadonlySet<Binding>;
  /** Those that are not, of what would be native without others that are not. */
  private readonly removed = new Set<Binding>();
  private readonly dependents: () => ReadonlyMap<Binding, ReadonlySet<Binding>>;

  constructor(
    bindings: readonly Binding[],
    bindingOf: (node: SyntaxNode) => Binding | undefined,
    isGlobal: (node: SyntaxNode) => boolean,
    by?: Natives,
  ) {
    this.bindingOf = bindingOf;
    this.isGlobal = isGlobal;
    this.isNative = nativeBy((node) => {
      const binding = bindingOf(node);
      return binding === undefined
        ? isGlobal(node) && ["undefined", "NaN", "Infinity"].includes(node.name)
        : this.native.has(binding) && !this.removed.has(binding);
    }, isGlobal);
    if (by !== undefined) {
      this.native = by.native;
      this.dependents = by.dependents;
      return;
    }
    const native = this.native = new Set(bindings.filter(({ values }) => values !== undefined));
    for (let count = -1; count !== native.size;) {
      count = native.size;
      for (const own of native) if (!own.values!.every(this.isNative)) native.delete(own);
    }
    let known: Map<Binding, Set<Binding>> | undefined;
    this.dependents = () => known ??= this.found();
  }

  /** Returns the same, where some variables may have boxes for values. */
  without(variables: Iterable<Binding>): Natives {
    const own = new Natives([], this.bindingOf, this.isGlobal, this);
    for (const removed of this.removed) own.removed.add(removed);
    const next = [...variables].filter((variable) => this.native.has(variable));
    for (const variable of next) own.removed.add(variable);
    for (let variable; (variable = next.pop()) !== undefined;) {
      for (const dependent of this.dependents().get(variable) ?? []) {
        if (own.removed.has(dependent) || dependent.values!.every(own.isNative)) continue;
        own.removed.add(dependent);
        next.push(dependent);
      }
    }
    return own;
  }

  /** Returns which native variables are computed of each one. */
  private found(): Map<Binding, Set<Binding>> {
    const all = new Map<Binding, Set<Binding>>();
    const visit = (node: SyntaxNode, dependent: Binding) => {
      const binding = node.type === "Identifier" ? this.bindingOf(node) : undefined;
      if (binding !== undefined) {
        const known = all.get(binding);
        if (known === undefined) all.set(binding, new Set([dependent]));
        else known.add(dependent);
      }
      // The value of a function is itself.
      if (!isFunction(node)) { for (const part of codeIn(node)) visit(part, dependent); }
    };
    for (const own of this.native) for (const value of own.values!) visit(value, own);
    return all;
  }
}

/** Returns whether the value of an expression can be no box, given which names cannot. */
function nativeBy(
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
