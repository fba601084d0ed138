// Which expressions give a list or an object that nothing else knows, so that it may be changed unseen.

import type { Binding } from "./bindings.ts";
import type { Names } from "./scopes.ts";
import { type SyntaxNode, withoutTypes } from "./syntax.ts";

const making = /^(concat|filter|flat|flatMap|map|slice|toReversed|toSorted|toSpliced|with)$/;
const setting = /^(copyWithin|fill|reverse|sort)$/;

/** Answers for one module what is fresh. */
export class Freshness {
  private readonly names: Names;

  constructor(names: Names) {
    this.names = names;
  }

  /**
   * Checks whether an expression gives a fresh list or object.
   *
   * @param isOwn whether a variable belongs to the code in question
   */
  isFresh(node: SyntaxNode, isOwn: (binding: Binding) => boolean): boolean {
    const own = withoutTypes(node);
    switch (own.type) {
      case "Identifier": {
        const binding = this.names.bindingOf(own);
        return binding !== undefined && isOwn(binding) && (binding.values?.length ?? 0) > 0 &&
          binding.values!.every((value) => this.isMaking(withoutTypes(value), isOwn));
      }
      default:
        return this.isMaking(own, isOwn);
    }
  }

  /** Checks whether an expression makes a list or an object. */
  private isMaking(node: SyntaxNode, isOwn: (binding: Binding) => boolean): boolean {
    if (node.type === "ArrayExpression" || node.type === "ObjectExpression") return true;
    if (node.type === "NewExpression") {
      return this.names.isGlobal(node.callee) && /Array$/.test(node.callee.name);
    }
    if (node.type !== "CallExpression") return false;
    const { callee } = node;
    if (callee.type === "Identifier") return callee.name === "Array" && this.names.isGlobal(callee);
    if (callee.type !== "MemberExpression" || callee.computed) return false;
    const { object, property: { name } } = callee;
    if (this.names.isGlobal(object)) return /Array$/.test(object.name) && /^(from|of)$/.test(name);
    // Of a typed array these methods make one as well; `map` of another object is taken for one of lists.
    return making.test(name) || (setting.test(name) && this.isMaking(withoutTypes(object), isOwn));
  }
}
