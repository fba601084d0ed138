// What a piece of code does besides computing: which variables it assigns, and which functions it calls that are not known
// here. Where it may do anything else, such as setting an element of a list, it is no step of a loop that is kept.

import { Callees, type CallingCode } from "./callees.ts";
import { Freshness } from "./freshness.ts";
import { isKnownGlobal } from "./pure_calls.ts";
import type { Binding } from "./bindings.ts";
import type { Names } from "./scopes.ts";
import { asks, type Effects, isInert, NoStep } from "./steps.ts";
import { codeIn, type SyntaxNode, withoutTypes } from "./syntax.ts";

/** Finds out what code does, in one module. */
export class EffectsOfModule {
  private readonly names: Names;
  private readonly freshness: Freshness;
  private readonly functions = new Map<SyntaxNode, Effects | undefined | "running">();
  private readonly running: SyntaxNode[] = [];
  private readonly recursive = new Set<SyntaxNode>();

  constructor(names: Names) {
    this.names = names;
    this.freshness = new Freshness(names);
  }

  /**
   * Returns what a piece of code does; `undefined` where it may do what no step may.
   *
   * @param making the part of it that may change lists and objects that it makes itself
   */
  of(
    region: SyntaxNode,
    parts: readonly SyntaxNode[],
    making: SyntaxNode = region,
  ): Effects | undefined {
    const own = new Walk(this, this.names, this.freshness, region, making);
    try {
      for (const part of parts) own.visit(part);
    } catch (error) {
      if (error instanceof NoStep) return undefined;
      throw error;
    }
    return own;
  }

  /** Returns what a call of a function does. */
  ofFunction(node: SyntaxNode): Effects | undefined {
    const known = this.functions.get(node);
    if (known === "running") {
      // A function that calls itself does nothing that its other parts do not; what two do that call each other is not known.
      if (this.running.at(-1) !== node) return undefined;
      this.recursive.add(node);
      return NOTHING;
    }
    if (known !== undefined || this.functions.has(node)) return known;
    this.functions.set(node, "running");
    this.running.push(node);
    const isPlain = !node.async && !node.generator;
    const found = isPlain ? this.of(node, [...node.params, node.body]) : undefined;
    this.running.pop();
    // Nor is it known which functions it passes on to itself.
    const isOpen = this.recursive.has(node) && found !== undefined && found.parameters.size > 0;
    const effects = isOpen ? undefined : found;
    this.functions.set(node, effects);
    return effects;
  }

  /** Checks whether a function does nothing but compute, whatever it is called with. */
  isPure(node: SyntaxNode): boolean {
    const effects = this.ofFunction(node);
    return effects !== undefined && effects.assigned.size === 0 && effects.callees.length === 0 &&
      effects.parameters.size === 0;
  }
}

const NOTHING: Effects = {
  assigned: new Set(),
  set: new Set(),
  callees: [],
  parameters: new Set(),
  isAsking: false,
};

/** Walks through a piece of code. */
class Walk implements Effects, CallingCode {
  readonly assigned = new Set<Binding>();
  readonly set = new Set<Binding>();
  readonly callees: SyntaxNode[] = [];
  readonly parameters = new Set<number>();
  isAsking = false;
  readonly region: SyntaxNode;
  private readonly names: Names;
  private readonly freshness: Freshness;
  private readonly calls: Callees;
  private readonly making: SyntaxNode;

  constructor(
    all: EffectsOfModule,
    names: Names,
    freshness: Freshness,
    region: SyntaxNode,
    making: SyntaxNode,
  ) {
    this.making = making;
    this.names = names;
    this.freshness = freshness;
    this.region = region;
    this.calls = new Callees(this, names, (node) => all.ofFunction(node));
  }

  visit(node: SyntaxNode): void {
    switch (node.type) {
      case "AssignmentExpression":
        this.assign(node.left);
        this.visit(node.right);
        // Of a short circuit.
        if (/^(&&|\|\||\?\?)=$/.test(node.operator)) this.isAsking = true;
        return;
      case "UpdateExpression":
        return this.assign(node.argument);
      case "CallExpression":
        return this.calls.call(node);
      case "NewExpression":
        return this.construction(node);
    }
    if (!isInert(node)) throw new NoStep();
    if (/^For(Of|In)/.test(node.type) && node.left.type !== "VariableDeclaration") {
      this.assign(node.left);
    }
    this.isAsking ||= asks(node, this.names.isNative);
    for (const part of codeIn(node)) this.visit(part);
  }

  sets(binding: Binding): void {
    this.set.add(binding);
    if (!this.isOwn(binding)) this.assigned.add(binding);
  }

  isOwn(binding: Binding): boolean {
    return isWithin(binding, this.region);
  }

  private assign(target: SyntaxNode): void {
    const left = withoutTypes(target);
    switch (left.type) {
      case "Identifier": {
        const binding = this.names.bindingOf(left);
        if (binding === undefined || binding.isImported) throw new NoStep();
        return this.sets(binding);
      }
      case "MemberExpression":
        if (!this.isFresh(left.object)) throw new NoStep();
        return this.visit(left);
      case "ArrayPattern":
        return left.elements.forEach((own: SyntaxNode | null) => own && this.assign(own));
      case "ObjectPattern":
        return left.properties.forEach((own: SyntaxNode) => {
          if (own.computed) this.visit(own.key);
          this.assign(own.value ?? own);
        });
      case "AssignmentPattern":
        this.visit(left.right);
        return this.assign(left.left);
      case "RestElement":
        return this.assign(left.argument);
    }
    throw new NoStep();
  }

  isFresh(node: SyntaxNode): boolean {
    return this.freshness.isFresh(node, (binding) => isWithin(binding, this.making));
  }

  private construction({ callee, arguments: given }: SyntaxNode): void {
    if (!this.names.isGlobal(callee) || !isKnownGlobal(callee.name, true)) throw new NoStep();
    for (const argument of given) this.visit(argument);
  }
}

/** Checks whether a variable is declared in a piece of code. */
function isWithin({ scope: { node } }: Binding, { start, end }: SyntaxNode): boolean {
  return node.start >= start && node.end <= end;
}
