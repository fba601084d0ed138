// What is called in a piece of code, and whether it does nothing but compute: by its name, where it is JavaScript's or of this
// library; by its text, where it is a function of the module; or it is asked when the code runs.

import {
  isKnownGlobal,
  isPureMethod,
  isSettingMethod,
  libraryName,
  positionsOfFunctions,
} from "./pure_calls.ts";
import type { Binding } from "./bindings.ts";
import type { Names } from "./scopes.ts";
import { type Effects, NoStep } from "./steps.ts";
import { isFunction, type SyntaxNode, withoutTypes } from "./syntax.ts";

/** The code that calls. */
export interface CallingCode {
  readonly region: SyntaxNode;
  readonly callees: SyntaxNode[];
  readonly parameters: Set<number>;
  isAsking: boolean;
  visit(node: SyntaxNode): void;
  /** Takes note of a variable that is assigned. */
  sets(binding: Binding): void;
  /** Whether a variable is declared in this code. */
  isOwn(binding: Binding): boolean;
  /** Whether an expression gives a list or an object that was made in this code, which alone knows it. */
  isFresh(node: SyntaxNode): boolean;
}

/** The calls in a piece of code. */
export class Callees {
  private readonly code: CallingCode;
  private readonly names: Names;
  private readonly ofFunction: (node: SyntaxNode) => Effects | undefined;

  /** @param ofFunction returns what a function of the module does */
  constructor(
    code: CallingCode,
    names: Names,
    ofFunction: (node: SyntaxNode) => Effects | undefined,
  ) {
    this.code = code;
    this.names = names;
    this.ofFunction = ofFunction;
  }

  /** Takes note of a call. */
  call(node: SyntaxNode): void {
    const { arguments: given } = node;
    const positions = this.callee(withoutTypes(node.callee), given);
    for (const argument of given) this.code.visit(argument);
    for (const position of positions) {
      if (given[position] !== undefined) this.function(withoutTypes(given[position]));
    }
  }

  /** Takes note of what is called, and returns the positions of arguments that it calls in turn. */
  private callee(callee: SyntaxNode, given: readonly SyntaxNode[]): Iterable<number> {
    const { names } = this;
    if (isFunction(callee)) {
      this.code.visit(callee);
      return [];
    }
    if (callee.type === "Identifier") {
      if (!names.isGlobal(callee)) return this.named(callee);
      if (isKnownGlobal(callee.name, false)) return [];
    }
    // The derivative of a function.
    if (callee.type === "CallExpression") {
      if (!this.isTransformed(callee)) throw new NoStep();
      this.code.visit(callee);
      return [];
    }
    if (callee.type !== "MemberExpression" || callee.computed) throw new NoStep();
    return this.method(callee, given);
  }

  private method(callee: SyntaxNode, given: readonly SyntaxNode[]): Iterable<number> {
    const { object, property: { name } } = callee;
    const own = withoutTypes(object);
    if (own.type === "Identifier") {
      if (this.names.isGlobal(own)) {
        if (!isKnownGlobal(`${own.name}.${name}`, false)) throw new NoStep();
        return positionsOfFunctions(`${own.name}.${name}`);
      }
      if (libraryName(this.names.bindingOf(own)?.source) === "*") return this.ofLibrary(name);
    }
    if (isSettingMethod(name) && this.code.isFresh(own)) {
      this.code.visit(own);
      return name === "sort" ? [0] : [];
    }
    if (isPureMethod(name)) {
      this.code.isAsking ||= /^(every|filter|find|some|sort|toSorted|index|last|includes)/.test(
        name,
      );
      this.code.visit(own);
      return given.length > 0 && isFunctionOfList(name) ? [0] : [];
    }
    this.unknown(callee);
    return [];
  }

  private ofLibrary(name: string): Iterable<number> {
    const positions = positionsOfFunctions(name);
    if (positions.length > 0) this.code.isAsking = true;
    return positions;
  }

  private named(callee: SyntaxNode): Iterable<number> {
    const binding = this.names.bindingOf(callee)!;
    const name = libraryName(binding.source);
    if (name !== undefined) return this.ofLibrary(name);
    if (!binding.isAssigned && binding.function !== undefined) return this.merge(binding.function);
    const made = binding.isAssigned ? undefined : binding.values?.[0];
    if (made !== undefined && this.isTransformed(withoutTypes(made))) {
      this.code.visit(withoutTypes(made));
    } else this.unknown(callee);
    return [];
  }

  /** Checks whether an expression makes a function by a transform of this library, as in `grad(f)`. */
  private isTransformed({ type, callee }: SyntaxNode): boolean {
    if (type !== "CallExpression" || callee.type !== "Identifier") return false;
    const name = libraryName(this.names.bindingOf(callee)?.source);
    return name !== undefined && positionsOfFunctions(name).length > 0;
  }

  private merge(known: SyntaxNode): Iterable<number> {
    const effects = this.ofFunction(known);
    if (effects === undefined) throw new NoStep();
    for (const binding of effects.assigned) this.code.sets(binding);
    for (const callee of effects.callees) this.unknown(callee);
    this.code.isAsking ||= effects.isAsking;
    return effects.parameters;
  }

  /** Takes note of a function that is passed on, and called there. */
  private function(node: SyntaxNode): void {
    if (isFunction(node)) return;
    if (node.type === "MemberExpression" && !node.computed) {
      const { object, property: { name } } = node;
      if (this.names.isGlobal(object) && isKnownGlobal(`${object.name}.${name}`, false)) return;
      return this.unknown(node);
    }
    if (node.type !== "Identifier") {
      // What is no function is not called: a list of numbers, for example.
      if (node.type === "ArrayExpression" || node.type === "Literal") return;
      throw new NoStep();
    }
    if (this.names.isGlobal(node)) {
      if (isKnownGlobal(node.name, false) || node.name === "undefined") return;
      throw new NoStep();
    }
    for (const position of this.named(node)) {
      // It would call a function that whoever calls it passes.
      if (position >= 0) throw new NoStep();
    }
  }

  /** Takes note of a function that is known when the code runs. */
  private unknown(callee: SyntaxNode): void {
    this.code.isAsking = true;
    let root = callee;
    while (root.type === "MemberExpression") {
      if (root.computed || root.optional) throw new NoStep();
      root = withoutTypes(root.object);
    }
    if (root.type === "ThisExpression") {
      // Another function has another `this`.
      if (isFunction(this.code.region)) throw new NoStep();
    } else {
      const binding = root.type === "Identifier" ? this.names.bindingOf(root) : undefined;
      if (binding === undefined) throw new NoStep();
      if (this.code.isOwn(binding)) {
        const position = isFunction(this.code.region) && root === callee && !binding.isAssigned
          ? this.code.region.params.findIndex((own: SyntaxNode) =>
            own.type === "Identifier" && own.name === root.name
          )
          : -1;
        if (position < 0 || binding.scope.node !== this.code.region) throw new NoStep();
        this.code.parameters.add(position);
        return;
      }
    }
    this.code.callees.push(callee);
  }
}

function isFunctionOfList(name: string): boolean {
  return positionsOfFunctions(`[].${name}`).length > 0;
}
