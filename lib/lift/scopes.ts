// Which names mean what: the variables of a module, their scopes, and all that is ever assigned to them. From this
// follows which values can be no boxes: literals, loop counters, and what is computed of these.

import { nativeBy } from "./natives.ts";
import { codeIn, namesIn, type SyntaxNode, withoutTypes } from "./syntax.ts";

/** A variable. */
export interface Binding {
  readonly isImported: boolean;
  /** Whether something is assigned to it after its declaration. */
  isAssigned: boolean;
  /** The expressions that it is set to; `undefined` where it may be set to anything. */
  values: SyntaxNode[] | undefined;
}

type Scope = {
  readonly names: Map<string, Binding>;
  readonly outer?: Scope;
  readonly isOfFunction: boolean;
};

/** The names and native values of a module. */
export interface Names {
  /** Returns whether an identifier is a reference to a global of the given names. */
  readonly isGlobal: (node: SyntaxNode) => boolean;
  /** Returns the variable that an identifier refers to. */
  readonly bindingOf: (node: SyntaxNode) => Binding | undefined;
  /** Returns the variable of a name at the top of the module. */
  readonly topOf: (name: string) => Binding | undefined;
  /** Returns whether the value of an expression can be no box. */
  readonly isNative: (node: SyntaxNode) => boolean;
}

/** Finds out what the names of a module mean. */
export function namesOf(program: SyntaxNode): Names {
  const references = new Map<SyntaxNode, Scope>();
  const assignments: [name: SyntaxNode, value: SyntaxNode | undefined][] = [];
  const bindings: Binding[] = [];

  const declare = (scope: Scope, name: string, value?: SyntaxNode | null, isImported = false) => {
    const known = scope.names.get(name);
    const values = value === undefined ? undefined : value === null ? [] : [value];
    if (known !== undefined) {
      if (values === undefined) known.values = undefined;
      else known.values?.push(...values);
      return;
    }
    const binding = { isImported, isAssigned: false, values };
    bindings.push(binding);
    scope.names.set(name, binding);
  };
  const declareAll = (scope: Scope, pattern: SyntaxNode | null) => {
    for (const { name } of namesIn(pattern)) declare(scope, name);
  };
  const inner = (outer: Scope, isOfFunction = false): Scope => ({
    names: new Map(),
    outer,
    isOfFunction,
  });
  const visitAll = (nodes: readonly (SyntaxNode | null)[], scope: Scope) => {
    for (const node of nodes) if (node !== null) visit(node, scope);
  };

  function variables(node: SyntaxNode, scope: Scope, isOfLoop: boolean): void {
    // What is only declared is a global, or nothing.
    if (node.declare) return;
    let own = scope;
    while (node.kind === "var" && !own.isOfFunction) own = own.outer!;
    for (const { id, init } of node.declarations) {
      const isSimple = id.type === "Identifier" && !isOfLoop;
      if (isSimple) declare(own, id.name, init);
      else declareAll(own, id);
      visit(id, scope);
      if (init !== null) visit(init, scope);
    }
  }

  function visit(node: SyntaxNode, scope: Scope): void {
    switch (node.type) {
      case "Identifier":
        references.set(node, scope);
        return;
      case "VariableDeclaration":
        return variables(node, scope, false);
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression": {
        const own = inner(scope, true);
        if (node.id) declare(node.type === "FunctionDeclaration" ? scope : own, node.id.name);
        for (const parameter of node.params) declareAll(own, parameter);
        visitAll(node.params, own);
        visitAll(node.body.type === "BlockStatement" ? node.body.body : [node.body], own);
        return;
      }
      case "ClassDeclaration":
      case "ClassExpression": {
        const own = inner(scope);
        if (node.id) {
          declare(own, node.id.name);
          if (node.type === "ClassDeclaration") declare(scope, node.id.name);
        }
        visitAll([...node.decorators ?? [], node.superClass, node.body], own);
        return;
      }
      case "ForInStatement":
      case "ForOfStatement": {
        const own = inner(scope);
        if (node.left.type === "VariableDeclaration") variables(node.left, own, true);
        else {
          for (const name of namesIn(node.left)) assignments.push([name, undefined]);
          visit(node.left, own);
        }
        visitAll([node.right, node.body], own);
        return;
      }
      case "CatchClause": {
        const own = inner(scope);
        declareAll(own, node.param);
        visitAll([node.param, node.body], own);
        return;
      }
      case "StaticBlock":
        return visitAll(node.body, inner(scope, true));
      case "BlockStatement":
      case "ForStatement":
      case "SwitchStatement":
      case "TSModuleBlock":
        return visitAll(codeIn(node), inner(scope, node.type === "TSModuleBlock"));
      case "ImportDeclaration":
        for (const { local } of node.specifiers) declare(scope, local.name, undefined, true);
        return;
      case "ExportNamedDeclaration":
        if (node.declaration) visit(node.declaration, scope);
        return;
      case "ExportAllDeclaration":
      case "MetaProperty":
        return;
      case "TSModuleDeclaration":
        declare(scope, node.id.name ?? "");
        if (node.body) visit(node.body, scope);
        return;
      case "AssignmentExpression": {
        const left = withoutTypes(node.left);
        if (left.type === "Identifier") {
          // A compound assignment is what it computes, and of natives that is native.
          assignments.push([left, node.right]);
        } else for (const name of namesIn(left)) assignments.push([name, undefined]);
        return visitAll([node.left, node.right], scope);
      }
      case "MemberExpression":
        return visitAll(node.computed ? [node.object, node.property] : [node.object], scope);
      case "Property":
      case "MethodDefinition":
      case "PropertyDefinition":
        if (node.computed) visit(node.key, scope);
        if (node.value) visit(node.value, scope);
        return;
      case "LabeledStatement":
        return visit(node.body, scope);
      case "BreakStatement":
      case "ContinueStatement":
        return;
      default:
        return visitAll(codeIn(node), scope);
    }
  }

  const enums = program.body.map((node: SyntaxNode) => node.declaration ?? node)
    .filter((node: SyntaxNode) => /^TS(Enum|ImportEquals)Declaration$/.test(node.type));
  const top: Scope = { names: new Map(), isOfFunction: true };
  for (const { id } of enums) declare(top, id.name);
  visitAll(program.body, top);

  const bindingOf = (node: SyntaxNode): Binding | undefined => {
    let scope = references.get(node);
    while (scope !== undefined) {
      const binding = scope.names.get(node.name);
      if (binding !== undefined) return binding;
      scope = scope.outer;
    }
    return undefined;
  };
  for (const [name, value] of assignments) {
    const binding = bindingOf(name);
    if (binding === undefined) continue;
    binding.isAssigned = true;
    if (value === undefined) binding.values = undefined;
    else binding.values?.push(value);
  }

  // All variables that are never set to anything unknown are native, until one of their values is not.
  const native = new Set(bindings.filter(({ values }) => values !== undefined));
  const isGlobal = (node: SyntaxNode) => references.has(node) && bindingOf(node) === undefined;
  const isNative = nativeBy((node) => {
    const binding = bindingOf(node);
    return binding === undefined
      ? isGlobal(node) && ["undefined", "NaN", "Infinity"].includes(node.name)
      : native.has(binding);
  }, isGlobal);
  for (let count = -1; count !== native.size;) {
    count = native.size;
    for (const binding of native) if (!binding.values!.every(isNative)) native.delete(binding);
  }
  return { isGlobal, bindingOf, topOf: (name) => top.names.get(name), isNative };
}
